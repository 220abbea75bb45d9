/* The cells stage on painted discs: how many, where, in which order, and what is no cell. The drawn smears with
 * their known truth are in tests/drawn.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t background[] = {235, 230, 225}, nucleus[] = {110, 60, 160}, red_cell[] = {205, 150, 145};

static hv_image paper(int32_t width, int32_t height) {
  hv_image image = {width, height, malloc((size_t)width * (size_t)height * 3)};
  assert_non_null(image.rgb);
  for (size_t i = 0; i < (size_t)width * (size_t)height; i++) memcpy(image.rgb + 3 * i, background, 3);
  return image;
}

static void disc(hv_image *image, int32_t middle_x, int32_t middle_y, int32_t radius,
                 const uint8_t colour[3]) {
  for (int32_t y = middle_y - radius; y <= middle_y + radius; y++)
    for (int32_t x = middle_x - radius; x <= middle_x + radius; x++) {
      int32_t dx = x - middle_x, dy = y - middle_y;
      if (x < 0 || y < 0 || x >= image->width || y >= image->height || dx * dx + dy * dy > radius * radius)
        continue;
      memcpy(image->rgb + 3 * ((size_t)y * (size_t)image->width + (size_t)x), colour, 3);
    }
}

static hv_status find(const hv_image *image, hv_box *boxes, size_t capacity, size_t *count) {
  hv_white_balance balance = hv_white_balance_measure(image);
  return hv_cells_find(image, &balance, boxes, capacity, count);
}

static int holds(hv_box box, int32_t x, int32_t y) {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}

static void the_largest_comes_first(void **state) {
  (void)state;
  hv_image image = paper(640, 480);
  disc(&image, 320, 240, 50, red_cell);
  disc(&image, 120, 100, 40, nucleus);
  disc(&image, 500, 350, 60, nucleus);
  hv_box boxes[8];
  size_t count = 0;
  assert_int_equal(find(&image, boxes, 8, &count), HV_OK);
  assert_int_equal(count, 2);
  assert_true(holds(boxes[0], 500, 350));
  assert_true(holds(boxes[1], 120, 100));
  assert_in_range(boxes[0].width, 120, 190);
  free(image.rgb);
}

static void lobes_are_one_cell(void **state) {
  (void)state;
  hv_image image = paper(640, 480);
  disc(&image, 290, 240, 25, nucleus);
  disc(&image, 350, 240, 25, nucleus);
  hv_box boxes[8];
  size_t count = 0;
  assert_int_equal(find(&image, boxes, 8, &count), HV_OK);
  assert_int_equal(count, 1);
  assert_true(holds(boxes[0], 290, 240) && holds(boxes[0], 350, 240));
  free(image.rgb);
}

static void a_crop_of_one_cell_is_one_cell(void **state) {
  (void)state;
  hv_image image = paper(120, 120);
  disc(&image, 60, 60, 30, nucleus);
  hv_box boxes[8];
  size_t count = 0;
  assert_int_equal(find(&image, boxes, 8, &count), HV_OK);
  assert_int_equal(count, 1);
  assert_true(holds(boxes[0], 60, 60));
  free(image.rgb);
}

static void boxes_stay_inside_the_picture(void **state) {
  (void)state;
  hv_image image = paper(200, 150);
  disc(&image, 0, 0, 40, nucleus);
  disc(&image, 199, 149, 40, nucleus);
  hv_box boxes[8];
  size_t count = 0;
  assert_int_equal(find(&image, boxes, 8, &count), HV_OK);
  assert_int_equal(count, 2);
  for (size_t i = 0; i < count; i++) {
    assert_true(boxes[i].x >= 0 && boxes[i].y >= 0 && boxes[i].width > 0 && boxes[i].height > 0);
    assert_true(boxes[i].x + boxes[i].width <= 200 && boxes[i].y + boxes[i].height <= 150);
  }
  free(image.rgb);
}

static void no_more_than_asked_for(void **state) {
  (void)state;
  hv_image image = paper(640, 480);
  for (int32_t x = 40; x < 640; x += 80)
    for (int32_t y = 40; y < 480; y += 80) disc(&image, x, y, 20, nucleus);
  hv_box boxes[5];
  size_t count = 0;
  assert_int_equal(find(&image, boxes, 5, &count), HV_OK);
  assert_int_equal(count, 5);
  free(image.rgb);
}

static void a_picture_without_a_nucleus_has_no_cell(void **state) {
  (void)state;
  hv_image image = paper(640, 480);
  hv_box boxes[8];
  size_t count = 9;
  assert_int_equal(find(&image, boxes, 8, &count), HV_NO_CELL);
  assert_int_equal(count, 0);
  for (int32_t x = 40; x < 640; x += 110) disc(&image, x, 200, 50, red_cell);
  assert_int_equal(find(&image, boxes, 8, &count), HV_NO_CELL);
  memset(image.rgb, 0, 640 * 480 * 3);
  assert_int_equal(find(&image, boxes, 8, &count), HV_NO_CELL);
  memset(image.rgb, 255, 640 * 480 * 3);
  assert_int_equal(find(&image, boxes, 8, &count), HV_NO_CELL);
  free(image.rgb);
}

static void noise_of_any_shape_does_no_harm(void **state) {
  (void)state;
  static const int32_t sizes[][2] = {{1, 1}, {1, 500}, {500, 1}, {24, 24}, {3, 100000}, {700, 700}};
  uint32_t random = 1;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    hv_image image = paper(sizes[i][0], sizes[i][1]);
    for (size_t byte = 0; byte < (size_t)image.width * (size_t)image.height * 3; byte++)
      image.rgb[byte] = (uint8_t)((random = random * 1664525 + 1013904223) >> 24);
    hv_box boxes[HV_MAX_CELLS];
    size_t count = 0;
    hv_status status = find(&image, boxes, HV_MAX_CELLS, &count);
    assert_true(status == HV_OK ? count > 0 : status == HV_NO_CELL && count == 0);
    free(image.rgb);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_largest_comes_first),
      cmocka_unit_test(lobes_are_one_cell),
      cmocka_unit_test(a_crop_of_one_cell_is_one_cell),
      cmocka_unit_test(boxes_stay_inside_the_picture),
      cmocka_unit_test(no_more_than_asked_for),
      cmocka_unit_test(a_picture_without_a_nucleus_has_no_cell),
      cmocka_unit_test(noise_of_any_shape_does_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
