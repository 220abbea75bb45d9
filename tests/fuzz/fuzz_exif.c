/* Fuzzes the EXIF reader: any bytes give an orientation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "exif.h"

int LLVMFuzzerTestOneInput(const uint8_t *exif, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *exif, size_t size) {
  int32_t orientation = hv_exif_orientation(exif, size);
  if (orientation < 1 || orientation > 8) abort();
  return 0;
}
