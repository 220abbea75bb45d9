/* Stage 5, verdict. See verdict.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict.h"

#include <math.h>

/* A probability of nought has no logarithm; this is below what a float32 softmax can tell from nought. */
#define LEAST_PROBABILITY 1e-12F

void hv_softmax(const float *logits, uint32_t count, float temperature, float *probabilities) {
  float highest = -INFINITY, sum = 0;
  for (uint32_t i = 0; i < count; i++)
    if (logits[i] > highest) highest = logits[i]; /* false for a NaN */
  for (uint32_t i = 0; i < count; i++) {
    float power = logits[i] >= highest ? 1 : expf((logits[i] - highest) / temperature);
    probabilities[i] = isfinite(power) ? power : 0;
    sum += probabilities[i];
  }
  for (uint32_t i = 0; i < count; i++)
    probabilities[i] = sum > 0 ? probabilities[i] / sum : 1.0F / (float)count;
}

void hv_logits_of_probabilities(float *probabilities, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) probabilities[i] = logf(fmaxf(probabilities[i], LEAST_PROBABILITY));
}

void hv_decide(const float *probabilities, uint32_t count, float confident_at, hv_cell *cell) {
  cell->class_index = 0;
  for (uint32_t i = 1; i < count; i++)
    if (probabilities[i] > probabilities[cell->class_index]) cell->class_index = i;
  cell->confidence = probabilities[cell->class_index];
  cell->verdict = cell->confidence >= confident_at ? HV_CONFIDENT : HV_UNSURE;
  cell->probabilities = probabilities;
}

const char *hv_verdict_name(hv_verdict verdict) { return verdict == HV_CONFIDENT ? "confident" : "unsure"; }
