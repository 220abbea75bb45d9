/*
 * From dyes to a picture: the stain says what colour each dye has, the camera how the light reaches the
 * sensor and what the sensor makes of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_CAMERA_H
#define SMEARS_CAMERA_H

#include "canvas.h"
#include "random.h"

#include <stdint.h>

/* How one laboratory's pictures look. Absorbances are natural optical densities of the encoded picture,
 * -ln(value / background), red, green and blue, of the dye's usual amount: they hold the camera's tone curve
 * with the stain. */
struct laboratory {
  float absorbance[DYE_COUNT][3];
  float background[3]; /* the empty glass, 0 … 255 */
  float vignette;      /* how much darker the corners are, 0 … 1 */
  float slope;         /* how much the light falls from one side to the other, 0 … 1 */
  float slope_angle;   /* in radians */
  float blur;          /* standard deviation of the defocus, in pixels */
  float sharpening;    /* of the camera: share of the detail that is added again */
  float fringe;        /* by how many pixels red and blue part at the corners */
  float noise;         /* standard deviation, in grey levels */
  /* The eyepiece's black rim: what lies farther than `rim` pixels from the place, in pixels, is black; 0: none */
  float rim, rim_x, rim_y;
};

/* What colour the empty glass has. */
enum background {
  BACKGROUND_OWN, /* the laboratory's */
  BACKGROUND_YELLOW,
  BACKGROUND_GREEN,
  BACKGROUND_BLUE,
  BACKGROUND_PINK,
  BACKGROUND_COUNT
};

/* "own" and so on. */
extern const char *const background_names[BACKGROUND_COUNT];

/* A laboratory like one of those seen, with its own variation of stain, light and focus. `scale` is the
 * picture's micrometres per pixel: focus is a matter of micrometres. */
struct laboratory laboratory_make(struct random *random, float scale);

/* Moves the laboratory's stain, focus and noise farther than those seen differ. */
void laboratory_vary(struct laboratory *laboratory, struct random *random);

/* Changes the light: its colour, and its strength (1: as it was). */
void laboratory_light(struct laboratory *laboratory, enum background background, float exposure);

/* Takes the picture: writes width * height * 3 bytes, RGB, row by row, to `rgb`. Returns 0, or -1 where
 * memory is short. */
int camera_expose(const struct laboratory *laboratory, const struct canvas *canvas, struct random *random,
                  uint8_t *rgb);

#endif
