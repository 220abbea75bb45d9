/*
 * Textures that have a value at every point of the plane: smooth noise, and fields of grains.
 * Not for random choices: those are random.h's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_NOISE_H
#define SMEARS_NOISE_H

#include <stdint.h>

/* Gradient noise with features about 1 wide, in about [-0.7, 0.7]. */
float noise_gradient(uint64_t seed, float x, float y);

/* Fractal noise: `octaves` layers of gradient noise, each half as wide and half as strong as the one before.
 */
float noise_fractal(uint64_t seed, float x, float y, int octaves);

/* Round grains scattered over the plane, one in each square of a lattice at most. */
struct grains {
  float spacing;  /* width of a square of the lattice */
  float radius;   /* mean radius of a grain; a grain's own varies by a quarter */
  float presence; /* share of the squares that hold a grain */
};

/* How far a grain covers the point: 0 outside, 1 inside, between over an edge `soft` wide. A grain's middle
 * is a little thinner (0.8), as a refractile granule looks. */
float noise_grains(const struct grains *grains, uint64_t seed, float x, float y, float soft);

#endif
