/* Beside stage 4, quality: what is wrong with the picture of a cell, for a person to mend. Knows nothing of networks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_QUALITY_H
#define HV_QUALITY_H

#include "cells.h"

/* The reasons (bits of HV_QUALITIES) of a cell, by its patch, `width` pixels of the picture wide, cut and evened out with
 * `light` (patch.h): rgb [side][side][3].
 *
 *   HV_BLURRED    its edges are smeared: hv_steepness is low. A cell that takes too few pixels of the patch, or that is
 *                 too small, is not judged.
 *   HV_TOO_DARK   the background of the picture is dark in all channels
 *   HV_TOO_SMALL  the longer side of its box has few pixels of the picture
 *   HV_CUT_OFF    the picture's border cuts it off
 *
 * The thresholds stand in quality.c, beside what was observed. */
uint32_t hv_quality_of(const hv_found_cell *cell, double width, const uint8_t *rgb, int32_t side,
                       const hv_light *light);

/* How steep the edges in a cell are, in the cell's own contrast over its own size, so that neither stain nor
 * magnification counts: the slope of green that a fiftieth of its pixels exceeds, times the longer side of its box, over
 * the range of its green (its 5th to its 95th percentile). Its inverse is the share of the cell over which such an edge
 * is smeared. The box is `width` x `height` pixels in the middle of rgb [side][side][3]. 0 where nothing of it is inside.
 */
double hv_steepness(const uint8_t *rgb, int32_t side, double width, double height);

#endif
