/* Fuzzes stage 1: any bytes give a picture within the limits or a status, and leave nothing allocated; then
 * again with a memory that fails at some allocation. The seeds are tests/pictures. Linked with
 * tests/memory.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "../memory.h"
#include "image.h"

int LLVMFuzzerTestOneInput(const uint8_t *file, size_t size);

static void check(bool holds) {
  if (!holds) abort();
}

static hv_status decode(const uint8_t *file, size_t size, unsigned failing) {
  hv_image image;
  memory_fail_at(failing);
  hv_status status = hv_image_decode(file, size, &image);
  if (status == HV_OK) {
    check(image.width >= HV_MIN_SIDE && image.height >= HV_MIN_SIDE);
    check((int64_t)image.width * image.height <= HV_MAX_PIXELS);
    /* The corners: AddressSanitizer knows whether the buffer reaches them. */
    volatile uint8_t first = image.rgb[0],
                     last = image.rgb[3 * (size_t)image.width * (size_t)image.height - 1];
    (void)first, (void)last;
  } else {
    check(image.rgb == NULL && image.width == 0 && image.height == 0);
  }
  hv_image_free(&image);
  check(memory_blocks_left() == 0);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *file, size_t size) {
  decode(file, size, 0);
  unsigned number = 1 + (unsigned)(size % 16);
  hv_status status = decode(file, size, number);
  if (memory_has_failed()) check(status == HV_OUT_OF_MEMORY);
  return 0;
}
