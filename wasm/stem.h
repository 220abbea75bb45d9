/* Part of the network stage: the first convolution of most networks, made fit for XNNPACK's kernels.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_STEM_H
#define HV_STEM_H

#include "values.h"

/* XNNPACK's int8 kernels take eight channels at once, and a picture has three. Where a 3x3 convolution with a stride of
 * 2 is all that reads the input, and both sides are even, b->graph is replaced by a copy whose input has two pixels to
 * a place, [1, height, width / 2, 6], and whose filter reads two such places, the fourth pixel with weights of zero: the
 * numbers are the same ones, also in memory, and a third of the time is gained. *pixels becomes how many pixels a place
 * of the input has: 2, or 1 where all is left as it is.
 *
 * HV_OK, HV_OUT_OF_MEMORY. The copy lives as long as b->scratch. */
hv_status hv_stem_pair_pixels(hv_builder *b, int32_t *pixels);

#endif
