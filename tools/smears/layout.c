/*
 * Where the cells lie. layout.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "layout.h"

#include <math.h>

enum { TRIES = 400 };

/* Whether a cell at (x, y) keeps clear of all white cells by `gap` (negative: may overlap). */
static int is_clear(const struct layout *layout, float x, float y, float radius, float gap) {
  for (int i = 0; i < layout->white_count; i++) {
    const struct white_cell *other = &layout->white[i];
    if (hypotf(x - other->x, y - other->y) < radius + other->outline.radius + gap) return 0;
  }
  return 1;
}

/* Whether a white cell lies inside the picture, or with its centre at most `beyond` outside of it, and clear of the
 * eyepiece's rim: what that cuts has no exact box. */
static int is_inside(const struct layout *layout, const struct white_cell *cell, float beyond) {
  float radius = cell->outline.radius * 1.1f, margin = beyond > 0.0f ? -beyond : radius;
  if (layout->rim > 0.0f && hypotf(cell->x - layout->rim_x, cell->y - layout->rim_y) > layout->rim - radius)
    return 0;
  return cell->x >= margin && cell->y >= margin && cell->x <= layout->width - margin &&
         cell->y <= layout->height - margin;
}

/* A white cell of the order's, its place still to be found. */
static struct white_cell make_white(struct random *random, const struct smear_order *order,
                                    enum white_class class) {
  struct white_cell cell = white_cell_make(random, class, order->diverse);
  if (order->varied) {
    white_cell_resize(&cell, random_range(random, 0.8f, 1.3f));
    cell.strength *= random_range(random, 0.65f, 1.15f);
  }
  return cell;
}

/* Finds room for one more white cell; where there is none, it is left out. */
static void place_white(struct layout *layout, struct random *random, const struct smear_order *order,
                        enum white_class class) {
  struct white_cell cell = make_white(random, order, class);
  float radius = cell.outline.radius, beyond = 0.0f, close = 0.97f, overlap = 0.6f;
  if (order->varied) {
    beyond = random_chance(random, 0.25f) ? 0.3f * radius : 0.0f;
    close = random_range(random, 0.85f, 1.02f);
    overlap = 2.2f;
  }
  for (int try = 0; try < TRIES; try++) {
    cell.x = random_range(random, -beyond, layout->width + beyond);
    cell.y = random_range(random, -beyond, layout->height + beyond);
    if (order->touching && layout->white_count > 0) {
      const struct white_cell *next = &layout->white[random_whole(random, 0, layout->white_count - 1)];
      float angle = random_range(random, 0.0f, 6.28f), distance = close * (radius + next->outline.radius);
      cell.x = next->x + distance * cosf(angle);
      cell.y = next->y + distance * sinf(angle);
    }
    if (is_inside(layout, &cell, beyond) &&
        is_clear(layout, cell.x, cell.y, radius, order->touching ? -overlap : 2.0f)) {
      layout->white[layout->white_count++] = cell;
      return;
    }
  }
}

int layout_has_room(const struct layout *layout, struct random *random, float x, float y, float radius,
                    float overlap) {
  if (!is_clear(layout, x, y, radius, -0.25f)) return 0;
  for (int i = 0; i < layout->red_count; i++) {
    const struct red_cell *other = &layout->red[i];
    float distance = hypotf(x - other->x, y - other->y) / (radius + other->outline.radius);
    if (distance < 0.4f || (distance < 0.96f && !random_chance(random, overlap))) return 0;
  }
  return 1;
}

/* How the red cells of a smear lie. */
struct crowd {
  float density; /* share of the area that they would cover */
  float pallor, overlap, unequal;
};

static struct crowd draw_crowd(struct random *random, int varied) {
  struct crowd crowd = {0};
  crowd.density = varied ? random_range(random, 0.0f, 1.0f) : random_range(random, 0.3f, 0.85f);
  crowd.pallor = varied ? random_range(random, 0.4f, 1.7f) : random_range(random, 0.8f, 1.45f);
  crowd.overlap = varied ? random_range(random, 0.0f, 0.6f) : random_range(random, 0.02f, 0.25f);
  crowd.unequal = varied ? random_range(random, 0.0f, 0.12f) : 0.0f;
  return crowd;
}

static void place_red(struct layout *layout, struct random *random, int varied) {
  float cell_area = 3.14f * 3.75f * 3.75f, margin = 3.0f;
  float area = (layout->width + 2.0f * margin) * (layout->height + 2.0f * margin);
  struct crowd crowd = draw_crowd(random, varied);
  int wanted = (int)(crowd.density * area / cell_area);
  for (int try = 0;
       try < wanted * 4 && layout->red_count < wanted && layout->red_count < LAYOUT_MOST_RED_CELLS; try++) {
    float x = random_range(random, -margin, layout->width + margin);
    float y = random_range(random, -margin, layout->height + margin);
    struct red_cell cell = red_cell_make(random, x, y, crowd.pallor);
    if (varied) cell.outline.radius *= 1.0f + crowd.unequal * random_range(random, -1.7f, 1.7f);
    if (layout_has_room(layout, random, x, y, cell.outline.radius, crowd.overlap))
      layout->red[layout->red_count++] = cell;
  }
}

static void add_clutter(struct layout *layout, struct clutter clutter) {
  if (layout->clutter_count < LAYOUT_MOST_CLUTTER) layout->clutter[layout->clutter_count++] = clutter;
}

/* Some of a kind, clear of the white cells. */
static void place_clutter(struct layout *layout, struct random *random, enum clutter_kind kind) {
  int most = 1 + (int)(layout->width * layout->height / 1000.0f),
      count = random_whole(random, 1, most < 5 ? most : 5);
  for (int try = 0; try < 20 && count > 0; try++) {
    float x = random_range(random, 0.0f, layout->width), y = random_range(random, 0.0f, layout->height);
    struct clutter clutter = clutter_make(random, kind, x, y);
    if (!is_clear(layout, x, y, clutter.outline.radius, 0.5f)) continue;
    add_clutter(layout, clutter);
    count--;
  }
}

static void place_parasites(struct layout *layout, struct random *random) {
  float share = random_range(random, 0.02f, 0.3f);
  for (int i = 0; i < layout->red_count; i++) {
    if (!random_chance(random, share)) continue;
    struct clutter parasite = clutter_make(random, CLUTTER_PARASITE, layout->red[i].x, layout->red[i].y);
    float play = 0.9f * layout->red[i].outline.radius - 1.5f * parasite.outline.radius;
    parasite.x += 0.6f * play * random_range(random, -1.0f, 1.0f);
    parasite.y += 0.6f * play * random_range(random, -1.0f, 1.0f);
    add_clutter(layout, parasite);
  }
}

static void lay_clutter(struct layout *layout, struct random *random) {
  for (int kind = 0; kind < CLUTTER_PARASITE; kind++)
    if (random_chance(random, 0.6f)) place_clutter(layout, random, (enum clutter_kind)kind);
  if (random_chance(random, 0.3f)) place_parasites(layout, random);
}

/* The view through the eyepiece: a round field. */
static void lay_rim(struct layout *layout, struct random *random) {
  layout->rim = random_range(random, 0.28f, 0.48f) * hypotf(layout->width, layout->height);
  layout->rim_x = layout->width * random_range(random, 0.45f, 0.55f);
  layout->rim_y = layout->height * random_range(random, 0.45f, 0.55f);
}

static void lay_field(struct layout *layout, struct random *random, const struct smear_order *order) {
  int cells = order->kind == SMEAR_EMPTY ? 0 : order->cells;
  layout->columns = 640;
  layout->rows = 480;
  if (order->varied) {
    layout->columns = random_whole(random, 320, 800);
    layout->rows = (int)((float)layout->columns * random_range(random, 0.6f, 1.0f));
    layout->micrometres_per_pixel =
        expf(random_range(random, logf(32.0f), logf(190.0f))) / (float)layout->columns;
  } else {
    /* One cell: the scale of an oil-immersion camera of that size; several need a wider view. */
    layout->micrometres_per_pixel = random_range(random, 0.066f, 0.1f) * (cells > 1 ? 1.5f : 1.0f);
  }
  layout->width = (float)layout->columns * layout->micrometres_per_pixel;
  layout->height = (float)layout->rows * layout->micrometres_per_pixel;
  if (order->clutter && random_chance(random, 0.2f)) lay_rim(layout, random);
  for (int i = 0; i < cells; i++)
    place_white(layout, random, order,
                i == 0 ? order->class : (enum white_class)(((int)order->class + i) % WHITE_CLASS_COUNT));
}

/* A white cell beside a crop's own, most of it outside of the picture. */
static void place_neighbour(struct layout *layout, struct random *random, const struct smear_order *order) {
  enum white_class class = (enum white_class)random_whole(random, 0, WHITE_CLASS_COUNT - 1);
  struct white_cell cell = make_white(random, order, class);
  float radius = layout->white[0].outline.radius + cell.outline.radius;
  float angle = random_range(random, 0.0f, 6.28f), distance = radius * random_range(random, 0.95f, 1.3f);
  cell.x = layout->white[0].x + distance * cosf(angle);
  cell.y = layout->white[0].y + distance * sinf(angle);
  layout->white[layout->white_count++] = cell;
}

static void lay_crop(struct layout *layout, struct random *random, const struct smear_order *order) {
  struct white_cell cell = make_white(random, order, order->class);
  int varied = order->varied;
  layout->columns = layout->rows = varied ? random_whole(random, 80, 400) : random_whole(random, 120, 360);
  float side = 2.0f * cell.outline.radius;
  side *= varied ? random_range(random, 1.0f, 2.2f) : random_range(random, 1.25f, 1.9f);
  layout->micrometres_per_pixel = side / (float)layout->columns;
  layout->width = layout->height = side;
  cell.x = side * random_range(random, 0.46f, 0.54f);
  cell.y = side * random_range(random, 0.46f, 0.54f);
  layout->white[layout->white_count++] = cell;
  if (varied && random_chance(random, 0.35f)) place_neighbour(layout, random, order);
}

void layout_make(struct layout *layout, const struct smear_order *order, struct random *random) {
  (order->kind == SMEAR_CROP ? lay_crop : lay_field)(layout, random, order);
  place_red(layout, random, order->varied);
  if (order->clutter) lay_clutter(layout, random);
}
