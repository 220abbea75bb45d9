/*
 * Random numbers that are the same on every machine and in every run: splitmix64 (Steele, Lea and Flood,
 * "Fast splittable pseudorandom number generators", 2014; the constants are those of Vigna's public-domain
 * code). Not for secrets.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_RANDOM_H
#define SMEARS_RANDOM_H

#include <stdint.h>

/* A stream of random numbers; any state is a good one to start from. */
struct random {
  uint64_t state;
};

uint64_t random_bits(struct random *random);

/* A number in [low, high). */
float random_range(struct random *random, float low, float high);

/* A whole number in [low, high], both ends included. */
int random_whole(struct random *random, int low, int high);

/* 1 with the given probability, else 0. */
int random_chance(struct random *random, float probability);

/* A normally distributed number with mean 0 and standard deviation 1. */
float random_normal(struct random *random);

/* A number in [0, 1) that belongs to the lattice point (x, y): the same whenever it is asked for. `salt`
 * tells apart several numbers of one point. */
float random_at(uint64_t seed, int x, int y, uint32_t salt);

#endif
