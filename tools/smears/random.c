/*
 * Random numbers: splitmix64, and what is drawn from it. random.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "random.h"

#include <math.h>

static uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* The upper 24 bits: as many as a float holds exactly. */
static float unit(uint64_t bits) { return (float)(bits >> 40) * (1.0f / 16777216.0f); }

uint64_t random_bits(struct random *random) { return mix(random->state += UINT64_C(0x9e3779b97f4a7c15)); }

float random_range(struct random *random, float low, float high) {
  return low + (high - low) * unit(random_bits(random));
}

int random_whole(struct random *random, int low, int high) {
  return low + (int)(random_bits(random) % (uint64_t)(high - low + 1));
}

int random_chance(struct random *random, float probability) {
  return unit(random_bits(random)) < probability;
}

float random_normal(struct random *random) {
  /* Box and Muller; 1 - u keeps the logarithm away from 0. */
  float length = sqrtf(-2.0f * logf(1.0f - random_range(random, 0.0f, 1.0f)));
  return length * cosf(random_range(random, 0.0f, 6.2831853f));
}

float random_at(uint64_t seed, int x, int y, uint32_t salt) {
  uint64_t point = (uint64_t)(uint32_t)x | (uint64_t)(uint32_t)y << 32;
  return unit(mix(seed ^ mix(point + salt * UINT64_C(0x9e3779b97f4a7c15))));
}
