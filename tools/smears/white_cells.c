/*
 * The white cells. What tells the classes apart is in one table (`LOOKS`) and in nuclei.c; the painting is the same for
 * all. white_cells.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "white_cells.h"

#include <math.h>

const char *const white_class_names[WHITE_KIND_COUNT] = {
    "neutrophil", "eosinophil", "basophil", "lymphocyte", "monocyte", "immature-granulocyte", "erythroblast"};

/* dyes: purple, azure, eosin, haemoglobin */
static const struct look LOOKS[WHITE_KIND_COUNT] = {
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
    [WHITE_IMMATURE_GRANULOCYTE] = {.radius_low = 6.5f,
                                    .radius_high = 9.0f,
                                    .dents = 0.1f,
                                    .detail = 1.2f,
                                    .cytoplasm = {{0.10f, 0.40f, 0.12f, 0.0f}},
                                    .mottle = 0.5f,
                                    .mottle_width = 0.8f,
                                    .rim = 0.3f,
                                    .granules = {{{0.5f, 0.16f, 0.5f}, {{0.30f, 0.12f, 0.05f, 0.0f}}, 0.3f},
                                                 {{0.8f, 0.2f, 0.4f}, {{0.40f, 0.12f, 0.0f, 0.0f}}, 0.3f}},
                                    .nucleus = 0.8f,
                                    .chromatin = 0.35f,
                                    .chromatin_width = 0.6f,
                                    .gaps = -0.1f},
    [WHITE_ERYTHROBLAST] = {.radius_low = 3.9f,
                            .radius_high = 6.0f,
                            .dents = 0.06f,
                            .detail = 1.2f,
                            .cytoplasm = {{0.05f, 0.30f, 0.10f, 0.35f}},
                            .mottle = 0.3f,
                            .mottle_width = 0.9f,
                            .rim = 0.2f,
                            .nucleus = 1.15f,
                            .chromatin = 0.5f,
                            .chromatin_width = 1.0f,
                            .gaps = 0.0f},
};

static void lay_vacuoles(struct white_cell *cell, struct random *random, int most) {
  float nearest = cell->look.pierced > 0.0f ? 0.2f : 0.55f; /* so that some lie over the nucleus */
  cell->vacuole_count = most ? random_whole(random, most / 2, most) : 0;
  for (int i = 0; i < cell->vacuole_count; i++) {
    float angle = random_range(random, 0.0f, 6.28f), size = random_range(random, 0.25f, 0.6f);
    float distance = cell->outline.radius * random_range(random, nearest, 0.85f);
    cell->vacuoles[i] =
        (struct ellipse){distance * cosf(angle), distance * sinf(angle), size, size * 0.9f, angle};
  }
}

/* By how much the looks of a class differ: each a factor, evenly between the two. */
struct diversity {
  struct range {
    float low, high;
  } cytoplasm, granules, presence, grain;
  int vacuoles; /* at most */
};

static const struct diversity DIVERSITY[WHITE_KIND_COUNT] = {
    [WHITE_NEUTROPHIL] = {{0.2f, 2.0f}, {0.0f, 1.7f}, {0.3f, 1.1f}, {0.8f, 1.5f}, 4},
    [WHITE_EOSINOPHIL] = {{0.4f, 1.7f}, {0.3f, 1.3f}, {0.75f, 1.1f}, {0.65f, 1.25f}, 4},
    [WHITE_BASOPHIL] = {{0.2f, 2.2f}, {0.45f, 1.15f}, {0.35f, 1.05f}, {0.7f, 1.4f}, 0},
    [WHITE_LYMPHOCYTE] = {{0.03f, 1.1f}, {1.0f, 1.0f}, {1.0f, 1.0f}, {1.0f, 1.0f}, 1},
    [WHITE_MONOCYTE] = {{0.1f, 1.2f}, {0.0f, 2.0f}, {0.3f, 1.5f}, {0.7f, 1.3f}, 8},
    [WHITE_IMMATURE_GRANULOCYTE] = {{0.2f, 1.8f}, {0.1f, 1.8f}, {0.4f, 1.5f}, {0.7f, 1.4f}, 2},
    [WHITE_ERYTHROBLAST] = {{0.5f, 2.0f}, {1.0f, 1.0f}, {1.0f, 1.0f}, {1.0f, 1.0f}, 0},
};

static float within(struct random *random, struct range range) {
  return random_range(random, range.low, range.high);
}

static void scale(struct dyes *dyes, struct random *random, float factor, float apart) {
  for (int i = 0; i < DYE_COUNT; i++)
    dyes->of[i] *= factor * random_range(random, 1.0f - apart, 1.0f + apart);
}

static void vary_granules(struct granules granules[2], struct random *random, enum white_class class) {
  const struct diversity *by = &DIVERSITY[class];
  float amount = within(random, by->granules), presence = within(random, by->presence);
  float grain = within(random, by->grain);
  for (int i = 0; i < 2; i++) {
    scale(&granules[i].dyes, random, amount, 0.25f);
    granules[i].grains.presence *= presence;
    granules[i].grains.radius *= grain;
    granules[i].over_nucleus *= random_range(random, 0.5f, 1.2f);
  }
}

/* Where the stain leaves an eosinophil's granules grey they hardly show, in a brownish grey cytoplasm. */
static void grey_granules(struct look *look, float grey) {
  for (int i = 0; i < 2; i++) {
    float *dyes = look->granules[i].dyes.of;
    dyes[DYE_EOSIN] *= 1.0f - grey;
    dyes[DYE_HAEMOGLOBIN] *= 1.0f - 0.4f * grey;
    dyes[DYE_AZURE] += 0.15f * grey;
    dyes[DYE_PURPLE] += 0.08f * grey;
  }
  look->cytoplasm.of[DYE_HAEMOGLOBIN] += 0.12f * grey;
  look->cytoplasm.of[DYE_PURPLE] += 0.06f * grey;
}

static struct look diverse_look(struct random *random, enum white_class class) {
  struct look look = LOOKS[class];
  look.dents *= random_range(random, 0.7f, 2.4f);
  look.detail *= random_range(random, 0.8f, 1.5f);
  scale(&look.cytoplasm, random, within(random, DIVERSITY[class].cytoplasm), 0.3f);
  /* A faint lilac or pink, as many stains leave on all. */
  float tint = random_range(random, 0.0f, 1.0f);
  look.cytoplasm.of[DYE_PURPLE] += tint * random_range(random, 0.0f, 0.07f);
  look.cytoplasm.of[DYE_EOSIN] += tint * random_range(random, 0.0f, 0.1f);
  look.mottle *= random_range(random, 0.5f, 1.6f);
  look.mottle_width *= random_range(random, 0.7f, 1.5f);
  look.rim *= random_range(random, 0.0f, 1.6f);
  vary_granules(look.granules, random, class);
  if (class == WHITE_EOSINOPHIL && random_chance(random, 0.5f))
    grey_granules(&look, random_range(random, 0.4f, 0.9f));
  look.nucleus *= random_range(random, 0.7f, 1.25f);
  look.chromatin *= random_range(random, 0.5f, 1.6f);
  look.chromatin_width *= random_range(random, 0.7f, 1.6f);
  look.gaps += random_range(random, -0.15f, 0.15f);
  look.vacuoles = random_chance(random, 0.6f) ? DIVERSITY[class].vacuoles : 0;
  if (random_chance(random, 0.5f)) look.seams = random_range(random, 0.1f, 0.5f);
  if (random_chance(random, 0.5f)) look.patches = random_range(random, 0.3f, 1.0f);
  look.pierced = random_range(random, 0.0f, 0.8f);
  return look;
}

struct white_cell white_cell_make(struct random *random, enum white_class class, int diverse) {
  struct look look = diverse ? diverse_look(random, class) : LOOKS[class];
  struct white_cell cell = {.class = class, .look = look};
  cell.outline = (struct outline){.radius = random_range(random, look.radius_low, look.radius_high),
                                  .stretch = random_range(random, 0.0f, diverse ? 0.2f : 0.05f),
                                  .angle = random_range(random, 0.0f, 3.14f),
                                  .dents = look.dents * random_range(random, 0.6f, 1.2f),
                                  .detail = look.detail,
                                  .seed = random_bits(random)};
  cell.strength = random_range(random, 0.92f, 1.08f);
  cell.seed = random_bits(random);
  cell.nucleus = nucleus_make(random, class, cell.outline.radius, diverse);
  lay_vacuoles(&cell, random, look.vacuoles);
  return cell;
}

void white_cell_resize(struct white_cell *cell, float factor) {
  cell->outline.radius *= factor;
  nucleus_resize(&cell->nucleus, factor);
  for (int i = 0; i < cell->vacuole_count; i++) shape_resize(&cell->vacuoles[i], factor);
}

/* How dense the chromatin is at a point inside the nucleus: clumps with paler gaps, a denser rim, seams of lobes. */
static float chromatin(const struct white_cell *cell, float distance, float x, float y) {
  const struct look *look = &cell->look;
  float noise = noise_fractal(cell->seed + 30, x / look->chromatin_width, y / look->chromatin_width, 3);
  float gap = shape_step(look->gaps, look->gaps + 0.5f, noise);
  float rim = expf(-distance * distance / 0.05f);
  float uneven = 0.12f * noise_fractal(cell->seed + 40, x / 2.5f, y / 2.5f, 2);
  float density = 1.0f + uneven - look->chromatin * gap * (1.0f - rim) + 0.15f * rim;
  if (look->seams > 0.0f) {
    float seam = nucleus_seam(&cell->nucleus, cell->seed + 10, x, y);
    density += look->seams * expf(-seam * seam / 0.08f);
  }
  return density * look->nucleus * cell->strength;
}

static float vacuole(const struct white_cell *cell, float x, float y) {
  float cover = 0.0f;
  for (int i = 0; i < cell->vacuole_count; i++)
    cover = fmaxf(cover, shape_cover(shape_ellipse(&cell->vacuoles[i], x, y), 0.25f));
  return cover;
}

/* Which share of the granules that might be at the point is there. */
static float strewn(const struct white_cell *cell, float x, float y) {
  if (cell->look.patches <= 0.0f) return 1.0f;
  float free = shape_step(-0.05f, 0.25f, noise_fractal(cell->seed + 70, x / 4.0f, y / 4.0f, 2));
  return 1.0f - cell->look.patches * free;
}

static void add(struct dyes *dyes, const struct dyes *more, float amount) {
  for (int i = 0; i < DYE_COUNT; i++) dyes->of[i] += amount * more->of[i];
}

static struct touch white_brush(const void *thing, float x, float y, float pixel) {
  const struct white_cell *cell = thing;
  const struct look *look = &cell->look;
  float outer = shape_outline(&cell->outline, x, y);
  struct touch touch = {.cover = shape_cover(outer, fmaxf(pixel, 0.25f))};
  touch.whole = touch.cover;
  if (touch.cover <= 0.0f) return touch;
  float inner = fmaxf(nucleus_distance(&cell->nucleus, cell->seed + 10, x, y), outer + 0.15f);
  touch.core = shape_cover(inner, fmaxf(pixel, 0.25f));

  float mottle =
      1.0f + look->mottle * noise_fractal(cell->seed + 50, x / look->mottle_width, y / look->mottle_width, 3);
  float rim = 1.0f + look->rim * shape_step(-1.2f, 0.0f, outer);
  float hole = vacuole(cell, x, y), unpierced = 1.0f - look->pierced * hole;
  float cytoplasm = (1.0f - touch.core) * (1.0f - 0.8f * hole) * fmaxf(mottle, 0.2f) * rim;
  add(&touch.dyes, &look->cytoplasm, cytoplasm);
  if (touch.core > 0.0f) touch.dyes.of[DYE_PURPLE] += touch.core * unpierced * chromatin(cell, inner, x, y);

  float granular = strewn(cell, x, y) * unpierced;
  for (int i = 0; i < 2 && look->granules[i].grains.presence > 0.0f; i++) {
    const struct granules *granules = &look->granules[i];
    float grain = noise_grains(&granules->grains, cell->seed + 60 + (uint64_t)i, x, y, fmaxf(pixel, 0.12f));
    add(&touch.dyes, &granules->dyes,
        granular * grain * (1.0f - touch.core * (1.0f - granules->over_nucleus)));
  }
  for (int i = 0; i < DYE_COUNT; i++) touch.dyes.of[i] *= touch.cover;
  return touch;
}

void white_cell_paint(const struct white_cell *cell, struct canvas *canvas, struct box *whole,
                      struct box *nucleus) {
  canvas_paint(canvas, cell->x, cell->y, shape_reach(&cell->outline), white_brush, cell, whole, nucleus);
}
