/* Beside stage 4, quality. See quality.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "quality.h"

#include <math.h>

#include "histogram.h"

/* Edges less steep than this are blurred: smeared over more than 0.13 of the cell. Observed in patches of 96 pixels, 1.4
 * times as wide as the box, with pictures as they come and blurred by a Gaussian whose deviation is this share of the
 * box's longer side (at 0.08 the edge of a nucleus goes from 10 to 90 % over a fifth of the cell):
 *
 *                      steepness of 1 % less than   called blurred   at 0.03   0.05   0.065   0.08
 *     PBC     n = 622                        16.5         0 %            0 %    45 %    98 %  100 %
 *     Raabin      721                         9.4         0 %           14 %    84 %    99 %   99 %
 *     BCISC       252                        12.5       0.4 %           13 %    75 %    98 %  100 %
 *     BCCD        281 (training fields)       7.0       1.4 %           10 %    79 %    99 %  100 %
 *     Chula       130 (hazy)                  9.1         0 %           20 %    70 %   100 %  100 %
 *
 * In patches of other sizes, where the box takes 32 ... 107 pixels: at most 1.8 % (Chula 3.1 %) as they come, at least
 * 94 % (Chula 91 %) at 0.08. */
#define LEAST_STEEPNESS 7.5

/* A box that takes fewer pixels of the patch is not judged: no edge is steep there. 32 were enough above. */
#define LEAST_PATCH_PIXELS 30

/* Around the 2,006 cells above the background is 123 or more in its brightest channel. Of darkened pictures (50 of each
 * laboratory), 98 % or more were named as before down to a background of 69, and 94 % or more at 42 ... 66; at 41 ... 45
 * up to three quarters of the cells were not found. The light's gain makes up for no less than 59 (light.c). */
#define DARK_BACKGROUND 80

/* Boxes of very small cells come out a little too large. Of cells reduced to 32, 28, 24, 20 and 16 pixels (50 of each
 * laboratory), 6 ... 18, 18 ... 56, 67 ... 94, 81 ... 98 and 93 ... 100 % are told by this; 96, 96, 90, 78 and 14 % or
 * more of them are found, and of these 96, 96, 98, 90 and 80 % or more named as at their full size. */
#define LEAST_PIXELS 30

/* The sum of a Sobel filter's weights on one side of the edge, by which it exceeds the slope, and what it gives at most.
 */
enum { SOBEL = 8, STEEPEST = 1448 };

/* The slope of green at `pixel`, times SOBEL; `row` samples lie from one row to the next. */
static int slope_at(const uint8_t *pixel, int32_t row) {
  const uint8_t *above = pixel - row + 1, *here = pixel + 1, *below = pixel + row + 1;
  int across = above[3] + 2 * here[3] + below[3] - above[-3] - 2 * here[-3] - below[-3];
  int down = below[-3] + 2 * below[0] + below[3] - above[-3] - 2 * above[0] - above[3];
  return (int)sqrtf((float)(across * across + down * down));
}

double hv_steepness(const uint8_t *rgb, int32_t side, double width, double height) {
  uint32_t greens[256] = {0}, slopes[STEEPEST] = {0}, total = 0;
  int32_t left = (int32_t)fmax((side - width) / 2, 1), top = (int32_t)fmax((side - height) / 2, 1);
  for (int32_t y = top; y < side - top; y++)
    for (int32_t x = left; x < side - left; x++, total++) {
      const uint8_t *pixel = rgb + 3 * (y * side + x);
      greens[pixel[1]]++;
      slopes[slope_at(pixel, 3 * side)]++;
    }
  if (total == 0) return 0;
  double slope = hv_percentile(slopes, STEEPEST, total, 0.98) / (double)SOBEL;
  int contrast = hv_percentile(greens, 256, total, 0.95) - hv_percentile(greens, 256, total, 0.05);
  return slope * fmax(width, height) / fmax(contrast, 1);
}

static bool is_blurred(hv_box box, double width, const uint8_t *rgb, int32_t side) {
  double across = box.width / width * side, down = box.height / width * side;
  return fmax(across, down) >= LEAST_PATCH_PIXELS && hv_steepness(rgb, side, across, down) < LEAST_STEEPNESS;
}

static bool is_dark(const float glass[3]) {
  return glass[0] < DARK_BACKGROUND && glass[1] < DARK_BACKGROUND && glass[2] < DARK_BACKGROUND;
}

uint32_t hv_quality_of(const hv_found_cell *cell, double width, const uint8_t *rgb, int32_t side,
                       const hv_light *light) {
  uint32_t quality = 0;
  if (cell->box.width < LEAST_PIXELS && cell->box.height < LEAST_PIXELS) quality |= HV_TOO_SMALL;
  else if (is_blurred(cell->box, width, rgb, side)) quality |= HV_BLURRED;
  if (is_dark(light->glass)) quality |= HV_TOO_DARK;
  if (cell->cut_off) quality |= HV_CUT_OFF;
  return quality;
}
