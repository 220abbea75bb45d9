/* What the detector's map becomes, on maps drawn by hand: peaks, boxes, scores, which boxes are the same cell, their
 * order, and the red cells' diameter.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detections.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum {
  ROWS = 12,
  COLUMNS = 16,
  WIDTH = COLUMNS * HV_PLACE,
  HEIGHT = ROWS * HV_PLACE,
  PLACES = ROWS * COLUMNS
};

static const hv_detector_metadata plain = {.score_scale = 1, .cell_at = 0.5F};

static float values[PLACES * HV_MAP_CHANNELS];
static const hv_map map = {values, ROWS, COLUMNS};
static hv_detection found[PLACES];

/* A map of nothing: logits far below nought, and lengths of 32 pixels. */
static void clear(void) {
  memset(values, 0, sizeof values);
  for (size_t i = 0; i < PLACES; i++) values[i * HV_MAP_CHANNELS] = values[i * HV_MAP_CHANNELS + 5] = -9;
}

static float *place(int32_t row, int32_t column) {
  return values + (row * COLUMNS + column) * HV_MAP_CHANNELS;
}

static float length(float pixels) { return 2 * log2f(pixels / 32); }

/* A white cell at a place, its box reaching left, top, right and bottom from the place's centre. */
static void white(int32_t row, int32_t column, float logit, float left, float top, float right,
                  float bottom) {
  const float numbers[] = {logit, length(left), length(top), length(right), length(bottom)};
  memcpy(place(row, column), numbers, sizeof numbers);
}

static size_t read_all(void) { return hv_detections_read(&map, &plain, 0.5F, WIDTH, HEIGHT, found); }

static void a_peak_becomes_a_box(void **state) {
  (void)state;
  clear();
  white(5, 7, 2, 10, 12, 14, 16);
  assert_int_equal(read_all(), 1);
  assert_float_equal(found[0].left, 60 - 10, 1e-3);
  assert_float_equal(found[0].top, 44 - 12, 1e-3);
  assert_float_equal(found[0].right, 60 + 14, 1e-3);
  assert_float_equal(found[0].bottom, 44 + 16, 1e-3);
  assert_float_equal(found[0].score, 1 / (1 + exp(-2)), 1e-5);
  assert_false(found[0].cut_off);
}

static void the_score_is_fitted(void **state) {
  (void)state;
  hv_detector_metadata fitted = {.score_scale = 0.5F, .score_offset = -2};
  clear();
  white(5, 7, 6, 10, 10, 10, 10);
  white(9, 12, 3, 10, 10, 10, 10);
  assert_int_equal(hv_detections_read(&map, &fitted, 0.5F, WIDTH, HEIGHT, found), 1);
  assert_float_equal(found[0].score, 1 / (1 + exp(-1)), 1e-5);
  assert_int_equal(hv_detections_read(&map, &fitted, 0.3F, WIDTH, HEIGHT, found), 2);
}

static void only_peaks_count(void **state) {
  (void)state;
  clear();
  for (int32_t row = 4; row < 7; row++) /* a hill, and beside it one with a flat top */
    for (int32_t column = 3; column < 6; column++) white(row, column, 1, 4, 4, 4, 4);
  white(5, 4, 2, 4, 4, 4, 4);
  white(5, 10, 3, 4, 4, 4, 4);
  white(5, 11, 3, 4, 4, 4, 4);
  white(6, 10, 3, 4, 4, 4, 4);
  assert_int_equal(read_all(), 2);
  assert_float_equal(found[0].left, 80, 1e-3); /* of equals the first */
  assert_float_equal(found[1].left, 32, 1e-3);
}

static void what_is_no_number_is_no_cell(void **state) {
  (void)state;
  static const float odd[] = {NAN, -INFINITY};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    clear();
    for (size_t j = 0; j < sizeof values / sizeof *values; j++) values[j] = odd[i];
    assert_int_equal(read_all(), 0);
    assert_float_equal(hv_red_cell_diameter(&map, (float[PLACES]){0}), 0, 0);
  }
  clear();
  white(5, 5, INFINITY, 10, 10, 10, 10);
  for (int i = 1; i < 5; i++) place(5, 5)[i] = INFINITY; /* as large as the picture at most */
  assert_int_equal(read_all(), 1);
  assert_float_equal(found[0].right - found[0].left, WIDTH, 0);
}

/* Two boxes and how many cells they are. */
static void boxes_of_one_cell_are_one(void **state) {
  (void)state;
  static const struct {
    const char *what;
    int32_t apart;          /* places from one centre to the other */
    float half, other_half; /* half the sides of the surer one and of the other */
    size_t cells;
  } rows[] = {
      {"touching", 4, 16, 16, 2},
      {"touching, one larger", 4, 20, 12, 2},
      {"overlapping by a third", 3, 18, 18, 2},
      {"twice the same", 2, 24, 24, 1},
      {"a lobe in its cell", 2, 32, 10, 1},
      {"a cell in a clump", 2, 10, 32, 2}, /* the surer one is much smaller */
      {"a cell beside a lobe at its edge", 3, 26, 8, 2},
  };
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    float a = rows[row].half, b = rows[row].other_half;
    clear();
    white(6, 6, 3, a, a, a, a);
    white(6, 6 + rows[row].apart, 2, b, b, b, b);
    size_t count = read_all();
    if (count != rows[row].cells) fail_msg("%s: %zu", rows[row].what, count);
    assert_float_equal(found[0].score, 1 / (1 + exp(-3)), 1e-5); /* the surer one stays, and is first */
  }
}

static void the_border_cuts_cells_off(void **state) {
  (void)state;
  static const struct {
    float left, top, right, bottom; /* from the centre (68, 52) of place (6, 8) in 128 x 96 pixels */
    bool cut_off;
  } rows[] = {
      {66, 10, 10, 10, false}, {67, 10, 10, 10, true},  {90, 10, 10, 10, true},
      {10, 50, 10, 10, false}, {10, 51, 10, 10, true},  {10, 10, 58, 10, false},
      {10, 10, 59, 10, true},  {10, 10, 10, 42, false}, {10, 10, 10, 43, true},
  };
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    clear();
    white(6, 8, 2, rows[row].left, rows[row].top, rows[row].right, rows[row].bottom);
    assert_int_equal(read_all(), 1);
    if (found[0].cut_off != rows[row].cut_off) fail_msg("row %zu", row);
    assert_true(found[0].left >= 0 && found[0].top >= 0 && found[0].right <= WIDTH &&
                found[0].bottom <= HEIGHT);
  }
}

/* The picture may end before the map does: there lies the filling. */
static void the_filling_shows_no_cell(void **state) {
  (void)state;
  clear();
  white(6, 8, 2, 10, 10, 10, 10);
  assert_int_equal(hv_detections_read(&map, &plain, 0.5F, 70, 90, found), 1);
  assert_true(found[0].cut_off);
  assert_float_equal(found[0].right, 70, 0);
  assert_int_equal(hv_detections_read(&map, &plain, 0.5F, 58, 90, found), 0);
}

static void the_most_prominent_come_first(void **state) {
  (void)state;
  hv_detection cells[] = {
      {.left = 30, .top = 35, .right = 50, .bottom = 55, .score = 1},                     /* 400 / 1.145 */
      {.left = 35, .top = 35, .right = 65, .bottom = 65, .score = 0.9F},                  /* 810 */
      {.left = 30, .top = 30, .right = 70, .bottom = 70, .score = 0.9F, .cut_off = true}, /* half of 1440 */
      {.left = 0, .top = 0, .right = 40, .bottom = 40, .score = 1},                       /* 1600 / 2.44 */
      {.left = 35, .top = 25, .right = 65, .bottom = 55, .score = 1},                     /* 900 / 1.08 */
      {.left = 50, .top = 45, .right = 70, .bottom = 65, .score = 1}, /* below its equal */
  };
  static const float left[] = {35, 35, 30, 0, 30, 50}, top[] = {25, 35, 30, 0, 35, 45};
  hv_detections_order(cells, 6, 100, 100);
  for (size_t i = 0; i < 6; i++) {
    assert_float_equal(cells[i].left, left[i], 0);
    assert_float_equal(cells[i].top, top[i], 0);
  }
}

static void the_side_is_the_median(void **state) {
  (void)state;
  hv_detection cells[] = {
      {.right = 90, .bottom = 90}, {.right = 10, .bottom = 10}, {.right = 18, .bottom = 32}};
  assert_float_equal(hv_detections_side(cells, 3), 24, 1e-3);
  assert_float_equal(hv_detections_side(cells, 0), 0, 0);
}

static void red_cells_tell_their_median_diameter(void **state) {
  (void)state;
  float room[PLACES];
  static const float diameters[] = {20, 60, 22, 21, 5};
  clear();
  for (int32_t i = 0; i < 5; i++) {
    assert_float_equal(hv_red_cell_diameter(&map, room), 0, 0); /* fewer than five */
    float *here = place(5, 3 * i);
    here[5] = 0;
    here[6] = length(diameters[i]);
  }
  assert_float_equal(hv_red_cell_diameter(&map, room), 21, 1e-3);
  place(5, 0)[5] = -0.01F; /* surer that it is none */
  assert_float_equal(hv_red_cell_diameter(&map, room), 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_peak_becomes_a_box),      cmocka_unit_test(the_score_is_fitted),
      cmocka_unit_test(only_peaks_count),          cmocka_unit_test(what_is_no_number_is_no_cell),
      cmocka_unit_test(boxes_of_one_cell_are_one), cmocka_unit_test(the_border_cuts_cells_off),
      cmocka_unit_test(the_filling_shows_no_cell), cmocka_unit_test(the_most_prominent_come_first),
      cmocka_unit_test(the_side_is_the_median),    cmocka_unit_test(red_cells_tell_their_median_diameter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
