/* Stage 3, patch: cuts the square around a cell that the network is shown. Knows nothing of the network but
 * the size it wants.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_PATCH_H
#define HV_PATCH_H

#include "balance.h"

/* Cuts the square around the middle of `box` whose side is `scale` times the longer side of `box`, area-averages
 * it to side x side pixels and evens out its light: rgb [side][side][3], RGB8, owned by the caller.
 * A `balance` of NULL takes the pixels as they are and stretches the box itself to the square, whatever its
 * shape, which is how models for whole pictures are trained; `scale` is then without effect. */
void hv_patch_cut(const hv_image *image, hv_box box, double scale, const hv_white_balance *balance,
                  int32_t side, uint8_t *rgb);

#endif
