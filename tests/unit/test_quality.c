/* What is wrong with the picture of a cell: drawn discs, sharp and smeared, and each reason by itself.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "quality.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = 96 };

/* The patch is as many pixels of the picture wide as it has itself; the box of the cell takes these of it. */
enum { BOX = 64 };

/* A dark disc half as wide as the box, in a paler one as wide as it, on glass; all edges go from one to the other over
 * `edge` pixels. */
static void draw_cell(double edge, uint8_t rgb[SIDE * SIDE * 3]) {
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) {
      double distance = hypot(x + 0.5 - SIDE / 2.0, y + 0.5 - SIDE / 2.0);
      double inside = fmin(fmax((BOX / 2.0 - distance) / edge + 0.5, 0), 1);
      double nucleus = fmin(fmax((BOX / 4.0 - distance) / edge + 0.5, 0), 1);
      memset(rgb + 3 * (y * SIDE + x), (int)(220 - 40 * inside - 100 * nucleus), 3);
    }
}

/* A cell of `side` pixels in an ordinary picture. */
static hv_found_cell cell_of(int32_t side) {
  return (hv_found_cell){.box = {100, 100, side, side}, .score = 1};
}

static const hv_light bright = {.glass = {200, 190, 210}};

static uint32_t quality_of(double edge, hv_found_cell cell, const hv_light *light) {
  static uint8_t rgb[SIDE * SIDE * 3];
  draw_cell(edge, rgb);
  return hv_quality_of(&cell, cell.box.width * (double)SIDE / BOX, rgb, SIDE, light);
}

static void steepness_is_the_inverse_of_the_smear(void **state) {
  (void)state;
  static uint8_t rgb[SIDE * SIDE * 3];
  for (int edge = 6; edge <= 12; edge += 2) {
    draw_cell(edge, rgb);
    /* The nucleus' edge has 100 of the 140 levels of contrast. */
    double expected = 100.0 / 140 * BOX / edge;
    assert_float_equal(hv_steepness(rgb, SIDE, BOX, BOX), expected, 0.15 * expected);
  }
}

static void steepness_knows_neither_stain_nor_size(void **state) {
  (void)state;
  static uint8_t rgb[SIDE * SIDE * 3];
  draw_cell(6, rgb);
  double steepness = hv_steepness(rgb, SIDE, BOX, BOX);
  for (size_t i = 0; i < sizeof rgb; i++) rgb[i] = (uint8_t)(150 + rgb[i] / 4);
  assert_float_equal(hv_steepness(rgb, SIDE, BOX, BOX), steepness, 0.1 * steepness);
  memset(rgb, 128, sizeof rgb);
  assert_float_equal(hv_steepness(rgb, SIDE, BOX, BOX), 0, 0);
}

static void boxes_that_leave_the_patch_or_have_no_pixel_are_measured_too(void **state) {
  (void)state;
  static uint8_t rgb[SIDE * SIDE * 3];
  draw_cell(6, rgb);
  assert_true(hv_steepness(rgb, SIDE, 3 * SIDE, 2 * SIDE) > 0);
  assert_true(hv_steepness(rgb, SIDE, SIDE, SIDE) > 0);
  assert_float_equal(hv_steepness(rgb, SIDE, 0, 0), 0, 0);
  assert_float_equal(hv_steepness(rgb, 2, 2, 2), 0, 0);
  assert_float_equal(hv_steepness(rgb, 1, 1, 1), 0, 0);
}

static void a_sharp_bright_large_cell_has_no_fault(void **state) {
  (void)state;
  assert_int_equal(quality_of(3, cell_of(100), &bright), 0);
}

static void smeared_edges_are_blurred(void **state) {
  (void)state;
  assert_int_equal(quality_of(BOX / 5.0, cell_of(100), &bright), HV_BLURRED);
  assert_int_equal(quality_of(BOX / 5.0, cell_of(30), &bright), HV_BLURRED);
}

static void only_a_background_dark_in_all_channels_is_too_dark(void **state) {
  (void)state;
  static const struct {
    hv_light light;
    uint32_t quality;
  } rows[] = {{{.glass = {79, 79, 79}}, HV_TOO_DARK},
              {{.glass = {10, 0, 60}}, HV_TOO_DARK},
              {{.glass = {80, 20, 20}}, 0},
              {{.glass = {20, 20, 80}}, 0}};
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
    assert_int_equal(quality_of(3, cell_of(100), &rows[row].light), rows[row].quality);
}

static void few_pixels_are_too_small_and_not_blurred_besides(void **state) {
  (void)state;
  hv_found_cell cell = cell_of(29);
  assert_int_equal(quality_of(BOX / 5.0, cell, &bright), HV_TOO_SMALL);
  cell.box.height = 30; /* the longer side counts */
  assert_int_equal(quality_of(3, cell, &bright), 0);
}

static void what_is_too_coarse_to_judge_is_not_called_blurred(void **state) {
  (void)state;
  static uint8_t rgb[SIDE * SIDE * 3];
  draw_cell(BOX / 5.0, rgb);
  hv_found_cell cell = cell_of(100);
  assert_int_equal(hv_quality_of(&cell, 400, rgb, SIDE, &bright), 0); /* its box takes 24 pixels */
}

static void reasons_add_up(void **state) {
  (void)state;
  static const hv_light dark = {.glass = {30, 30, 30}};
  hv_found_cell cell = cell_of(100);
  cell.cut_off = true;
  assert_int_equal(quality_of(3, cell, &bright), HV_CUT_OFF);
  assert_int_equal(quality_of(BOX / 5.0, cell, &dark), HV_BLURRED | HV_TOO_DARK | HV_CUT_OFF);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steepness_is_the_inverse_of_the_smear),
      cmocka_unit_test(steepness_knows_neither_stain_nor_size),
      cmocka_unit_test(boxes_that_leave_the_patch_or_have_no_pixel_are_measured_too),
      cmocka_unit_test(a_sharp_bright_large_cell_has_no_fault),
      cmocka_unit_test(smeared_edges_are_blurred),
      cmocka_unit_test(only_a_background_dark_in_all_channels_is_too_dark),
      cmocka_unit_test(few_pixels_are_too_small_and_not_blurred_besides),
      cmocka_unit_test(what_is_too_coarse_to_judge_is_not_called_blurred),
      cmocka_unit_test(reasons_add_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
