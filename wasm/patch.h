/* Stage 3, patch: cuts the square around a cell that the network is shown. Knows nothing of the network but
 * the size it wants.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_PATCH_H
#define HV_PATCH_H

#include "light.h"

/* How wide the patch of a cell is, in pixels of the picture. `micrometres_per_pixel` is the picture's scale, 0 where it
 * is unknown. */
double hv_patch_side(hv_patch_width width, hv_box box, float micrometres_per_pixel);

/* The square of `width` pixels around the middle of `box`, to whole pixels. It may leave the picture. */
hv_box hv_patch_square(hv_box box, double width);

/* Cuts the square of `width` pixels around the middle of `box`, area-averages it to side x side pixels and evens out
 * its light; where it leaves the picture, and where it is black (hv_is_black) beside the ellipse in the box, there is
 * glass: rgb [side][side][3], RGB8, owned by the caller.
 * A `light` of NULL takes the pixels as they are and stretches the box itself, which lies in the picture, to the square,
 * whatever its shape, which is how models for whole pictures are trained; `width` is then without effect. */
void hv_patch_cut(const hv_image *image, hv_box box, double width, const hv_light *light, int32_t side,
                  uint8_t *rgb);

#endif
