/*
 * The white cells. What tells the classes apart is in one table (`LOOKS`) and in one function a class that
 * lays out the nucleus; the painting is the same for all. white_cells.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "white_cells.h"

#include "noise.h"

#include <math.h>

const char *const white_class_names[WHITE_CLASS_COUNT] = {"neutrophil", "eosinophil", "basophil",
                                                          "lymphocyte", "monocyte"};

/* Granules of one kind: how they are strewn, what dyes one holds, and how much of them lies over the nucleus.
 */
struct granules {
  struct grains grains;
  struct dyes dyes;
  float over_nucleus;
};

struct look {
  float radius_low, radius_high;
  float dents, detail; /* of the cell's outline */
  struct dyes cytoplasm;
  float mottle, mottle_width;       /* relative unevenness of the cytoplasm, and its scale */
  float rim;                        /* relative gain of the cytoplasm's dyes at the cell's edge */
  struct granules granules[2];      /* presence 0: none */
  float nucleus;                    /* amount of purple; 1 is a neutrophil's */
  float chromatin, chromatin_width; /* contrast and scale of the pale gaps between the chromatin's clumps */
  float gaps;   /* from which value of the noise there is a gap: low is lacy, high is dense */
  int vacuoles; /* at most */
};

/* dyes: purple, azure, eosin, haemoglobin */
static const struct look LOOKS[WHITE_CLASS_COUNT] = {
    [WHITE_NEUTROPHIL] = {.radius_low = 6.0f,
                          .radius_high = 7.0f,
                          .dents = 0.07f,
                          .detail = 1.1f,
                          .cytoplasm = {{0.02f, 0.07f, 0.22f, 0.0f}},
                          .mottle = 0.5f,
                          .mottle_width = 0.7f,
                          .rim = 0.15f,
                          .granules = {{{0.42f, 0.13f, 0.5f}, {{0.09f, 0.03f, 0.10f, 0.0f}}, 0.0f},
                                       {{0.9f, 0.15f, 0.3f}, {{0.18f, 0.08f, 0.0f, 0.0f}}, 0.0f}},
                          .nucleus = 1.0f,
                          .chromatin = 0.5f,
                          .chromatin_width = 0.7f,
                          .gaps = 0.08f},
    [WHITE_EOSINOPHIL] = {.radius_low = 6.2f,
                          .radius_high = 7.2f,
                          .dents = 0.08f,
                          .detail = 1.2f,
                          .cytoplasm = {{0.0f, 0.12f, 0.30f, 0.0f}},
                          .mottle = 0.3f,
                          .mottle_width = 1.0f,
                          .rim = 0.1f,
                          .granules = {{{0.58f, 0.31f, 0.95f}, {{0.01f, 0.08f, 0.50f, 0.20f}}, 0.25f},
                                       {{0.64f, 0.33f, 0.85f}, {{0.02f, 0.08f, 0.50f, 0.20f}}, 0.15f}},
                          .nucleus = 0.9f,
                          .chromatin = 0.5f,
                          .chromatin_width = 0.8f,
                          .gaps = 0.02f},
    [WHITE_BASOPHIL] = {.radius_low = 5.3f,
                        .radius_high = 6.4f,
                        .dents = 0.09f,
                        .detail = 1.4f,
                        .cytoplasm = {{0.14f, 0.12f, 0.10f, 0.0f}},
                        .mottle = 0.6f,
                        .mottle_width = 1.0f,
                        .rim = 0.1f,
                        .granules = {{{0.72f, 0.33f, 0.80f}, {{0.80f, 0.36f, 0.0f, 0.0f}}, 0.6f},
                                     {{0.95f, 0.42f, 0.60f}, {{0.84f, 0.36f, 0.0f, 0.0f}}, 0.65f}},
                        .nucleus = 0.75f,
                        .chromatin = 0.4f,
                        .chromatin_width = 1.0f,
                        .gaps = 0.1f},
    [WHITE_LYMPHOCYTE] = {.radius_low = 4.5f,
                          .radius_high = 5.3f,
                          .dents = 0.09f,
                          .detail = 1.2f,
                          .cytoplasm = {{0.03f, 0.95f, 0.0f, 0.0f}},
                          .mottle = 0.4f,
                          .mottle_width = 0.8f,
                          .rim = 0.35f,
                          .nucleus = 1.12f,
                          .chromatin = 0.22f,
                          .chromatin_width = 0.8f,
                          .gaps = -0.15f},
    [WHITE_MONOCYTE] = {.radius_low = 7.5f,
                        .radius_high = 8.8f,
                        .dents = 0.14f,
                        .detail = 1.3f,
                        .cytoplasm = {{0.02f, 0.74f, 0.04f, 0.0f}},
                        .mottle = 0.42f,
                        .mottle_width = 0.55f,
                        .rim = 0.2f,
                        .granules = {{{0.6f, 0.13f, 0.35f}, {{0.07f, 0.05f, 0.05f, 0.0f}}, 0.0f}},
                        .nucleus = 0.78f,
                        .chromatin = 0.45f,
                        .chromatin_width = 0.6f,
                        .gaps = -0.1f,
                        .vacuoles = 7},
};

/* Lays lobes along an arc of the given radius around the origin, then moves them so that they balance about
 * it. */
static void lay_arc(struct nucleus *nucleus, struct random *random, int count, float arc, float step,
                    float along, float across, float scatter) {
  float angle = random_range(random, 0.0f, 6.28f), middle_x = 0.0f, middle_y = 0.0f;
  nucleus->lobe_count = count;
  for (int i = 0; i < count; i++) {
    float distance = arc + scatter * random_range(random, -1.0f, 1.0f);
    struct ellipse *lobe = &nucleus->lobes[i];
    lobe->x = distance * cosf(angle);
    lobe->y = distance * sinf(angle);
    lobe->along = along * random_range(random, 0.82f, 1.22f);
    lobe->across = across * random_range(random, 0.85f, 1.2f);
    lobe->angle = angle + 1.5708f + scatter * random_range(random, -0.6f, 0.6f);
    middle_x += lobe->x / (float)count;
    middle_y += lobe->y / (float)count;
    angle += step * random_range(random, 0.9f, 1.1f);
  }
  for (int i = 0; i < count; i++) {
    nucleus->lobes[i].x -= 0.7f * middle_x;
    nucleus->lobes[i].y -= 0.7f * middle_y;
  }
}

/* Three to five lobes on a C, joined by thin strands. */
static void lay_neutrophil(struct nucleus *nucleus, struct random *random, float radius) {
  int count = random_whole(random, 3, 5);
  float arc = radius * 0.46f, size = count == 5 ? 1.45f : count == 4 ? 1.65f : 2.0f;
  lay_arc(nucleus, random, count, arc, 2.1f * size / arc, size, size * 0.86f, 0.45f);
  nucleus->blend = 0.45f;
  nucleus->strand = random_range(random, 0.22f, 0.5f);
  nucleus->fold = 0.5f;
}

/* Two fat lobes, seldom three, opposite each other. */
static void lay_eosinophil(struct nucleus *nucleus, struct random *random, float radius) {
  int count = random_chance(random, 0.85f) ? 2 : 3;
  float arc = radius * 0.5f, size = count == 2 ? 2.6f : 2.15f;
  lay_arc(nucleus, random, count, arc, count == 2 ? random_range(random, 1.7f, 2.5f) : 1.45f, size,
          size * 0.84f, 0.2f);
  nucleus->blend = 0.4f;
  nucleus->strand = random_range(random, 0.2f, 0.45f);
  nucleus->fold = 0.3f;
}

/* A broad, indistinctly lobed nucleus in the middle of the cell. */
static void lay_basophil(struct nucleus *nucleus, struct random *random, float radius) {
  lay_arc(nucleus, random, random_whole(random, 2, 3), radius * 0.36f, 1.9f, radius * 0.46f, radius * 0.40f,
          0.3f);
  nucleus->blend = 1.4f;
  nucleus->strand = 0.8f;
  nucleus->fold = 0.4f;
}

/* One round nucleus that leaves a thin crescent of cytoplasm; sometimes a shallow notch. */
static void lay_lymphocyte(struct nucleus *nucleus, struct random *random, float radius) {
  float size = radius * random_range(random, 0.84f, 0.91f), angle = random_range(random, 0.0f, 6.28f);
  float shift = 0.7f * (radius - size);
  nucleus->lobe_count = 1;
  nucleus->lobes[0] =
      (struct ellipse){shift * cosf(angle), shift * sinf(angle), size,
                       size * random_range(random, 0.92f, 1.0f), random_range(random, 0.0f, 3.14f)};
  if (random_chance(random, 0.3f))
    nucleus->notch = (struct ellipse){size * 1.15f * cosf(angle + 3.14f), size * 1.15f * sinf(angle + 3.14f),
                                      size * 0.3f, size * 0.3f, 0.0f};
  nucleus->blend = 0.3f;
  nucleus->fold = 0.25f;
}

/* A horseshoe, or a kidney: an ellipse with a notch. */
static void lay_monocyte(struct nucleus *nucleus, struct random *random, float radius) {
  if (random_chance(random, 0.5f)) {
    float arc = radius * 0.42f;
    lay_arc(nucleus, random, 6, arc, random_range(random, 0.55f, 0.75f), radius * 0.36f, radius * 0.34f,
            0.2f);
  } else {
    float angle = random_range(random, 0.0f, 6.28f), away = radius * random_range(random, 0.60f, 0.70f);
    nucleus->lobe_count = 1;
    nucleus->lobes[0] =
        (struct ellipse){0.0f, 0.0f, radius * random_range(random, 0.70f, 0.80f), radius * 0.62f, angle};
    nucleus->notch = (struct ellipse){-away * sinf(angle), away * cosf(angle), radius * 0.2f,
                                      radius * random_range(random, 0.24f, 0.36f), angle};
  }
  nucleus->blend = 1.2f;
  nucleus->strand = 0.0f;
  nucleus->fold = 0.7f;
}

static void lay_nucleus(struct white_cell *cell, struct random *random) {
  static void (*const lay[WHITE_CLASS_COUNT])(struct nucleus *, struct random *, float) = {
      lay_neutrophil, lay_eosinophil, lay_basophil, lay_lymphocyte, lay_monocyte};
  lay[cell->class](&cell->nucleus, random, cell->outline.radius);
}

static void lay_vacuoles(struct white_cell *cell, struct random *random, int most) {
  cell->vacuole_count = most ? random_whole(random, most / 2, most) : 0;
  for (int i = 0; i < cell->vacuole_count; i++) {
    float angle = random_range(random, 0.0f, 6.28f), size = random_range(random, 0.25f, 0.6f);
    float distance = cell->outline.radius * random_range(random, 0.55f, 0.85f);
    cell->vacuoles[i] =
        (struct ellipse){distance * cosf(angle), distance * sinf(angle), size, size * 0.9f, angle};
  }
}

struct white_cell white_cell_make(struct random *random, enum white_class class, float x, float y) {
  const struct look *look = &LOOKS[class];
  struct white_cell cell = {.class = class, .x = x, .y = y};
  cell.outline = (struct outline){.radius = random_range(random, look->radius_low, look->radius_high),
                                  .stretch = random_range(random, 0.0f, 0.05f),
                                  .angle = random_range(random, 0.0f, 3.14f),
                                  .dents = look->dents * random_range(random, 0.6f, 1.2f),
                                  .detail = look->detail,
                                  .seed = random_bits(random)};
  cell.strength = random_range(random, 0.92f, 1.08f);
  cell.seed = random_bits(random);
  lay_nucleus(&cell, random);
  lay_vacuoles(&cell, random, look->vacuoles);
  return cell;
}

static void resize(struct ellipse *ellipse, float factor) {
  ellipse->x *= factor;
  ellipse->y *= factor;
  ellipse->along *= factor;
  ellipse->across *= factor;
}

void white_cell_resize(struct white_cell *cell, float factor) {
  cell->outline.radius *= factor;
  for (int i = 0; i < cell->nucleus.lobe_count; i++) resize(&cell->nucleus.lobes[i], factor);
  resize(&cell->nucleus.notch, factor);
  cell->nucleus.blend *= factor;
  cell->nucleus.strand *= factor;
  for (int i = 0; i < cell->vacuole_count; i++) resize(&cell->vacuoles[i], factor);
}

static float nucleus_distance(const struct white_cell *cell, float x, float y) {
  const struct nucleus *nucleus = &cell->nucleus;
  float u = x + nucleus->fold * noise_fractal(cell->seed + 10, x / 2.4f, y / 2.4f, 2);
  float v = y + nucleus->fold * noise_fractal(cell->seed + 20, x / 2.4f, y / 2.4f, 2);
  float distance = shape_ellipse(&nucleus->lobes[0], u, v);
  for (int i = 1; i < nucleus->lobe_count; i++) {
    const struct ellipse *from = &nucleus->lobes[i - 1], *to = &nucleus->lobes[i];
    distance = shape_union(distance, shape_ellipse(to, u, v), nucleus->blend);
    if (nucleus->strand > 0.0f)
      distance = shape_union(distance, shape_strand(from->x, from->y, to->x, to->y, nucleus->strand, u, v),
                             nucleus->blend);
  }
  if (nucleus->notch.along > 0.0f)
    distance = -shape_union(-distance, shape_ellipse(&nucleus->notch, u, v), nucleus->blend);
  return distance;
}

/* How dense the chromatin is at a point inside the nucleus: clumps with paler gaps, a denser rim. */
static float chromatin(const struct white_cell *cell, const struct look *look, float distance, float x,
                       float y) {
  float noise = noise_fractal(cell->seed + 30, x / look->chromatin_width, y / look->chromatin_width, 3);
  float gap = shape_step(look->gaps, look->gaps + 0.5f, noise);
  float rim = expf(-distance * distance / 0.05f);
  float uneven = 0.12f * noise_fractal(cell->seed + 40, x / 2.5f, y / 2.5f, 2);
  float density = 1.0f + uneven - look->chromatin * gap * (1.0f - rim) + 0.15f * rim;
  return density * look->nucleus * cell->strength;
}

static float vacuole(const struct white_cell *cell, float x, float y) {
  float cover = 0.0f;
  for (int i = 0; i < cell->vacuole_count; i++)
    cover = fmaxf(cover, shape_cover(shape_ellipse(&cell->vacuoles[i], x, y), 0.25f));
  return cover;
}

static void add(struct dyes *dyes, const struct dyes *more, float amount) {
  for (int i = 0; i < DYE_COUNT; i++) dyes->of[i] += amount * more->of[i];
}

static struct touch white_brush(const void *thing, float x, float y, float pixel) {
  const struct white_cell *cell = thing;
  const struct look *look = &LOOKS[cell->class];
  float outer = shape_outline(&cell->outline, x, y);
  struct touch touch = {.cover = shape_cover(outer, fmaxf(pixel, 0.25f))};
  touch.whole = touch.cover;
  if (touch.cover <= 0.0f) return touch;
  float inner = fmaxf(nucleus_distance(cell, x, y), outer + 0.15f);
  touch.core = shape_cover(inner, fmaxf(pixel, 0.25f));

  float mottle =
      1.0f + look->mottle * noise_fractal(cell->seed + 50, x / look->mottle_width, y / look->mottle_width, 3);
  float rim = 1.0f + look->rim * shape_step(-1.2f, 0.0f, outer);
  float cytoplasm = (1.0f - touch.core) * (1.0f - 0.8f * vacuole(cell, x, y)) * fmaxf(mottle, 0.2f) * rim;
  add(&touch.dyes, &look->cytoplasm, cytoplasm);
  touch.dyes.of[DYE_PURPLE] += touch.core * chromatin(cell, look, inner, x, y);

  for (int i = 0; i < 2 && look->granules[i].grains.presence > 0.0f; i++) {
    const struct granules *granules = &look->granules[i];
    float grain = noise_grains(&granules->grains, cell->seed + 60 + (uint64_t)i, x, y, fmaxf(pixel, 0.12f));
    add(&touch.dyes, &granules->dyes, grain * (1.0f - touch.core * (1.0f - granules->over_nucleus)));
  }
  for (int i = 0; i < DYE_COUNT; i++) touch.dyes.of[i] *= touch.cover;
  return touch;
}

void white_cell_paint(const struct white_cell *cell, struct canvas *canvas, struct box *whole,
                      struct box *nucleus) {
  canvas_paint(canvas, cell->x, cell->y, shape_reach(&cell->outline), white_brush, cell, whole, nucleus);
}
