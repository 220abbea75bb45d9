/* A model's metadata: what is read, what its defaults are, and what is refused with which sentence.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "metadata.h"

#include <float.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Of a model whose output is a row of that many classes, and of one whose output is a class map of that many channels.
 */
static hv_output_kind row(uint32_t classes) { return (hv_output_kind){classes, false}; }
static hv_output_kind map(uint32_t channels) { return (hv_output_kind){channels, true}; }

static void every_key_is_read(void **state) {
  (void)state;
  const char *text =
      "# a comment\nformat 1\nclass round one\r\nclass b\n\ncells find\npatch_scale 1.4\npatch_micrometres "
      "18\nlook_again_below 0.8\n"
      "input_mean 1\ninput_deviation 2\ntemperature 1.5\nconfident_at 0.9\nconfident_below 0.4\n"
      "small_class b\nsmall_below 12.5\nsmall_power 10\n"
      "unfamiliar_scale 0.7\nunfamiliar_offset -2\nunfamiliar_evenness 3\nunfamiliar_at 0.6\nabout Trained "
      "on cells.";
  hv_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_metadata_read(text, strlen(text), row(2), &metadata, message), HV_OK);
  assert_int_equal(metadata.class_count, 2);
  assert_false(metadata.has_none);
  assert_string_equal(metadata.class_names[0], "round one");
  assert_string_equal(metadata.class_names[1], "b");
  assert_string_equal(metadata.about, "Trained on cells.");
  assert_true(metadata.find_cells);
  assert_float_equal(metadata.patch_width.scale, 1.4F, 0);
  assert_float_equal(metadata.patch_width.micrometres, 18, 0);
  assert_float_equal(metadata.look_again_below, 0.8F, 0);
  assert_float_equal(metadata.input_mean, 1, 0);
  assert_float_equal(metadata.input_deviation, 2, 0);
  assert_float_equal(metadata.temperature, 1.5F, 0);
  assert_int_equal(metadata.small_index, 1);
  assert_float_equal(metadata.small_below, 12.5F, 0);
  assert_float_equal(metadata.small_power, 10, 0);
  assert_float_equal(metadata.confident_at, 0.9F, 0);
  assert_float_equal(metadata.confident_below, 0.4F, 0);
  assert_true(metadata.tells_unfamiliarity);
  assert_float_equal(metadata.unfamiliar_scale, 0.7F, 0);
  assert_float_equal(metadata.unfamiliar_offset, -2, 0);
  assert_float_equal(metadata.unfamiliar_evenness, 3, 0);
  assert_float_equal(metadata.unfamiliar_at, 0.6F, 0);
  hv_metadata_free(&metadata);
}

static void a_model_without_metadata_has_defaults(void **state) {
  (void)state;
  hv_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_metadata_read(NULL, 0, map(11), &metadata, message), HV_OK);
  assert_int_equal(metadata.class_count, 11);
  assert_false(metadata.has_none);
  assert_string_equal(metadata.class_names[10], "class 10");
  assert_null(metadata.about);
  assert_false(metadata.find_cells);
  assert_float_equal(metadata.patch_width.scale, 1, 0);
  assert_float_equal(metadata.patch_width.micrometres, 0, 0);
  assert_float_equal(metadata.look_again_below, 0, 0);
  assert_float_equal(metadata.input_mean, 127.5F, 0);
  assert_float_equal(metadata.input_deviation, 127.5F, 0);
  assert_float_equal(metadata.temperature, 1, 0);
  assert_float_equal(metadata.confident_at, 0.5F, 0);
  assert_true(metadata.confident_below > 1);
  assert_false(metadata.tells_unfamiliarity);
  assert_true(metadata.unfamiliar_at > 1);
  hv_metadata_free(&metadata);
}

static void one_line_of_unfamiliarity_is_enough(void **state) {
  (void)state;
  static const char *const lines[] = {"unfamiliar_scale 3", "unfamiliar_offset 0", "unfamiliar_at 0",
                                      "unfamiliar_evenness 4"};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    hv_metadata metadata;
    char message[HV_MESSAGE_SIZE] = "";
    assert_int_equal(hv_metadata_read(lines[i], strlen(lines[i]), row(2), &metadata, message), HV_OK);
    assert_true(metadata.tells_unfamiliarity);
    assert_float_equal(metadata.unfamiliar_scale, i == 0 ? 3 : 1, 0);
    assert_float_equal(metadata.unfamiliar_offset, 0, 0);
    assert_float_equal(metadata.unfamiliar_at, i == 2 ? 0 : 2, 0);
    assert_float_equal(metadata.unfamiliar_evenness, i == 3 ? 4 : 0, 0);
    hv_metadata_free(&metadata);
  }
}

static void as_many_classes_as_the_output_has_or_one_fewer_in_a_map(void **state) {
  (void)state;
  const struct {
    const char *text;
    hv_output_kind output;
    bool fits, has_none;
  } rows[] = {
      {"class a\nclass b\n", row(2), true, false},
      {"class a\nclass b\n", map(2), true, false},
      {"class a\nclass b\n", map(3), true, true},
      {"format 1\r\nclass a\r\n# class x\r\nabout class x\r\nclass b", map(3), true, true},
      {"class a\nclass b\n", row(3), false, false},
      {"class a\nclass b\n", map(4), false, false},
      {"class a\nclass b\n", map(1), false, false},
      {"class a\nclass b\n", row(1), false, false},
      {"format 1\n", map(1), true, false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    hv_metadata metadata;
    char message[HV_MESSAGE_SIZE] = "";
    size_t size = strlen(rows[i].text);
    assert_int_equal(hv_metadata_read(rows[i].text, size, rows[i].output, &metadata, message),
                     rows[i].fits ? HV_OK : HV_BROKEN_MODEL);
    if (rows[i].fits) assert_int_equal(metadata.has_none, rows[i].has_none);
    else assert_non_null(strstr(message, "2 classes are named in its metadata, but its output has "));
    hv_metadata_free(&metadata);
  }
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
      {"confident_below -0.1\n", "“confident_below”"},
      {"patch_scale inf\n", "“patch_scale”"},
      {"patch_micrometres 0\n", "“patch_micrometres”"},
      {"task cell\n", "“task”"},
      {"cells some\n", "“cells”"},
      {"patch_scale 101\n", "“patch_scale”"},
      {"look_again_below 2\n", "“look_again_below”"},
      {"unfamiliar_scale 0\n", "“unfamiliar_scale”"},
      {"unfamiliar_offset x\n", "“unfamiliar_offset”"},
      {"unfamiliar_evenness -1\n", "“unfamiliar_evenness”"},
      {"unfamiliar_at 1.1\n", "“unfamiliar_at”"},
      {"unfamiliar\n", "“unfamiliar”"},
      {"class a\n", "1 classes are named in its metadata, but its output has 2: name as many."},
      {"class a\nclass b\nclass c\n",
       "3 classes are named in its metadata, but its output has 2: name as many."},
      {"class \nclass b\n", "Line 1"},
      {"class\nclass a\nclass b\n", "Line 1"},
      {"about a\nabout b\n", "Line 2"},
      {"small_below 0\n", "“small_below”"},
      {"small_power -1\n", "“small_power”"},
      {"small_class a\nsmall_class b\n", "Line 2"},
      {"small_class a\nsmall_power 1\nclass a\nclass b\n", "small_class, small_below and small_power"},
      {"small_below 1\nsmall_power 1\n", "small_class, small_below and small_power"},
      {"class a\nclass b\nsmall_class c\nsmall_below 1\nsmall_power 1\n", "“c”, which is none"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    hv_metadata metadata;
    char message[HV_MESSAGE_SIZE] = "";
    size_t size = strlen(rows[i].text);
    assert_int_equal(hv_metadata_read(rows[i].text, size, row(2), &metadata, message), HV_BROKEN_MODEL);
    if (strstr(message, rows[i].named) == NULL) fail_msg("row %zu: %s", i, message);
    hv_metadata_free(&metadata);
  }
}

/* Whether the text is taken for a number, and which. */
static bool read_offset(const char *text, float *offset) {
  char line[80], message[HV_MESSAGE_SIZE] = "";
  int size = snprintf(line, sizeof line, "unfamiliar_offset %s", text);
  hv_metadata metadata;
  hv_status status = hv_metadata_read(line, (size_t)size, row(2), &metadata, message);
  *offset = metadata.unfamiliar_offset;
  hv_metadata_free(&metadata);
  return status == HV_OK;
}

static void numbers_are_decimal(void **state) {
  (void)state;
  static const struct {
    const char *text;
    float number;
  } rows[] = {{"0", 0},
              {"-0.75", -0.75F},
              {"+.5", 0.5F},
              {"3.", 3},
              {"007.250", 7.25F},
              {"1e3", 1000},
              {"-12.5E-1", -1.25F},
              {"0.00002e+5", 2},
              {"3.4e38", 3.4e38F},
              {"1.17549435e-38", FLT_MIN},
              {"0.1000000000000000000000000000000000000001", 0.1F},
              {"1e-999", 0}};
  static const char *const refused[] = {"",         ".",     "-",     "+-1", "--1",  "e5",   "1e",
                                        "1e+",      "1,5",   "1.5.2", " 1",  "1 ",   "0x10", "1e39",
                                        "1e999999", "-1e39", "inf",   "nan", "1e1.5"};
  float number;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (!read_offset(rows[i].text, &number) || number != rows[i].number)
      fail_msg("%s: %.9g", rows[i].text, (double)number);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (read_offset(refused[i], &number)) fail_msg("“%s” is taken for %.9g", refused[i], (double)number);
}

/* Of numbers as the training writes them. */
static void numbers_are_those_of_the_library(void **state) {
  (void)state;
  for (int i = -30000; i <= 30000; i++) {
    char text[16];
    snprintf(text, sizeof text, "%.4f", i / 10000.0);
    float number;
    assert_true(read_offset(text, &number));
    assert_true(number == strtof(text, NULL));
  }
}

static void the_locale_does_not_matter(void **state) {
  (void)state;
  static const char *const with_commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_AT.UTF-8", "it_IT.UTF-8"};
  const char *found = NULL;
  for (size_t i = 0; i < sizeof with_commas / sizeof *with_commas && found == NULL; i++)
    found = setlocale(LC_NUMERIC, with_commas[i]);
  if (found == NULL) {
    print_message("No locale with a decimal comma is installed: numbers_are_decimal alone is tested.\n");
    skip();
  }
  numbers_are_decimal(state);
}

static int use_the_usual_locale_again(void **state) {
  (void)state;
  return setlocale(LC_NUMERIC, "C") != NULL ? 0 : -1;
}

static void a_detector_has_keys_of_its_own(void **state) {
  (void)state;
  const char *text =
      "# a comment\nformat 1\r\ntask cells\r\ninput_mean 1\ninput_deviation 2\nworking_area 5000\n"
      "score_scale 0.5\nscore_offset -3\ncell_at 0.25\nsuspect_at 0.125\nabout Finds cells.\n";
  hv_detector_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_detector_metadata_read(text, strlen(text), &metadata, message), HV_OK);
  assert_float_equal(metadata.input_mean, 1, 0);
  assert_float_equal(metadata.input_deviation, 2, 0);
  assert_float_equal(metadata.working_area, 5000, 0);
  assert_float_equal(metadata.score_scale, 0.5F, 0);
  assert_float_equal(metadata.score_offset, -3, 0);
  assert_float_equal(metadata.cell_at, 0.25F, 0);
  assert_float_equal(metadata.suspect_at, 0.125F, 0);
  assert_string_equal(metadata.about, "Finds cells.");
  hv_detector_metadata_free(&metadata);
  assert_int_equal(hv_detector_metadata_read("task cells", 10, &metadata, message), HV_OK);
  assert_float_equal(metadata.input_mean, 127.5F, 0);
  assert_float_equal(metadata.working_area, 62208, 0);
  assert_float_equal(metadata.score_scale, 1, 0);
  assert_float_equal(metadata.score_offset, 0, 0);
  assert_float_equal(metadata.cell_at, 0.5F, 0);
  assert_float_equal(metadata.suspect_at, 0.5F, 0);
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
  assert_int_equal(hv_metadata_read(text, strlen(text), row(7), &metadata, message), HV_UNSUPPORTED_MODEL);
  assert_non_null(strstr(message, "load it as the detector"));
  hv_metadata_free(&metadata);
}

static void the_text_ends_where_its_size_says(void **state) {
  (void)state;
  hv_metadata metadata;
  char message[HV_MESSAGE_SIZE] = "";
  assert_int_equal(hv_metadata_read("temperature 25", 13, row(1), &metadata, message), HV_OK);
  assert_float_equal(metadata.temperature, 2, 0);
  hv_metadata_free(&metadata);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_key_is_read),
      cmocka_unit_test(a_model_without_metadata_has_defaults),
      cmocka_unit_test(one_line_of_unfamiliarity_is_enough),
      cmocka_unit_test(as_many_classes_as_the_output_has_or_one_fewer_in_a_map),
      cmocka_unit_test(what_cannot_be_understood_is_named),
      cmocka_unit_test(numbers_are_decimal),
      cmocka_unit_test(numbers_are_those_of_the_library),
      cmocka_unit_test_teardown(the_locale_does_not_matter, use_the_usual_locale_again),
      cmocka_unit_test(a_detector_has_keys_of_its_own),
      cmocka_unit_test(what_a_detector_cannot_mean_is_named),
      cmocka_unit_test(one_is_not_taken_for_the_other),
      cmocka_unit_test(the_text_ends_where_its_size_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
