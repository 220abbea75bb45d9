/* Stage 5, verdict. See verdict.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict.h"

#include <math.h>

/* A probability of nought has no logarithm; this is below what a float32 softmax can tell from nought. */
#define LEAST_PROBABILITY 1e-12F

void hv_mean_logits(const float *map, size_t places, uint32_t channels, float *logits) {
  for (uint32_t i = 0; i < channels; i++) {
    float sum = 0;
    for (size_t place = 0; place < places; place++) sum += map[place * channels + i];
    logits[i] = sum / (float)places;
  }
}

void hv_logits_of_probabilities(float *probabilities, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) /* a NaN stays one */
    probabilities[i] = logf(probabilities[i] < LEAST_PROBABILITY ? LEAST_PROBABILITY : probabilities[i]);
}

static float highest_of(const float *logits, uint32_t count) {
  float highest = -INFINITY;
  for (uint32_t i = 0; i < count; i++)
    if (logits[i] > highest) highest = logits[i]; /* false for a NaN */
  return highest;
}

static void softmax(const float *logits, uint32_t count, float temperature, float *probabilities) {
  float highest = highest_of(logits, count), sum = 0;
  for (uint32_t i = 0; i < count; i++) {
    float power = logits[i] >= highest ? 1 : expf((logits[i] - highest) / temperature);
    probabilities[i] = isfinite(power) ? power : 0;
    sum += probabilities[i];
  }
  for (uint32_t i = 0; i < count; i++)
    probabilities[i] = sum > 0 ? probabilities[i] / sum : 1.0F / (float)count;
}

/* How many times likelier a cell of this size is of the small class. */
static float small_times(float size, const hv_metadata *metadata) {
  if (size <= 0 || metadata->small_power <= 0) return 1;
  return fminf(fmaxf(powf(metadata->small_below / size, metadata->small_power), 1), HV_MOST_TIMES);
}

static void multiply_odds(float *probabilities, uint32_t count, uint32_t of, float times) {
  float sum = 1 + probabilities[of] * (times - 1);
  probabilities[of] *= times;
  for (uint32_t i = 0; i < count; i++) probabilities[i] /= sum;
}

/* Finite where no logit is a NaN and the highest is finite. */
static float log_sum_of_powers(const float *logits, uint32_t count) {
  float highest = highest_of(logits, count), sum = 0;
  for (uint32_t i = 0; i < count; i++) sum += expf(logits[i] - highest);
  return highest + logf(sum);
}

/* The mean of the logarithms of the classes' probabilities, whose logits' log_sum_of_powers is `total`. */
static float evenness_of(const float *logits, uint32_t count, float total) {
  float sum = 0;
  for (uint32_t i = 0; i < count; i++) sum += fmaxf(logits[i] - total, logf(LEAST_PROBABILITY));
  return sum / (float)count;
}

static float doubt_of(float score) { return score < 0.5F ? logf((1 - score) / score) : 0; }

float hv_unfamiliarity(const float *logits, float score, const hv_metadata *metadata) {
  if (!metadata->tells_unfamiliarity) return NAN;
  float none = metadata->has_none ? logits[metadata->class_count] : 0;
  float total = log_sum_of_powers(logits, metadata->class_count);
  float evenness = evenness_of(logits, metadata->class_count, total);
  float strangeness = none - total + metadata->unfamiliar_evenness * evenness + doubt_of(score);
  if (!isfinite(strangeness)) return 1;
  return 1 / (1 + expf(-(metadata->unfamiliar_scale * strangeness + metadata->unfamiliar_offset)));
}

/* The most probable class but `other`, or that where there is no further one. */
static uint32_t most_probable_but(const float *probabilities, uint32_t count, uint32_t other) {
  uint32_t best = other;
  for (uint32_t i = 0; i < count; i++)
    if (i != other && (best == other || probabilities[i] > probabilities[best])) best = i;
  return best;
}

/* By the cell's confidence, which means nothing unless the logits are `numbers`, and by its unfamiliarity; every
 * comparison with a NaN is false. A cell that is rather strange is no matter of two classes. */
static void judge(const hv_metadata *metadata, bool numbers, hv_cell *cell) {
  if (cell->unfamiliarity >= metadata->unfamiliar_at) {
    cell->verdict = HV_UNFAMILIAR;
  } else if (!numbers || cell->confidence < metadata->confident_at) {
    cell->verdict = HV_UNSURE;
  } else if (cell->unfamiliarity >= metadata->confident_below) {
    cell->verdict = HV_UNSURE;
    cell->alternative_index = cell->class_index;
  } else {
    cell->verdict = HV_CONFIDENT;
  }
}

void hv_decide(const float *logits, float size, const hv_metadata *metadata, float *probabilities,
               hv_cell *cell) {
  uint32_t count = metadata->class_count;
  softmax(logits, count, metadata->temperature, probabilities);
  multiply_odds(probabilities, count, metadata->small_index, small_times(size, metadata));
  cell->class_index = most_probable_but(probabilities, count, count);
  cell->alternative_index = most_probable_but(probabilities, count, cell->class_index);
  cell->confidence = probabilities[cell->class_index];
  cell->probabilities = probabilities;
  cell->unfamiliarity = hv_unfamiliarity(logits, cell->score, metadata);
  judge(metadata, isfinite(log_sum_of_powers(logits, count)), cell);
}

const char *hv_verdict_name(hv_verdict verdict) {
  switch (verdict) {
  case HV_CONFIDENT: return "confident";
  case HV_UNFAMILIAR: return "unfamiliar";
  default: return "unsure";
  }
}
