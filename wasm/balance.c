/* The light of a picture, measured and evened out. See balance.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "balance.h"

#include <math.h>

#include "histogram.h"

/* A channel's gain is bounded: a picture without any background must not be blown up into noise. */
#define MAX_GAIN 2.5

hv_white_balance hv_white_balance_measure(const hv_image *image) {
  uint32_t histogram[3][256] = {{0}};
  uint64_t total = 0, pixels = (uint64_t)image->width * (uint64_t)image->height;
  uint64_t step = pixels / 100000 + 1; /* a hundred thousand pixels tell the light of any picture */
  for (uint64_t i = 0; i < pixels; i += step) {
    const uint8_t *pixel = image->rgb + 3 * i;
    if (hv_is_black(pixel)) continue;
    for (int channel = 0; channel < 3; channel++) histogram[channel][pixel[channel]]++;
    total++;
  }
  hv_white_balance balance;
  for (int channel = 0; channel < 3; channel++) {
    int bright = hv_percentile(histogram[channel], 256, total, 0.90);
    double gain = fmin((double)HV_GLASS / fmax(bright, 1), MAX_GAIN);
    for (int value = 0; value < 256; value++)
      balance.table[channel][value] = (uint8_t)fmin(value * gain + 0.5, 255);
    balance.background[channel] = (uint8_t)bright;
  }
  return balance;
}
