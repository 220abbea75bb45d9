/* The pipeline from end to end with the shipped model: a verdict on a drawn cell, the status of what cannot be read,
 * and a classifier that stays usable after every error.
 *
 * HV_TEST_MODEL is the shipped model, HV_TEST_MODELS the folder tests/models, HV_TEST_DRAWN a folder that
 * `smears --examples` filled.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../file.h"
#include "../memory.h"
#include "hematovision.h"

static hv_classifier *with_model(const char *path) {
  file model = read_file(path);
  hv_classifier *classifier = hv_create();
  assert_non_null(classifier);
  hv_status status = hv_load_model(classifier, model.bytes, model.size);
  if (status != HV_OK) fail_msg("%s: %s", path, hv_message(classifier));
  free(model.bytes);
  return classifier;
}

static void assert_knows_the_neutrophil(hv_classifier *classifier, file picture) {
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_int_equal(result->width, 640);
  assert_int_equal(result->height, 480);
  assert_true(result->cell_count >= 1);
  assert_string_equal(result->class_names[result->cells[0].class_index], "neutrophil");
}

static void a_drawn_neutrophil_is_one(void **state) {
  (void)state;
  hv_classifier *classifier = with_model(HV_TEST_MODEL);
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  assert_knows_the_neutrophil(classifier, picture);
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  float sum = 0;
  for (uint32_t i = 0; i < result->class_count; i++) sum += result->cells[0].probabilities[i];
  assert_float_equal(sum, 1, 1e-5);
  assert_float_equal(result->cells[0].confidence, result->cells[0].probabilities[0], 0);
  assert_true(strlen(hv_model_about(classifier)) > 0);
  free(picture.bytes);
  hv_destroy(classifier);
}

static void every_bad_picture_is_told_apart_and_the_next_works(void **state) {
  (void)state;
  hv_classifier *classifier = with_model(HV_TEST_MODEL);
  file good = read_file(HV_TEST_DRAWN "/neutrophil.jpg"),
       empty = read_file(HV_TEST_DRAWN "/no-white-cell.jpg");
  const struct {
    const uint8_t *bytes;
    size_t size;
    hv_status status;
  } rows[] = {
      {good.bytes, 0, HV_EMPTY_FILE},
      {(const uint8_t *)"hello", 5, HV_NOT_AN_IMAGE},
      {good.bytes, good.size / 2, HV_TRUNCATED_IMAGE},
      {empty.bytes, empty.size, HV_NO_CELL},
  };
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    const hv_result *result = hv_classify(classifier, rows[row].bytes, rows[row].size);
    assert_int_equal(result->status, rows[row].status);
    assert_int_equal(result->cell_count, 0);
    assert_string_equal(result->message, hv_status_sentence(rows[row].status));
    assert_knows_the_neutrophil(classifier, good);
  }
  free(good.bytes);
  free(empty.bytes);
  hv_destroy(classifier);
}

static void a_bad_model_leaves_the_good_one_in_place(void **state) {
  (void)state;
  hv_classifier *classifier = with_model(HV_TEST_MODEL);
  file model = read_file(HV_TEST_MODEL), picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  assert_int_equal(hv_load_model(classifier, model.bytes, 0), HV_EMPTY_FILE);
  assert_int_equal(hv_load_model(classifier, picture.bytes, picture.size), HV_NOT_A_MODEL);
  assert_int_equal(hv_load_model(classifier, model.bytes, model.size / 2), HV_TRUNCATED_MODEL);
  memset(model.bytes, 0xff, 4); /* the offset of the root table */
  assert_int_equal(hv_load_model(classifier, model.bytes, model.size), HV_BROKEN_MODEL);
  assert_true(strlen(hv_message(classifier)) > 0);
  assert_knows_the_neutrophil(classifier, picture);
  free(model.bytes);
  free(picture.bytes);
  hv_destroy(classifier);
}

static void without_a_model_there_is_a_status_for_it(void **state) {
  (void)state;
  hv_classifier *classifier = hv_create();
  assert_non_null(classifier);
  assert_int_equal(hv_classify(classifier, (const uint8_t *)"", 0)->status, HV_NO_MODEL);
  assert_string_equal(hv_model_about(classifier), "");
  hv_destroy(classifier);
  hv_destroy(NULL);
}

static void a_foreign_model_sees_the_whole_picture(void **state) {
  (void)state;
  hv_classifier *classifier = with_model(HV_TEST_MODELS "/softmax-float32.tflite");
  file picture = read_file(HV_TEST_DRAWN "/no-white-cell.jpg");
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_int_equal(result->cell_count, 1);
  assert_int_equal(result->cells[0].box.width, 640);
  assert_int_equal(result->cells[0].box.height, 480);
  assert_string_equal(result->class_names[0], "class 0");
  free(picture.bytes);
  hv_destroy(classifier);
}

/* XNNPACK's own allocations are left out: it does not check each of them while a model is loaded. */
static void every_allocation_for_a_picture_may_fail(void **state) {
  (void)state;
  hv_classifier *classifier = with_model(HV_TEST_MODEL);
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  bool failed = true;
  for (unsigned number = 1; failed; number++) {
    memory_fail_at(number);
    hv_status status = hv_classify(classifier, picture.bytes, picture.size)->status;
    failed = memory_has_failed();
    int left = memory_blocks_left();
    memory_fail_at(0);
    if (left != 0) fail_msg("allocation %u: %d blocks are left", number, left);
    assert_int_equal(status, failed ? HV_OUT_OF_MEMORY : HV_OK);
  }
  assert_knows_the_neutrophil(classifier, picture);
  free(picture.bytes);
  hv_destroy(classifier);
}

static void patches_are_cut_without_a_model(void **state) {
  (void)state;
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  static uint8_t patches[2][32 * 32 * 3];
  hv_box boxes[2];
  size_t count = 0;
  assert_int_equal(hv_cut_patches(picture.bytes, picture.size, 1.4, 32, 2, patches[0], boxes, &count), HV_OK);
  assert_int_equal(count, 1);
  assert_true(boxes[0].width > 0);
  const uint8_t *middle = patches[0] + 3 * (16 * 32 + 16), *corner = patches[0];
  assert_true(corner[1] > middle[1]); /* paper is brighter than a nucleus */
  assert_int_equal(hv_cut_patches(picture.bytes, 10, 1.4, 32, 2, patches[0], boxes, &count),
                   HV_TRUNCATED_IMAGE);
  assert_int_equal(count, 0);
  free(picture.bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_drawn_neutrophil_is_one),
      cmocka_unit_test(every_bad_picture_is_told_apart_and_the_next_works),
      cmocka_unit_test(a_bad_model_leaves_the_good_one_in_place),
      cmocka_unit_test(without_a_model_there_is_a_status_for_it),
      cmocka_unit_test(a_foreign_model_sees_the_whole_picture),
      cmocka_unit_test(every_allocation_for_a_picture_may_fail),
      cmocka_unit_test(patches_are_cut_without_a_model),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
