/* A model's metadata: what is read, what its defaults are, and what is refused with which sentence.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "metadata.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_key_is_read(void **state) {
  (void)state;
  const char *text =
      "# a comment\nformat 1\nclass round one\r\nclass b\n\ncells find\npatch_scale 1.4\npatch_micrometres "
      "18\n"
      "input_mean 1\ninput_deviation 2\ntemperature 1.5\nconfident_at 0.9\nabout Trained on cells.";
  hv_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_metadata_read(text, strlen(text), 2, &metadata, message), HV_OK);
  assert_string_equal(metadata.class_names[0], "round one");
  assert_string_equal(metadata.class_names[1], "b");
  assert_string_equal(metadata.about, "Trained on cells.");
  assert_true(metadata.find_cells);
  assert_float_equal(metadata.patch_width.scale, 1.4F, 0);
  assert_float_equal(metadata.patch_width.micrometres, 18, 0);
  assert_float_equal(metadata.input_mean, 1, 0);
  assert_float_equal(metadata.input_deviation, 2, 0);
  assert_float_equal(metadata.temperature, 1.5F, 0);
  assert_float_equal(metadata.confident_at, 0.9F, 0);
  hv_metadata_free(&metadata);
}

static void a_model_without_metadata_has_defaults(void **state) {
  (void)state;
  hv_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_metadata_read(NULL, 0, 11, &metadata, message), HV_OK);
  assert_string_equal(metadata.class_names[10], "class 10");
  assert_null(metadata.about);
  assert_false(metadata.find_cells);
  assert_float_equal(metadata.patch_width.scale, 1, 0);
  assert_float_equal(metadata.patch_width.micrometres, 0, 0);
  assert_float_equal(metadata.input_mean, 127.5F, 0);
  assert_float_equal(metadata.input_deviation, 127.5F, 0);
  assert_float_equal(metadata.temperature, 1, 0);
  assert_float_equal(metadata.confident_at, 0.5F, 0);
  hv_metadata_free(&metadata);
}

static void what_cannot_be_understood_is_named(void **state) {
  (void)state;
  static const struct {
    const char *text, *named;
  } rows[] = {
      {"format 2\n", "“format”"},
      {"colour red\n", "“colour”"},
      {"format 1\ntemperature 0\n", "Line 2"},
      {"temperature -1\n", "“temperature”"},
      {"temperature nan\n", "“temperature”"},
      {"temperature 1x\n", "“temperature”"},
      {"temperature\n", "“temperature”"},
      {"confident_at 1.5\n", "“confident_at”"},
      {"patch_scale inf\n", "“patch_scale”"},
      {"patch_micrometres 0\n", "“patch_micrometres”"},
      {"task cell\n", "“task”"},
      {"cells some\n", "“cells”"},
      {"class a\n", "names 1 of its 2"},
      {"class a\nclass b\nclass c\n", "Line 3"},
      {"class \nclass b\n", "Line 1"},
      {"about a\nabout b\n", "Line 2"},
  };
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    hv_metadata metadata;
    char message[HV_MESSAGE_SIZE] = "";
    size_t size = strlen(rows[row].text);
    assert_int_equal(hv_metadata_read(rows[row].text, size, 2, &metadata, message), HV_BROKEN_MODEL);
    if (strstr(message, rows[row].named) == NULL) fail_msg("row %zu: %s", row, message);
    hv_metadata_free(&metadata);
  }
}

static void a_detector_has_keys_of_its_own(void **state) {
  (void)state;
  const char *text =
      "# a comment\nformat 1\r\ntask cells\r\ninput_mean 1\ninput_deviation 2\nworking_area 5000\n"
      "score_scale 0.5\nscore_offset -3\ncell_at 0.25\nabout Finds cells.\n";
  hv_detector_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_detector_metadata_read(text, strlen(text), &metadata, message), HV_OK);
  assert_float_equal(metadata.input_mean, 1, 0);
  assert_float_equal(metadata.input_deviation, 2, 0);
  assert_float_equal(metadata.working_area, 5000, 0);
  assert_float_equal(metadata.score_scale, 0.5F, 0);
  assert_float_equal(metadata.score_offset, -3, 0);
  assert_float_equal(metadata.cell_at, 0.25F, 0);
  assert_string_equal(metadata.about, "Finds cells.");
  hv_detector_metadata_free(&metadata);
  assert_int_equal(hv_detector_metadata_read("task cells", 10, &metadata, message), HV_OK);
  assert_float_equal(metadata.input_mean, 127.5F, 0);
  assert_float_equal(metadata.working_area, 62208, 0);
  assert_float_equal(metadata.score_scale, 1, 0);
  assert_float_equal(metadata.score_offset, 0, 0);
  assert_float_equal(metadata.cell_at, 0.5F, 0);
  assert_null(metadata.about);
  hv_detector_metadata_free(&metadata);
}

static void what_a_detector_cannot_mean_is_named(void **state) {
  (void)state;
  static const struct {
    const char *text, *named;
  } rows[] = {
      {"task cells\nclass a\n", "Line 2 of its metadata (“class”)"},
      {"task cells\nworking_area 4095\n", "“working_area”"},
      {"task cells\nworking_area 1e9\n", "“working_area”"},
      {"task cells\nworking_area nan\n", "“working_area”"},
      {"task cells\nscore_scale 0\n", "“score_scale”"},
      {"task cells\nscore_scale -1\n", "“score_scale”"},
      {"task cells\nscore_offset x\n", "“score_offset”"},
      {"task cells\ncell_at 1.01\n", "“cell_at”"},
      {"task cells\nformat 2\n", "“format”"},
      {"task cells\nabout a\nabout b\n", "Line 3"},
  };
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    hv_detector_metadata metadata;
    char message[HV_MESSAGE_SIZE] = "";
    size_t size = strlen(rows[row].text);
    assert_int_equal(hv_detector_metadata_read(rows[row].text, size, &metadata, message), HV_BROKEN_MODEL);
    if (strstr(message, rows[row].named) == NULL) fail_msg("row %zu: %s", row, message);
    hv_detector_metadata_free(&metadata);
  }
}

static void one_is_not_taken_for_the_other(void **state) {
  (void)state;
  static const char *const of_classifiers[] = {"", "format 1\nclass a\n", "# task cells\n",
                                               "task cells, too\n", "about task cells\n"};
  for (size_t i = 0; i < sizeof of_classifiers / sizeof *of_classifiers; i++) {
    hv_detector_metadata metadata;
    char message[HV_MESSAGE_SIZE] = "";
    size_t size = strlen(of_classifiers[i]);
    assert_int_equal(hv_detector_metadata_read(of_classifiers[i], size, &metadata, message),
                     HV_UNSUPPORTED_MODEL);
    assert_non_null(strstr(message, "no cell detector"));
    hv_detector_metadata_free(&metadata);
  }
  hv_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  const char *text = "format 1\nworking_area 62208\ntask cells\n";
  assert_int_equal(hv_metadata_read(text, strlen(text), 7, &metadata, message), HV_UNSUPPORTED_MODEL);
  assert_non_null(strstr(message, "load it as the detector"));
  hv_metadata_free(&metadata);
}

static void the_text_ends_where_its_size_says(void **state) {
  (void)state;
  hv_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_metadata_read("temperature 25", 13, 1, &metadata, message), HV_OK);
  assert_float_equal(metadata.temperature, 2, 0);
  hv_metadata_free(&metadata);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_key_is_read),
      cmocka_unit_test(a_model_without_metadata_has_defaults),
      cmocka_unit_test(what_cannot_be_understood_is_named),
      cmocka_unit_test(a_detector_has_keys_of_its_own),
      cmocka_unit_test(what_a_detector_cannot_mean_is_named),
      cmocka_unit_test(one_is_not_taken_for_the_other),
      cmocka_unit_test(the_text_ends_where_its_size_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
