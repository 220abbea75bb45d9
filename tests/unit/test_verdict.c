/* The verdict stage: softmax, temperature, decision.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void softmax_is_that_of_the_textbook(void **state) {
  (void)state;
  float probabilities[3];
  hv_softmax((const float[]){1, 2, 3}, 3, 1, probabilities);
  assert_float_equal(probabilities[0], 0.09003057F, 1e-6);
  assert_float_equal(probabilities[1], 0.24472847F, 1e-6);
  assert_float_equal(probabilities[2], 0.66524096F, 1e-6);
}

static void temperature_divides_the_logits(void **state) {
  (void)state;
  float warm[3], divided[3];
  hv_softmax((const float[]){2, 4, 6}, 3, 2, warm);
  hv_softmax((const float[]){1, 2, 3}, 3, 1, divided);
  for (int i = 0; i < 3; i++) assert_float_equal(warm[i], divided[i], 1e-7);
}

static void huge_logits_do_not_overflow(void **state) {
  (void)state;
  float probabilities[2];
  hv_softmax((const float[]){3e38F, -3e38F}, 2, 0.1F, probabilities);
  assert_float_equal(probabilities[0], 1, 0);
  assert_float_equal(probabilities[1], 0, 0);
}

static void what_is_not_a_number_stays_inside(void **state) {
  (void)state;
  const float rows[][3] = {
      {NAN, 1, 0}, {INFINITY, 1, 0}, {-INFINITY, 1, 0}, {NAN, NAN, NAN}, {-INFINITY, NAN, 2}};
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    float probabilities[3], sum = 0;
    hv_softmax(rows[row], 3, 1, probabilities);
    for (int i = 0; i < 3; i++) {
      assert_true(probabilities[i] >= 0 && probabilities[i] <= 1);
      sum += probabilities[i];
    }
    assert_float_equal(sum, 1, 1e-6);
  }
}

static void a_softmax_is_undone_and_done_again(void **state) {
  (void)state;
  float probabilities[3] = {0.7F, 0.3F, 0};
  hv_logits_of_probabilities(probabilities, 3);
  hv_softmax(probabilities, 3, 1, probabilities);
  assert_float_equal(probabilities[0], 0.7F, 1e-6);
  assert_float_equal(probabilities[1], 0.3F, 1e-6);
  assert_float_equal(probabilities[2], 0, 1e-6);
}

static void the_most_probable_class_decides(void **state) {
  (void)state;
  const float probabilities[] = {0.1F, 0.8F, 0.1F};
  hv_cell cell = {.box = {1, 2, 3, 4}};
  hv_decide(probabilities, 3, 0.8F, &cell);
  assert_int_equal(cell.class_index, 1);
  assert_float_equal(cell.confidence, 0.8F, 0);
  assert_int_equal(cell.verdict, HV_CONFIDENT);
  assert_int_equal(cell.box.width, 3);
  hv_decide(probabilities, 3, 0.81F, &cell);
  assert_int_equal(cell.verdict, HV_UNSURE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(softmax_is_that_of_the_textbook),
      cmocka_unit_test(temperature_divides_the_logits),
      cmocka_unit_test(huge_logits_do_not_overflow),
      cmocka_unit_test(what_is_not_a_number_stays_inside),
      cmocka_unit_test(a_softmax_is_undone_and_done_again),
      cmocka_unit_test(the_most_probable_class_decides),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
