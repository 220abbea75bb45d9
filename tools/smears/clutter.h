/*
 * What a finder must not take for a white cell: clumps of platelets, stain lumps, bare smudges, parasites in red
 * cells. Lengths are in micrometres.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_CLUTTER_H
#define SMEARS_CLUTTER_H

#include "canvas.h"
#include "random.h"
#include "shape.h"

enum clutter_kind {
  CLUTTER_CLUMP,  /* platelets that stick together, or one giant one */
  CLUTTER_LUMP,   /* precipitated stain: dark violet, sharp-edged grains */
  CLUTTER_SMUDGE, /* the nucleus of a burst cell: large, pale, fibrous */
  CLUTTER_PARASITE, /* malaria: a ring with its dot, an irregular blob, or a rosette of dots, within a red cell */
  CLUTTER_KINDS
};

struct clutter {
  enum clutter_kind kind;
  float x, y;
  struct outline outline;
  float strength; /* amount of its dyes; 1 is usual */
  uint64_t seed;  /* of its parts and textures */
};

/* One of the kind with its centre at (x, y). */
struct clutter clutter_make(struct random *random, enum clutter_kind kind, float x, float y);

void clutter_paint(const struct clutter *clutter, struct canvas *canvas);

#endif
