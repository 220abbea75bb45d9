/* Checks how a PNG file is built before it is decoded: its size, and that every chunk is there whole and
 * unharmed. Part of stage 1 (image.h); decodes nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_PNG_H
#define HV_PNG_H

#include <stdbool.h>

#include "hematovision.h"

typedef struct {
  uint32_t width, height; /* as stored, before the picture is turned upright; >= 1 */
  uint8_t depth;          /* bits a sample; as stated, unchecked */
  bool has_alpha;
  const uint8_t *exif; /* the eXIf chunk's TIFF block, inside the file; NULL without one */
  size_t exif_size;
} hv_png;

/* Walks the chunks from IHDR to IEND and checks the CRC of each. What follows IEND is allowed.
 *
 * HV_OK, HV_TRUNCATED_IMAGE (a chunk is cut short, or the end is missing), HV_BROKEN_IMAGE (a CRC is wrong,
 * or IHDR or IDAT is missing). */
hv_status hv_png_check(const uint8_t *file, size_t size, hv_png *png);

#endif
