/*
 * Writing: the pictures, and truth.json beside them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SMEARS_OUTPUT_H
#define SMEARS_OUTPUT_H

#include "smear.h"

#include <stdio.h>

enum output_format { OUTPUT_JPEG, OUTPUT_PNG };

/* ".jpg" or ".png". */
const char *output_suffix(enum output_format format);

/* Writes the picture. Returns 0, or -1 with errno set. */
int output_picture(const struct smear *smear, enum output_format format, const char *path);

/* Writes the picture's entry of truth.json, an object on one line:
 * {"file", "class", "width", "height", "micrometres_per_pixel", "cells": [{"class", "box", "cut_off", "nucleus"}, …],
 * "red_cells": [box, …]}; boxes are [x, y, width, height] in pixels, of the part inside the picture; "class" is null
 * where there is no white cell. */
void output_truth(const struct smear *smear, const char *file, FILE *truth);

#endif
