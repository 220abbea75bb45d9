/* The patch stage, on pictures small enough to reckon by hand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A picture of one colour. */
static hv_image plain(int32_t width, int32_t height, const uint8_t colour[3]) {
  hv_image image = {width, height, malloc((size_t)width * (size_t)height * 3)};
  assert_non_null(image.rgb);
  for (size_t i = 0; i < (size_t)width * (size_t)height; i++) memcpy(image.rgb + 3 * i, colour, 3);
  return image;
}

static void set(hv_image *image, int32_t x, int32_t y, const uint8_t colour[3]) {
  memcpy(image->rgb + 3 * ((size_t)y * (size_t)image->width + (size_t)x), colour, 3);
}

static const uint8_t yellow[] = {200, 180, 100}, black[] = {0, 0, 0}, white[] = {255, 255, 255},
                     violet[] = {90, 40, 120};

static void shrinking_averages(void **state) {
  (void)state;
  hv_image image = plain(4, 4, black);
  set(&image, 0, 0, white);
  set(&image, 1, 1, white);
  uint8_t patch[2 * 2 * 3];
  hv_patch_cut(&image, (hv_box){0, 0, 4, 4}, 0, NULL, 2, patch);
  assert_int_equal(patch[0], 128); /* two white pixels of four */
  assert_int_equal(patch[3], 0);
  assert_int_equal(patch[6], 0);
  free(image.rgb);
}

static void enlarging_interpolates(void **state) {
  (void)state;
  hv_image image = plain(2, 1, black);
  set(&image, 1, 0, white);
  uint8_t patch[4 * 4 * 3];
  hv_patch_cut(&image, (hv_box){0, 0, 2, 1}, 0, NULL, 4, patch);
  static const uint8_t columns[] = {0, 64, 191, 255};
  for (int i = 0; i < 4 * 4 * 3; i++) assert_int_equal(patch[i], columns[i / 3 % 4]);
  free(image.rgb);
}

/* At the border, too, where an average reaches beyond the picture. */
static void enlarging_a_plain_picture_changes_nothing(void **state) {
  (void)state;
  hv_image image = plain(5, 3, yellow);
  uint8_t patch[16 * 16 * 3];
  hv_patch_cut(&image, (hv_box){0, 0, 5, 3}, 0, NULL, 16, patch);
  for (int i = 0; i < 16 * 16; i++) assert_memory_equal(patch + 3 * i, yellow, 3);
  free(image.rgb);
}

/* The eyepiece's rim, or what a turned picture or a cell was put on; the cell's own black stays, and so does all black
 * where the patch is the whole picture. */
static void black_beside_the_cell_is_glass(void **state) {
  (void)state;
  hv_image image = plain(8, 8, yellow);
  for (int32_t i = 0; i < 8; i++) set(&image, i, 0, black);
  set(&image, 4, 4, black);
  hv_light light = hv_light_measure(&image);
  uint8_t patch[8 * 8 * 3];
  hv_patch_cut(&image, (hv_box){2, 2, 4, 4}, 8, &light, 8, patch);
  for (int i = 0; i < 8; i++) assert_int_equal(patch[3 * i], HV_GLASS);
  assert_int_equal(patch[3 * (4 * 8 + 4)], 0);
  hv_patch_cut(&image, (hv_box){0, 0, 8, 8}, 0, NULL, 8, patch);
  for (int i = 0; i < 8; i++) assert_int_equal(patch[3 * i], 0);
  free(image.rgb);
}

static void outside_is_glass_and_inside_in_even_light(void **state) {
  (void)state;
  hv_image image = plain(10, 10, yellow);
  set(&image, 0, 0, black);
  hv_light light = hv_light_measure(&image);
  uint8_t patch[8 * 8 * 3];
  hv_patch_cut(&image, (hv_box){0, 0, 2, 2}, 8, &light, 8, patch); /* from -3 to 5 */
  for (int channel = 0; channel < 3; channel++) {
    assert_int_equal(patch[channel], HV_GLASS);
    assert_int_equal(patch[3 * (3 * 8 + 3) + channel], 0); /* the black pixel at (0, 0) */
    assert_in_range(patch[3 * (5 * 8 + 5) + channel], HV_GLASS - 1, HV_GLASS + 1);
  }
  free(image.rgb);
}

static void the_same_part_gives_the_same_patch(void **state) {
  (void)state;
  /* The same picture at twice the size gives the same patch. */
  hv_image small = plain(40, 40, yellow), large = plain(80, 80, yellow);
  for (int32_t y = 12; y < 24; y++)
    for (int32_t x = 10; x < 20; x++) {
      set(&small, x, y, violet);
      for (int32_t i = 0; i < 4; i++) set(&large, 2 * x + i % 2, 2 * y + i / 2, violet);
    }
  hv_light light = hv_light_measure(&small);
  uint8_t a[6 * 6 * 3], b[6 * 6 * 3];
  hv_patch_cut(&small, (hv_box){10, 12, 10, 12}, 18, &light, 6, a);
  hv_patch_cut(&large, (hv_box){20, 24, 20, 24}, 36, &light, 6, b);
  assert_memory_equal(a, b, sizeof a);
  free(small.rgb);
  free(large.rgb);
}

static void the_width_follows_the_cell_or_the_scale(void **state) {
  (void)state;
  static const struct {
    hv_patch_width width;
    int32_t longer_side;
    float micrometres_per_pixel;
    double side;
  } rows[] = {
      {{1.5F, 0}, 100, 0, 150},       {{1.5F, 0}, 100, 0.1F, 150}, /* a model that asks for no micrometres */
      {{1.5F, 16}, 100, 0, 150},                                   /* a picture of unknown scale */
      {{1.5F, 16}, 100, 0.125F, 128}, {{1.5F, 16}, 100, 0.0625F, 250}, /* too wide: 256 */
      {{1.5F, 16}, 100, 0.5F, 120},                                    /* too narrow: 32 */
  };
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    hv_box upright = {5, 6, 40, rows[row].longer_side}, level = {5, 6, rows[row].longer_side, 40};
    assert_float_equal(hv_patch_side(rows[row].width, upright, rows[row].micrometres_per_pixel),
                       rows[row].side, 1e-4);
    assert_float_equal(hv_patch_side(rows[row].width, level, rows[row].micrometres_per_pixel), rows[row].side,
                       1e-4);
  }
}

static void the_square_lies_around_the_middle_of_the_box(void **state) {
  (void)state;
  hv_box square = hv_patch_square((hv_box){2, 50, 20, 30}, 45.2);
  assert_int_equal(square.x, -11); /* 12 - 22.6, to whole pixels */
  assert_int_equal(square.y, 42);
  assert_int_equal(square.width, 45);
  assert_int_equal(square.height, 45);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shrinking_averages),
      cmocka_unit_test(enlarging_interpolates),
      cmocka_unit_test(enlarging_a_plain_picture_changes_nothing),
      cmocka_unit_test(black_beside_the_cell_is_glass),
      cmocka_unit_test(outside_is_glass_and_inside_in_even_light),
      cmocka_unit_test(the_same_part_gives_the_same_patch),
      cmocka_unit_test(the_width_follows_the_cell_or_the_scale),
      cmocka_unit_test(the_square_lies_around_the_middle_of_the_box),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
