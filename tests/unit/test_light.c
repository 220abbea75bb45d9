/* Light and stain evened out, on pictures painted by formulas: glass under an uneven lamp, round cells on it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "light.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../memory.h"

enum { WIDTH = 288, HEIGHT = 216 };

/* How a picture is painted: the lamp's brightness at the left and at the right, and one round cell in the middle. */
typedef struct {
  double left, right;
  double cell; /* its share of the light, 0 ... 1 */
  double radius;
} scene;

static uint8_t *pixel(uint8_t *rgb, int32_t x, int32_t y) {
  return rgb + 3 * ((size_t)y * WIDTH + (size_t)x);
}

static hv_image paint(scene s) {
  hv_image image = {WIDTH, HEIGHT, malloc((size_t)WIDTH * HEIGHT * 3)};
  assert_non_null(image.rgb);
  for (int32_t y = 0; y < HEIGHT; y++)
    for (int32_t x = 0; x < WIDTH; x++) {
      double light = s.left + (s.right - s.left) * x / (WIDTH - 1);
      if (hypot(x - WIDTH / 2, y - HEIGHT / 2) < s.radius) light *= s.cell;
      for (int channel = 0; channel < 3; channel++) pixel(image.rgb, x, y)[channel] = (uint8_t)(light + 0.5);
    }
  return image;
}

/* The picture in even light and with a stain of the usual strength, of the same size. */
static uint8_t *even_out(const hv_image *image) {
  size_t samples = (size_t)image->width * (size_t)image->height * 3;
  uint8_t *even = malloc(samples), curve[256];
  assert_non_null(even);
  hv_light light = hv_light_measure(image);
  assert_int_equal(hv_light_even_out(image, &light, image->width, image->height, even, curve), HV_OK);
  for (size_t i = 0; i < samples; i++) even[i] = curve[even[i]];
  return even;
}

static int in_the_middle(uint8_t *even) { return pixel(even, WIDTH / 2, HEIGHT / 2)[1]; }

static int in_a_corner(uint8_t *even) { return pixel(even, 3, 3)[1]; }

static void check(scene s, int middle, int corner, int tolerance) {
  hv_image image = paint(s);
  uint8_t *even = even_out(&image);
  assert_in_range(in_the_middle(even), middle - tolerance, middle + tolerance);
  assert_in_range(in_a_corner(even), corner - tolerance, corner + tolerance);
  free(even);
  free(image.rgb);
}

static void glass_becomes_even(void **state) {
  (void)state;
  check((scene){.left = 235, .right = 235}, HV_GLASS, HV_GLASS, 1);
  check((scene){.left = 120, .right = 120}, HV_GLASS, HV_GLASS, 1);
  /* The lamp falls off to half from right to left. A tile is measured by its brightest tenth, and closing gives the
   * outermost the light of the next: what stays a little dark is then taken for a pale stain. Observed: 213 and 122. */
  check((scene){.left = 110, .right = 220}, 213, 122, 5);
}

/* 41 gets the greatest gain, 164, and as all is darker than glass, 235 * (164 / 235) ^ 2.5 = 96. What is
 * black stays black. */
static void darkness_is_not_blown_up(void **state) {
  (void)state;
  check((scene){.left = 41, .right = 41}, 96, 96, 1);
  check((scene){.left = 5, .right = 5}, 0, 0, 0);
}

/* A strongly stained cell stays as it is: 235 * 0.2 is a density of 1.6. One of a density of 0.69, half as dark as it
 * should be, becomes as dark as it should be: 235 * exp(-1.2) = 71; a pale one gets 2.5 times its density. */
static void a_pale_stain_becomes_stronger(void **state) {
  (void)state;
  check((scene){235, 235, .cell = 0.2, .radius = 30}, 47, HV_GLASS, 1);
  check((scene){235, 235, .cell = 0.5, .radius = 30}, 71, HV_GLASS, 1);
  check((scene){235, 235, .cell = 0.9, .radius = 30}, (int)(235 * pow(0.9, 2.5)), HV_GLASS, 2);
  check((scene){120, 120, .cell = 0.5, .radius = 30}, 71, HV_GLASS, 2);
}

/* A cell of half the picture's height covers tiles, whose light is then that of the tiles around. */
static void a_large_cell_is_not_taken_for_darkness(void **state) {
  (void)state;
  check((scene){235, 235, .cell = 0.25, .radius = HEIGHT / 4.0}, 59, HV_GLASS, 1);
}

/* Each channel has its own light. */
static void colour_of_the_lamp_is_taken_out(void **state) {
  (void)state;
  hv_image image = paint((scene){.left = 200, .right = 200});
  for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++) image.rgb[3 * i] = 100;
  uint8_t *even = even_out(&image);
  for (int channel = 0; channel < 3; channel++) assert_in_range(even[channel], HV_GLASS - 1, HV_GLASS + 1);
  free(even);
  free(image.rgb);
}

/* The eyepiece's rim is no light to measure by: the field beside it is as without it. */
static void a_black_rim_changes_nothing(void **state) {
  (void)state;
  hv_image image = paint((scene){200, 200, .cell = 0.5, .radius = 30});
  for (int32_t y = 0; y < HEIGHT; y++)
    for (int32_t x = 0; x < WIDTH; x++)
      if (hypot(x - WIDTH / 2, y - HEIGHT / 2) > 100)
        for (int channel = 0; channel < 3; channel++) pixel(image.rgb, x, y)[channel] = 5;
  uint8_t *even = even_out(&image);
  assert_in_range(in_the_middle(even), 69, 73);
  assert_in_range(pixel(even, WIDTH / 2, HEIGHT / 2 + 80)[1], HV_GLASS - 2, HV_GLASS + 2);
  assert_in_range(in_a_corner(even), 0, 20);
  free(even);
  free(image.rgb);
}

/* Black, or white that was painted, shows nothing: just beside it the field has its own light. Where white goes over into
 * what is nearly white, it is glass, too bright for the camera. */
static void beside_what_was_painted_the_light_goes_on(void **state) {
  (void)state;
  static const struct {
    double glass;
    uint8_t painted;
    bool all_around;
    int brightest;
  } cases[] = {{200, 255, false, 200}, {200, 0, false, 200}, {200, 0, true, 200}, {250, 255, false, 255}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    hv_image image = paint((scene){cases[i].glass, cases[i].glass, .cell = 0.2, .radius = 30});
    for (int32_t y = 0; y < HEIGHT; y++)
      for (int32_t x = 0; x < WIDTH; x++)
        if (cases[i].all_around ? hypot(x - WIDTH / 2, y - HEIGHT / 2) > 45 : x + y < 180)
          memset(pixel(image.rgb, x, y), cases[i].painted, 3);
    hv_light light = hv_light_measure(&image);
    double beside[3] = {cases[i].glass, cases[i].glass, cases[i].glass};
    hv_light_at(&light, (cases[i].all_around ? 105.0 : 80.0) / WIDTH, 110.0 / HEIGHT, beside);
    assert_float_equal(beside[1], HV_GLASS, 5);
    assert_int_equal(light.glass[1], cases[i].brightest);
    free(image.rgb);
  }
}

/* A cell cut out on white, with a rim of its glass or none. Where white is beside a cell and nearly white is not, but
 * something else is, it is as it was. */
static void of_a_cell_that_was_cut_out_the_brightest_is_glass(void **state) {
  (void)state;
  static const struct {
    double rim;
    bool red_cell;
    int glass;
  } cases[] = {{66, false, 200}, {60, false, 100}, {66, true, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    hv_image image = paint((scene){200, 200, .cell = 0.5, .radius = 60});
    for (int32_t y = 0; y < HEIGHT; y++)
      for (int32_t x = 0; x < WIDTH; x++)
        if (hypot(x - WIDTH / 2, y - HEIGHT / 2) >= cases[i].rim)
          memset(pixel(image.rgb, x, y), cases[i].red_cell && x < WIDTH / 5 ? 150 : 255, 3);
    hv_light light = {.glass = {0}};
    hv_box cell = {WIDTH / 2 - 60, HEIGHT / 2 - 60, 120, 120};
    assert_int_equal(hv_light_measure_cut_out(&image, cell, &light), cases[i].glass > 0);
    assert_int_equal(light.glass[1], cases[i].glass);
    free(image.rgb);
  }
}

static void what_is_filled_up_is_glass(void **state) {
  (void)state;
  hv_image image = paint((scene){235, 235, .cell = 0, .radius = 1000});
  image.width = image.height = 24;
  uint8_t even[32 * 40 * 3], curve[256];
  hv_light light = hv_light_measure(&image);
  assert_int_equal(hv_light_even_out(&image, &light, 32, 40, even, curve), HV_OK);
  for (int32_t y = 0; y < 40; y++)
    for (int32_t x = 0; x < 32; x++)
      assert_int_equal(curve[even[3 * (y * 32 + x)]], x < 24 && y < 24 ? 0 : HV_GLASS);
  free(image.rgb);
}

/* One pixel gets the light of its place, also beyond the border, and its stain stays as pale as it is. The brightest glass
 * is told as it is. */
static void a_pixel_gets_the_light_of_its_place(void **state) {
  (void)state;
  hv_image image = paint((scene){120, 120, .cell = 0.9, .radius = 30});
  for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++) image.rgb[3 * i] = 200;
  hv_light light = hv_light_measure(&image);
  const float glass[3] = {200, 120, 120};
  assert_memory_equal(light.glass, glass, sizeof glass);
  for (int place = -1; place <= 1; place++) {
    double rgb[3] = {200, 108, 240};
    hv_light_at(&light, 0.5 + place, 0.5 - place, rgb);
    assert_float_equal(rgb[0], HV_GLASS, 1);
    assert_float_equal(rgb[1], 0.9 * HV_GLASS, 1);
    assert_float_equal(rgb[2], 255, 0);
  }
  free(image.rgb);
}

/* By the tiles, the middle of a cell that fills the picture is taken for glass; by what lies around it, it is not. Where
 * nothing does, or what is black, the light stays as it was. */
static void a_cell_that_fills_the_picture_has_the_light_around_it(void **state) {
  (void)state;
  hv_image image = paint((scene){180, 180, .cell = 0.4, .radius = 130});
  hv_light light = hv_light_measure(&image);
  double by_tiles[3] = {72, 72, 72}, around[3] = {72, 72, 72};
  hv_light_at(&light, 0.5, 0.5, by_tiles);
  assert_true(by_tiles[1] > 2 * 0.4 * HV_GLASS);
  hv_box cell = {WIDTH / 2 - 130, HEIGHT / 2 - 130, 260, 260};
  hv_light_measure_around(&image, cell, &light);
  hv_light_at(&light, 0.5, 0.5, around);
  assert_float_equal(around[1], 0.4 * HV_GLASS, 1);
  hv_light before = light;
  hv_light_measure_around(&image, (hv_box){-WIDTH, -HEIGHT, 3 * WIDTH, 3 * HEIGHT}, &light);
  assert_memory_equal(&light, &before, sizeof light);
  /* Cut out on black: what is left of it beside the ellipse is no glass. */
  for (int32_t y = 0; y < HEIGHT; y++)
    for (int32_t x = 0; x < WIDTH; x++)
      if (hypot(x - WIDTH / 2, y - HEIGHT / 2) >= 130) memset(pixel(image.rgb, x, y), 0, 3);
  cell.width -= 4;
  hv_light_measure_around(&image, cell, &light);
  assert_memory_equal(&light, &before, sizeof light);
  free(image.rgb);
}

static void without_memory_it_says_so(void **state) {
  (void)state;
  uint8_t grey[3] = {90, 90, 90}, even[3], curve[256];
  hv_image image = {1, 1, grey};
  hv_light light = hv_light_measure(&image);
  memory_fail_at(1);
  assert_int_equal(hv_light_even_out(&image, &light, 1, 1, even, curve), HV_OUT_OF_MEMORY);
  assert_int_equal(memory_blocks_left(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(glass_becomes_even),
      cmocka_unit_test(darkness_is_not_blown_up),
      cmocka_unit_test(a_pale_stain_becomes_stronger),
      cmocka_unit_test(a_large_cell_is_not_taken_for_darkness),
      cmocka_unit_test(colour_of_the_lamp_is_taken_out),
      cmocka_unit_test(a_black_rim_changes_nothing),
      cmocka_unit_test(beside_what_was_painted_the_light_goes_on),
      cmocka_unit_test(of_a_cell_that_was_cut_out_the_brightest_is_glass),
      cmocka_unit_test(what_is_filled_up_is_glass),
      cmocka_unit_test(a_pixel_gets_the_light_of_its_place),
      cmocka_unit_test(a_cell_that_fills_the_picture_has_the_light_around_it),
      cmocka_unit_test(without_memory_it_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
