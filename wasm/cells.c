/* Stage 2, cells: the white cells are where the nuclei are, and nuclei are what the stain makes blue-violet.
 *
 * The picture is shrunk to a working copy of about 320x240 pixels. How much bluer than green each pixel is makes
 * a map, which is smoothed and cut at a threshold halfway between the ordinary pixels and the bluest. What is
 * left is opened (specks vanish), closed (granules join) and taken apart into connected components; components
 * close together are the lobes of one nucleus.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cells.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Lengths and areas below are in pixels of a working copy of this area; a smaller picture is its own working
 * copy, and they shrink with it. */
#define WORKING_AREA (320 * 240)

/* How much more stain the bluest pixels must have than the ordinary ones. Observed (1st percentile): 104 in
 * BCCD, 115 in PBC, 75 in Raabin, 70 in BCISC, 29 in Chula's blurred fields; in red-cell fields without a white
 * cell 17 ... 59, but there the stain covers much of the picture. So a faint mask is believed only where it is
 * small: that turned 55 of the 58 red-cell fields away and 3 of Chula's 100. */
#define LEAST_CONTRAST 28
#define PLAIN_CONTRAST 50
#define FAINT_SHARE 0.08

/* A component of fewer pixels is a platelet or a speck. Against 60, which lets platelets through, precision on
 * Chula's fields rises from 0.60 to 0.80 and recall falls from 0.92 to 0.91; with 350 small cells are lost (0.85). */
#define LEAST_AREA 250

/* Lobes of one nucleus are closer than this, and together no longer than a large monocyte's nucleus. */
#define LOBE_DISTANCE 10
#define NUCLEUS_LENGTH 140

/* Beside the largest nucleus, one of less than this share of its pixels is none. */
#define LEAST_SHARE 0.25

/* A cell is this much longer than its nucleus: the median over BCCD's 300 hand-drawn boxes (1.16 ... 1.56 between
 * the 10th and the 90th percentile). */
#define CELL_PER_NUCLEUS 1.3

/* A working copy's maps: one byte a pixel. */
typedef struct {
  int32_t width, height;
  double unit;      /* the length here of what is one pixel at WORKING_AREA, <= 1 */
  uint8_t *map;     /* the stain, and then the mask, 0 or 1 */
  uint8_t *scratch; /* room for a filter's first pass */
  int32_t *pending; /* room for the pixels of a component */
} working;

/* A connected component: its box (last pixels included) and how many pixels it has. */
typedef struct {
  int32_t left, top, right, bottom;
  int32_t area;
} component;

static bool open_working(const hv_image *image, working *w) {
  double area = (double)image->width * image->height;
  double scale = fmin(1, sqrt(WORKING_AREA / area));
  w->width = (int32_t)fmax(image->width * scale, 1);
  w->height = (int32_t)fmax(image->height * scale, 1);
  w->unit = fmin(1, sqrt(area / WORKING_AREA));
  size_t pixels = (size_t)w->width * (size_t)w->height;
  w->map = malloc(pixels);
  w->scratch = malloc(pixels);
  w->pending = malloc(pixels * sizeof *w->pending);
  return w->map != NULL && w->scratch != NULL && w->pending != NULL;
}

static void close_working(working *w) {
  free(w->map);
  free(w->scratch);
  free(w->pending);
}

/* The stain at working pixel (x, y): blue less green, of the mean of the picture's pixels beneath it. */
static uint8_t stain_at(const hv_image *image, const working *w, const hv_white_balance *balance, int32_t x,
                        int32_t y) {
  int32_t left = (int32_t)((int64_t)x * image->width / w->width);
  int32_t right = (int32_t)((int64_t)(x + 1) * image->width / w->width);
  int32_t top = (int32_t)((int64_t)y * image->height / w->height);
  int32_t bottom = (int32_t)((int64_t)(y + 1) * image->height / w->height);
  int64_t green = 0, blue = 0;
  for (int32_t row = top; row < bottom; row++) {
    const uint8_t *pixel = image->rgb + 3 * ((size_t)row * (size_t)image->width + (size_t)left);
    for (int32_t column = left; column < right; column++, pixel += 3) {
      green += pixel[1];
      blue += pixel[2];
    }
  }
  int64_t pixels = (int64_t)(right - left) * (bottom - top);
  int difference = balance->table[2][blue / pixels] - balance->table[1][green / pixels];
  return (uint8_t)(difference > 0 ? difference : 0);
}

static void measure_stain(const hv_image *image, const hv_white_balance *balance, working *w) {
  for (int32_t y = 0; y < w->height; y++)
    for (int32_t x = 0; x < w->width; x++)
      w->map[(size_t)y * (size_t)w->width + (size_t)x] = stain_at(image, w, balance, x, y);
}

/* What a window of pixels becomes: their mean, or, in a mask, whether any or all of them are set. */
typedef enum { MEAN, ANY, ALL } filter;

/* Filters `length` values `stride` apart, each over the window of `radius` on both sides. The window's sum moves
 * along with it, so that its width costs nothing. */
static void filter_line(filter kind, const uint8_t *in, uint8_t *out, ptrdiff_t stride, int32_t length,
                        int32_t radius) {
  int32_t sum = 0, count = 0;
  for (int32_t i = -radius; i < length; i++) {
    if (i + radius < length) {
      sum += in[(i + radius) * stride];
      count++;
    }
    if (i - radius > 0) {
      sum -= in[(i - radius - 1) * stride];
      count--;
    }
    if (i >= 0)
      out[i * stride] = (uint8_t)(kind == MEAN ? sum / count : kind == ANY ? sum > 0 : sum == count);
  }
}

/* Filters the map over squares of 2 * radius + 1: along the rows, then along the columns. */
static void filter_map(working *w, filter kind, int32_t radius) {
  for (int32_t y = 0; y < w->height; y++) {
    size_t row = (size_t)y * (size_t)w->width;
    filter_line(kind, w->map + row, w->scratch + row, 1, w->width, radius);
  }
  for (int32_t x = 0; x < w->width; x++)
    filter_line(kind, w->scratch + x, w->map + x, w->width, w->height, radius);
}

/* How much stain the ordinary pixels have (the median) and the bluest (the 99.5th percentile). */
typedef struct {
  int32_t ordinary, bluest;
} stain_range;

static stain_range measure_range(const working *w) {
  size_t histogram[256] = {0}, pixels = (size_t)w->width * (size_t)w->height, seen = 0;
  for (size_t i = 0; i < pixels; i++) histogram[w->map[i]]++;
  stain_range range = {-1, -1};
  for (int32_t value = 0; value < 256 && range.bluest < 0; value++) {
    seen += histogram[value];
    if (range.ordinary < 0 && seen * 2 >= pixels) range.ordinary = value;
    if (seen * 1000 >= pixels * 995) range.bluest = value;
  }
  return range;
}

/* Turns the map of stain into the mask of nuclei; false where there is none. */
static bool cut_mask(working *w) {
  size_t pixels = (size_t)w->width * (size_t)w->height, stained = 0;
  filter_map(w, MEAN, 1);
  stain_range range = measure_range(w);
  int32_t contrast = range.bluest - range.ordinary, threshold = range.ordinary + contrast / 2;
  for (size_t i = 0; i < pixels; i++) stained += w->map[i] = w->map[i] > threshold;
  if (contrast < LEAST_CONTRAST) return false;
  if (contrast < PLAIN_CONTRAST && (double)stained > FAINT_SHARE * (double)pixels) return false;
  int32_t joining = (int32_t)lround(3 * w->unit);
  filter_map(w, ALL, 1);
  filter_map(w, ANY, 1 + joining);
  filter_map(w, ALL, joining);
  return true;
}

/* Takes the component that holds pixel `start` out of the mask. Eight neighbours connect. */
static component take_component(working *w, int32_t start) {
  component c = {w->width, w->height, -1, -1, 0};
  int32_t count = 0;
  w->map[start] = 0;
  w->pending[count++] = start;
  while (count > 0) {
    int32_t pixel = w->pending[--count], x = pixel % w->width, y = pixel / w->width;
    c.area++;
    if (x < c.left) c.left = x;
    if (x > c.right) c.right = x;
    if (y < c.top) c.top = y;
    if (y > c.bottom) c.bottom = y;
    for (int32_t ny = y - 1; ny <= y + 1; ny++)
      for (int32_t nx = x - 1; nx <= x + 1; nx++) {
        if (nx < 0 || ny < 0 || nx >= w->width || ny >= w->height) continue;
        int32_t neighbour = ny * w->width + nx;
        if (!w->map[neighbour]) continue;
        w->map[neighbour] = 0;
        w->pending[count++] = neighbour;
      }
  }
  return c;
}

/* The mask's components of at least LEAST_AREA, the largest first, at most `capacity`. */
static size_t take_components(working *w, component *found, size_t capacity) {
  double least = LEAST_AREA * w->unit * w->unit;
  int32_t pixels = w->width * w->height;
  size_t count = 0;
  for (int32_t i = 0; i < pixels; i++) {
    if (!w->map[i]) continue;
    component c = take_component(w, i);
    if (c.area < least) continue;
    size_t place = count < capacity ? count++ : capacity;
    for (; place > 0 && found[place - 1].area < c.area; place--)
      if (place < capacity) found[place] = found[place - 1];
    if (place < capacity) found[place] = c;
  }
  return count;
}

static int32_t least_of(int32_t a, int32_t b) { return a < b ? a : b; }
static int32_t most_of(int32_t a, int32_t b) { return a > b ? a : b; }

static component join(component a, component b) {
  return (component){least_of(a.left, b.left), least_of(a.top, b.top), most_of(a.right, b.right),
                     most_of(a.bottom, b.bottom), a.area + b.area};
}

/* Whether two components are lobes of one nucleus. */
static bool lobes(const working *w, component a, component b) {
  int32_t across = most_of(a.left, b.left) - least_of(a.right, b.right);
  int32_t down = most_of(a.top, b.top) - least_of(a.bottom, b.bottom);
  component both = join(a, b);
  double length = most_of(both.right - both.left, both.bottom - both.top) + 1;
  return most_of(across, down) < LOBE_DISTANCE * w->unit && length <= NUCLEUS_LENGTH * w->unit;
}

/* Joins lobes until none are left to join; returns how many nuclei there are. */
static size_t join_lobes(const working *w, component *found, size_t count) {
  for (size_t i = 0; i < count; i++)
    for (size_t j = i + 1; j < count; j++) {
      if (!lobes(w, found[i], found[j])) continue;
      found[i] = join(found[i], found[j]);
      found[j] = found[--count];
      j = i; /* the joined one may now reach those passed over */
    }
  return count;
}

static int by_area(const void *a, const void *b) {
  return ((const component *)b)->area - ((const component *)a)->area;
}

/* The box of the cell around a nucleus, in pixels of the picture and inside it. */
static hv_box box_of(const hv_image *image, const working *w, component nucleus) {
  double across = (double)image->width / w->width, down = (double)image->height / w->height;
  double width = nucleus.right + 1 - nucleus.left, height = nucleus.bottom + 1 - nucleus.top;
  double margin_x = width * (CELL_PER_NUCLEUS - 1) / 2, margin_y = height * (CELL_PER_NUCLEUS - 1) / 2;
  int32_t left = (int32_t)fmax((nucleus.left - margin_x) * across, 0);
  int32_t top = (int32_t)fmax((nucleus.top - margin_y) * down, 0);
  int32_t right = (int32_t)fmin((nucleus.right + 1 + margin_x) * across, image->width);
  int32_t bottom = (int32_t)fmin((nucleus.bottom + 1 + margin_y) * down, image->height);
  return (hv_box){left, top, right - left, bottom - top};
}

hv_status hv_cells_find(const hv_image *image, const hv_white_balance *balance, hv_box *boxes,
                        size_t capacity, size_t *count) {
  *count = 0;
  working w = {0};
  bool remembered = open_working(image, &w);
  if (remembered) measure_stain(image, balance, &w);
  if (remembered && cut_mask(&w)) {
    component found[4 * HV_MAX_CELLS]; /* a nucleus has up to five lobes, seldom all apart */
    size_t nuclei = join_lobes(&w, found, take_components(&w, found, 4 * HV_MAX_CELLS));
    qsort(found, nuclei, sizeof *found, by_area);
    for (size_t i = 0; i < nuclei && i < capacity && found[i].area >= LEAST_SHARE * found[0].area; i++)
      boxes[(*count)++] = box_of(image, &w, found[i]);
  }
  close_working(&w);
  return !remembered ? HV_OUT_OF_MEMORY : *count > 0 ? HV_OK : HV_NO_CELL;
}
