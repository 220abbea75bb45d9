/* The walk over a JPEG's segments (ITU-T T.81, annex B).
 *
 *   FF D8            start of image (SOI)
 *   FF xx  LL LL ..  segments; the length counts itself
 *   FF C0            frame (SOF): LL LL, precision, height (2), width (2), components n, n x {id, HV, table}
 *   FF DD            restart interval (DRI): LL LL, MCUs (2); 0 = none
 *   FF DA            scan (SOS): LL LL, n, n x {id, tables}, Ss, Se, AhAl; then the entropy-coded data,
 *                    where FF 00 is a byte FF and FF D0 ... FF D7 (RST) end the restart intervals
 *   FF D9            end of image (EOI)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jpeg.h"

#include <stdbool.h>
#include <string.h>

enum { SOF0 = 0xc0, SOF2 = 0xc2, DHT = 0xc4, SOF15 = 0xcf, RST0 = 0xd0, RST7 = 0xd7, EOI = 0xd9, SOS = 0xda };
enum { DRI = 0xdd, APP1 = 0xe1, SOF48_JPEG_LS = 0xf7 };

#define ALL_COEFFICIENTS UINT64_MAX

typedef struct {
  uint8_t id, horizontal, vertical; /* sampling factors 1 ... 4 */
  uint64_t seen;                    /* bit k: a scan has brought coefficient k (zigzag order) */
} component;

typedef struct {
  const uint8_t *file;
  size_t size, position;
  uint32_t component_count; /* 0 before the frame */
  component components[3];
  uint32_t horizontal_max, vertical_max;
  bool progressive;
  uint32_t restart_interval; /* in MCUs; 0: none */
  hv_jpeg *jpeg;
} walk;

static uint32_t read_u16(const uint8_t *bytes) { return (uint32_t)bytes[0] << 8 | bytes[1]; }

static uint32_t divide_up(uint32_t value, uint32_t divisor) { return (value + divisor - 1) / divisor; }

/* Moves behind the next marker. Before the frame, stray bytes between segments are passed over as stb_image
 * passes over them; after it they are damage. */
static hv_status next_marker(walk *w, uint8_t *marker) {
  while (w->component_count == 0 && w->position < w->size && w->file[w->position] != 0xff) w->position++;
  if (w->position >= w->size) return HV_TRUNCATED_IMAGE;
  if (w->file[w->position] != 0xff) return HV_BROKEN_IMAGE;
  while (w->position < w->size && w->file[w->position] == 0xff) w->position++;
  if (w->position >= w->size) return HV_TRUNCATED_IMAGE;
  *marker = w->file[w->position++];
  return HV_OK;
}

/* Frames that are no baseline, extended or progressive Huffman one: 0xc3 ... 0xcf, but for the tables among
 * them. */
static bool is_rare_frame(uint8_t marker) {
  return (marker > SOF2 && marker <= SOF15 && marker != DHT) || marker == SOF48_JPEG_LS;
}

static hv_status read_frame(walk *w, uint8_t marker, const uint8_t *body, size_t size) {
  if (w->component_count != 0 || size < 6) return HV_BROKEN_IMAGE;
  uint32_t precision = body[0], count = body[5];
  if (count == 4) return HV_UNSUPPORTED_CMYK;
  if (precision != 8 || (count != 1 && count != 3)) return HV_UNSUPPORTED_JPEG;
  if (size != 6 + 3 * (size_t)count) return HV_BROKEN_IMAGE;
  w->jpeg->height = (int32_t)read_u16(body + 1);
  w->jpeg->width = (int32_t)read_u16(body + 3);
  if (w->jpeg->width == 0) return HV_BROKEN_IMAGE;
  if (w->jpeg->height == 0) return HV_UNSUPPORTED_JPEG; /* stated later, in a DNL segment */

  w->component_count = count;
  w->progressive = marker == SOF2;
  for (uint32_t i = 0; i < count; i++) {
    const uint8_t *entry = body + 6 + 3 * i;
    component *c = &w->components[i];
    *c = (component){entry[0], entry[1] >> 4, entry[1] & 15, 0};
    if (c->horizontal < 1 || c->horizontal > 4 || c->vertical < 1 || c->vertical > 4) return HV_BROKEN_IMAGE;
    if (c->horizontal > w->horizontal_max) w->horizontal_max = c->horizontal;
    if (c->vertical > w->vertical_max) w->vertical_max = c->vertical;
  }
  for (uint32_t i = 0; i < count; i++) {
    /* stb_image enlarges by whole numbers only. */
    if (w->horizontal_max % w->components[i].horizontal != 0) return HV_UNSUPPORTED_JPEG;
    if (w->vertical_max % w->components[i].vertical != 0) return HV_UNSUPPORTED_JPEG;
  }
  return HV_OK;
}

static component *find_component(walk *w, uint8_t id) {
  for (uint32_t i = 0; i < w->component_count; i++) {
    if (w->components[i].id == id) return &w->components[i];
  }
  return NULL;
}

/* MCUs of a scan: blocks of its component where it has one, else squares that hold all components' blocks. */
static uint32_t count_mcus(const walk *w, uint32_t scan_components, const component *first) {
  uint32_t width = (uint32_t)w->jpeg->width, height = (uint32_t)w->jpeg->height;
  if (scan_components > 1) {
    return divide_up(width, 8 * w->horizontal_max) * divide_up(height, 8 * w->vertical_max);
  }
  return divide_up(divide_up(width * first->horizontal, w->horizontal_max), 8) *
         divide_up(divide_up(height * first->vertical, w->vertical_max), 8);
}

/* Moves to the marker that ends the entropy-coded data, and counts the restart markers in it. */
static hv_status skip_scan_data(walk *w, uint32_t *restarts) {
  const uint8_t *found;
  *restarts = 0;
  while ((found = memchr(w->file + w->position, 0xff, w->size - w->position)) != NULL) {
    size_t begin = (size_t)(found - w->file), code = begin;
    while (code < w->size && w->file[code] == 0xff) code++;
    if (code >= w->size) return HV_TRUNCATED_IMAGE;
    bool restart = w->file[code] >= RST0 && w->file[code] <= RST7;
    if (w->file[code] != 0 && !restart) {
      w->position = begin;
      return HV_OK;
    }
    *restarts += restart;
    w->position = code + 1;
  }
  return HV_TRUNCATED_IMAGE;
}

static hv_status read_scan(walk *w, const uint8_t *body, size_t size) {
  uint32_t count = size > 0 ? body[0] : 0;
  if (count < 1 || count > w->component_count || size != 4 + 2 * (size_t)count) return HV_BROKEN_IMAGE;
  uint32_t first = body[1 + 2 * count], last = body[2 + 2 * count],
           precision_before = body[3 + 2 * count] >> 4;
  if (!w->progressive) first = 0, last = 63, precision_before = 0;
  if (first > last || last > 63) return HV_BROKEN_IMAGE;
  for (uint32_t i = 0; i < count; i++) {
    component *c = find_component(w, body[1 + 2 * i]);
    if (c == NULL) return HV_BROKEN_IMAGE;
    if (precision_before == 0) c->seen |= ALL_COEFFICIENTS >> (63 - last) & ALL_COEFFICIENTS << first;
  }

  uint32_t restarts = 0, mcus = count_mcus(w, count, find_component(w, body[1]));
  uint32_t expected = w->restart_interval ? divide_up(mcus, w->restart_interval) - 1 : 0;
  hv_status status = skip_scan_data(w, &restarts);
  if (status != HV_OK) return status;
  if (restarts < expected) return HV_TRUNCATED_IMAGE;
  if (restarts > expected + 1) return HV_BROKEN_IMAGE; /* some encoders end the last interval too */
  if (w->jpeg->scan_count == HV_JPEG_MAX_SCANS) return HV_UNSUPPORTED_JPEG;
  w->jpeg->scan_ends[w->jpeg->scan_count++] = w->position;
  return HV_OK;
}

/* Whether every scan has come: of each component at least its DC coefficients, and of the first, which
 * carries the detail, all. A progressive picture whose last refinements are missing is a little coarser, and
 * accepted. */
static bool is_complete(const walk *w) {
  for (uint32_t i = 0; i < w->component_count; i++) {
    if (!(w->components[i].seen & 1)) return false;
  }
  return w->component_count > 0 && w->components[0].seen == ALL_COEFFICIENTS;
}

static void note_exif(hv_jpeg *jpeg, const uint8_t *body, size_t size) {
  if (jpeg->exif != NULL || size < 6 || memcmp(body, "Exif\0", 6) != 0) return;
  jpeg->exif = body + 6;
  jpeg->exif_size = size - 6;
}

static hv_status read_segment(walk *w, uint8_t marker) {
  if (marker < SOF0 || (marker >= RST0 && marker < SOS)) return HV_BROKEN_IMAGE; /* these have no length */
  if (is_rare_frame(marker)) return HV_UNSUPPORTED_JPEG;
  if (w->size - w->position < 2) return HV_TRUNCATED_IMAGE;
  size_t length = read_u16(w->file + w->position);
  if (length < 2) return HV_BROKEN_IMAGE;
  if (w->size - w->position < length) return HV_TRUNCATED_IMAGE;
  const uint8_t *body = w->file + w->position + 2;
  size_t size = length - 2;
  w->position += length;

  if (marker <= SOF2) return read_frame(w, marker, body, size);
  if (marker == SOS) return read_scan(w, body, size);
  if (marker == APP1) note_exif(w->jpeg, body, size);
  if (marker == DRI && size == 2) w->restart_interval = read_u16(body);
  return HV_OK;
}

hv_status hv_jpeg_check(const uint8_t *file, size_t size, hv_jpeg *jpeg) {
  memset(jpeg, 0, sizeof *jpeg);
  walk w = {.file = file, .size = size, .position = 2, .jpeg = jpeg};
  for (;;) {
    uint8_t marker;
    hv_status status = next_marker(&w, &marker);
    if (status != HV_OK) return status;
    if (marker == EOI) return is_complete(&w) ? HV_OK : HV_TRUNCATED_IMAGE;
    status = read_segment(&w, marker);
    if (status != HV_OK) return status;
  }
}
