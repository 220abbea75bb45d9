/* Area-averages a picture to a smaller one, quickly: a 12-megapixel photograph must cost milliseconds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_SHRINK_H
#define HV_SHRINK_H

#include "image.h"

/* The longest side over its shrunk one: so many bytes add up in 16 bits. The largest picture comes to 110, shrunk to the
 * smallest working copy that metadata.c accepts. */
#define HV_MAX_SHRINKING 120

/* Averages the picture into width x height pixels, each 1 ... the picture's own and at least the picture's divided by
 * HV_MAX_SHRINKING. Rows of the result, which is to be freed with hv_image_free, have no padding.
 *
 * HV_OK, HV_OUT_OF_MEMORY. */
hv_status hv_shrink(const hv_image *image, int32_t width, int32_t height, hv_image *shrunk);

#endif
