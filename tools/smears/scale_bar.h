/*
 * The scale bar that a camera's software burns into a picture.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_SCALE_BAR_H
#define SMEARS_SCALE_BAR_H

#include "random.h"

#include <stdint.h>

/* Draws a bar of 5, 10 or 20 µm into a corner of the picture (width * height * 3 bytes, row by row): a black
 * line, with or without its ends and its length in digits. */
void scale_bar_draw(uint8_t *rgb, int width, int height, float micrometres_per_pixel, struct random *random);

#endif
