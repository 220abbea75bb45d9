/* The walk over a PNG's chunks (ISO/IEC 15948).
 *
 *   offset  bytes
 *   0       8   89 "PNG" 0D 0A 1A 0A
 *   8           chunks: 4 length, 4 type, `length` bytes, 4 CRC-32 of type and bytes; numbers are big-endian
 *
 *   IHDR, the first: 4 width, 4 height, depth, colour type (bit 2: alpha), compression, filter, interlace
 *   tRNS: a colour or palette entries that are transparent;  eXIf: a TIFF block;  IDAT: zlib;  IEND: the last
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "png.h"

#include <string.h>

enum { SIGNATURE_BYTES = 8, CHUNK_BYTES = 12, IHDR_BYTES = 13 };

static uint32_t read_u32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void make_crc_table(uint32_t table[256]) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    table[i] = crc;
  }
}

static uint32_t crc32_of(const uint32_t table[256], const uint8_t *bytes, size_t size) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < size; i++) crc = table[(crc ^ bytes[i]) & 255] ^ crc >> 8;
  return ~crc;
}

static bool is_type(const uint8_t *type, const char *name) { return memcmp(type, name, 4) == 0; }

static hv_status read_header(const uint8_t *body, size_t size, hv_png *png) {
  if (size != IHDR_BYTES) return HV_BROKEN_IMAGE;
  png->width = read_u32(body);
  png->height = read_u32(body + 4);
  png->depth = body[8];
  png->has_alpha = body[9] & 4;
  return png->width > 0 && png->height > 0 ? HV_OK : HV_BROKEN_IMAGE;
}

hv_status hv_png_check(const uint8_t *file, size_t size, hv_png *png) {
  memset(png, 0, sizeof *png);
  uint32_t table[256];
  make_crc_table(table);
  bool has_data = false;
  for (size_t position = SIGNATURE_BYTES; size - position >= CHUNK_BYTES;) {
    size_t length = read_u32(file + position);
    const uint8_t *type = file + position + 4, *body = type + 4;
    if (size - position - CHUNK_BYTES < length) return HV_TRUNCATED_IMAGE;
    if (crc32_of(table, type, 4 + length) != read_u32(body + length)) return HV_BROKEN_IMAGE;
    if (is_type(type, "IHDR") != (position == SIGNATURE_BYTES)) return HV_BROKEN_IMAGE;

    if (is_type(type, "IHDR") && read_header(body, length, png) != HV_OK) return HV_BROKEN_IMAGE;
    if (is_type(type, "tRNS")) png->has_alpha = true;
    if (is_type(type, "IDAT")) has_data = true;
    if (is_type(type, "eXIf")) png->exif = body, png->exif_size = length;
    if (is_type(type, "IEND")) return has_data ? HV_OK : HV_BROKEN_IMAGE;
    position += CHUNK_BYTES + length;
  }
  return HV_TRUNCATED_IMAGE;
}
