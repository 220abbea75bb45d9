/* The JSON record: its text for a picture with cells and for an error, strings that need care, and a buffer
 * that is too small.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "hematovision.h"

static const char *const class_names[] = {"neutrophil", "a \"quoted\" one"};
static const float first[] = {0.97310001f, 0.02689999f}, second[] = {4e-7f, 0.9999996f};
static const float map[] = {0, 0.2004f, 1, 0.0006f, 0.5f, 0.25f};
static const hv_cell cells[] = {{.box = {210, 120, 180, 176},
                                 .score = 0.98765f,
                                 .class_index = 0,
                                 .alternative_index = 1,
                                 .confidence = 0.97310001f,
                                 .unfamiliarity = 0.0312f,
                                 .verdict = HV_CONFIDENT,
                                 .quality = HV_BLURRED | HV_TOO_SMALL,
                                 .patch = {-30, 46, 324, 324},
                                 .probabilities = first,
                                 .map = map},
                                {.box = {0, 7, 24, 25},
                                 .score = 0.5f,
                                 .cut_off = true,
                                 .class_index = 1,
                                 .alternative_index = 1,
                                 .confidence = 0.9999996f,
                                 .unfamiliarity = NAN,
                                 .verdict = HV_UNFAMILIAR,
                                 .quality = HV_CUT_OFF,
                                 .patch = {-4, 2, 32, 32},
                                 .probabilities = second}};

static hv_result result_of(uint32_t cell_count) {
  return (hv_result){.status = HV_OK,
                     .message = "A cell.",
                     .width = 640,
                     .height = 480,
                     .micrometres_per_pixel = 0.0712f,
                     .cells_found = 300,
                     .cell_count = cell_count,
                     .cells = cells,
                     .class_count = 2,
                     .class_names = class_names,
                     .map_rows = 2,
                     .map_columns = 3};
}

static void assert_record(const hv_result *result, const char *file, const char *expected) {
  char json[2048];
  size_t length = hv_record_json(result, file, json, sizeof json);
  assert_string_equal(json, expected);
  assert_int_equal(length, strlen(expected));
}

static void test_picture_with_cells(void **state) {
  (void)state;
  hv_result result = result_of(2);
  assert_record(
      &result, "a.jpg",
      "{\"file\":\"a.jpg\",\"status\":\"ok\",\"message\":\"A cell.\",\"width\":640,\"height\":480,"
      "\"class\":\"neutrophil\",\"confidence\":0.973100,"
      "\"probabilities\":{\"neutrophil\":0.973100,\"a \\\"quoted\\\" one\":0.026900},"
      "\"verdict\":\"confident\",\"unfamiliarity\":0.031200,\"alternative\":\"a \\\"quoted\\\" one\","
      "\"quality\":[\"blurred\",\"too-small\"],\"micrometres_per_pixel\":0.071200,\"cells_found\":300,"
      "\"cells\":[{\"box\":[210,120,180,176],\"score\":0.987650,\"cut_off\":false,"
      "\"class\":\"neutrophil\",\"confidence\":0.973100,"
      "\"probabilities\":{\"neutrophil\":0.973100,\"a \\\"quoted\\\" one\":0.026900},"
      "\"verdict\":\"confident\",\"unfamiliarity\":0.031200,\"alternative\":\"a \\\"quoted\\\" one\","
      "\"quality\":[\"blurred\",\"too-small\"],\"patch\":[-30,46,324,324],"
      "\"map\":{\"rows\":2,\"columns\":3,\"values\":[0.000,0.200,1.000,0.001,0.500,0.250]}},"
      "{\"box\":[0,7,24,25],\"score\":0.500000,\"cut_off\":true,"
      "\"class\":\"a \\\"quoted\\\" one\",\"confidence\":1.000000,"
      "\"probabilities\":{\"neutrophil\":0.000000,\"a \\\"quoted\\\" one\":1.000000},"
      "\"verdict\":\"unfamiliar\",\"unfamiliarity\":null,\"alternative\":null,"
      "\"quality\":[\"cut-off\"],\"patch\":[-4,2,32,32],\"map\":null}]}");
}

/* Of cut patches no class is told. */
static void test_cells_without_classes(void **state) {
  (void)state;
  static const hv_cell cut = {
      .box = {1, 2, 30, 40}, .score = 0.75f, .unfamiliarity = NAN, .patch = {-4, 2, 40, 40}};
  hv_result result = {.status = HV_OK,
                      .message = "A cell.",
                      .width = 64,
                      .height = 48,
                      .cells_found = 3,
                      .cell_count = 1,
                      .cells = &cut};
  assert_record(&result, NULL,
                "{\"status\":\"ok\",\"message\":\"A cell.\",\"width\":64,\"height\":48,"
                "\"class\":null,\"confidence\":null,\"probabilities\":null,\"verdict\":null,"
                "\"unfamiliarity\":null,\"alternative\":null,\"quality\":null,"
                "\"micrometres_per_pixel\":null,\"cells_found\":3,"
                "\"cells\":[{\"box\":[1,2,30,40],\"score\":0.750000,\"cut_off\":false,"
                "\"class\":null,\"confidence\":null,\"probabilities\":null,\"verdict\":null,"
                "\"unfamiliarity\":null,\"alternative\":null,\"quality\":null,"
                "\"patch\":[-4,2,40,40],\"map\":null}]}");
}

static void test_error_has_nulls(void **state) {
  (void)state;
  hv_result result = {.status = HV_NOT_AN_IMAGE, .message = hv_status_sentence(HV_NOT_AN_IMAGE)};
  assert_record(
      &result, NULL,
      "{\"status\":\"not-an-image\",\"message\":\"This is not a picture. Choose a JPEG or PNG file.\","
      "\"width\":0,\"height\":0,\"class\":null,\"confidence\":null,\"probabilities\":null,"
      "\"verdict\":null,\"unfamiliarity\":null,\"alternative\":null,\"quality\":null,"
      "\"micrometres_per_pixel\":null,\"cells_found\":0,\"cells\":[]}");
}

#define REPLACED "\xef\xbf\xbd"

static void test_strings(void **state) {
  (void)state;
  static const struct {
    const char *file, *expected;
  } rows[] = {
      {"", ""},
      {"a b/c'd.jpg", "a b/c'd.jpg"},
      {"\"\\", "\\\"\\\\"},
      {"\n\t\x01\x1f\x7f", "\\u000a\\u0009\\u0001\\u001f\x7f"},
      {"Zelle \xc3\xbc \xe2\x82\xac \xf0\x9f\xa9\xb8", "Zelle \xc3\xbc \xe2\x82\xac \xf0\x9f\xa9\xb8"},
      {"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf", "\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"},
      {"\xfc.jpg", REPLACED ".jpg"},                             /* Latin-1 */
      {"\x80\xbf", REPLACED REPLACED},                           /* no first byte */
      {"a\xc3", "a" REPLACED},                                   /* cut short */
      {"\xe2\x82z", REPLACED REPLACED "z"},                      /* cut short before a letter */
      {"\xc0\xaf", REPLACED REPLACED},                           /* longer than needed */
      {"\xe0\x80\xaf", REPLACED REPLACED REPLACED},              /* longer than needed */
      {"\xed\xa0\x80", REPLACED REPLACED REPLACED},              /* a surrogate */
      {"\xf4\x90\x80\x80", REPLACED REPLACED REPLACED REPLACED}, /* beyond U+10FFFF */
      {"\xf5\xff", REPLACED REPLACED}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char json[2048];
    hv_result result = result_of(0);
    hv_record_json(&result, rows[i].file, json, sizeof json);
    const char *begin = json + strlen("{\"file\":\""), *end = strstr(begin, "\",\"status\"");
    assert_non_null(end);
    assert_int_equal(end - begin, strlen(rows[i].expected));
    assert_memory_equal(begin, rows[i].expected, strlen(rows[i].expected));
  }
}

static void test_short_buffers_are_not_overrun(void **state) {
  (void)state;
  char whole[2048];
  hv_result result = result_of(2);
  size_t length = hv_record_json(&result, "a.jpg", whole, sizeof whole);
  assert_int_equal(hv_record_json(&result, "a.jpg", NULL, 0), length);
  for (size_t capacity = 1; capacity <= length + 1; capacity++) {
    char json[2048];
    memset(json, '#', sizeof json);
    assert_int_equal(hv_record_json(&result, "a.jpg", json, capacity), length);
    assert_memory_equal(json, whole, capacity - 1);
    assert_int_equal(json[capacity - 1], '\0');
    assert_int_equal(json[capacity], '#');
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_picture_with_cells),
      cmocka_unit_test(test_cells_without_classes),
      cmocka_unit_test(test_error_has_nulls),
      cmocka_unit_test(test_strings),
      cmocka_unit_test(test_short_buffers_are_not_overrun),
  };
  return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
