/* Reads which way up a photograph was taken. Knows nothing of JPEG or PNG: it is given the TIFF block in
 * them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_EXIF_H
#define HV_EXIF_H

#include <stddef.h>
#include <stdint.h>

/* The orientation that an EXIF block (TIFF, from its "II" or "MM" on) states: 1 ... 8. It is 1, upright,
 * where the block states none or is damaged: a picture is worth showing even when its notes are not. */
int32_t hv_exif_orientation(const uint8_t *bytes, size_t size);

#endif
