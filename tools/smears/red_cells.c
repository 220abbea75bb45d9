/*
 * Red cells and platelets. red_cells.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "red_cells.h"

#include "noise.h"

#include <math.h>
#include <stddef.h>

struct red_cell red_cell_make(struct random *random, float x, float y, float pallor) {
  return (struct red_cell){
      .outline = {.radius = 3.75f + 0.22f * random_normal(random),
                  .stretch = fabsf(0.05f * random_normal(random)),
                  .angle = random_range(random, 0.0f, 3.14f),
                  .dents = random_range(random, 0.03f, 0.14f),
                  .detail = random_range(random, 0.6f, 1.3f),
                  .seed = random_bits(random)},
      .x = x,
      .y = y,
      .pallor = pallor * random_range(random, 0.6f, 1.15f),
      .haemoglobin = random_range(random, 0.85f, 1.1f),
  };
}

/* The thickness of a biconcave disc at a share `rho` of its radius, 1 at its thickest: the curve of Evans and
 * Fung (1972), whose middle is a third as thick as its rim. */
static float thickness(float rho) {
  float square = fminf(rho * rho, 1.0f);
  return sqrtf(1.0f - square) * (0.81f + 7.83f * square - 4.39f * square * square) / 2.52f;
}

static struct touch red_brush(const void *thing, float x, float y, float pixel) {
  const struct red_cell *cell = thing;
  float distance = shape_outline(&cell->outline, x, y);
  float cover = shape_cover(distance, fmaxf(pixel, 0.2f));
  struct touch touch = {0};
  if (cover <= 0.0f) return touch;
  float rho = fmaxf(1.0f + distance / cell->outline.radius, 0.0f);
  float flat = 0.75f + 0.25f * sqrtf(fmaxf(1.0f - rho * rho, 0.0f));
  /* Spread on glass the disc keeps a steep rim: its thickness is taken a little inside the edge. */
  float disc = thickness(0.9f * rho);
  float film = 0.04f * noise_fractal(cell->outline.seed, x, y, 2);
  float depth = flat + cell->pallor * (disc - flat) + film;
  touch.whole = cover;
  touch.cover = 0.3f * cover; /* cells that lie on each other press each other thin */
  touch.dyes.of[DYE_HAEMOGLOBIN] = cover * cell->haemoglobin * fmaxf(depth, 0.05f);
  return touch;
}

struct box red_cell_paint(const struct red_cell *cell, struct canvas *canvas) {
  struct box whole;
  canvas_paint(canvas, cell->x, cell->y, shape_reach(&cell->outline), red_brush, cell, &whole, NULL);
  return whole;
}

struct platelet platelet_make(struct random *random, float x, float y) {
  return (struct platelet){
      .outline = {.radius = random_range(random, 0.9f, 1.5f),
                  .stretch = random_range(random, 0.0f, 0.2f),
                  .angle = random_range(random, 0.0f, 3.14f),
                  .dents = random_range(random, 0.1f, 0.3f),
                  .detail = random_range(random, 1.5f, 3.0f),
                  .seed = random_bits(random)},
      .x = x,
      .y = y,
      .strength = random_range(random, 0.6f, 1.2f),
  };
}

static struct touch platelet_brush(const void *thing, float x, float y, float pixel) {
  const struct platelet *platelet = thing;
  static const struct grains GRANULES = {.spacing = 0.5f, .radius = 0.24f, .presence = 0.75f};
  float distance = shape_outline(&platelet->outline, x, y);
  float cover = shape_cover(distance, 0.35f) * platelet->strength;
  struct touch touch = {0};
  if (cover <= 0.0f) return touch;
  /* The granules lie in the middle; a clear rim surrounds them. */
  float inner = shape_step(0.0f, -0.5f * platelet->outline.radius, distance);
  float grain = noise_grains(&GRANULES, platelet->outline.seed, x, y, fmaxf(pixel, 0.12f));
  touch.dyes.of[DYE_AZURE] = cover * (0.45f + 0.2f * inner);
  touch.dyes.of[DYE_PURPLE] = cover * (0.08f + 0.45f * inner * grain);
  return touch;
}

void platelet_paint(const struct platelet *platelet, struct canvas *canvas) {
  canvas_paint(canvas, platelet->x, platelet->y, shape_reach(&platelet->outline), platelet_brush, platelet,
               NULL, NULL);
}
