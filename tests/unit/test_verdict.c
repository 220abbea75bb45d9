/* The verdict stage by fixed logits: the mean of a class map, softmax and temperature, unfamiliarity, and the decision
 * table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What the metadata of three classes says. */
static hv_metadata rules(void) {
  return (hv_metadata){.class_count = 3,
                       .temperature = 1,
                       .confident_at = 0.8F,
                       .confident_below = 2,
                       .tells_unfamiliarity = true,
                       .unfamiliar_scale = 1,
                       .unfamiliar_at = 0.5F};
}

/* The same of a model that also tells "none of these". */
static hv_metadata rules_with_none(void) {
  hv_metadata metadata = rules();
  metadata.has_none = true;
  return metadata;
}

/* A cell that the detector gives this score. */
static hv_cell found(float score) { return (hv_cell){.score = score}; }

static void a_map_becomes_a_row(void **state) {
  (void)state;
  const float map[] = {1, -4, 3, 0, 5, 10}; /* three places of two channels */
  float logits[2];
  hv_mean_logits(map, 3, 2, logits);
  assert_float_equal(logits[0], 3, 1e-6);
  assert_float_equal(logits[1], 2, 1e-6);
  hv_mean_logits(map, 1, 2, logits);
  assert_float_equal(logits[0], 1, 0);
  assert_float_equal(logits[1], -4, 0);
}

static void softmax_is_that_of_the_textbook(void **state) {
  (void)state;
  hv_metadata metadata = rules();
  hv_cell cell = found(1);
  float probabilities[3];
  hv_decide((const float[]){1, 2, 3}, 0, &metadata, probabilities, &cell);
  assert_float_equal(probabilities[0], 0.09003057F, 1e-6);
  assert_float_equal(probabilities[1], 0.24472847F, 1e-6);
  assert_float_equal(probabilities[2], 0.66524096F, 1e-6);
  assert_ptr_equal(cell.probabilities, probabilities);
}

static void temperature_divides_the_logits_of_the_classes_alone(void **state) {
  (void)state;
  hv_metadata metadata = rules();
  hv_cell cold = found(1), warm = found(1);
  float divided[3], tempered[3];
  hv_decide((const float[]){1, 2, 3}, 0, &metadata, divided, &cold);
  metadata.temperature = 2;
  hv_decide((const float[]){2, 4, 6}, 0, &metadata, tempered, &warm);
  for (int i = 0; i < 3; i++) assert_float_equal(tempered[i], divided[i], 1e-7);
  /* Unfamiliarity takes the logits as they are: 1 / (1 + e^2 + e^4 + e^6), and the same of 1, 2, 3. */
  assert_float_equal(warm.unfamiliarity, 0.00214400F, 1e-7);
  assert_float_equal(cold.unfamiliarity, 0.03205860F, 1e-7);
}

static void huge_logits_do_not_overflow(void **state) {
  (void)state;
  hv_metadata metadata = rules();
  metadata.temperature = 0.1F;
  hv_cell cell = found(1);
  float probabilities[3];
  hv_decide((const float[]){3e38F, -3e38F, 0}, 0, &metadata, probabilities, &cell);
  assert_float_equal(probabilities[0], 1, 0);
  assert_float_equal(probabilities[1], 0, 0);
  assert_float_equal(cell.unfamiliarity, 0, 0);
  hv_decide((const float[]){-3e38F, -3e38F, -3e38F}, 0, &metadata, probabilities, &cell);
  assert_float_equal(cell.unfamiliarity, 1, 0);
}

static void what_is_not_a_number_stays_inside(void **state) {
  (void)state;
  static const struct {
    float logits[4]; /* the last is that of "none of these" */
    bool strange;    /* s is no number */
  } rows[] = {{{NAN, 1, 0, 0}, true},      {{INFINITY, 1, 0, 0}, true},
              {{0, 0, 0, NAN}, true},      {{-INFINITY, -INFINITY, -INFINITY, 0}, true},
              {{NAN, NAN, NAN, 0}, true},  {{-INFINITY, NAN, 2, 0}, true},
              {{0, 0, 0, INFINITY}, true}, {{-INFINITY, 4, 5, 0}, false}};
  for (size_t row = 0; row < COUNT(rows); row++) {
    hv_metadata metadata = rules();
    metadata.has_none = true;
    hv_cell cell = found(1);
    float probabilities[3], sum = 0;
    hv_decide(rows[row].logits, 0, &metadata, probabilities, &cell);
    for (int i = 0; i < 3; i++) {
      assert_true(probabilities[i] >= 0 && probabilities[i] <= 1);
      sum += probabilities[i];
    }
    assert_float_equal(sum, 1, 1e-6);
    assert_true(cell.class_index < 3 && cell.alternative_index < 3);
    assert_true(cell.class_index != cell.alternative_index);
    if (rows[row].strange) assert_float_equal(cell.unfamiliarity, 1, 0);
    else assert_true(cell.unfamiliarity < 0.5F);
    assert_int_equal(cell.verdict == HV_UNFAMILIAR, rows[row].strange);
  }
}

/* Without any metadata one of two classes is `confident` from a half on, which is what each has where nothing is known. */
static void what_is_not_a_number_is_never_confident(void **state) {
  (void)state;
  static const struct {
    float numbers[2];
    bool probabilities;
    hv_verdict verdict;
  } rows[] = {{{NAN, NAN}, false, HV_UNSURE},
              {{NAN, 1}, false, HV_UNSURE},
              {{1, NAN}, false, HV_UNSURE},
              {{INFINITY, 0}, false, HV_UNSURE},
              {{-INFINITY, -INFINITY}, false, HV_UNSURE},
              {{NAN, NAN}, true, HV_UNSURE},
              {{0, NAN}, true, HV_UNSURE},
              {{0, -INFINITY}, false, HV_CONFIDENT},
              {{0, 0}, false, HV_CONFIDENT},
              {{0, 1}, true, HV_CONFIDENT}};
  for (size_t row = 0; row < COUNT(rows); row++) {
    hv_metadata metadata = {
        .class_count = 2, .temperature = 1, .confident_at = 0.5F, .confident_below = 2, .unfamiliar_at = 2};
    hv_cell cell = found(1);
    float logits[2] = {rows[row].numbers[0], rows[row].numbers[1]}, probabilities[2];
    if (rows[row].probabilities) hv_logits_of_probabilities(logits, 2);
    hv_decide(logits, 0, &metadata, probabilities, &cell);
    if (cell.verdict != rows[row].verdict) fail_msg("row %zu: %s", row, hv_verdict_name(cell.verdict));
  }
}

static void a_softmax_is_undone_and_done_again(void **state) {
  (void)state;
  hv_metadata metadata = rules();
  hv_cell cell = found(1);
  float numbers[3] = {0.7F, 0.3F, 0}, probabilities[3];
  hv_logits_of_probabilities(numbers, 3);
  hv_decide(numbers, 0, &metadata, probabilities, &cell);
  assert_float_equal(probabilities[0], 0.7F, 1e-6);
  assert_float_equal(probabilities[1], 0.3F, 1e-6);
  assert_float_equal(probabilities[2], 0, 1e-6);
}

/* Of three classes, and "none of these" where the fourth logit is given. */
static void the_decision_table(void **state) {
  (void)state;
  static const float absent = -1000;
  const struct {
    const char *name;
    float logits[4], confident_at, unfamiliar_at;
    uint32_t class_index, alternative_index;
    hv_verdict verdict;
    float confidence, unfamiliarity;
  } rows[] = {
      {"sure", {4, 0, 1, absent}, 0.8F, 0.5F, 0, 2, HV_CONFIDENT, 0.93623F, 0.01686F},
      {"just as sure as needed", {0, 0, 0, absent}, 1 / 3.0F, 0.5F, 0, 1, HV_CONFIDENT, 0.33333F, 0.25F},
      {"hesitating", {1, 1.5F, 0, absent}, 0.8F, 0.5F, 1, 0, HV_UNSURE, 0.54654F, 0.10869F},
      {"a tie: the first", {0, 2, 2, absent}, 0.4F, 0.5F, 1, 2, HV_CONFIDENT, 0.46831F, 0.05961F},
      {"all alike", {-1, -1, -1, absent}, 0.8F, 0.9F, 0, 1, HV_UNSURE, 0.33333F, 0.47536F},
      {"no class speaks up", {-3, -4, -3.5F, absent}, 0.3F, 0.5F, 0, 2, HV_UNFAMILIAR, 0.50648F, 0.91049F},
      {"just as strange as needed", {0, 0, 0, absent}, 0.1F, 0.25F, 0, 1, HV_UNFAMILIAR, 0.33333F, 0.25F},
      {"none of these", {3, 0, 0, 5}, 0.8F, 0.5F, 0, 1, HV_UNFAMILIAR, 0.90944F, 0.87047F},
      {"not none of these", {5, 0, 0, 3}, 0.8F, 0.5F, 0, 1, HV_CONFIDENT, 0.98670F, 0.11780F},
      {"never unfamiliar", {-9, -99, -99, absent}, 0.8F, 2, 0, 1, HV_CONFIDENT, 1, 0.99988F},
  };
  for (size_t row = 0; row < COUNT(rows); row++) {
    hv_metadata metadata = rules();
    metadata.has_none = rows[row].logits[3] != absent;
    metadata.confident_at = rows[row].confident_at;
    metadata.unfamiliar_at = rows[row].unfamiliar_at;
    hv_cell cell = {.box = {1, 2, 3, 4}, .score = 1};
    float probabilities[3];
    hv_decide(rows[row].logits, 0, &metadata, probabilities, &cell);
    if (cell.class_index != rows[row].class_index || cell.alternative_index != rows[row].alternative_index ||
        cell.verdict != rows[row].verdict || fabsf(cell.confidence - rows[row].confidence) > 1e-5F ||
        fabsf(cell.unfamiliarity - rows[row].unfamiliarity) > 1e-5F)
      fail_msg("%s: %u, %u, %s, %.5f, %.5f", rows[row].name, (unsigned)cell.class_index,
               (unsigned)cell.alternative_index, hv_verdict_name(cell.verdict), (double)cell.confidence,
               (double)cell.unfamiliarity);
    assert_int_equal(cell.box.width, 3);
  }
}

static void the_score_is_scaled_and_shifted(void **state) {
  (void)state;
  hv_metadata metadata = rules_with_none();
  metadata.unfamiliar_scale = 0.5F;
  metadata.unfamiliar_offset = 1;
  hv_cell cell = found(1);
  float probabilities[3];
  hv_decide((const float[]){4, -50, -50, 2}, 0, &metadata, probabilities, &cell); /* s = -2 */
  assert_float_equal(cell.unfamiliarity, 0.5F, 1e-6);
  assert_int_equal(cell.verdict, HV_UNFAMILIAR);
}

static void what_is_rather_strange_is_not_confident(void **state) {
  (void)state;
  static const struct {
    float none;
    hv_verdict verdict;
    uint32_t alternative_index;
  } rows[] = {
      {-0.9F, HV_CONFIDENT, 1}, {-0.8F, HV_UNSURE, 0}, {0.4F, HV_UNSURE, 0}, {0.5F, HV_UNFAMILIAR, 1}};
  hv_metadata metadata = rules_with_none();
  metadata.confident_below = 0.3F; /* ln(0.3 / 0.7) = -0.847 */
  metadata.unfamiliar_at = 0.6F;   /* ln(0.6 / 0.4) = 0.405 */
  for (size_t row = 0; row < COUNT(rows); row++) {
    hv_cell cell = found(1);
    float probabilities[3];
    hv_decide((const float[]){0, -50, -50, rows[row].none}, 0, &metadata, probabilities, &cell);
    assert_float_equal(cell.confidence, 1, 1e-6);
    assert_int_equal(cell.verdict, rows[row].verdict);
    assert_int_equal(cell.alternative_index, rows[row].alternative_index);
  }
}

/* That it hesitates between two classes says more than that the cell is rather strange. */
static void what_is_rather_strange_may_hesitate_too(void **state) {
  (void)state;
  hv_metadata metadata = rules_with_none();
  metadata.confident_below = 0.3F;
  hv_cell cell = found(1);
  float probabilities[3];
  hv_decide((const float[]){0, 0, -50, 0.5F}, 0, &metadata, probabilities, &cell); /* 0.45 */
  assert_int_equal(cell.verdict, HV_UNSURE);
  assert_int_equal(cell.alternative_index, 1);
}

static void a_cell_is_the_stranger_the_more_the_classes_are_alike(void **state) {
  (void)state;
  static const struct {
    float logits[3], unfamiliarity; /* the last logit is that of "none of these" */
  } rows[] = {
      {{0, 0, 0.6931472F}, 0.2F},                /* s = ln 2 - ln 2 + 2 * ln (1 / 2) */
      {{1.0986123F, 0, 1.3862944F}, 0.1578947F}, /* s = 2 * (ln (3 / 4) + ln (1 / 4)) / 2 = ln (3 / 16) */
      {{60, -60, 60}, 1.0e-12F},                 /* s = ln 1e-12: the second one's probability is bounded */
  };
  hv_metadata metadata = rules_with_none();
  metadata.class_count = 2;
  metadata.unfamiliar_evenness = 2;
  for (size_t row = 0; row < COUNT(rows); row++) {
    hv_cell cell = found(1);
    float probabilities[2];
    hv_decide(rows[row].logits, 0, &metadata, probabilities, &cell);
    assert_float_equal(cell.unfamiliarity / rows[row].unfamiliarity, 1, 1e-4);
  }
}

static void the_detectors_doubt_makes_a_cell_stranger_and_its_trust_nothing_familiar(void **state) {
  (void)state;
  static const struct {
    float score, unfamiliarity; /* odds of 1 to 4 without a doubt */
  } rows[] = {{1, 0.2F}, {0.9F, 0.2F}, {0.5F, 0.2F}, {0.2F, 0.5F}, {0.0588235F, 0.8F}, {0, 1}};
  hv_metadata metadata = rules_with_none();
  metadata.class_count = 2;
  for (size_t row = 0; row < COUNT(rows); row++) {
    hv_cell cell = found(rows[row].score);
    float probabilities[2];
    hv_decide((const float[]){1.3862944F, -50, 0}, 0, &metadata, probabilities, &cell); /* s = -ln 4 */
    assert_float_equal(cell.unfamiliarity, rows[row].unfamiliarity, 1e-5);
    assert_float_equal(cell.confidence, 1, 1e-6);
    assert_int_equal(cell.verdict == HV_UNFAMILIAR, rows[row].unfamiliarity >= 0.5F);
  }
}

static void a_model_that_does_not_measure_it_knows_no_unfamiliarity(void **state) {
  (void)state;
  hv_metadata metadata = rules();
  metadata.tells_unfamiliarity = false;
  metadata.unfamiliar_at = 0;
  hv_cell cell = found(1);
  float probabilities[3];
  hv_decide((const float[]){-99, -99, -9}, 0, &metadata, probabilities, &cell);
  assert_true(isnan(cell.unfamiliarity));
  assert_int_equal(cell.verdict, HV_CONFIDENT);
}

static void a_small_cell_speaks_for_the_small_class(void **state) {
  (void)state;
  static const struct {
    float size, times;
  } rows[] = {{0, 1},
              {-1, 1},
              {NAN, 1},
              {12, 1},
              {20, 1},
              {10, 1},
              {8, 1.953125},
              {5, HV_MOST_TIMES},
              {1e-30F, HV_MOST_TIMES}};
  hv_metadata metadata = rules();
  metadata.small_index = 1;
  metadata.small_below = 10;
  metadata.small_power = 3;
  for (size_t row = 0; row < COUNT(rows); row++) {
    hv_cell cell = found(1), unsized = found(1);
    float sized[3], before[3];
    hv_decide((const float[]){2, 1.5F, 0, -1}, 0, &metadata, before, &unsized);
    hv_decide((const float[]){2, 1.5F, 0, -1}, rows[row].size, &metadata, sized, &cell);
    assert_float_equal(sized[1] / sized[0], rows[row].times * before[1] / before[0], 1e-5);
    assert_float_equal(sized[2] / sized[0], before[2] / before[0], 1e-6);
    assert_float_equal(sized[0] + sized[1] + sized[2], 1, 1e-6);
    assert_int_equal(cell.class_index, rows[row].times > 1.7F ? 1 : 0);
    assert_float_equal(cell.confidence, sized[cell.class_index], 0);
    assert_float_equal(cell.unfamiliarity, unsized.unfamiliarity, 0);
  }
}

static void one_class_has_no_alternative(void **state) {
  (void)state;
  hv_metadata metadata = rules();
  metadata.class_count = 1;
  hv_cell cell = found(1);
  float probability;
  hv_decide((const float[]){-2}, 0, &metadata, &probability, &cell);
  assert_int_equal(cell.class_index, 0);
  assert_int_equal(cell.alternative_index, 0);
  assert_float_equal(cell.confidence, 1, 0);
}

static void verdicts_have_names(void **state) {
  (void)state;
  assert_string_equal(hv_verdict_name(HV_CONFIDENT), "confident");
  assert_string_equal(hv_verdict_name(HV_UNSURE), "unsure");
  assert_string_equal(hv_verdict_name(HV_UNFAMILIAR), "unfamiliar");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_map_becomes_a_row),
      cmocka_unit_test(softmax_is_that_of_the_textbook),
      cmocka_unit_test(temperature_divides_the_logits_of_the_classes_alone),
      cmocka_unit_test(huge_logits_do_not_overflow),
      cmocka_unit_test(what_is_not_a_number_stays_inside),
      cmocka_unit_test(what_is_not_a_number_is_never_confident),
      cmocka_unit_test(a_softmax_is_undone_and_done_again),
      cmocka_unit_test(the_decision_table),
      cmocka_unit_test(the_score_is_scaled_and_shifted),
      cmocka_unit_test(what_is_rather_strange_is_not_confident),
      cmocka_unit_test(what_is_rather_strange_may_hesitate_too),
      cmocka_unit_test(a_cell_is_the_stranger_the_more_the_classes_are_alike),
      cmocka_unit_test(the_detectors_doubt_makes_a_cell_stranger_and_its_trust_nothing_familiar),
      cmocka_unit_test(a_model_that_does_not_measure_it_knows_no_unfamiliarity),
      cmocka_unit_test(a_small_cell_speaks_for_the_small_class),
      cmocka_unit_test(one_class_has_no_alternative),
      cmocka_unit_test(verdicts_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
