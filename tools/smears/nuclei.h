/*
 * The nuclei of the white cells: what shape they have, not how they are dyed. Lengths are in micrometres.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_NUCLEI_H
#define SMEARS_NUCLEI_H

#include "random.h"
#include "shape.h"
#include "white_class.h"

#include <stdint.h>

/* Lobes that flow into one another or are joined by strands, one after the other; a notch cut out. */
struct nucleus {
  struct ellipse lobes[7];
  int lobe_count;
  float blend;          /* how widely neighbouring lobes flow into one another */
  float strand;         /* half width of the strands; 0: none */
  struct ellipse notch; /* along = 0: none */
  float fold;           /* by how much the outline is warped */
};

/* The textbook's nucleus for a cell of the class and the radius; or a diverse one of those that smears show: bands and
 * nuclei of more lobes, lymphocytes with much cytoplasm and a nucleus at one side, monocytes whose nucleus is round,
 * lobed or folded. */
struct nucleus nucleus_make(struct random *random, enum white_class class, float radius, int diverse);

void nucleus_resize(struct nucleus *nucleus, float factor);

/* How far a point, seen from the cell's middle, lies outside of the nucleus (> 0) or inside (< 0); the seed is that
 * of the outline's folds. */
float nucleus_distance(const struct nucleus *nucleus, uint64_t seed, float x, float y);

/* How far a point is from the nearest lobe's edge, inside of the nucleus too: where lobes lie over each other a seam
 * shows. */
float nucleus_seam(const struct nucleus *nucleus, uint64_t seed, float x, float y);

#endif
