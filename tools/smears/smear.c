/*
 * The composition of a smear: where the cells lie. smear.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "smear.h"

#include "camera.h"
#include "noise.h"
#include "random.h"
#include "red_cells.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_RED_CELLS = 600, TRIES = 400 };

/* The slide while it is laid out; lengths in micrometres. */
struct layout {
  float width, height;
  struct white_cell white[SMEAR_MOST_CELLS];
  int white_count;
  struct red_cell red[MOST_RED_CELLS];
  int red_count;
};

/* Whether a cell at (x, y) keeps clear of all white cells by `gap` (negative: may overlap). */
static int is_clear(const struct layout *layout, float x, float y, float radius, float gap) {
  for (int i = 0; i < layout->white_count; i++) {
    const struct white_cell *other = &layout->white[i];
    if (hypotf(x - other->x, y - other->y) < radius + other->outline.radius + gap) return 0;
  }
  return 1;
}

static int is_inside(const struct layout *layout, float x, float y, float margin) {
  return x >= margin && y >= margin && x <= layout->width - margin && y <= layout->height - margin;
}

/* Finds room for one more white cell, whole inside the slide; where there is none, it is left out. */
static void place_white(struct layout *layout, struct random *random, enum white_class class, int touching) {
  struct white_cell cell = white_cell_make(random, class, 0.0f, 0.0f);
  float radius = cell.outline.radius;
  for (int try = 0; try < TRIES; try++) {
    cell.x = random_range(random, 0.0f, layout->width);
    cell.y = random_range(random, 0.0f, layout->height);
    if (touching && layout->white_count > 0) {
      const struct white_cell *next = &layout->white[random_whole(random, 0, layout->white_count - 1)];
      float angle = random_range(random, 0.0f, 6.28f), distance = 0.97f * (radius + next->outline.radius);
      cell.x = next->x + distance * cosf(angle);
      cell.y = next->y + distance * sinf(angle);
    }
    if (is_inside(layout, cell.x, cell.y, radius * 1.1f) &&
        is_clear(layout, cell.x, cell.y, radius, touching ? -0.6f : 2.0f)) {
      layout->white[layout->white_count++] = cell;
      return;
    }
  }
}

/* Whether a red cell or platelet may lie at (x, y): clear of white cells, seldom over red cells. */
static int may_lie(const struct layout *layout, struct random *random, float x, float y, float radius,
                   float overlap) {
  if (!is_clear(layout, x, y, radius, -0.25f)) return 0;
  for (int i = 0; i < layout->red_count; i++) {
    const struct red_cell *other = &layout->red[i];
    float distance = hypotf(x - other->x, y - other->y) / (radius + other->outline.radius);
    if (distance < 0.4f || (distance < 0.96f && !random_chance(random, overlap))) return 0;
  }
  return 1;
}

static void place_red(struct layout *layout, struct random *random) {
  float cell_area = 3.14f * 3.75f * 3.75f, margin = 3.0f;
  float area = (layout->width + 2.0f * margin) * (layout->height + 2.0f * margin);
  int wanted = (int)(random_range(random, 0.3f, 0.85f) * area / cell_area);
  float pallor = random_range(random, 0.8f, 1.45f), overlap = random_range(random, 0.02f, 0.25f);
  for (int try = 0; try < wanted * 4 && layout->red_count < wanted && layout->red_count < MOST_RED_CELLS;
       try++) {
    float x = random_range(random, -margin, layout->width + margin);
    float y = random_range(random, -margin, layout->height + margin);
    struct red_cell cell = red_cell_make(random, x, y, pallor);
    if (may_lie(layout, random, x, y, cell.outline.radius, overlap)) layout->red[layout->red_count++] = cell;
  }
}

/* Plasma dries to an uneven, faintly stained film. */
static void paint_film(struct canvas *canvas, struct random *random) {
  uint64_t seed = random_bits(random);
  float pixel = canvas->micrometres_per_pixel, amount = random_range(random, 0.0f, 0.05f);
  for (int y = 0; y < canvas->height; y++)
    for (int x = 0; x < canvas->width; x++) {
      float noise = noise_fractal(seed, (float)x * pixel / 6.0f, (float)y * pixel / 6.0f, 2);
      canvas->dyes[(size_t)y * (size_t)canvas->width + (size_t)x].of[DYE_EOSIN] =
          amount * fmaxf(0.5f + noise, 0.0f);
    }
}

static void paint_platelets(struct canvas *canvas, struct random *random, const struct layout *layout) {
  int count = (int)(layout->width * layout->height * random_range(random, 0.0005f, 0.005f));
  for (int i = 0; i < count; i++) {
    float x = random_range(random, 0.0f, layout->width), y = random_range(random, 0.0f, layout->height);
    struct platelet platelet = platelet_make(random, x, y);
    if (may_lie(layout, random, x, y, platelet.outline.radius, 0.3f)) platelet_paint(&platelet, canvas);
  }
}

static void insert(struct smear *smear, struct smear_cell cell) {
  int i = smear->cell_count++;
  int area = cell.whole.width * cell.whole.height;
  for (; i > 0 && smear->cells[i - 1].whole.width * smear->cells[i - 1].whole.height < area; i--)
    smear->cells[i] = smear->cells[i - 1];
  smear->cells[i] = cell;
}

static void paint_layout(struct smear *smear, struct canvas *canvas, struct random *random,
                         const struct layout *layout) {
  paint_film(canvas, random);
  for (int i = 0; i < layout->red_count; i++) red_cell_paint(&layout->red[i], canvas);
  paint_platelets(canvas, random, layout);
  for (int i = 0; i < layout->white_count; i++) {
    struct smear_cell cell = {.class = layout->white[i].class};
    white_cell_paint(&layout->white[i], canvas, &cell.whole, &cell.nucleus);
    insert(smear, cell);
  }
}

static void lay_field(struct smear *smear, struct random *random, const struct smear_order *order,
                      struct layout *layout) {
  int cells = order->kind == SMEAR_EMPTY ? 0 : order->cells;
  smear->width = 640;
  smear->height = 480;
  /* One cell: the scale of an oil-immersion camera of that size; several need a wider view. */
  smear->micrometres_per_pixel = random_range(random, 0.066f, 0.1f) * (cells > 1 ? 1.5f : 1.0f);
  layout->width = 640.0f * smear->micrometres_per_pixel;
  layout->height = 480.0f * smear->micrometres_per_pixel;
  for (int i = 0; i < cells; i++) {
    place_white(layout, random, (enum white_class)(((int)order->class + i) % WHITE_CLASS_COUNT),
                order->touching);
  }
}

static void lay_crop(struct smear *smear, struct random *random, const struct smear_order *order,
                     struct layout *layout) {
  struct white_cell cell = white_cell_make(random, order->class, 0.0f, 0.0f);
  smear->width = smear->height = random_whole(random, 120, 360);
  float side = 2.0f * cell.outline.radius * random_range(random, 1.25f, 1.9f);
  smear->micrometres_per_pixel = side / (float)smear->width;
  layout->width = layout->height = side;
  cell.x = side * random_range(random, 0.46f, 0.54f);
  cell.y = side * random_range(random, 0.46f, 0.54f);
  layout->white[layout->white_count++] = cell;
}

int smear_paint(struct smear *smear, const struct smear_order *order) {
  struct random random = {order->seed};
  struct canvas canvas = {0};
  *smear = (struct smear){0};
  struct layout *layout = calloc(1, sizeof *layout);
  if (!layout) return -1;
  (order->kind == SMEAR_CROP ? lay_crop : lay_field)(smear, &random, order, layout);
  place_red(layout, &random);
  struct laboratory laboratory = laboratory_make(&random, smear->micrometres_per_pixel);

  int result = -1;
  smear->rgb = malloc((size_t)smear->width * (size_t)smear->height * 3);
  if (smear->rgb && canvas_create(&canvas, smear->width, smear->height, smear->micrometres_per_pixel) == 0) {
    paint_layout(smear, &canvas, &random, layout);
    result = camera_expose(&laboratory, &canvas, &random, smear->rgb);
  }
  canvas_destroy(&canvas);
  free(layout);
  if (result != 0) smear_destroy(smear);
  return result;
}

void smear_destroy(struct smear *smear) {
  free(smear->rgb);
  smear->rgb = NULL;
}
