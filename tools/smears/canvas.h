/*
 * The canvas: how much of each dye lies over each pixel of the slide. Dyes add up where cells overlap; colour
 * comes later, when light goes through them (camera.h). Positions and lengths are in micrometres.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_CANVAS_H
#define SMEARS_CANVAS_H

/* What a Romanowsky stain leaves in a smear. An amount of 1 is the usual density of what is named. */
enum dye {
  DYE_PURPLE,      /* azure and eosin bound to DNA: the nucleus of a neutrophil */
  DYE_AZURE,       /* azure bound to RNA: the cytoplasm of a lymphocyte */
  DYE_EOSIN,       /* eosin bound to proteins: the granules of an eosinophil */
  DYE_HAEMOGLOBIN, /* a red cell at its full thickness */
  DYE_COUNT
};

struct dyes {
  float of[DYE_COUNT];
};

struct canvas {
  int width, height; /* in pixels */
  float micrometres_per_pixel;
  struct dyes *dyes; /* width * height, row by row */
};

/* A rectangle of pixels: left, top, width, height; a width of 0 means that nothing was painted. */
struct box {
  int x, y, width, height;
};

/* An empty canvas. Returns 0, or -1 where memory is short. */
int canvas_create(struct canvas *canvas, int width, int height, float micrometres_per_pixel);

void canvas_destroy(struct canvas *canvas);

/* What lies at the point (x, y), relative to the painted thing's centre: `cover` says how much of what lay
 * there it displaces (0 … 1), `dyes` what it adds. `whole` and `core` are how much of the point lies inside the
 * thing and inside its nucleus. */
struct touch {
  struct dyes dyes;
  float cover, whole, core;
};

typedef struct touch canvas_brush(const void *thing, float x, float y, float pixel);

/* Paints a thing around (x, y) by asking its brush at each pixel no farther than `reach` from there. Pixels
 * that lie more than half inside make the boxes, of the whole and of the core; either may be NULL. */
void canvas_paint(struct canvas *canvas, float x, float y, float reach, canvas_brush *brush,
                  const void *thing, struct box *whole, struct box *core);

#endif
