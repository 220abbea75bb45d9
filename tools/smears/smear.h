/*
 * A painted smear with its truth: which cells lie where on which picture, and at what scale.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_SMEAR_H
#define SMEARS_SMEAR_H

#include "camera.h"
#include "canvas.h"
#include "white_cells.h"

#include <stdint.h>

enum { SMEAR_MOST_CELLS = 40 };

enum smear_kind {
  SMEAR_FIELD, /* 640×480, white cells among red cells */
  SMEAR_CROP,  /* a square of 120–360 pixels, filled by one white cell */
  SMEAR_EMPTY, /* 640×480 without a white cell */
};

/* What to paint; what is left 0 is as in an ordinary picture. */
struct smear_order {
  enum smear_kind kind;
  enum white_class class; /* of a crop's cell, of a field's first: its others have the classes that follow */
  int cells;              /* in a field: 1 … SMEAR_MOST_CELLS; fewer are painted where they find no room */
  int touching;           /* the cells of a field touch one another */
  uint64_t seed;          /* the same order with the same seed is the same picture */
  int clutter; /* among the red cells lies what is no white cell, some of each by the seed (clutter.h),
                             with it often a scale bar or the eyepiece's rim */
  int varied;  /* the seed also chooses the picture's size, the magnification, how large and how many the
                             cells are, 0 … cells, whether the border cuts them, and the stain; and touching, clutter,
                             background and exposure where they are left 0 */
  int diverse; /* the white cells differ from the textbook as patients, stains and smears do */
  enum background background;
  float exposure; /* times the usual light: 0.3 is underexposed, 1.6 overexposed; 0: the usual light */
};

/* Of a cell wholly or partly in the picture. */
struct smear_cell {
  enum white_class class;
  struct box whole, nucleus; /* in pixels, of the part inside the picture */
  int cut_off;               /* the picture's border cuts it */
};

struct smear {
  int width, height;
  float micrometres_per_pixel;
  uint8_t *rgb;                              /* width * height * 3 bytes, row by row */
  struct smear_cell cells[SMEAR_MOST_CELLS]; /* the most prominent first: its class is the picture's */
  int cell_count;
  struct box *red_cells; /* of the part inside the picture; malloc'd */
  int red_count;
};

/* Paints a smear. Returns 0, or -1 where memory is short; what it returns is the caller's to destroy. */
int smear_paint(struct smear *smear, const struct smear_order *order);

void smear_destroy(struct smear *smear);

#endif
