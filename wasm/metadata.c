/* Reads the lines of a model's metadata. See metadata.h for the keys.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "metadata.h"

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line taken apart: pointers into a copy that ends each piece with a NUL. */
typedef struct {
  const char *key;
  const char *value;
} entry;

/* Takes one line down; HV_BROKEN_MODEL where it cannot be understood. */
typedef hv_status (*line_reader)(entry line, void *metadata);

static char *copy_text(const char *text, size_t size) {
  char *copy = malloc(size + 1);
  if (copy == NULL) return NULL;
  memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}

/* Appends the digits at the beginning of the text to a number, and returns what follows them. */
static const char *read_digits(const char *text, double *number) {
  for (; *text >= '0' && *text <= '9'; text++) *number = *number * 10 + (*text - '0');
  return text;
}

/* Reads the exponent at the beginning of the text, if there is one, and returns what follows it; NULL for one without
 * digits. */
static const char *read_exponent(const char *text, double *exponent) {
  if (*text != 'e' && *text != 'E') return text;
  bool negative = *++text == '-';
  if (*text == '-' || *text == '+') text++;
  const char *end = read_digits(text, exponent);
  if (negative) *exponent = -*exponent;
  return end != text ? end : NULL;
}

/* number * 10^exponent. The powers of ten up to 22 have no rounding error; beyond 400 all is infinite or nought. */
static double scale_by_ten(double number, double exponent) {
  double power = 1;
  for (int left = (int)fmin(fabs(exponent), 400); left > 0; left--) power *= 10;
  return exponent < 0 ? number / power : number * power;
}

/* A finite decimal number that is the whole text, whatever the locale: for strtof the point may be a comma. */
static bool read_number(const char *text, float *number) {
  bool negative = *text == '-';
  if (*text == '-' || *text == '+') text++;
  double value = 0, exponent = 0;
  const char *point = read_digits(text, &value), *end = point;
  if (*point == '.') end = read_digits(point + 1, &value);
  ptrdiff_t decimals = end != point ? end - point - 1 : 0;
  if (point == text && decimals == 0) return false;
  end = read_exponent(end, &exponent);
  if (end == NULL || *end != '\0') return false;
  value = scale_by_ten(value, exponent - (double)decimals);
  if (!(value <= (double)FLT_MAX)) return false;
  *number = (float)(negative ? -value : value);
  return true;
}

/* A number above nought: a scale, a deviation, a temperature. */
static bool read_positive(const char *text, float *number) {
  float value = 0;
  if (!read_number(text, &value) || value <= 0) return false;
  *number = value;
  return true;
}

/* The longest side of a picture, times this, is far below what an int32 holds. */
static bool read_patch_scale(const char *text, float *number) {
  return read_positive(text, number) && *number <= 100;
}

/* The picture is shrunk to so many pixels, or four times as many: fewer show no cell, more take too long. */
static bool read_area(const char *text, float *number) {
  return read_number(text, number) && *number >= 4096 && *number <= 1048576;
}

static bool read_cells(const char *text, hv_metadata *metadata) {
  metadata->find_cells = strcmp(text, "find") == 0;
  return metadata->find_cells || strcmp(text, "whole") == 0;
}

static bool read_share(const char *text, float *number) {
  return read_number(text, number) && *number >= 0 && *number <= 1;
}

/* Keeps a copy of `text`; HV_BROKEN_MODEL where `*kept` holds one already. */
static hv_status keep_text(const char *text, char **kept) {
  if (*kept != NULL) return HV_BROKEN_MODEL;
  *kept = copy_text(text, strlen(text));
  return *kept != NULL ? HV_OK : HV_OUT_OF_MEMORY;
}

/* The next class' name goes to the first place that is free. */
static hv_status keep_class(const char *name, hv_metadata *metadata) {
  uint32_t place = 0;
  while (place < metadata->class_count && metadata->class_names[place] != NULL) place++;
  if (place == metadata->class_count || name[0] == '\0') return HV_BROKEN_MODEL;
  return keep_text(name, &metadata->class_names[place]);
}

/* One of the four lines without which no unfamiliarity is told. */
static bool read_unfamiliar_line(entry line, hv_metadata *metadata) {
  bool understood = false;
  if (strcmp(line.key, "unfamiliar_scale") == 0)
    understood = read_positive(line.value, &metadata->unfamiliar_scale);
  if (strcmp(line.key, "unfamiliar_offset") == 0)
    understood = read_number(line.value, &metadata->unfamiliar_offset);
  if (strcmp(line.key, "unfamiliar_evenness") == 0)
    understood = read_positive(line.value, &metadata->unfamiliar_evenness);
  if (strcmp(line.key, "unfamiliar_at") == 0) understood = read_share(line.value, &metadata->unfamiliar_at);
  metadata->tells_unfamiliarity |= understood;
  return understood;
}

static hv_status read_classifier_line(entry line, void *of) {
  hv_metadata *metadata = of;
  const char *key = line.key, *value = line.value;
  bool understood = read_unfamiliar_line(line, metadata);
  if (strcmp(key, "class") == 0) return keep_class(value, metadata);
  if (strcmp(key, "about") == 0) return keep_text(value, &metadata->about);
  if (strcmp(key, "format") == 0) understood = strcmp(value, "1") == 0;
  if (strcmp(key, "cells") == 0) understood = read_cells(value, metadata);
  if (strcmp(key, "patch_scale") == 0) understood = read_patch_scale(value, &metadata->patch_width.scale);
  if (strcmp(key, "patch_micrometres") == 0)
    understood = read_positive(value, &metadata->patch_width.micrometres);
  if (strcmp(key, "look_again_below") == 0) understood = read_share(value, &metadata->look_again_below);
  if (strcmp(key, "input_mean") == 0) understood = read_number(value, &metadata->input_mean);
  if (strcmp(key, "input_deviation") == 0) understood = read_positive(value, &metadata->input_deviation);
  if (strcmp(key, "temperature") == 0) understood = read_positive(value, &metadata->temperature);
  if (strcmp(key, "small_class") == 0) return keep_text(value, &metadata->small_class);
  if (strcmp(key, "small_below") == 0) understood = read_positive(value, &metadata->small_below);
  if (strcmp(key, "small_power") == 0) understood = read_positive(value, &metadata->small_power);
  if (strcmp(key, "confident_at") == 0) understood = read_share(value, &metadata->confident_at);
  if (strcmp(key, "confident_below") == 0) understood = read_share(value, &metadata->confident_below);
  return understood ? HV_OK : HV_BROKEN_MODEL;
}

static hv_status read_detector_line(entry line, void *of) {
  hv_detector_metadata *metadata = of;
  const char *key = line.key, *value = line.value;
  bool understood = false;
  if (strcmp(key, "about") == 0) return keep_text(value, &metadata->about);
  if (strcmp(key, "format") == 0) understood = strcmp(value, "1") == 0;
  if (strcmp(key, "task") == 0) understood = strcmp(value, "cells") == 0;
  if (strcmp(key, "input_mean") == 0) understood = read_number(value, &metadata->input_mean);
  if (strcmp(key, "input_deviation") == 0) understood = read_positive(value, &metadata->input_deviation);
  if (strcmp(key, "working_area") == 0) understood = read_area(value, &metadata->working_area);
  if (strcmp(key, "score_scale") == 0) understood = read_positive(value, &metadata->score_scale);
  if (strcmp(key, "score_offset") == 0) understood = read_number(value, &metadata->score_offset);
  if (strcmp(key, "cell_at") == 0) understood = read_share(value, &metadata->cell_at);
  if (strcmp(key, "suspect_at") == 0) understood = read_share(value, &metadata->suspect_at);
  return understood ? HV_OK : HV_BROKEN_MODEL;
}

/* Whether the text is that of a cell detector: one of its lines is `task cells`. */
static bool is_of_detector(const char *text) {
  static const char line[] = "task cells";
  for (const char *found = text; (found = strstr(found, line)) != NULL; found += sizeof line - 1)
    if ((found == text || found[-1] == '\n') && strchr("\r\n", found[sizeof line - 1]) != NULL) return true;
  return false;
}

/* Reads every line of `text`, which it changes. */
static hv_status read_lines(char *text, line_reader read, void *metadata, char message[HV_MESSAGE_SIZE]) {
  for (int number = 1; text != NULL; number++) {
    char *line = text, *end = strchr(line, '\n');
    text = end != NULL ? end + 1 : NULL;
    if (end != NULL) *end = '\0';
    line[strcspn(line, "\r")] = '\0';
    if (line[0] == '#' || line[0] == '\0') continue;
    char *blank = strchr(line, ' ');
    if (blank != NULL) *blank = '\0';
    hv_status status = read((entry){line, blank != NULL ? blank + 1 : ""}, metadata);
    if (status == HV_BROKEN_MODEL)
      return hv_fail(status, message, "Line %d of its metadata (“%.40s”) cannot be understood.", number,
                     line);
    if (status != HV_OK) return status;
  }
  return HV_OK;
}

/* How many classes the text names. */
static uint32_t count_classes(const char *text) {
  static const char key[] = "class ";
  uint32_t count = strncmp(text, key, strlen(key)) == 0;
  for (const char *end = text; (end = strchr(end, '\n')) != NULL; end++)
    count += strncmp(end + 1, key, strlen(key)) == 0;
  return count;
}

/* Makes room for the names of as many classes as the text names; where it names none, every channel is one. */
static hv_status count_names(const char *text, hv_output_kind output, hv_metadata *metadata,
                             char message[HV_MESSAGE_SIZE]) {
  uint32_t named = count_classes(text);
  metadata->has_none = output.is_map && named > 0 && named + 1 == output.channels;
  if (named > 0 && named != output.channels && !metadata->has_none)
    return hv_fail(HV_BROKEN_MODEL, message, "%u classes are named in its metadata, but its output has %u%s.",
                   (unsigned)named, (unsigned)output.channels,
                   output.is_map ? " channels: name as many, or one fewer" : ": name as many");
  metadata->class_count = named > 0 ? named : output.channels;
  metadata->class_names = calloc(metadata->class_count, sizeof(char *));
  return metadata->class_names != NULL ? HV_OK : HV_OUT_OF_MEMORY;
}

/* Names the classes of a model that names none. */
static hv_status complete_names(hv_metadata *metadata) {
  for (uint32_t i = 0; i < metadata->class_count; i++) {
    if (metadata->class_names[i] != NULL) continue;
    char name[24];
    snprintf(name, sizeof name, "class %u", (unsigned)i);
    if (keep_text(name, &metadata->class_names[i]) != HV_OK) return HV_OUT_OF_MEMORY;
  }
  return HV_OK;
}

/* Which class small cells speak for. */
static hv_status find_small_class(hv_metadata *metadata, char message[HV_MESSAGE_SIZE]) {
  const char *name = metadata->small_class;
  if (name == NULL && metadata->small_below <= 0 && metadata->small_power <= 0) return HV_OK;
  if (name == NULL || metadata->small_below <= 0 || metadata->small_power <= 0)
    return hv_fail(HV_BROKEN_MODEL, message,
                   "Of small_class, small_below and small_power its metadata has some and not all.");
  for (uint32_t i = 0; i < metadata->class_count; i++)
    if (strcmp(metadata->class_names[i], name) == 0) {
      metadata->small_index = i;
      return HV_OK;
    }
  return hv_fail(HV_BROKEN_MODEL, message, "Its metadata has the small_class “%.40s”, which is none of its.",
                 name);
}

hv_status hv_metadata_read(const char *text, size_t size, hv_output_kind output, hv_metadata *metadata,
                           char message[HV_MESSAGE_SIZE]) {
  *metadata = (hv_metadata){.patch_width = {.scale = 1},
                            .input_mean = 127.5F,
                            .input_deviation = 127.5F,
                            .temperature = 1,
                            .confident_at = 0.5F,
                            .confident_below = 2,
                            .unfamiliar_scale = 1,
                            .unfamiliar_at = 2};
  char *copy = copy_text(text != NULL ? text : "", text != NULL ? size : 0);
  hv_status status = copy != NULL ? HV_OK : HV_OUT_OF_MEMORY;
  if (status == HV_OK && is_of_detector(copy))
    status =
        hv_fail(HV_UNSUPPORTED_MODEL, message, "It finds cells and names none: load it as the detector.");
  if (status == HV_OK) status = count_names(copy, output, metadata, message);
  if (status == HV_OK) status = read_lines(copy, read_classifier_line, metadata, message);
  if (status == HV_OK) status = complete_names(metadata);
  if (status == HV_OK) status = find_small_class(metadata, message);
  free(copy);
  return status;
}

void hv_metadata_free(hv_metadata *metadata) {
  for (uint32_t i = 0; metadata->class_names != NULL && i < metadata->class_count; i++)
    free(metadata->class_names[i]);
  free(metadata->class_names);
  free(metadata->small_class);
  free(metadata->about);
  *metadata = (hv_metadata){0};
}

hv_status hv_detector_metadata_read(const char *text, size_t size, hv_detector_metadata *metadata,
                                    char message[HV_MESSAGE_SIZE]) {
  *metadata = (hv_detector_metadata){.input_mean = 127.5F,
                                     .input_deviation = 127.5F,
                                     .working_area = 62208,
                                     .score_scale = 1,
                                     .cell_at = 0.5F,
                                     .suspect_at = 1};
  char *copy = copy_text(text != NULL ? text : "", text != NULL ? size : 0);
  hv_status status = copy != NULL ? HV_OK : HV_OUT_OF_MEMORY;
  if (status == HV_OK && !is_of_detector(copy))
    status = hv_fail(HV_UNSUPPORTED_MODEL, message, "It is no cell detector: load models/detector.tflite.");
  if (status == HV_OK) status = read_lines(copy, read_detector_line, metadata, message);
  metadata->suspect_at = fminf(metadata->suspect_at, metadata->cell_at);
  free(copy);
  return status;
}

void hv_detector_metadata_free(hv_detector_metadata *metadata) {
  free(metadata->about);
  *metadata = (hv_detector_metadata){0};
}
