/* A reader of one tag of a TIFF block, checked at every step.
 *
 *   offset  bytes
 *   0       "II" little-endian or "MM" big-endian
 *   2       2   42
 *   4       4   offset of the first directory
 *
 *   directory: 2 bytes count, then `count` entries of 12 bytes
 *   entry:     2 tag, 2 type, 4 count, 4 value (a SHORT lies in the first two of these four bytes)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "exif.h"

#include <stdbool.h>

enum { ENTRY_BYTES = 12, TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3 };

typedef struct {
  const uint8_t *bytes;
  size_t size;
  bool big_endian;
} block;

/* Beyond the end of the block there are zeros, which are neither a tag nor an orientation. */
static uint32_t byte_at(const block *exif, size_t offset) {
  return offset < exif->size ? exif->bytes[offset] : 0;
}

static uint32_t read_u16(const block *exif, size_t offset) {
  uint32_t first = byte_at(exif, offset), second = byte_at(exif, offset + 1);
  return exif->big_endian ? first << 8 | second : second << 8 | first;
}

static uint32_t read_u32(const block *exif, size_t offset) {
  uint32_t first = read_u16(exif, offset), second = read_u16(exif, offset + 2);
  return exif->big_endian ? first << 16 | second : second << 16 | first;
}

int32_t hv_exif_orientation(const uint8_t *bytes, size_t size) {
  if (size < 8 || bytes[0] != bytes[1] || (bytes[0] != 'I' && bytes[0] != 'M')) return 1;
  block exif = {bytes, size, bytes[0] == 'M'};
  uint32_t directory = read_u32(&exif, 4);
  if (read_u16(&exif, 2) != 42 || directory > size) return 1;

  size_t entry = (size_t)directory + 2;
  for (uint32_t left = read_u16(&exif, directory); left > 0 && entry < size; left--, entry += ENTRY_BYTES) {
    if (read_u16(&exif, entry) != TAG_ORIENTATION) continue;
    uint32_t orientation = read_u16(&exif, entry + 8);
    bool valid = read_u16(&exif, entry + 2) == TYPE_SHORT && orientation >= 1 && orientation <= 8;
    return valid ? (int32_t)orientation : 1;
  }
  return 1;
}
