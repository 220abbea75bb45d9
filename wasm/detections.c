/* Peaks of the detector's map, their boxes, and which of them are the same cell. See detections.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detections.h"

#include <math.h>
#include <stdlib.h>

#include "prominence.h"

/* Channels of the map. */
enum { WHITE_LOGIT = 0, WHITE_EDGES = 1, RED_LOGIT = 5, RED_DIAMETER = 6 };

/* Two boxes are the same cell where they share more than this of the area that they cover together. Two touching
 * cells share next to nothing, and one lying half upon another a third. */
#define SAME_CELL 0.4F

/* And also where the middle of one lies deep inside another that is surer: nearer to its middle than this share of
 * its sides; unless the surer one is much smaller, in area. */
#define DEEP_INSIDE 0.3F
#define MUCH_SMALLER 0.6F

/* A box that ends this near to the picture's border is a cell that it cuts, in pixels of the network's input. */
#define AT_BORDER 1.5F

/* Fewer red cells than this tell no scale: a lump of stain or two may be among them. */
#define LEAST_RED_CELLS 5

/* Of more boxes than this the surest are taken: each is compared with every other. */
#define MOST_CANDIDATES 4096

static const float *place_at(const hv_map *map, int32_t row, int32_t column) {
  return map->values + ((size_t)row * (size_t)map->columns + (size_t)column) * HV_MAP_CHANNELS;
}

/* A length that the network tells by its logarithm. Beyond 2^-8 and 2^16 pixels there is nothing to measure. */
static float length_of(float value) { return 32 * exp2f(fminf(fmaxf(value, -26), 22) / 2); }

/* Whether a channel is greatest here among the place and its eight neighbours; of equals the first is. A NaN is
 * no peak. */
static bool is_peak(const hv_map *map, int32_t row, int32_t column, int channel) {
  float here = place_at(map, row, column)[channel];
  if (isnan(here)) return false;
  for (int32_t y = row - 1; y <= row + 1; y++)
    for (int32_t x = column - 1; x <= column + 1; x++) {
      if (y < 0 || x < 0 || y >= map->rows || x >= map->columns || (y == row && x == column)) continue;
      float there = place_at(map, y, x)[channel];
      bool before = y < row || (y == row && x < column);
      if (before ? there >= here : there > here) return false;
    }
  return true;
}

static float score_of(const hv_detector_metadata *metadata, float logit) {
  return 1 / (1 + expf(-(metadata->score_scale * logit + metadata->score_offset)));
}

static hv_detection detection_at(const hv_map *map, int32_t row, int32_t column, float width, float height) {
  const float *edges = place_at(map, row, column) + WHITE_EDGES;
  float x = (float)(HV_PLACE * column) + HV_PLACE / 2.0F, y = (float)(HV_PLACE * row) + HV_PLACE / 2.0F;
  hv_detection d = {.left = fmaxf(x - length_of(edges[0]), 0),
                    .top = fmaxf(y - length_of(edges[1]), 0),
                    .right = fminf(x + length_of(edges[2]), width),
                    .bottom = fminf(y + length_of(edges[3]), height)};
  d.cut_off = d.left <= AT_BORDER || d.top <= AT_BORDER || d.right >= width - AT_BORDER ||
              d.bottom >= height - AT_BORDER;
  return d;
}

static float area_of(const hv_detection *d) { return (d->right - d->left) * (d->bottom - d->top); }

static bool is_same_cell(const hv_detection *better, const hv_detection *other) {
  float across = fminf(better->right, other->right) - fmaxf(better->left, other->left);
  float down = fminf(better->bottom, other->bottom) - fmaxf(better->top, other->top);
  if (across <= 0 || down <= 0) return false;
  float area = area_of(better), other_area = area_of(other), shared = across * down;
  if (shared > SAME_CELL * (area + other_area - shared)) return true;
  float x = fabsf(better->left + better->right - other->left - other->right) / 2;
  float y = fabsf(better->top + better->bottom - other->top - other->bottom) / 2;
  return x < DEEP_INSIDE * (better->right - better->left) &&
         y < DEEP_INSIDE * (better->bottom - better->top) && area >= MUCH_SMALLER * other_area;
}

/* Equals are told apart by where they are, so that every sort gives the same order. */
static int by_place(const hv_detection *a, const hv_detection *b) {
  if (a->top != b->top) return a->top < b->top ? -1 : 1;
  return a->left < b->left ? -1 : a->left > b->left;
}

static int by_score(const void *one, const void *other) {
  const hv_detection *a = one, *b = other;
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  return by_place(a, b);
}

/* Keeps the best of the boxes that are the same cell. */
static size_t suppress(hv_detection *found, size_t count) {
  size_t kept = 0;
  qsort(found, count, sizeof *found, by_score);
  for (size_t i = 0; i < count && i < MOST_CANDIDATES; i++) {
    size_t j = 0;
    while (j < kept && !is_same_cell(&found[j], &found[i])) j++;
    if (j == kept) found[kept++] = found[i];
  }
  return kept;
}

size_t hv_detections_read(const hv_map *map, const hv_detector_metadata *metadata, float least, int32_t width,
                          int32_t height, hv_detection *found) {
  size_t count = 0;
  for (int32_t row = 0; row < map->rows; row++)
    for (int32_t column = 0; column < map->columns; column++) {
      float score = score_of(metadata, place_at(map, row, column)[WHITE_LOGIT]);
      if (!(score >= least) || !is_peak(map, row, column, WHITE_LOGIT)) continue;
      hv_detection d = detection_at(map, row, column, (float)width, (float)height);
      d.score = score;
      if (d.right - d.left >= 1 && d.bottom - d.top >= 1) found[count++] = d; /* or it lies in the filling */
    }
  return suppress(found, count);
}

static float prominence_of(const hv_detection *d, float width, float height) {
  float x = (d->left + d->right) / width - 1, y = (d->top + d->bottom) / height - 1;
  return hv_prominence(d->score * area_of(d), d->cut_off, x, y);
}

static int by_prominence(const void *one, const void *other) {
  const hv_detection *a = one, *b = other;
  if (a->prominence != b->prominence) return a->prominence > b->prominence ? -1 : 1;
  return by_place(a, b);
}

void hv_detections_order(hv_detection *found, size_t count, int32_t width, int32_t height) {
  for (size_t i = 0; i < count; i++)
    found[i].prominence = prominence_of(&found[i], (float)width, (float)height);
  qsort(found, count, sizeof *found, by_prominence);
}

static int by_area(const void *one, const void *other) {
  float a = area_of(one), b = area_of(other);
  return a < b ? -1 : a > b;
}

float hv_detections_side(hv_detection *found, size_t count) {
  qsort(found, count, sizeof *found, by_area);
  return count > 0 ? sqrtf(area_of(&found[count / 2])) : 0;
}

static int by_value(const void *one, const void *other) {
  float a = *(const float *)one, b = *(const float *)other;
  return a < b ? -1 : a > b;
}

float hv_red_cell_diameter(const hv_map *map, float *room) {
  size_t count = 0;
  for (int32_t row = 0; row < map->rows; row++)
    for (int32_t column = 0; column < map->columns; column++) {
      const float *place = place_at(map, row, column);
      if (place[RED_LOGIT] >= 0 && is_peak(map, row, column, RED_LOGIT))
        room[count++] = length_of(place[RED_DIAMETER]);
    }
  qsort(room, count, sizeof *room, by_value);
  return count >= LEAST_RED_CELLS ? room[count / 2] : 0;
}
