/*
 * Shapes as signed distances: how far a point lies outside (> 0) or inside (< 0), in micrometres, well enough
 * near the edge to blend and to antialias. Not for painting.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_SHAPE_H
#define SMEARS_SHAPE_H

#include <stdint.h>

/* 1 inside, 0 outside, a ramp of the given width between. */
float shape_cover(float distance, float soft);

/* A smooth step from 0 at `low` to 1 at `high`. */
float shape_step(float low, float high, float value);

struct ellipse {
  float x, y;          /* centre */
  float along, across; /* half axes */
  float angle;         /* of the first axis, in radians */
};

float shape_ellipse(const struct ellipse *ellipse, float x, float y);

/* Makes it larger or smaller, and farther from the origin or nearer. */
void shape_resize(struct ellipse *ellipse, float factor);

/* A line from (x0, y0) to (x1, y1), `half` to each side, with round ends. */
float shape_strand(float x0, float y0, float x1, float y1, float half, float x, float y);

/* The union of two shapes with the crease between them filled over a width of `blend`. */
float shape_union(float a, float b, float blend);

/* A closed outline around the origin: a circle that is stretched and dented. */
struct outline {
  float radius;
  float stretch, angle; /* relative lengthening along an angle */
  float dents;          /* relative depth of dents and bulges */
  float detail;         /* how many dents fit around: 1 is few, 4 is many */
  uint64_t seed;
};

float shape_outline(const struct outline *outline, float x, float y);

/* No point of the outline, nor of an edge a micrometre wide around it, is farther than this from the origin. */
float shape_reach(const struct outline *outline);

#endif
