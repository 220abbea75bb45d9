/* First the rows that fall onto a row of the result are added up, which compilers turn into vector instructions, and
 * then the columns of that one sum. Shares of pixels are counted in 1/256. See shrink.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shrink.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of the picture that one row or column of the result averages: what of the first pixel lies in it, whole
 * pixels, and what of the last one, which is nought where it ends with a whole one. */
typedef struct {
  int32_t first, last;
  uint16_t first_share, last_share; /* of 256; only `first_share` counts where both pixels are the same */
  float unit;                       /* one over all shares */
} span;

static span span_of(int32_t i, int32_t from, int32_t to) {
  int64_t begin = (int64_t)i * from * 256 / to, end = (int64_t)(i + 1) * from * 256 / to;
  span s = {.first = (int32_t)(begin / 256), .last = (int32_t)(end / 256), .unit = 1 / (float)(end - begin)};
  s.first_share = (uint16_t)(s.first == s.last ? end - begin : 256 - begin % 256);
  s.last_share = (uint16_t)(s.first == s.last ? 0 : end % 256);
  return s;
}

/* A pixel's red, green and blue, and the red of the next one, which is left aside: vectors of four are fast. */
typedef int32_t lanes __attribute__((vector_size(16)));
typedef float float_lanes __attribute__((vector_size(16)));

static lanes lanes_at(const int32_t *sums, int32_t pixel) {
  lanes four;
  memcpy(&four, sums + 3 * (size_t)pixel, sizeof four);
  return four;
}

/* A row while it is made. */
typedef struct {
  uint16_t *whole; /* the sums of whole pixels, from above to below */
  int32_t *sums;   /* of those and the shares of pixels; and room for one number more */
  span *columns;   /* [the result's width] */
  int spare_bits; /* that the sums leave off, so that what a pixel of the result averages adds up in 31 bits */
} working_row;

/* Adds up the picture's rows in the span. */
static void sum_rows(const hv_image *image, span y, working_row w) {
  size_t count = (size_t)image->width * 3;
  memset(w.whole, 0, count * sizeof *w.whole);
  for (int32_t row = y.first + 1; row < y.last; row++) {
    const uint8_t *restrict pixels = image->rgb + (size_t)row * count;
    uint16_t *restrict whole = w.whole;
    for (size_t i = 0; i < count; i++) whole[i] = (uint16_t)(whole[i] + pixels[i]);
  }
  const uint8_t *restrict first = image->rgb + (size_t)y.first * count;
  const uint8_t *restrict last = y.last_share > 0 ? image->rgb + (size_t)y.last * count : first;
  const uint16_t *restrict whole = w.whole;
  int32_t *restrict sums = w.sums;
  for (size_t i = 0; i < count; i++) {
    uint16_t above = (uint16_t)(y.first_share * first[i]), below = (uint16_t)(y.last_share * last[i]);
    sums[i] = (256 * whole[i] + above + below) >> w.spare_bits;
  }
}

/* A number from 0 to 255 to which this is added has its rounded value in bits 8 to 15: converting takes far longer. */
#define ROUNDING (0x1p15F + 0.5F)

/* Averages the columns in the span; `unit` is one over all shares of the rows. */
static void average_columns(const int32_t *sums, span x, float unit, uint8_t rgb[3]) {
  lanes sum = x.first_share * lanes_at(sums, x.first), whole = {0};
  for (int32_t column = x.first + 1; column < x.last; column++) whole += lanes_at(sums, column);
  if (x.last_share > 0) sum += x.last_share * lanes_at(sums, x.last);
  float_lanes average = __builtin_convertvector(sum + 256 * whole, float_lanes) * (x.unit * unit) + ROUNDING;
  lanes bits = (lanes)average;
  for (int channel = 0; channel < 3; channel++) rgb[channel] = (uint8_t)(bits[channel] >> 8);
}

static int spare_bits_of(const hv_image *image, int32_t width, int32_t height) {
  int64_t across = (int64_t)image->width * 256 / width + 1, down = (int64_t)image->height * 256 / height + 1;
  int bits = 0;
  while (255 * across * down >> bits > INT32_MAX) bits++;
  return bits;
}

hv_status hv_shrink(const hv_image *image, int32_t width, int32_t height, hv_image *shrunk) {
  size_t count = (size_t)image->width * 3;
  *shrunk = (hv_image){width, height, malloc((size_t)width * (size_t)height * 3)};
  working_row w = {malloc(count * sizeof *w.whole), calloc(count + 1, sizeof *w.sums),
                   malloc((size_t)width * sizeof *w.columns), spare_bits_of(image, width, height)};
  bool has_room = shrunk->rgb != NULL && w.whole != NULL && w.sums != NULL && w.columns != NULL;
  for (int32_t x = 0; has_room && x < width; x++) w.columns[x] = span_of(x, image->width, width);
  uint8_t *rgb = shrunk->rgb;
  for (int32_t y = 0; has_room && y < height; y++) {
    span rows = span_of(y, image->height, height);
    float unit = rows.unit * (float)(1 << w.spare_bits);
    sum_rows(image, rows, w);
    for (int32_t x = 0; x < width; x++, rgb += 3) average_columns(w.sums, w.columns[x], unit, rgb);
  }
  free(w.whole);
  free(w.sums);
  free(w.columns);
  if (!has_room) hv_image_free(shrunk);
  return has_room ? HV_OK : HV_OUT_OF_MEMORY;
}
