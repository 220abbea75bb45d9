/* The cells stage with detectors made by hand, which take each black dot for a white cell and each yellow one for a red
 * cell (tests/models): where the boxes lie in the picture, when it looks twice, the scale, and bad input. The drawn
 * smears with their known truth are in tests/drawn.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cells.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../file.h"
#include "../memory.h"

static const uint8_t paper[] = {235, 235, 235}, black[] = {0, 0, 0}, yellow[] = {235, 235, 40};

static hv_status load(const char *name, hv_detector **detector, char message[HV_MESSAGE_SIZE]) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", HV_TEST_MODELS, name);
  file model = read_file(path);
  hv_graph graph;
  *detector = NULL;
  message[0] = '\0';
  hv_status status = hv_graph_read(model.bytes, model.size, &graph, message);
  if (status == HV_OK) status = hv_detector_create(&graph, detector, message);
  hv_graph_free(&graph);
  free(model.bytes);
  return status;
}

/* Finds boxes of 16 pixels in its working copy, or 64 where it is `large`. */
static hv_detector *load_detector(bool large) {
  hv_detector *detector;
  char message[HV_MESSAGE_SIZE];
  const char *name = large ? "detector_large-float32.tflite" : "detector-float32.tflite";
  if (load(name, &detector, message) != HV_OK) fail_msg("%s", message);
  return detector;
}

static hv_image plain(int32_t width, int32_t height, const uint8_t colour[3]) {
  hv_image image = {width, height, malloc((size_t)width * (size_t)height * 3)};
  assert_non_null(image.rgb);
  for (size_t i = 0; i < (size_t)width * (size_t)height; i++) memcpy(image.rgb + 3 * i, colour, 3);
  return image;
}

/* A square from (x, y) to the right and downwards. */
static void dot(hv_image *image, int32_t x, int32_t y, int32_t side, const uint8_t colour[3]) {
  for (int32_t row = y; row < y + side && row < image->height; row++)
    for (int32_t column = x; column < x + side && column < image->width; column++)
      memcpy(image->rgb + 3 * ((size_t)row * (size_t)image->width + (size_t)column), colour, 3);
}

static void assert_box(hv_box box, int32_t x, int32_t y, int32_t width, int32_t height) {
  if (abs(box.x - x) > 1 || abs(box.y - y) > 1 || abs(box.width - width) > 1 || abs(box.height - height) > 1)
    fail_msg("the box is %d, %d, %d, %d", box.x, box.y, box.width, box.height);
}

/* A picture that is its own working copy: place (row, column) is the pixel (8 column, 8 row), and the box lies around
 * the place's middle. */
static void a_small_picture_is_looked_at_as_it_is(void **state) {
  (void)state;
  hv_detector *detector = load_detector(false);
  hv_image image = plain(203, 150, paper); /* no multiples of 8 */
  dot(&image, 80, 40, 1, black);
  dot(&image, 200, 144, 1, black);
  hv_findings findings;
  assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
  assert_int_equal(findings.count, 2);
  assert_int_equal(findings.cells_found, 2);
  assert_box(findings.cells[0].box, 76, 36, 16, 16);
  assert_float_equal(findings.cells[0].score, 1 / (1 + exp(-4)), 1e-3);
  assert_false(findings.cells[0].cut_off);
  assert_box(findings.cells[1].box, 196, 140, 7, 10);
  assert_true(findings.cells[1].cut_off);
  assert_float_equal(findings.micrometres_per_pixel, 0, 0);
  free(image.rgb);
  hv_detector_destroy(detector);
}

/* Of a picture with four times the working copy's. */
static void boxes_are_in_pixels_of_the_picture(void **state) {
  (void)state;
  hv_detector *detector = load_detector(true);
  hv_image image = plain(576, 432, paper);
  dot(&image, 240, 160, 2, black);
  for (int32_t i = 0; i < 5; i++) dot(&image, 64 * i, 400, 2, yellow);
  hv_findings findings;
  assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
  assert_int_equal(findings.count, 1);
  assert_box(findings.cells[0].box, 184, 104, 128, 128);
  assert_float_equal(findings.micrometres_per_pixel, 7.5 / 32,
                     1e-4); /* red cells are 16 pixels wide in the copy */
  free(image.rgb);
  hv_detector_destroy(detector);
}

/* The small boxes of the first look make it look again, at a copy with twice the sides: there they are as small in
 * pixels of that copy. Both looks are as sure, and the finer one counts. */
static void small_cells_are_looked_at_twice(void **state) {
  (void)state;
  static const int32_t all_times[] = {2, 4,
                                      10}; /* the finer copy is the picture, or a copy made before or after */
  hv_detector *detector = load_detector(false);
  for (size_t i = 0; i < 3; i++) {
    int32_t times = all_times[i], side = 16 * times / 2;
    hv_image image = plain(288 * times, 216 * times, paper);
    dot(&image, 120 * times, 80 * times, times, black);
    hv_findings findings;
    assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
    assert_int_equal(findings.count, 1);
    assert_box(findings.cells[0].box, 120 * times - side / 4, 80 * times - side / 4, side, side);
    free(image.rgb);
  }
  hv_detector_destroy(detector);
}

/* A dot that the first copy washes out: only a picture that was shrunk much is looked at again for it. */
static void a_cell_that_shrinking_hid_is_found(void **state) {
  (void)state;
  hv_detector *detector = load_detector(true);
  for (int32_t times = 2; times <= 4; times += 2) {
    hv_image image = plain(288 * times, 216 * times, paper);
    dot(&image, 120 * times, 80 * times, times / 2, black);
    hv_findings findings;
    assert_int_equal(hv_cells_find(detector, &image, &findings), times == 4 ? HV_OK : HV_NO_CELL);
    free(image.rgb);
  }
  hv_detector_destroy(detector);
}

/* A picture that ends close to a pale cell: the tiles behind it have no glass, and what lies around it tells the light.
 * In a wider picture the tiles do. */
static void the_light_around_a_cell_that_fills_the_picture_is_its_light(void **state) {
  (void)state;
  static const uint8_t pale[] = {180, 160, 200};
  hv_detector *detector = load_detector(true);
  for (int32_t side = 72; side <= 216; side *= 3) {
    hv_image image = plain(side, side, paper);
    int32_t middle = (side / 2 - 4) / 8 * 8;
    dot(&image, middle - 20, middle - 20, 48, pale);
    dot(&image, middle, middle, 1, black);
    hv_findings findings;
    assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
    assert_box(findings.cells[0].box, middle - 28, middle - 28, 64, 64);
    double rgb[3] = {180, 160, 200};
    hv_light_at(&findings.light, 0.5, 0.5, rgb);
    for (int channel = 0; channel < 3; channel++) assert_float_equal(rgb[channel], pale[channel], 0.01);
    free(image.rgb);
  }
  hv_detector_destroy(detector);
}

static void a_picture_without_cells_has_none(void **state) {
  (void)state;
  hv_detector *detector = load_detector(false);
  static const uint8_t colours[][3] = {{235, 235, 235}, {255, 255, 255}, {90, 90, 90}, {200, 180, 100}};
  for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
    hv_image image = plain(640, 480, colours[i]);
    hv_findings findings;
    assert_int_equal(hv_cells_find(detector, &image, &findings), HV_NO_CELL);
    assert_int_equal(findings.count, 0);
    assert_int_equal(findings.cells_found, 0);
    free(image.rgb);
  }
  hv_detector_destroy(detector);
}

static void noise_of_any_shape_does_no_harm(void **state) {
  (void)state;
  static const int32_t sizes[][2] = {{1, 1},     {7, 9},      {1, 500},    {500, 1},     {24, 24},
                                     {700, 700}, {24, 40000}, {100000, 3}, {24, 2000000}};
  hv_detector *detector = load_detector(false);
  uint32_t random = 1;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    hv_image image = plain(sizes[i][0], sizes[i][1], paper);
    for (size_t byte = 0; byte < (size_t)image.width * (size_t)image.height * 3; byte++)
      image.rgb[byte] = (uint8_t)((random = random * 1664525 + 1013904223) >> 24);
    static hv_findings findings;
    hv_status status = hv_cells_find(detector, &image, &findings);
    assert_true(status == HV_OK ? findings.count > 0 : status == HV_NO_CELL && findings.count == 0);
    assert_true(findings.count <= HV_MAX_CELLS && findings.count <= findings.cells_found);
    for (size_t cell = 0; cell < findings.count; cell++) {
      hv_box box = findings.cells[cell].box;
      assert_true(box.x >= 0 && box.y >= 0 && box.width > 0 && box.height > 0);
      assert_true(box.x + box.width <= image.width && box.y + box.height <= image.height);
    }
    free(image.rgb);
  }
  hv_detector_destroy(detector);
}

/* Of more cells than can be reported the most prominent are: of those that are alike, the ones in the middle. */
static void too_many_cells_are_counted_and_cut(void **state) {
  (void)state;
  hv_detector *detector;
  char message[HV_MESSAGE_SIZE];
  assert_int_equal(load("detector_many-float32.tflite", &detector, message), HV_OK);
  hv_image image = plain(576, 432, paper);
  for (int32_t y = 16; y < 432; y += 16)
    for (int32_t x = 16; x < 576; x += 16) dot(&image, x, y, 1, black);
  static hv_findings findings;
  assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
  assert_true(findings.cells_found >= 26 * 35);
  assert_int_equal(findings.count, HV_MAX_CELLS);
  for (size_t i = 0; i < HV_MAX_CELLS; i++) {
    hv_box box = findings.cells[i].box; /* the ellipse of 256 of 910 has 0.6 of the picture's sides */
    double x = (2.0 * box.x + box.width) / 576 - 1, y = (2.0 * box.y + box.height) / 432 - 1;
    assert_true(x * x + y * y < 0.65 * 0.65);
  }
  free(image.rgb);
  hv_detector_destroy(detector);
}

/* Boxes of 8 pixels are cells, until there are enough red cells of 16 pixels to tell that they are too small for that. */
static void what_is_smaller_than_a_red_cell_is_none(void **state) {
  (void)state;
  hv_detector *detector;
  char message[HV_MESSAGE_SIZE];
  assert_int_equal(load("detector_many-float32.tflite", &detector, message), HV_OK);
  hv_image image = plain(200, 152, paper);
  dot(&image, 96, 40, 1, black);
  static hv_findings findings;
  for (int32_t red = 0; red <= 5; red++) {
    hv_status status = hv_cells_find(detector, &image, &findings);
    uint32_t whole = 0;
    for (size_t i = 0; i < findings.count; i++) whole += !findings.cells[i].cut_off;
    assert_int_equal(whole > 0, red < 5);
    assert_true(status == HV_OK || whole == 0);
    dot(&image, 32 * red + 16, 120, 1, yellow);
  }
  free(image.rgb);
  hv_detector_destroy(detector);
}

/* Boxes of 16 pixels, as wide as the red cells, are less surely cells than the network's logit of 4 says; boxes of 64
 * are not. */
static void what_is_as_small_as_a_red_cell_is_doubted(void **state) {
  (void)state;
  for (int large = 0; large < 2; large++) {
    hv_detector *detector = load_detector(large);
    hv_image image = plain(200, 152, paper);
    dot(&image, 96, 72, 1, black);
    static hv_findings findings;
    assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
    assert_float_equal(findings.cells[0].score, 1 / (1 + exp(-4)), 1e-4);
    for (int32_t red = 0; red < 5; red++) dot(&image, 32 * red + 16, 136, 1, yellow);
    assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
    assert_float_equal(findings.cells[0].score, 1 / (1 + exp(large ? -4 : -3.75)), 1e-4);
    free(image.rgb);
    hv_detector_destroy(detector);
  }
}

static void what_is_no_detector_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *file;
    hv_status status;
    const char *words;
  } rows[] = {
      {"metadata-int8.tflite", HV_UNSUPPORTED_MODEL, "It is no cell detector"},
      {"resizable-int8.tflite", HV_UNSUPPORTED_MODEL, "It is no cell detector"},
      {"refused_detector_channels.tflite", HV_UNSUPPORTED_MODEL, "not [1, height / 8, width / 8, 7]"},
      {"refused_detector_coarse.tflite", HV_UNSUPPORTED_MODEL, "not [1, height / 8, width / 8, 7]"},
      {"refused_detector_fixed.tflite", HV_UNSUPPORTED_MODEL, "pictures of any size"},
      {"refused_detector_shifted.tflite", HV_UNSUPPORTED_MODEL, "pictures of any size"},
      {"refused_detector_shifted_by_relu.tflite", HV_UNSUPPORTED_MODEL, "pictures of any size"},
      {"refused_detector_key.tflite", HV_BROKEN_MODEL, "(“class”)"},
      {"refused_operator.tflite", HV_UNSUPPORTED_MODEL, "It is no cell detector"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    hv_detector *detector;
    char message[HV_MESSAGE_SIZE];
    hv_status status = load(rows[i].file, &detector, message);
    if (status != rows[i].status || strstr(message, rows[i].words) == NULL)
      fail_msg("%s: %s, %s", rows[i].file, hv_status_name(status), message);
    assert_null(detector);
  }
}

/* Lets each allocation of at least `least` bytes fail in turn; all blocks are counted where that is every allocation. */
static void fail_in_turn(hv_detector *detector, const hv_image *image, size_t least) {
  static hv_findings findings;
  bool failed = true;
  for (unsigned number = 1; failed; number++) {
    memory_fail_at_large(number, least);
    hv_status status = hv_cells_find(detector, image, &findings);
    failed = memory_has_failed();
    assert_int_equal(status, failed ? HV_OUT_OF_MEMORY : HV_OK);
    assert_int_equal(findings.count, failed ? 0 : 1);
    if (least == 0) assert_int_equal(memory_blocks_left(), 0);
    memory_fail_at(0);
  }
}

/* Once the network fits the picture, XNNPACK allocates no more (test_network.c tests what it does until then). */
static void any_allocation_may_fail(void **state) {
  (void)state;
  hv_detector *detector = load_detector(true);
  hv_image image = plain(576, 432, paper);
  dot(&image, 240, 160, 2, black);
  static hv_findings findings;
  assert_int_equal(hv_cells_find(detector, &image, &findings), HV_OK);
  fail_in_turn(detector, &image, 0);
  free(image.rgb);
  hv_detector_destroy(detector);
}

/* A picture that is looked at twice makes XNNPACK allocate for each look; of its blocks, which are no copies of the
 * picture, most are smaller. */
static void any_copy_may_fail(void **state) {
  (void)state;
  hv_detector *detector = load_detector(true);
  hv_image image = plain(2880, 2160, paper);
  dot(&image, 1200, 800, 10, black);
  fail_in_turn(detector, &image, 100000);
  free(image.rgb);
  hv_detector_destroy(detector);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_small_picture_is_looked_at_as_it_is),
      cmocka_unit_test(boxes_are_in_pixels_of_the_picture),
      cmocka_unit_test(small_cells_are_looked_at_twice),
      cmocka_unit_test(a_cell_that_shrinking_hid_is_found),
      cmocka_unit_test(the_light_around_a_cell_that_fills_the_picture_is_its_light),
      cmocka_unit_test(a_picture_without_cells_has_none),
      cmocka_unit_test(noise_of_any_shape_does_no_harm),
      cmocka_unit_test(too_many_cells_are_counted_and_cut),
      cmocka_unit_test(what_is_smaller_than_a_red_cell_is_none),
      cmocka_unit_test(what_is_as_small_as_a_red_cell_is_doubted),
      cmocka_unit_test(what_is_no_detector_is_refused),
      cmocka_unit_test(any_allocation_may_fail),
      cmocka_unit_test(any_copy_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
