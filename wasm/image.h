/* Stage 1, image: the bytes of a JPEG or PNG file become upright RGB pixels. Knows nothing of cells.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_IMAGE_H
#define HV_IMAGE_H

#include "hematovision.h"

/* A picture: RGB8, rows from the top, [height][width][3] without padding. Freed with hv_image_free. */
typedef struct {
  int32_t width, height;
  uint8_t *rgb;
} hv_image;

/* Tells the format by the first bytes, checks the size in the header against HV_MAX_PIXELS and HV_MIN_SIDE,
 * decodes, flattens transparency on white and turns the picture upright as its EXIF orientation says.
 * On any status but HV_OK, *image is zero and nothing is left allocated.
 *
 * HV_OK, HV_EMPTY_FILE, HV_NOT_AN_IMAGE, HV_UNSUPPORTED_* (but for models), HV_TRUNCATED_IMAGE,
 * HV_BROKEN_IMAGE, HV_IMAGE_TOO_LARGE, HV_IMAGE_TOO_SMALL, HV_OUT_OF_MEMORY. */
hv_status hv_image_decode(const uint8_t *file, size_t size, hv_image *image);

/* Frees the pixels and makes the picture zero. */
void hv_image_free(hv_image *image);

#endif
