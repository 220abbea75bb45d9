/*
 * Clumps of platelets, stain lumps, smudges and parasites. clutter.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clutter.h"

#include "noise.h"
#include "red_cells.h"

#include <math.h>
#include <stddef.h>

struct clutter clutter_make(struct random *random, enum clutter_kind kind, float x, float y) {
  static const struct {
    float radius_low, radius_high, stretch, dents, detail;
  } LOOKS[CLUTTER_KINDS] = {
      [CLUTTER_CLUMP] = {1.6f, 6.0f, 0.3f, 0.0f, 1.0f},
      [CLUTTER_LUMP] = {0.6f, 4.0f, 0.3f, 0.45f, 3.0f},
      [CLUTTER_SMUDGE] = {4.5f, 9.0f, 0.35f, 0.25f, 1.2f},
      [CLUTTER_PARASITE] = {0.7f, 1.9f, 0.2f, 0.12f, 1.2f},
  };
  return (struct clutter){
      .kind = kind,
      .x = x,
      .y = y,
      .outline = {.radius = random_range(random, LOOKS[kind].radius_low, LOOKS[kind].radius_high),
                  .stretch = random_range(random, 0.0f, LOOKS[kind].stretch),
                  .angle = random_range(random, 0.0f, 3.14f),
                  .dents = LOOKS[kind].dents * random_range(random, 0.5f, 1.0f),
                  .detail = LOOKS[kind].detail,
                  .seed = random_bits(random)},
      .strength = random_range(random, 0.7f, 1.2f),
      .seed = random_bits(random),
  };
}

/* Platelets strewn over the outline's disc; in a small one there is room for a single giant. */
static void paint_clump(const struct clutter *clump, struct canvas *canvas) {
  struct random random = {clump->seed};
  float radius = clump->outline.radius;
  int count = radius < 2.5f ? 1 : (int)(0.7f * radius * radius);
  for (int i = 0; i < count; i++) {
    float away = count > 1 ? radius * sqrtf(random_range(&random, 0.0f, 1.0f)) : 0.0f;
    float angle = random_range(&random, 0.0f, 6.28f), squeeze = 1.0f - clump->outline.stretch;
    struct platelet platelet =
        platelet_make(&random, clump->x + away * cosf(angle), clump->y + squeeze * away * sinf(angle));
    if (count == 1) platelet.outline.radius = radius;
    platelet.strength *= clump->strength;
    platelet_paint(&platelet, canvas);
  }
}

static struct touch grain_brush(const void *thing, float x, float y, float pixel) {
  const struct clutter *grain = thing;
  float cover = shape_cover(shape_outline(&grain->outline, x, y), fmaxf(pixel, 0.15f));
  struct touch touch = {.cover = 0.5f * cover};
  touch.dyes.of[DYE_PURPLE] = 1.3f * cover * grain->strength;
  return touch;
}

/* A middle of one lump, and grains around it. */
static void paint_lump(const struct clutter *lump, struct canvas *canvas) {
  struct random random = {lump->seed};
  int grains = random_whole(&random, 0, 24);
  struct clutter part = *lump;
  for (int i = 0; i <= grains; i++) {
    canvas_paint(canvas, part.x, part.y, shape_reach(&part.outline), grain_brush, &part, NULL, NULL);
    part.x = lump->x + 1.1f * lump->outline.radius * random_normal(&random);
    part.y = lump->y + 1.1f * lump->outline.radius * random_normal(&random);
    part.outline.radius = random_range(&random, 0.2f, 0.2f + 0.35f * lump->outline.radius);
    part.outline.seed = random_bits(&random);
  }
}

static struct touch smudge_brush(const void *thing, float x, float y, float pixel) {
  const struct clutter *smudge = thing;
  (void)pixel; /* nothing in a smudge is sharp */
  /* Along and across the stroke that smeared it: what lies along it is drawn out. */
  float along = x * cosf(smudge->outline.angle) + y * sinf(smudge->outline.angle);
  float across = y * cosf(smudge->outline.angle) - x * sinf(smudge->outline.angle);
  float outside = shape_outline(&smudge->outline, x, y);
  float torn = 2.0f * noise_fractal(smudge->seed, along / 7.0f, across / 1.2f, 2);
  float cover = shape_cover(outside + torn, 2.5f);
  struct touch touch = {.cover = 0.6f * cover};
  if (cover <= 0.0f) return touch;
  float fibrous = random_at(smudge->seed, 0, 0, 1), wide = 0.6f + random_at(smudge->seed, 0, 0, 2);
  float fibres = noise_fractal(smudge->seed + 10, along / (5.0f * wide), across / wide, 3);
  float clouds = 0.3f * noise_fractal(smudge->seed + 20, x / 2.5f, y / 2.5f, 2);
  touch.dyes.of[DYE_PURPLE] =
      cover * smudge->strength * fmaxf(0.3f + clouds + 0.5f * fibrous * fibres, 0.05f);
  touch.dyes.of[DYE_AZURE] = 0.12f * cover * smudge->strength;
  return touch;
}

/* How much chromatin and how much cytoplasm a parasite has at a point. */
static struct touch parasite_brush(const void *thing, float x, float y, float pixel) {
  const struct clutter *parasite = thing;
  static const struct grains ROSETTE = {.spacing = 0.85f, .radius = 0.36f, .presence = 0.9f};
  float radius = parasite->outline.radius, soft = fmaxf(pixel, 0.2f);
  float distance = shape_outline(&parasite->outline, x, y), dot_angle = parasite->outline.angle;
  float dot = hypotf(x - radius * cosf(dot_angle), y - radius * sinf(dot_angle)) - 0.22f - 0.12f * radius;
  float cytoplasm, chromatin;
  if (radius < 1.3f) { /* a ring */
    cytoplasm = shape_cover(fabsf(distance) - 0.18f, soft);
    chromatin = shape_cover(dot, soft);
  } else if (parasite->seed & 1) { /* a blob */
    cytoplasm = shape_cover(distance + 0.5f * noise_gradient(parasite->seed, x, y), soft);
    chromatin = shape_cover(dot, soft);
  } else {
    cytoplasm = 0.6f * shape_cover(distance, soft);
    chromatin = shape_cover(distance, soft) * noise_grains(&ROSETTE, parasite->seed, x, y, soft);
  }
  struct touch touch = {0};
  touch.dyes.of[DYE_AZURE] = 0.7f * cytoplasm * parasite->strength;
  touch.dyes.of[DYE_PURPLE] = 0.9f * chromatin * parasite->strength;
  return touch;
}

void clutter_paint(const struct clutter *clutter, struct canvas *canvas) {
  float reach = shape_reach(&clutter->outline);
  switch (clutter->kind) {
  case CLUTTER_CLUMP: paint_clump(clutter, canvas); break;
  case CLUTTER_LUMP: paint_lump(clutter, canvas); break;
  case CLUTTER_SMUDGE:
    canvas_paint(canvas, clutter->x, clutter->y, reach + 3.0f, smudge_brush, clutter, NULL, NULL);
    break;
  default: canvas_paint(canvas, clutter->x, clutter->y, reach, parasite_brush, clutter, NULL, NULL);
  }
}
