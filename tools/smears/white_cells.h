/*
 * The white cells, each class with its textbook features. Lengths are in micrometres.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_WHITE_CELLS_H
#define SMEARS_WHITE_CELLS_H

#include "canvas.h"
#include "random.h"
#include "shape.h"

enum white_class {
  WHITE_NEUTROPHIL,
  WHITE_EOSINOPHIL,
  WHITE_BASOPHIL,
  WHITE_LYMPHOCYTE,
  WHITE_MONOCYTE,
  WHITE_CLASS_COUNT
};

/* "neutrophil" and so on. */
extern const char *const white_class_names[WHITE_CLASS_COUNT];

/* A nucleus: lobes that flow into one another or are joined by strands, one after the other; a notch cut out.
 */
struct nucleus {
  struct ellipse lobes[7];
  int lobe_count;
  float blend;          /* how widely neighbouring lobes flow into one another */
  float strand;         /* half width of the strands; 0: none */
  struct ellipse notch; /* along = 0: none */
  float fold;           /* by how much the outline is warped */
};

struct white_cell {
  enum white_class class;
  float x, y;
  struct outline outline; /* of the whole cell */
  struct nucleus nucleus;
  struct ellipse vacuoles[8];
  int vacuole_count;
  float strength; /* of the nucleus' stain; 1 is usual */
  uint64_t seed;  /* of its textures */
};

/* A cell of the class with its centre at (x, y). */
struct white_cell white_cell_make(struct random *random, enum white_class class, float x, float y);

/* Makes the cell larger or smaller; its textures stay as fine as they are. */
void white_cell_resize(struct white_cell *cell, float factor);

/* Paints the cell; returns the boxes of the part inside the canvas. */
void white_cell_paint(const struct white_cell *cell, struct canvas *canvas, struct box *whole,
                      struct box *nucleus);

#endif
