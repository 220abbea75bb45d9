/*
 * Where the lobes of the nuclei lie. nuclei.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "nuclei.h"

#include "noise.h"

#include <math.h>

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

/* One lobe, turned at random and at least so wide a share of its size, whose middle lies off the cell's by the shift. */
static void lay_one_lobe(struct nucleus *nucleus, struct random *random, float shift, float angle, float size,
                         float least_across) {
  float across = size * random_range(random, least_across, 1.0f);
  nucleus->lobe_count = 1;
  nucleus->lobes[0] = (struct ellipse){shift * cosf(angle), shift * sinf(angle), size, across,
                                       random_range(random, 0.0f, 3.14f)};
}

/* A round notch, so far from the middle of the first lobe along the angle. */
static void cut_notch(struct nucleus *nucleus, float far, float angle, float wide) {
  nucleus->notch = (struct ellipse){nucleus->lobes[0].x + far * cosf(angle),
                                    nucleus->lobes[0].y + far * sinf(angle), wide, wide, 0.0f};
}

/* One nucleus at one side: round, oval, or a kidney. */
static void lay_immature_granulocyte(struct nucleus *nucleus, struct random *random, float radius) {
  float size = radius * random_range(random, 0.6f, 0.82f), angle = random_range(random, 0.0f, 6.28f);
  float shift = (radius - size) * random_range(random, 0.3f, 0.9f);
  lay_one_lobe(nucleus, random, shift, angle, size, 0.65f);
  if (random_chance(random, 0.45f)) {
    float deep = random_range(random, 0.8f, 1.1f), wide = size * random_range(random, 0.2f, 0.45f);
    cut_notch(nucleus, -size * deep, angle, wide);
  }
  nucleus->blend = random_range(random, 0.6f, 1.3f);
  nucleus->fold = random_range(random, 0.2f, 0.7f);
}

/* One round nucleus in the middle, or nearly. */
static void lay_erythroblast(struct nucleus *nucleus, struct random *random, float radius) {
  float size = radius * random_range(random, 0.5f, 0.8f), angle = random_range(random, 0.0f, 6.28f);
  float shift = (radius - size) * random_range(random, 0.0f, 0.7f);
  lay_one_lobe(nucleus, random, shift, angle, size, 0.88f);
  nucleus->blend = 0.3f;
  nucleus->fold = random_range(random, 0.1f, 0.35f);
}

/* A granulocyte's nucleus that is not parted yet. */
static void lay_band(struct nucleus *nucleus, struct random *random, float radius, float arc) {
  lay_arc(nucleus, random, 7, arc, random_range(random, 0.5f, 0.68f), radius * 0.27f,
          radius * random_range(random, 0.17f, 0.28f), 0.25f);
  nucleus->blend = 0.8f;
  nucleus->fold = random_range(random, 0.3f, 0.8f);
}

/* Two to six lobes on a C, small or filling the cell, joined by thin strands or broad bridges; or a band. */
static void lay_diverse_neutrophil(struct nucleus *nucleus, struct random *random, float radius) {
  static const float SIZES[] = {0.37f, 0.31f, 0.26f, 0.22f, 0.2f};
  float arc = radius * random_range(random, 0.38f, 0.52f);
  if (random_chance(random, 0.15f)) {
    lay_band(nucleus, random, radius, arc);
    return;
  }
  int count = random_whole(random, 2, 6);
  float size = SIZES[count - 2] * radius * random_range(random, 0.85f, 1.35f);
  lay_arc(nucleus, random, count, arc, random_range(random, 1.7f, 2.2f) * size / arc, size,
          size * random_range(random, 0.7f, 0.95f), 0.5f);
  nucleus->blend = random_range(random, 0.3f, 0.8f);
  nucleus->strand = random_range(random, 0.15f, 0.9f);
  nucleus->fold = random_range(random, 0.3f, 0.8f);
}

/* Two fat lobes, less often three or four, apart or lying over each other; or a band. */
static void lay_diverse_eosinophil(struct nucleus *nucleus, struct random *random, float radius) {
  float arc = radius * random_range(random, 0.4f, 0.55f);
  if (random_chance(random, 0.1f)) {
    lay_band(nucleus, random, radius, arc);
    return;
  }
  int count = random_chance(random, 0.7f) ? 2 : random_whole(random, 3, 4);
  float size = radius * (count == 2 ? 0.38f : count == 3 ? 0.31f : 0.26f) * random_range(random, 0.85f, 1.1f);
  float step = count == 2 ? random_range(random, 1.3f, 2.9f) : random_range(random, 1.1f, 1.6f);
  lay_arc(nucleus, random, count, arc, step, size, size * random_range(random, 0.75f, 0.95f), 0.3f);
  nucleus->blend = random_range(random, 0.3f, 0.9f);
  nucleus->strand = random_range(random, 0.15f, 0.8f);
  nucleus->fold = random_range(random, 0.2f, 0.6f);
}

static void lay_diverse_basophil(struct nucleus *nucleus, struct random *random, float radius) {
  float size = radius * random_range(random, 0.36f, 0.5f);
  lay_arc(nucleus, random, random_whole(random, 2, 4), radius * random_range(random, 0.28f, 0.45f),
          random_range(random, 1.3f, 2.1f), size, size * random_range(random, 0.75f, 0.95f), 0.35f);
  nucleus->blend = random_range(random, 0.6f, 1.5f);
  nucleus->strand = random_range(random, 0.4f, 1.0f);
  nucleus->fold = random_range(random, 0.3f, 0.8f);
}

/* One round or long nucleus, in the middle or at one side of little or much cytoplasm; often a notch. */
static void lay_diverse_lymphocyte(struct nucleus *nucleus, struct random *random, float radius) {
  float small = random_range(random, 0.0f, 1.0f), size = radius * (0.96f - 0.36f * small * small);
  float angle = random_range(random, 0.0f, 6.28f), shift = (radius - size) * random_range(random, 0.1f, 0.9f);
  lay_one_lobe(nucleus, random, shift, angle, size, 0.72f);
  if (random_chance(random, 0.4f)) {
    float deep = random_range(random, 0.95f, 1.2f), wide = size * random_range(random, 0.2f, 0.4f);
    float facing = random_range(random, 0.0f, 6.28f);
    cut_notch(nucleus, size * deep, facing, wide);
  }
  nucleus->blend = random_range(random, 0.3f, 0.9f);
  nucleus->fold = random_range(random, 0.15f, 1.7f);
}

/* A horseshoe, a kidney, some broad lobes, or nearly round. */
static void lay_diverse_monocyte(struct nucleus *nucleus, struct random *random, float radius) {
  float kind = random_range(random, 0.0f, 1.0f), angle = random_range(random, 0.0f, 6.28f);
  if (kind < 0.4f) {
    float thick = radius * random_range(random, 0.2f, 0.42f);
    lay_arc(nucleus, random, 6, radius * random_range(random, 0.36f, 0.5f), random_range(random, 0.5f, 0.95f),
            radius * 0.36f, thick, 0.3f);
  } else if (kind < 0.65f) {
    float size = radius * random_range(random, 0.38f, 0.5f);
    lay_arc(nucleus, random, random_whole(random, 2, 4), radius * random_range(random, 0.3f, 0.42f),
            random_range(random, 1.1f, 1.6f), size, size * random_range(random, 0.7f, 0.95f), 0.35f);
  } else {
    float across = random_range(random, 0.52f, 0.74f), away = radius * random_range(random, 0.5f, 0.8f);
    nucleus->lobe_count = 1;
    nucleus->lobes[0] =
        (struct ellipse){0.0f, 0.0f, radius * random_range(random, 0.66f, 0.88f), radius * across, angle};
    if (kind < 0.9f)
      nucleus->notch = (struct ellipse){-away * sinf(angle), away * cosf(angle),
                                        radius * random_range(random, 0.12f, 0.25f),
                                        radius * random_range(random, 0.2f, 0.4f), angle};
  }
  nucleus->blend = random_range(random, 0.5f, 1.6f);
  nucleus->strand = 0.0f;
  nucleus->fold = random_range(random, 0.3f, 1.9f);
}

typedef void lay_nucleus(struct nucleus *, struct random *, float radius);

static const struct {
  lay_nucleus *textbook, *diverse;
} LAY[WHITE_KIND_COUNT] = {
    [WHITE_NEUTROPHIL] = {lay_neutrophil, lay_diverse_neutrophil},
    [WHITE_EOSINOPHIL] = {lay_eosinophil, lay_diverse_eosinophil},
    [WHITE_BASOPHIL] = {lay_basophil, lay_diverse_basophil},
    [WHITE_LYMPHOCYTE] = {lay_lymphocyte, lay_diverse_lymphocyte},
    [WHITE_MONOCYTE] = {lay_monocyte, lay_diverse_monocyte},
    [WHITE_IMMATURE_GRANULOCYTE] = {lay_immature_granulocyte, lay_immature_granulocyte},
    [WHITE_ERYTHROBLAST] = {lay_erythroblast, lay_erythroblast},
};

/* Moves the nucleus towards one side of the cell. */
static void move_aside(struct nucleus *nucleus, struct random *random, float most) {
  float angle = random_range(random, 0.0f, 6.28f), far = random_range(random, 0.0f, most);
  float x = far * cosf(angle), y = far * sinf(angle);
  for (int i = 0; i < nucleus->lobe_count; i++) {
    nucleus->lobes[i].x += x;
    nucleus->lobes[i].y += y;
  }
  nucleus->notch.x += x;
  nucleus->notch.y += y;
}

struct nucleus nucleus_make(struct random *random, enum white_class class, float radius, int diverse) {
  struct nucleus nucleus = {0};
  (diverse ? LAY[class].diverse : LAY[class].textbook)(&nucleus, random, radius);
  if (diverse) move_aside(&nucleus, random, 0.22f * radius);
  return nucleus;
}

void nucleus_resize(struct nucleus *nucleus, float factor) {
  for (int i = 0; i < nucleus->lobe_count; i++) shape_resize(&nucleus->lobes[i], factor);
  shape_resize(&nucleus->notch, factor);
  nucleus->blend *= factor;
  nucleus->strand *= factor;
}

/* Where the point lies in the nucleus as it was before it was folded. */
static void unfold(const struct nucleus *nucleus, uint64_t seed, float x, float y, float *u, float *v) {
  *u = x + nucleus->fold * noise_fractal(seed, x / 2.4f, y / 2.4f, 2);
  *v = y + nucleus->fold * noise_fractal(seed + 10, x / 2.4f, y / 2.4f, 2);
}

float nucleus_distance(const struct nucleus *nucleus, uint64_t seed, float x, float y) {
  float u, v;
  unfold(nucleus, seed, x, y, &u, &v);
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

float nucleus_seam(const struct nucleus *nucleus, uint64_t seed, float x, float y) {
  float u, v;
  unfold(nucleus, seed, x, y, &u, &v);
  float nearest = fabsf(shape_ellipse(&nucleus->lobes[0], u, v));
  for (int i = 1; i < nucleus->lobe_count; i++)
    nearest = fminf(nearest, fabsf(shape_ellipse(&nucleus->lobes[i], u, v)));
  return nearest;
}
