/* Lines, labels and the file: see drawing.h. The picture is decoded a second time, by the core's own image stage: it
 * must be upright as the boxes are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "drawing.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "font.h"
#include "heat.h"
#include "image.h"
#include "png_file.h"
#include "text.h"

/* With more cells than this there is no room for their names: they are only numbered. */
enum { MOST_NAMES = 20 };

static const uint8_t line_colour[3] = {0, 62, 140}, halo_colour[3] = {255, 255, 255};

typedef struct {
  hv_image image;
  int32_t unit; /* of line widths and letters, in pixels: they grow with the picture */
} canvas;

static void set_pixel(canvas *c, int32_t x, int32_t y, const uint8_t colour[3]) {
  if (x < 0 || y < 0 || x >= c->image.width || y >= c->image.height) return;
  memcpy(c->image.rgb + 3 * ((size_t)y * (size_t)c->image.width + (size_t)x), colour, 3);
}

static void fill(canvas *c, int32_t left, int32_t top, int32_t width, int32_t height,
                 const uint8_t colour[3]) {
  for (int32_t y = top; y < top + height; y++)
    for (int32_t x = left; x < left + width; x++) set_pixel(c, x, y, colour);
}

/* A frame of lines `thick` pixels wide just inside a box that is `margin` wider than the cell's on each side. With a
 * `dash`, only every other stretch of that length is drawn. */
static void draw_frame(canvas *c, hv_box box, int32_t margin, int32_t thick, int32_t dash,
                       const uint8_t colour[3]) {
  int32_t left = box.x - margin, top = box.y - margin;
  int32_t width = box.width + 2 * margin, height = box.height + 2 * margin;
  for (int32_t y = 0; y < height; y++)
    for (int32_t x = 0; x < width; x++) {
      bool upright = x < thick || x >= width - thick, level = y < thick || y >= height - thick;
      if (!upright && !level) {
        x = width - thick - 1; /* on to the right-hand line */
        continue;
      }
      if (dash == 0 || (level ? x : y) / dash % 2 == 0) set_pixel(c, left + x, top + y, colour);
    }
}

/* The line lies on the edge of the box, and a light halo on both sides of it. Where the picture ends, the part that
 * would leave it is drawn inside. */
static void draw_box(canvas *c, const hv_cell *cell, bool strong) {
  hv_box box = cell->box;
  int32_t thick = (strong ? 3 : 2) * c->unit, halo = c->unit, margin = thick / 2 + halo;
  int32_t left = box.x > margin ? box.x : margin, top = box.y > margin ? box.y : margin;
  int32_t right = box.x + box.width, bottom = box.y + box.height;
  if (right > c->image.width - margin) right = c->image.width - margin;
  if (bottom > c->image.height - margin) bottom = c->image.height - margin;
  box = (hv_box){left, top, right - left, bottom - top};
  int32_t dash = cell->cut_off ? 6 * c->unit : 0;
  draw_frame(c, box, margin, thick + 2 * halo, 0, halo_colour);
  draw_frame(c, box, thick / 2, thick, dash, line_colour);
}

static void draw_letter(canvas *c, char letter, int32_t left, int32_t top) {
  const uint8_t *columns = font_columns(letter);
  for (int32_t x = 0; x < FONT_WIDTH; x++)
    for (int32_t y = 0; y < FONT_HEIGHT; y++)
      if (columns[x] >> y & 1) fill(c, left + x * c->unit, top + y * c->unit, c->unit, c->unit, line_colour);
}

/* The letters stand on a light plate above the box, or in it where there is no room above, and inside the picture. */
static void draw_label(canvas *c, const char *text, hv_box box) {
  int32_t unit = c->unit;
  int32_t width = ((int32_t)strlen(text) * (FONT_WIDTH + 1) + 3) * unit, height = (FONT_HEIGHT + 3) * unit;
  int32_t left = box.x - 2 * unit, top = box.y - height - 2 * unit;
  if (top < 0) top = box.y + 3 * unit;
  if (left + width > c->image.width) left = c->image.width - width;
  if (left < 0) left = 0;
  fill(c, left, top, width, height, halo_colour);
  for (size_t i = 0; text[i] != '\0'; i++)
    draw_letter(c, text[i], left + (2 + (int32_t)i * (FONT_WIDTH + 1)) * unit, top + 2 * unit);
}

static char *decision_of(const hv_result *result, const hv_cell *cell) {
  const char *name = result->class_names[cell->class_index];
  if (cell->verdict == HV_UNFAMILIAR) return text_of("unfamiliar");
  if (cell->verdict == HV_CONFIDENT) return text_of("%s %.0f %%", name, 100 * (double)cell->confidence);
  if (cell->alternative_index == cell->class_index) return text_of("%s?", name);
  return text_of("%s or %s", name, result->class_names[cell->alternative_index]);
}

static char *label_of(const hv_result *result, uint32_t i) {
  if (result->cell_count > MOST_NAMES) return text_of("%u", (unsigned)i + 1);
  char *decision = decision_of(result, &result->cells[i]);
  if (result->cell_count == 1) return decision;
  char *label = text_of("%u %s", (unsigned)i + 1, decision);
  free(decision);
  return label;
}

/* The most prominent last, so that it lies on top. */
static void draw_cells(canvas *c, const hv_result *result) {
  for (uint32_t i = result->cell_count; i-- > 0;) draw_box(c, &result->cells[i], i == 0);
  for (uint32_t i = result->cell_count; i-- > 0;) {
    char *label = label_of(result, i);
    draw_label(c, label, result->cells[i].box);
    free(label);
  }
}

bool can_be_drawn(const hv_result *result) { return result->status == HV_OK || result->status == HV_NO_CELL; }

int write_drawing(const file_bytes *file, const hv_result *result, drawing_kind kind, const char *path) {
  canvas c = {.unit = 1};
  if (hv_image_decode(file->bytes, file->size, &c.image) != HV_OK) return ENOMEM; /* it was read before */
  int32_t shorter = c.image.width < c.image.height ? c.image.width : c.image.height;
  if (shorter > 480) c.unit = (shorter + 240) / 480;
  if (kind == DRAWING_OF_REASONS) draw_heat(&c.image, result);
  draw_cells(&c, result);
  int reason = write_png(path, c.image.rgb, c.image.width, c.image.height);
  hv_image_free(&c.image);
  return reason;
}
