/* Beside stage 5, explain. See explain.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "explain.h"

#include <math.h>

void hv_explain(const float *map, size_t places, uint32_t channels, uint32_t channel, float *values) {
  float largest = 0;
  for (size_t place = 0; place < places; place++) {
    const float *logits = map + place * channels;
    float sum = 0;
    for (uint32_t i = 0; i < channels; i++) sum += logits[i];
    float more = logits[channel] - sum / (float)channels;
    values[place] = more > 0 && isfinite(more) ? more : 0;
    largest = fmaxf(largest, values[place]);
  }
  for (size_t place = 0; place < places && largest > 0; place++) values[place] /= largest;
}
