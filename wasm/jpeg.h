/* Checks how a JPEG file is built before it is decoded: its size, its kind, and that every scan is there
 * whole. Part of stage 1 (image.h); decodes nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_JPEG_H
#define HV_JPEG_H

#include "hematovision.h"

/* A progressive JPEG has about ten scans. Every scan costs a pass over all blocks, however few bytes it has,
 * so that without a limit a small file could keep the decoder busy for hours. */
#define HV_JPEG_MAX_SCANS 100

typedef struct {
  int32_t width, height; /* as stored, before the picture is turned upright; >= 1 */
  const uint8_t *exif;   /* the TIFF block of the first EXIF segment, inside the file; NULL without one */
  size_t exif_size;
  uint32_t scan_count;                 /* 1 ... HV_JPEG_MAX_SCANS */
  size_t scan_ends[HV_JPEG_MAX_SCANS]; /* where the marker that ends each scan's data begins, ascending */
} hv_jpeg;

/* Walks the file from its first marker (FF D8) to its last (FF D9). What follows the last marker is allowed:
 * cameras append previews and short films.
 *
 * HV_OK, HV_UNSUPPORTED_CMYK (four components), HV_UNSUPPORTED_JPEG (arithmetic, lossless, hierarchical, not
 * 8-bit, odd subsampling, too many scans), HV_TRUNCATED_IMAGE (the end is missing, or a scan, or a restart
 * interval), HV_BROKEN_IMAGE (it contradicts itself). */
hv_status hv_jpeg_check(const uint8_t *file, size_t size, hv_jpeg *jpeg);

#endif
