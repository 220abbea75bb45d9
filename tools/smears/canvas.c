/*
 * The canvas of dyes. canvas.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canvas.h"

#include <stdlib.h>

int canvas_create(struct canvas *canvas, int width, int height, float micrometres_per_pixel) {
  canvas->width = width;
  canvas->height = height;
  canvas->micrometres_per_pixel = micrometres_per_pixel;
  canvas->dyes = calloc((size_t)width * (size_t)height, sizeof *canvas->dyes);
  return canvas->dyes ? 0 : -1;
}

void canvas_destroy(struct canvas *canvas) {
  free(canvas->dyes);
  canvas->dyes = NULL;
}

static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

/* Grows a box to hold one more pixel. */
static void include(struct box *box, int x, int y) {
  if (box->width == 0) {
    *box = (struct box){x, y, 1, 1};
    return;
  }
  int right = box->x + box->width, bottom = box->y + box->height;
  box->x = x < box->x ? x : box->x;
  box->y = y < box->y ? y : box->y;
  box->width = (x + 1 > right ? x + 1 : right) - box->x;
  box->height = (y + 1 > bottom ? y + 1 : bottom) - box->y;
}

void canvas_paint(struct canvas *canvas, float x, float y, float reach, canvas_brush *brush,
                  const void *thing, struct box *whole, struct box *core) {
  float pixel = canvas->micrometres_per_pixel;
  int left = clamp((int)((x - reach) / pixel), 0, canvas->width);
  int right = clamp((int)((x + reach) / pixel) + 1, 0, canvas->width);
  int top = clamp((int)((y - reach) / pixel), 0, canvas->height);
  int bottom = clamp((int)((y + reach) / pixel) + 1, 0, canvas->height);
  struct box cell = {0}, nucleus = {0};

  for (int row = top; row < bottom; row++) {
    for (int column = left; column < right; column++) {
      float right_of = ((float)column + 0.5f) * pixel - x, below = ((float)row + 0.5f) * pixel - y;
      if (right_of * right_of + below * below > reach * reach) continue;
      struct touch touch = brush(thing, right_of, below, pixel);
      struct dyes *dyes = &canvas->dyes[(size_t)row * (size_t)canvas->width + (size_t)column];
      for (int i = 0; i < DYE_COUNT; i++) dyes->of[i] = dyes->of[i] * (1.0f - touch.cover) + touch.dyes.of[i];
      if (touch.whole > 0.5f) include(&cell, column, row);
      if (touch.core > 0.5f) include(&nucleus, column, row);
    }
  }
  if (whole) *whole = cell;
  if (core) *core = nucleus;
}
