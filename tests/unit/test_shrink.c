/* The area average against its definition in double precision, for sizes whose pixels nest and for others.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shrink.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../memory.h"

static hv_image noise(int32_t width, int32_t height) {
  hv_image image = {width, height, malloc((size_t)width * (size_t)height * 3)};
  assert_non_null(image.rgb);
  uint32_t random = 1;
  for (size_t i = 0; i < (size_t)width * (size_t)height * 3; i++)
    image.rgb[i] = (uint8_t)((random = random * 1664525 + 1013904223) >> 24);
  return image;
}

/* How much of the picture's pixel `i` lies in pixel `of` of the smaller one, in pixels of the picture. */
static double share(int32_t i, int32_t of, double step) {
  return fmax(fmin(i + 1, (of + 1) * step) - fmax(i, of * step), 0);
}

static double reference(const hv_image *image, const hv_image *shrunk, int32_t x, int32_t y, int channel) {
  double across = (double)image->width / shrunk->width, down = (double)image->height / shrunk->height,
         sum = 0;
  for (int32_t row = (int32_t)(y * down); row < image->height && row < (y + 1) * down; row++)
    for (int32_t column = (int32_t)(x * across); column < image->width && column < (x + 1) * across; column++)
      sum += share(column, x, across) * share(row, y, down) *
             image->rgb[3 * ((size_t)row * (size_t)image->width + (size_t)column) + (size_t)channel];
  return sum / (across * down);
}

/* Tolerance: rounding, and shares counted in 1/256 of a pixel. Observed: 1.14. */
static void it_averages(void **state) {
  (void)state;
  static const int32_t sizes[][4] = {
      {64, 48, 32, 24}, {64, 48, 64, 48},   {65, 47, 64, 46}, {640, 480, 288, 216}, {100, 30, 7, 29},
      {120, 120, 1, 1}, {255, 240, 254, 2}, {1, 500, 1, 33},  {500, 1, 33, 1},
  };
  double worst = 0;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    hv_image image = noise(sizes[i][0], sizes[i][1]), shrunk;
    assert_int_equal(hv_shrink(&image, sizes[i][2], sizes[i][3], &shrunk), HV_OK);
    assert_int_equal(shrunk.width, sizes[i][2]);
    assert_int_equal(shrunk.height, sizes[i][3]);
    const uint8_t *pixel = shrunk.rgb;
    for (int32_t y = 0; y < shrunk.height; y++)
      for (int32_t x = 0; x < shrunk.width; x++)
        for (int channel = 0; channel < 3; channel++)
          worst = fmax(worst, fabs(*pixel++ - reference(&image, &shrunk, x, y, channel)));
    free(image.rgb);
    hv_image_free(&shrunk);
  }
  if (!(worst < 1.5)) fail_msg("differs by %g", worst);
}

/* What would overflow: white, shrunk as far as is allowed. */
static void white_stays_white(void **state) {
  (void)state;
  hv_image image = noise(512, 512), shrunk;
  for (size_t i = 0; i < 512 * 512 * 3; i++) image.rgb[i] = 255;
  static const int32_t sides[] = {5, 7, 100, 511, 512};
  for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
    assert_int_equal(hv_shrink(&image, sides[i], sides[i], &shrunk), HV_OK);
    for (int32_t j = 0; j < sides[i] * sides[i] * 3; j++) assert_int_equal(shrunk.rgb[j], 255);
    hv_image_free(&shrunk);
  }
  free(image.rgb);
}

static void any_allocation_may_fail(void **state) {
  (void)state;
  hv_image image = noise(40, 30), shrunk;
  bool failed = true;
  for (unsigned number = 1; failed; number++) {
    memory_fail_at(number);
    hv_status status = hv_shrink(&image, 20, 15, &shrunk);
    failed = memory_has_failed();
    assert_int_equal(status, failed ? HV_OUT_OF_MEMORY : HV_OK);
    hv_image_free(&shrunk);
    assert_int_equal(memory_blocks_left(), 0);
    memory_fail_at(0);
  }
  free(image.rgb);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_averages),
      cmocka_unit_test(white_stays_white),
      cmocka_unit_test(any_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
