/*
 * Where everything on a slide lies. Not for painting it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_LAYOUT_H
#define SMEARS_LAYOUT_H

#include "clutter.h"
#include "random.h"
#include "red_cells.h"
#include "smear.h"
#include "white_cells.h"

enum { LAYOUT_MOST_RED_CELLS = 1000, LAYOUT_MOST_CLUTTER = 48 };

/* Lengths in micrometres. */
struct layout {
  int columns, rows; /* of the picture, in pixels */
  float micrometres_per_pixel;
  float width, height;
  struct white_cell white[SMEAR_MOST_CELLS];
  int white_count;
  struct red_cell red[LAYOUT_MOST_RED_CELLS];
  int red_count;
  struct clutter clutter[LAYOUT_MOST_CLUTTER];
  int clutter_count;
  float rim, rim_x, rim_y; /* of the eyepiece: radius, 0 where there is none, and middle */
};

/* Lays out what the order, of which the seed has nothing left to choose, asks for. */
void layout_make(struct layout *layout, const struct smear_order *order, struct random *random);

/* Whether a red cell or platelet may lie at (x, y): clear of white cells, seldom over red cells. */
int layout_has_room(const struct layout *layout, struct random *random, float x, float y, float radius,
                    float overlap);

#endif
