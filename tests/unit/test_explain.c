/* The explanation of fixed class maps.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "explain.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_values(const float *values, const float *expected, size_t count) {
  for (size_t i = 0; i < count; i++) assert_float_equal(values[i], expected[i], 1e-6);
}

static void places_speak_by_what_exceeds_the_mean(void **state) {
  (void)state;
  /* Four places of three channels; their means are 1, 2, 0 and -2. */
  const float map[] = {3, 0, 0, 2, 2, 2, -2, 1, 1, 2, -4, -4};
  float values[4];
  hv_explain(map, 4, 3, 0, values);
  assert_values(values, (const float[]){0.5F, 0, 0, 1}, 4); /* 2, 0, -2, 4 */
  hv_explain(map, 4, 3, 2, values);
  assert_values(values, (const float[]){0, 0, 1, 0}, 4); /* -1, 0, 1, -2 */
}

static void where_nothing_speaks_all_is_nought(void **state) {
  (void)state;
  const float map[] = {1, 1, 0, 5};
  float values[2] = {7, 7};
  hv_explain(map, 2, 2, 0, values);
  assert_values(values, (const float[]){0, 0}, 2);
  hv_explain(map, 2, 1, 0, values); /* a single channel has nothing to exceed */
  assert_values(values, (const float[]){0, 0}, 2);
}

static void what_is_not_a_number_speaks_for_nothing(void **state) {
  (void)state;
  const float map[] = {NAN, 0, INFINITY, 0, 4, 0, -INFINITY, 0};
  float values[4];
  hv_explain(map, 4, 2, 0, values);
  assert_values(values, (const float[]){0, 0, 1, 0}, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(places_speak_by_what_exceeds_the_mean),
      cmocka_unit_test(where_nothing_speaks_all_is_nought),
      cmocka_unit_test(what_is_not_a_number_speaks_for_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
