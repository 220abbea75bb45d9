/*
 * What lies between the white cells: red cells and platelets. Lengths are in micrometres.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_RED_CELLS_H
#define SMEARS_RED_CELLS_H

#include "canvas.h"
#include "random.h"
#include "shape.h"

struct red_cell {
  struct outline outline;
  float x, y;
  float pallor;      /* 0: evenly thick, 1: the middle is as pale as in a normal cell, more: paler */
  float haemoglobin; /* amount where it is thickest; 1 is usual */
};

/* A red cell of about 7.5 µm with its centre at (x, y). `pallor` is the smear's; the cell's own varies. */
struct red_cell red_cell_make(struct random *random, float x, float y, float pallor);

/* Paints the cell; returns the box of the part inside the canvas. */
struct box red_cell_paint(const struct red_cell *cell, struct canvas *canvas);

struct platelet {
  struct outline outline;
  float x, y;
  float strength; /* amount of its dyes; 1 is usual */
};

/* A platelet of 2–3 µm with its centre at (x, y). */
struct platelet platelet_make(struct random *random, float x, float y);

void platelet_paint(const struct platelet *platelet, struct canvas *canvas);

#endif
