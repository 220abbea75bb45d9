/*
 * Gradient noise, fractal noise and grains. noise.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "noise.h"

#include "random.h"

#include <math.h>

/* The direction of the gradient at a lattice point. */
struct direction {
  uint64_t seed;
  int x, y, known;
  float cosine, sine;
};

enum { REMEMBERED = 4096 };

/* Neighbouring pixels ask for the same lattice points: most of the time went into their sines. The memory changes
 * no result. */
static _Thread_local struct direction memory[REMEMBERED];

static const struct direction *direction(uint64_t seed, int x, int y) {
  uint64_t place = (seed + (uint32_t)x * UINT64_C(0x9e3779b1) + (uint32_t)y * UINT64_C(0x85ebca77)) *
                   UINT64_C(0x9e3779b97f4a7c15);
  struct direction *found = &memory[(place >> 32) % REMEMBERED];
  if (!found->known || found->seed != seed || found->x != x || found->y != y) {
    float angle = random_at(seed, x, y, 0) * 6.2831853f;
    *found = (struct direction){seed, x, y, 1, cosf(angle), sinf(angle)};
  }
  return found;
}

static float slope(uint64_t seed, int x, int y, float dx, float dy) {
  const struct direction *gradient = direction(seed, x, y);
  return gradient->cosine * dx + gradient->sine * dy;
}

static float fade(float t) { return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f); }

float noise_gradient(uint64_t seed, float x, float y) {
  int ix = (int)floorf(x), iy = (int)floorf(y);
  float fx = x - (float)ix, fy = y - (float)iy;
  float top = slope(seed, ix, iy, fx, fy);
  float bottom = slope(seed, ix, iy + 1, fx, fy - 1.0f);
  top += fade(fx) * (slope(seed, ix + 1, iy, fx - 1.0f, fy) - top);
  bottom += fade(fx) * (slope(seed, ix + 1, iy + 1, fx - 1.0f, fy - 1.0f) - bottom);
  return top + fade(fy) * (bottom - top);
}

float noise_fractal(uint64_t seed, float x, float y, int octaves) {
  float sum = 0.0f, weight = 1.0f;
  for (int octave = 0; octave < octaves; octave++) {
    sum += weight * noise_gradient(seed + (uint64_t)octave, x, y);
    x *= 2.0f;
    y *= 2.0f;
    weight *= 0.5f;
  }
  return sum;
}

float noise_grains(const struct grains *grains, uint64_t seed, float x, float y, float soft) {
  int ix = (int)floorf(x / grains->spacing), iy = (int)floorf(y / grains->spacing);
  float cover = 0.0f;
  for (int j = iy - 1; j <= iy + 1; j++) {
    for (int i = ix - 1; i <= ix + 1; i++) {
      if (random_at(seed, i, j, 1) >= grains->presence) continue;
      float dx = x - ((float)i + random_at(seed, i, j, 2)) * grains->spacing;
      float dy = y - ((float)j + random_at(seed, i, j, 3)) * grains->spacing;
      float radius = grains->radius * (0.75f + 0.5f * random_at(seed, i, j, 4));
      float distance = sqrtf(dx * dx + dy * dy);
      float inside = fminf(fmaxf(0.5f - (distance - radius) / soft, 0.0f), 1.0f);
      cover = fmaxf(cover, inside * (0.8f + 0.2f * fminf(distance / radius, 1.0f)));
    }
  }
  return cover;
}
