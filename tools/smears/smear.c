/*
 * The painting of a smear. smear.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "smear.h"

#include "layout.h"
#include "noise.h"
#include "prominence.h"
#include "random.h"
#include "scale_bar.h"

#include <math.h>
#include <stdlib.h>

/* What the seed of a varied order chooses; what the order gives stays as given. */
static struct smear_order settled(const struct smear_order *order, struct random *random) {
  struct smear_order choice = *order;
  if (!order->varied) return choice;
  int none = random_chance(random, 0.12f), cells = random_whole(random, 1, order->cells);
  int touching = random_chance(random, 0.3f), clutter = random_chance(random, 0.5f);
  int tinted = random_chance(random, 0.4f), tint = random_whole(random, 1, BACKGROUND_COUNT - 1);
  int exposed = random_chance(random, 0.5f);
  float exposure = expf(random_range(random, logf(0.35f), logf(1.6f)));
  choice.cells = none ? 0 : cells;
  choice.touching = order->touching || touching;
  choice.clutter = order->clutter || clutter;
  if (!order->background && tinted) choice.background = (enum background)tint;
  if (order->exposure <= 0.0f && exposed) choice.exposure = exposure;
  return choice;
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
    if (layout_has_room(layout, random, x, y, platelet.outline.radius, 0.3f))
      platelet_paint(&platelet, canvas);
  }
}

/* As if the program were as sure of each. */
static float prominence_of(const struct smear_cell *cell, const struct smear *smear) {
  const struct box *box = &cell->whole;
  float x = (float)(2 * box->x + box->width) / (float)smear->width - 1.0f;
  float y = (float)(2 * box->y + box->height) / (float)smear->height - 1.0f;
  return hv_prominence((float)box->width * (float)box->height, cell->cut_off, x, y);
}

static void insert(struct smear *smear, struct smear_cell cell) {
  int i = smear->cell_count++;
  float prominence = prominence_of(&cell, smear);
  for (; i > 0 && prominence_of(&smear->cells[i - 1], smear) < prominence; i--)
    smear->cells[i] = smear->cells[i - 1];
  smear->cells[i] = cell;
}

/* Whether a red cell cannot be seen: behind the rim, or under a lump or a smudge. */
static int is_hidden(const struct layout *layout, const struct red_cell *cell) {
  if (layout->rim > 0.0f && hypotf(cell->x - layout->rim_x, cell->y - layout->rim_y) > layout->rim) return 1;
  for (int i = 0; i < layout->clutter_count; i++) {
    const struct clutter *over = &layout->clutter[i];
    if (over->kind != CLUTTER_PARASITE &&
        hypotf(cell->x - over->x, cell->y - over->y) < 0.8f * over->outline.radius)
      return 1;
  }
  return 0;
}

/* Paints the red cells and keeps the boxes of those that can be seen. Returns 0, or -1 where memory is short. */
static int paint_red(struct smear *smear, struct canvas *canvas, const struct layout *layout) {
  smear->red_cells = malloc((size_t)(layout->red_count + 1) * sizeof *smear->red_cells);
  if (!smear->red_cells) return -1;
  for (int i = 0; i < layout->red_count; i++) {
    const struct red_cell *cell = &layout->red[i];
    struct box box = red_cell_paint(cell, canvas);
    if (box.width > 0 && !is_hidden(layout, cell)) smear->red_cells[smear->red_count++] = box;
  }
  return 0;
}

static int touches_border(const struct box *box, const struct canvas *canvas) {
  return box->x == 0 || box->y == 0 || box->x + box->width == canvas->width ||
         box->y + box->height == canvas->height;
}

static int paint_layout(struct smear *smear, struct canvas *canvas, struct random *random,
                        const struct layout *layout) {
  paint_film(canvas, random);
  if (paint_red(smear, canvas, layout) != 0) return -1;
  for (int i = 0; i < layout->clutter_count; i++) clutter_paint(&layout->clutter[i], canvas);
  paint_platelets(canvas, random, layout);
  for (int i = 0; i < layout->white_count; i++) {
    struct smear_cell cell = {.class = layout->white[i].class};
    white_cell_paint(&layout->white[i], canvas, &cell.whole, &cell.nucleus);
    cell.cut_off = touches_border(&cell.whole, canvas);
    if (cell.whole.width > 0) insert(smear, cell);
  }
  return 0;
}

static struct laboratory make_laboratory(struct random *random, const struct smear_order *order,
                                         const struct layout *layout) {
  float scale = layout->micrometres_per_pixel;
  struct laboratory laboratory = laboratory_make(random, scale);
  if (order->varied) laboratory_vary(&laboratory, random);
  laboratory_light(&laboratory, order->background, order->exposure > 0.0f ? order->exposure : 1.0f);
  laboratory.rim = layout->rim / scale;
  laboratory.rim_x = layout->rim_x / scale;
  laboratory.rim_y = layout->rim_y / scale;
  return laboratory;
}

/* From the layout to the picture. Returns 0, or -1 where memory is short. */
static int take_picture(struct smear *smear, struct random *random, const struct smear_order *order,
                        const struct layout *layout) {
  struct canvas canvas = {0};
  struct laboratory laboratory = make_laboratory(random, order, layout);
  int result = -1;
  smear->width = layout->columns;
  smear->height = layout->rows;
  smear->micrometres_per_pixel = layout->micrometres_per_pixel;
  smear->rgb = malloc((size_t)smear->width * (size_t)smear->height * 3);
  if (smear->rgb && canvas_create(&canvas, smear->width, smear->height, smear->micrometres_per_pixel) == 0 &&
      paint_layout(smear, &canvas, random, layout) == 0)
    result = camera_expose(&laboratory, &canvas, random, smear->rgb);
  canvas_destroy(&canvas);
  if (result == 0 && order->clutter && random_chance(random, 0.25f))
    scale_bar_draw(smear->rgb, smear->width, smear->height, smear->micrometres_per_pixel, random);
  return result;
}

int smear_paint(struct smear *smear, const struct smear_order *order) {
  struct random random = {order->seed};
  *smear = (struct smear){0};
  struct layout *layout = calloc(1, sizeof *layout);
  if (!layout) return -1;
  struct smear_order choice = settled(order, &random);
  layout_make(layout, &choice, &random);
  int result = take_picture(smear, &random, &choice, layout);
  free(layout);
  if (result != 0) smear_destroy(smear);
  return result;
}

void smear_destroy(struct smear *smear) {
  free(smear->rgb);
  free(smear->red_cells);
  smear->rgb = NULL;
  smear->red_cells = NULL;
}
