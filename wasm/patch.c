/* Stage 3, patch: cut, shrink, even out. See patch.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "patch.h"

#include <math.h>

/* A patch of so many micrometres is at least and at most this many times as wide as the longer side of the cell's box:
 * a wrong scale then neither cuts the cell nor loses it. */
#define LEAST_SCALE 1.2
#define MOST_SCALE 2.5

double hv_patch_side(hv_patch_width width, hv_box box, float micrometres_per_pixel) {
  double longer = box.width > box.height ? box.width : box.height;
  if (width.micrometres <= 0 || micrometres_per_pixel <= 0) return (double)width.scale * longer;
  double side = (double)width.micrometres / (double)micrometres_per_pixel;
  return fmin(fmax(side, LEAST_SCALE * longer), MOST_SCALE * longer);
}

hv_box hv_patch_square(hv_box box, double width) {
  int32_t side = (int32_t)lround(width);
  return (hv_box){(int32_t)lround(box.x + (box.width - width) / 2),
                  (int32_t)lround(box.y + (box.height - width) / 2), side, side};
}

/* A stretch of the source that one row or column of the patch averages, in pixels. */
typedef struct {
  double from, to;
} span;

/* The stretch of patch pixel `i`. It is at least one pixel wide: where the patch is larger than its source, the
 * average then interpolates linearly and shows no blocks. */
static span span_of(double from, double step, int32_t i) {
  double middle = from + (i + 0.5) * step, half = fmax(step, 1) / 2;
  return (span){middle - half, middle + half};
}

/* What of the span lies in a picture that is so long: around a whole one, which is enlarged, there is nothing, not even
 * glass. One that is shrunk needs no cut. */
static span cut_to(span s, int32_t length) { return (span){fmax(s.from, 0), fmin(s.to, length)}; }

/* How much of source pixel `i` lies in the span. */
static double overlap(span s, int32_t i) { return fmin(s.to, i + 1.0) - fmax(s.from, (double)i); }

/* Whether a pixel is none of the picture: black beside the cell is the eyepiece's rim, or what a picture was turned on or
 * a cell cut out on. */
static bool is_beside(const uint8_t rgb[3], hv_box cell, int32_t x, int32_t y) {
  return hv_is_black(rgb) && hv_squared_distance(cell, x, y) >= 1;
}

/* Sums up what of the source is in the spans and in the picture, and returns its area in pixels. Without a cell, black
 * is a colour like others. */
static double sum_up(const hv_image *image, const hv_box *cell, span x, span y, double sum[3]) {
  double inside = 0;
  sum[0] = sum[1] = sum[2] = 0;
  int32_t top = (int32_t)fmax(floor(y.from), 0), bottom = (int32_t)fmin(ceil(y.to), image->height);
  int32_t left = (int32_t)fmax(floor(x.from), 0), right = (int32_t)fmin(ceil(x.to), image->width);
  for (int32_t row = top; row < bottom && left < right; row++) {
    const uint8_t *pixel = image->rgb + 3 * ((size_t)row * (size_t)image->width + (size_t)left);
    double height = overlap(y, row);
    for (int32_t column = left; column < right; column++, pixel += 3) {
      if (cell != NULL && is_beside(pixel, *cell, column, row)) continue;
      double weight = height * overlap(x, column);
      for (int channel = 0; channel < 3; channel++) sum[channel] += weight * pixel[channel];
      inside += weight;
    }
  }
  return inside;
}

/* Brings the sum over so many pixels of the spans to even light. */
static void even_out(const hv_light *light, const hv_image *image, span x, span y, double inside,
                     double sum[3]) {
  for (int channel = 0; channel < 3; channel++) sum[channel] /= inside;
  hv_light_at(light, (x.from + x.to) / 2 / image->width, (y.from + y.to) / 2 / image->height, sum);
  for (int channel = 0; channel < 3; channel++) sum[channel] *= inside;
}

void hv_patch_cut(const hv_image *image, hv_box box, double width, const hv_light *light, int32_t side,
                  uint8_t *rgb) {
  double across = light != NULL ? width : box.width, down = light != NULL ? width : box.height;
  double left = box.x + (box.width - across) / 2, top = box.y + (box.height - down) / 2;
  double outside = light != NULL ? HV_GLASS : 0;
  const hv_box *cell = light != NULL ? &box : NULL;
  for (int32_t row = 0; row < side; row++) {
    span y = span_of(top, down / side, row);
    if (light == NULL && down < side) y = cut_to(y, image->height);
    for (int32_t column = 0; column < side; column++, rgb += 3) {
      span x = span_of(left, across / side, column);
      if (light == NULL && across < side) x = cut_to(x, image->width);
      double sum[3], inside = sum_up(image, cell, x, y, sum), whole = (x.to - x.from) * (y.to - y.from);
      if (light != NULL && inside > 0) even_out(light, image, x, y, inside, sum);
      for (int channel = 0; channel < 3; channel++)
        rgb[channel] = (uint8_t)((sum[channel] + (whole - inside) * outside) / whole + 0.5);
    }
  }
}
