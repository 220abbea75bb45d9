/* The JSON record of a result (hv_record_json in hematovision.h), the one that the command line prints and
 * the page keeps. Writes text and knows nothing of pictures.
 *
 * Numbers are written from integers: printf's floating point costs a WASM module kilobytes, and follows the
 * locale.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "hematovision.h"

#include <math.h>

typedef struct {
  char *json;
  size_t capacity;
  size_t length; /* of the whole text, whether it fits or not */
} writer;

static void put_byte(writer *w, char byte) {
  if (w->length + 1 < w->capacity) w->json[w->length] = byte;
  w->length++;
}

static void put(writer *w, const char *text) {
  for (; *text != '\0'; text++) put_byte(w, *text);
}

static void put_integer(writer *w, int64_t value) {
  char digits[20];
  int count = 0;
  if (value < 0) put_byte(w, '-');
  uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do digits[count++] = (char)('0' + left % 10);
  while ((left /= 10) > 0);
  while (count > 0) put_byte(w, digits[--count]);
}

/* 0 ... 4294 with the decimals that `unit` has noughts. */
static void put_rounded(writer *w, float number, uint32_t unit) {
  uint32_t parts = number > 0 ? (uint32_t)((double)number * unit + 0.5) : 0;
  put_integer(w, parts / unit);
  put_byte(w, '.');
  for (uint32_t place = unit / 10; place > 0; place /= 10) put_byte(w, (char)('0' + parts / place % 10));
}

static void put_decimal(writer *w, float number) { put_rounded(w, number, 1000000); }

/* The bytes of the UTF-8 sequence at `text` (which ends with a NUL), or 0 where there is none: 1 ... 4,
 * shortest form, no surrogates, up to U+10FFFF. */
static int sequence_bytes(const uint8_t *text) {
  static const struct {
    uint8_t first, last;               /* the first byte's range */
    uint8_t second_first, second_last; /* the second's, where more than one; the others' is 80 ... BF */
    uint8_t bytes;
  } rows[] = {{0x01, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
              {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
              {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (text[0] < rows[i].first || text[0] > rows[i].last) continue;
    if (rows[i].bytes == 1) return 1;
    if (text[1] < rows[i].second_first || text[1] > rows[i].second_last) return 0;
    for (int k = 2; k < rows[i].bytes; k++) {
      if ((text[k] & 0xc0) != 0x80) return 0;
    }
    return rows[i].bytes;
  }
  return 0;
}

static void put_string(writer *w, const char *string) {
  put_byte(w, '"');
  const uint8_t *text = (const uint8_t *)string;
  while (*text != '\0') {
    int bytes = sequence_bytes(text);
    if (bytes == 0) {
      put(w, "\xef\xbf\xbd"); /* U+FFFD */
      text++;
    } else if (*text < 0x20) {
      static const char hex[] = "0123456789abcdef";
      put(w, "\\u00");
      put_byte(w, hex[*text >> 4]);
      put_byte(w, hex[*text++ & 15]);
    } else {
      if (*text == '"' || *text == '\\') put_byte(w, '\\');
      for (; bytes > 0; bytes--) put_byte(w, (char)*text++);
    }
  }
  put_byte(w, '"');
}

static void put_quality(writer *w, uint32_t quality) {
  const char *separator = "";
  put_byte(w, '[');
#define HV_PUT(bit, value, name, words)                                                                      \
  if (quality & bit) {                                                                                       \
    put(w, separator);                                                                                       \
    put_string(w, name);                                                                                     \
    separator = ",";                                                                                         \
  }
  HV_QUALITIES(HV_PUT)
#undef HV_PUT
  put_byte(w, ']');
}

/* The names that a picture shares with its cells. Of cut patches no model has told a class. */
static void put_decision(writer *w, const hv_result *result, const hv_cell *cell) {
  if (cell == NULL || result->class_count == 0) {
    put(w, "\"class\":null,\"confidence\":null,\"probabilities\":null,\"verdict\":null,"
           "\"unfamiliarity\":null,\"alternative\":null,\"quality\":null");
    return;
  }
  put(w, "\"class\":");
  put_string(w, result->class_names[cell->class_index]);
  put(w, ",\"confidence\":");
  put_decimal(w, cell->confidence);
  put(w, ",\"probabilities\":{");
  for (uint32_t i = 0; i < result->class_count; i++) {
    if (i > 0) put_byte(w, ',');
    put_string(w, result->class_names[i]);
    put_byte(w, ':');
    put_decimal(w, cell->probabilities[i]);
  }
  put(w, "},\"verdict\":");
  put_string(w, hv_verdict_name(cell->verdict));
  put(w, ",\"unfamiliarity\":");
  if (isnan(cell->unfamiliarity)) put(w, "null");
  else put_decimal(w, cell->unfamiliarity);
  put(w, ",\"alternative\":");
  if (cell->alternative_index == cell->class_index) put(w, "null");
  else put_string(w, result->class_names[cell->alternative_index]);
  put(w, ",\"quality\":");
  put_quality(w, cell->quality);
}

static void put_box(writer *w, hv_box box) {
  const int32_t numbers[4] = {box.x, box.y, box.width, box.height};
  for (int i = 0; i < 4; i++) {
    put_byte(w, i == 0 ? '[' : ',');
    put_integer(w, numbers[i]);
  }
  put_byte(w, ']');
}

static void put_map(writer *w, const hv_result *result, const float *map) {
  if (map == NULL) {
    put(w, "null");
    return;
  }
  put(w, "{\"rows\":");
  put_integer(w, result->map_rows);
  put(w, ",\"columns\":");
  put_integer(w, result->map_columns);
  put(w, ",\"values\":");
  for (uint32_t i = 0; i < result->map_rows * result->map_columns; i++) {
    put_byte(w, i == 0 ? '[' : ',');
    put_rounded(w, map[i], 1000);
  }
  put(w, "]}");
}

static void put_cell(writer *w, const hv_result *result, const hv_cell *cell) {
  put(w, "{\"box\":");
  put_box(w, cell->box);
  put(w, ",\"score\":");
  put_decimal(w, cell->score);
  put(w, cell->cut_off ? ",\"cut_off\":true," : ",\"cut_off\":false,");
  put_decision(w, result, cell);
  put(w, ",\"patch\":");
  put_box(w, cell->patch);
  put(w, ",\"map\":");
  put_map(w, result, cell->map);
  put_byte(w, '}');
}

size_t hv_record_json(const hv_result *result, const char *file, char *json, size_t capacity) {
  writer w = {json, capacity, 0};
  put_byte(&w, '{');
  if (file != NULL) {
    put(&w, "\"file\":");
    put_string(&w, file);
    put_byte(&w, ',');
  }
  put(&w, "\"status\":");
  put_string(&w, hv_status_name(result->status));
  put(&w, ",\"message\":");
  put_string(&w, result->message);
  put(&w, ",\"width\":");
  put_integer(&w, result->width);
  put(&w, ",\"height\":");
  put_integer(&w, result->height);
  put_byte(&w, ',');
  put_decision(&w, result, result->cell_count > 0 ? &result->cells[0] : NULL);
  put(&w, ",\"micrometres_per_pixel\":");
  if (result->micrometres_per_pixel > 0) put_decimal(&w, result->micrometres_per_pixel);
  else put(&w, "null");
  put(&w, ",\"cells_found\":");
  put_integer(&w, result->cells_found);
  put(&w, ",\"cells\":[");
  for (uint32_t i = 0; i < result->cell_count; i++) {
    if (i > 0) put_byte(&w, ',');
    put_cell(&w, result, &result->cells[i]);
  }
  put(&w, "]}");
  if (capacity > 0) json[w.length < capacity ? w.length : capacity - 1] = '\0';
  return w.length;
}
