/* The cells stage with the shipped detector on what is no smear: it finds nothing there. Smears are in tests/drawn.
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

#include "../file.h"
#include "random.h"

enum { WIDTH = 640, HEIGHT = 480, BYTES = WIDTH * HEIGHT * 3 };

static int load(void **state) {
  char message[HV_MESSAGE_SIZE];
  file model = read_file(HV_TEST_DETECTOR);
  hv_graph graph;
  hv_status status = hv_graph_read(model.bytes, model.size, &graph, message);
  if (status == HV_OK) status = hv_detector_create(&graph, (hv_detector **)state, message);
  hv_graph_free(&graph);
  free(model.bytes);
  return status == HV_OK ? 0 : -1;
}

static int unload(void **state) {
  hv_detector_destroy(*state);
  return 0;
}

static hv_image blank(uint8_t level) {
  hv_image image = {WIDTH, HEIGHT, malloc(BYTES)};
  assert_non_null(image.rgb);
  memset(image.rgb, level, BYTES);
  return image;
}

/* Looks at the picture, and frees it. */
static void assert_no_cell(void **state, hv_image image) {
  hv_findings findings;
  assert_int_equal(hv_cells_find(*state, &image, &findings), HV_NO_CELL);
  assert_int_equal(findings.count, 0);
  free(image.rgb);
}

static void nothing_in_black_white_and_grey(void **state) {
  assert_no_cell(state, blank(0));
  assert_no_cell(state, blank(255));
  assert_no_cell(state, blank(128));
}

/* In grains of one pixel and of many, grey and coloured. */
static void nothing_in_noise(void **state) {
  struct random random = {1};
  for (int grain = 1; grain <= 32; grain *= 4)
    for (int coloured = 0; coloured <= 1; coloured++) {
      uint64_t seed = random_bits(&random);
      hv_image image = blank(0);
      for (int i = 0; i < BYTES; i++) {
        int x = i / 3 % WIDTH, y = i / 3 / WIDTH;
        image.rgb[i] =
            (uint8_t)(256.0F * random_at(seed, x / grain, y / grain, coloured ? (uint32_t)(i % 3) : 0));
      }
      assert_no_cell(state, image);
    }
}

static void nothing_in_a_gradient(void **state) {
  hv_image image = blank(0);
  for (int i = 0; i < BYTES; i++) image.rgb[i] = (uint8_t)(i / 3 % WIDTH * 255 / WIDTH);
  assert_no_cell(state, image);
}

/* Letters of 3 by 5 dots, some of them blanks, in lines. */
static void nothing_in_a_page_of_text(void **state) {
  for (int dot = 1; dot <= 4; dot++) {
    hv_image image = blank(250);
    for (int y = 20; y < HEIGHT - 20; y++)
      for (int x = 20; x < WIDTH - 20; x++) {
        int column = x / dot, row = y / dot, letter = column / 4, line = row / 8;
        bool blank_here = column % 4 == 3 || row % 8 >= 5 || random_at(2, letter, line, 0) < 0.2F;
        if (blank_here || random_at(3, column, row, 0) < 0.4F) continue;
        memset(image.rgb + 3 * (y * WIDTH + x), 20, 3);
      }
    assert_no_cell(state, image);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_in_black_white_and_grey),
      cmocka_unit_test(nothing_in_noise),
      cmocka_unit_test(nothing_in_a_gradient),
      cmocka_unit_test(nothing_in_a_page_of_text),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
