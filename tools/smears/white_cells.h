/*
 * The white cells, each class with its own features. Lengths are in micrometres.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_WHITE_CELLS_H
#define SMEARS_WHITE_CELLS_H

#include "canvas.h"
#include "noise.h"
#include "nuclei.h"
#include "random.h"
#include "shape.h"
#include "white_class.h"

/* Granules of one kind: how they are strewn, what dyes one holds, and how much of them lies over the nucleus. */
struct granules {
  struct grains grains;
  struct dyes dyes;
  float over_nucleus;
};

/* What a cell is like, but for the shape of its nucleus. */
struct look {
  float radius_low, radius_high;
  float dents, detail; /* of the cell's outline */
  struct dyes cytoplasm;
  float mottle, mottle_width;       /* relative unevenness of the cytoplasm, and its scale */
  float rim;                        /* relative gain of the cytoplasm's dyes at the cell's edge */
  struct granules granules[2];      /* presence 0: none */
  float nucleus;                    /* amount of purple; 1 is a neutrophil's */
  float chromatin, chromatin_width; /* contrast and scale of the pale gaps between the chromatin's clumps */
  float gaps;    /* from which value of the noise there is a gap: low is lacy, high is dense */
  float seams;   /* how much denser the chromatin is at the edges of lobes that lie over each other */
  float patches; /* how far the granules leave parts of the cell free: 0 not at all, 1 wholly */
  float pierced; /* how far vacuoles that lie over the nucleus pale it */
  int vacuoles;  /* at most */
};

struct white_cell {
  enum white_class class;
  struct look look;
  float x, y;
  struct outline outline; /* of the whole cell */
  struct nucleus nucleus;
  struct ellipse vacuoles[8];
  int vacuole_count;
  float strength; /* of the nucleus' stain; 1 is usual */
  uint64_t seed;  /* of its textures */
};

/* A cell of the class as in the textbook, with its centre at (0, 0); a diverse one differs from it as patients, stains and
 * smears differ: what makes its class is there all the same. */
struct white_cell white_cell_make(struct random *random, enum white_class class, int diverse);

/* Makes the cell larger or smaller; its textures stay as fine as they are. */
void white_cell_resize(struct white_cell *cell, float factor);

/* Paints the cell; returns the boxes of the part inside the canvas. */
void white_cell_paint(const struct white_cell *cell, struct canvas *canvas, struct box *whole,
                      struct box *nucleus);

#endif
