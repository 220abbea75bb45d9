/*
 * Signed distances. shape.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shape.h"

#include "noise.h"

#include <math.h>

static float clamp(float value) { return fminf(fmaxf(value, 0.0f), 1.0f); }

float shape_cover(float distance, float soft) { return clamp(0.5f - distance / soft); }

float shape_step(float low, float high, float value) {
  float t = clamp((value - low) / (high - low));
  return t * t * (3.0f - 2.0f * t);
}

float shape_ellipse(const struct ellipse *ellipse, float x, float y) {
  float dx = x - ellipse->x, dy = y - ellipse->y;
  float u = (dx * cosf(ellipse->angle) + dy * sinf(ellipse->angle)) / ellipse->along;
  float v = (dy * cosf(ellipse->angle) - dx * sinf(ellipse->angle)) / ellipse->across;
  /* First-order distance: the implicit function over the length of its gradient. */
  float k = sqrtf(u * u + v * v);
  float gu = u / ellipse->along, gv = v / ellipse->across;
  float gradient = sqrtf(gu * gu + gv * gv);
  return gradient > 1e-6f ? k * (k - 1.0f) / gradient : -fminf(ellipse->along, ellipse->across);
}

void shape_resize(struct ellipse *ellipse, float factor) {
  ellipse->x *= factor;
  ellipse->y *= factor;
  ellipse->along *= factor;
  ellipse->across *= factor;
}

float shape_strand(float x0, float y0, float x1, float y1, float half, float x, float y) {
  float ax = x1 - x0, ay = y1 - y0;
  float along = clamp(((x - x0) * ax + (y - y0) * ay) / (ax * ax + ay * ay + 1e-9f));
  return hypotf(x - x0 - along * ax, y - y0 - along * ay) - half;
}

float shape_union(float a, float b, float blend) {
  float h = fmaxf(blend - fabsf(a - b), 0.0f) / blend;
  return fminf(a, b) - h * h * blend * 0.25f;
}

float shape_outline(const struct outline *outline, float x, float y) {
  float distance = sqrtf(x * x + y * y) + 1e-6f;
  float ux = x / distance, uy = y / distance;
  float turned = atan2f(uy, ux) - outline->angle;
  float dent = noise_fractal(outline->seed, 9.0f + ux * outline->detail, 9.0f + uy * outline->detail, 4);
  return distance - outline->radius * (1.0f + outline->stretch * cosf(2.0f * turned) + outline->dents * dent);
}

float shape_reach(const struct outline *outline) {
  /* Gradient noise stays within sqrt(1/2); the four octaves sum up to 1.875 of that. */
  return outline->radius * (1.0f + outline->stretch + 1.33f * outline->dents) + 0.5f;
}
