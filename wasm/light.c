/* The light of a field, measured and evened out. See light.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "light.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "histogram.h"

#define TILES HV_LIGHT_TILES

/* The share of a tile's pixels that is darker than its glass. */
#define GLASS_SHARE 0.9

/* Where fewer pixels than this share are lit, as in a tile behind the eyepiece's rim, there is no light. */
#define LEAST_LIT 0.1

/* Where glass is too bright for the camera, much is nearly white: of what is not white 0.03 at the least, in pictures of
 * four laboratories that were made so. Where white was painted, next to nothing is. */
#define NEARLY_WHITE 240
#define MOST_NEARLY_WHITE 0.02

/* What is farther from a cell's middle than this, its ellipse being 1, is beside all that may be left around a cell that was
 * cut out. Half of it is white then, and so much nearly white, where it was on white: JPEG leaves ripples. */
#define FAR 1.25
#define LEAST_WHITE 0.5
#define LEAST_NEARLY_WHITE 0.9

/* A pixel gets at most so many times brighter: a picture without any glass must not be blown up into noise. */
#define MOST_GAIN 4.0F

/* The optical density (natural logarithm, green) that the darkest hundredth of a picture is brought to, and how much it
 * is multiplied at most. */
#define DENSITY 1.2
#define DARKEST_SHARE 0.01
#define MOST_STRENGTH 2.5

/* Every second pixel of every second row tells as much as all. */
#define STEP 2

/* The glass of each tile and channel. */
typedef struct {
  float at[TILES][TILES][3];
} tiles;

typedef struct {
  uint32_t of[256];
  uint32_t total;
} histogram;

static const uint8_t *pixel_at(const hv_image *image, int32_t x, int32_t y) {
  return image->rgb + 3 * ((size_t)y * (size_t)image->width + (size_t)x);
}

static bool is_white(const uint8_t rgb[3]) { return rgb[0] == 255 && rgb[1] == 255 && rgb[2] == 255; }

static bool is_nearly_white(const uint8_t rgb[3]) {
  return rgb[0] >= NEARLY_WHITE && rgb[1] >= NEARLY_WHITE && rgb[2] >= NEARLY_WHITE;
}

/* Whether what is white was painted beside a picture when it was turned or framed, and is no glass. */
static bool has_painted_white(const hv_image *image) {
  uint32_t white = 0, nearly = 0, others = 0;
  for (int32_t y = 0; y < image->height; y += STEP)
    for (int32_t x = 0; x < image->width; x += STEP) {
      const uint8_t *rgb = pixel_at(image, x, y);
      if (is_white(rgb)) white++;
      else if (is_nearly_white(rgb)) nearly++;
      else if (!hv_is_black(rgb)) others++;
    }
  return white > 0 && nearly < MOST_NEARLY_WHITE * others;
}

static void count_pixel(const uint8_t rgb[3], histogram channels[3]) {
  if (hv_is_black(rgb)) return;
  for (int channel = 0; channel < 3; channel++) {
    channels[channel].of[rgb[channel]]++;
    channels[channel].total++;
  }
}

/* The glass of what was counted among so many pixels; false where too few of them are lit. */
static bool read_glass(const histogram channels[3], uint32_t looked_at, float glass[3]) {
  if (channels[0].total == 0 || channels[0].total < LEAST_LIT * looked_at) return false;
  for (int channel = 0; channel < 3; channel++)
    glass[channel] = (float)hv_percentile(channels[channel].of, 256, channels[channel].total, GLASS_SHARE);
  return true;
}

/* The glass of one tile, or black where there is no light. */
static void measure_tile(const hv_image *image, bool with_white, int row, int column, float glass[3]) {
  histogram channels[3] = {{{0}, 0}};
  uint32_t looked_at = 0;
  int32_t bottom = (row + 1) * image->height / TILES, right = (column + 1) * image->width / TILES;
  for (int32_t y = row * image->height / TILES; y < bottom; y += STEP)
    for (int32_t x = column * image->width / TILES; x < right; x += STEP, looked_at++) {
      const uint8_t *rgb = pixel_at(image, x, y);
      if (with_white || !is_white(rgb)) count_pixel(rgb, channels);
    }
  if (!read_glass(channels, looked_at, glass)) glass[0] = glass[1] = glass[2] = 0;
}

/* Gives each tile the brightest (or darkest) of itself and its neighbours. */
static tiles spread(const tiles *from, bool brightest) {
  tiles to;
  for (int row = 0; row < TILES; row++)
    for (int column = 0; column < TILES; column++)
      for (int channel = 0; channel < 3; channel++) {
        float best = from->at[row][column][channel];
        for (int y = row > 0 ? row - 1 : 0; y <= row + 1 && y < TILES; y++)
          for (int x = column > 0 ? column - 1 : 0; x <= column + 1 && x < TILES; x++) {
            float other = from->at[y][x][channel];
            best = brightest ? fmaxf(best, other) : fminf(best, other);
          }
        to.at[row][column][channel] = best;
      }
  return to;
}

/* Closing takes out what is dark and at most two tiles wide, and leaves slopes as they are. */
static tiles close_tiles(const tiles *glass) {
  tiles wider = spread(glass, true);
  return spread(&wider, false);
}

static hv_light light_of(const tiles *glass) {
  hv_light light = {.glass = {0}};
  for (int row = 0; row < TILES; row++)
    for (int column = 0; column < TILES; column++)
      for (int channel = 0; channel < 3; channel++) {
        float bright = glass->at[row][column][channel];
        light.gains[row][column][channel] = fminf((float)HV_GLASS / fmaxf(bright, 1), MOST_GAIN);
        light.glass[channel] = fmaxf(light.glass[channel], bright);
      }
  return light;
}

/* Where there is no light, it goes on as it is beside that. */
static void go_on(tiles *glass) {
  for (int step = 1; step < TILES; step++) {
    tiles wider = spread(glass, true);
    for (int tile = 0; tile < TILES * TILES; tile++) {
      float *here = glass->at[tile / TILES][tile % TILES];
      if (here[1] <= 0) memcpy(here, wider.at[tile / TILES][tile % TILES], 3 * sizeof *here);
    }
  }
}

hv_light hv_light_measure(const hv_image *image) {
  tiles glass;
  bool with_white = !has_painted_white(image);
  for (int row = 0; row < TILES; row++)
    for (int column = 0; column < TILES; column++)
      measure_tile(image, with_white, row, column, glass.at[row][column]);
  go_on(&glass);
  glass = close_tiles(&glass);
  return light_of(&glass);
}

/* The light of a picture whose glass is alike everywhere. */
static hv_light even_light(const float glass[3]) {
  tiles alike;
  for (int tile = 0; tile < TILES * TILES; tile++)
    memcpy(alike.at[tile / TILES][tile % TILES], glass, sizeof alike.at[0][0]);
  return light_of(&alike);
}

void hv_light_measure_around(const hv_image *image, hv_box cell, hv_light *light) {
  histogram channels[3] = {{{0}, 0}};
  uint32_t looked_at = 0;
  for (int32_t y = 0; y < image->height; y += STEP)
    for (int32_t x = 0; x < image->width; x += STEP) {
      if (hv_squared_distance(cell, x, y) < 1) continue;
      count_pixel(pixel_at(image, x, y), channels);
      looked_at++;
    }
  float around[3];
  if (read_glass(channels, looked_at, around)) *light = even_light(around);
}

/* Whether what is far from the cell is white, as where it was cut out on white. */
static bool is_cut_out(const hv_image *image, hv_box cell) {
  uint32_t far = 0, white = 0, nearly = 0;
  for (int32_t y = 0; y < image->height; y += STEP)
    for (int32_t x = 0; x < image->width; x += STEP) {
      if (hv_squared_distance(cell, x, y) < FAR * FAR) continue;
      const uint8_t *rgb = pixel_at(image, x, y);
      far++;
      white += is_white(rgb);
      nearly += is_nearly_white(rgb);
    }
  return far > 0 && white >= LEAST_WHITE * far && nearly >= LEAST_NEARLY_WHITE * far;
}

bool hv_light_measure_cut_out(const hv_image *image, hv_box cell, hv_light *light) {
  if (!is_cut_out(image, cell)) return false;
  histogram channels[3] = {{{0}, 0}};
  for (int32_t y = 0; y < image->height; y += STEP)
    for (int32_t x = 0; x < image->width; x += STEP) {
      const uint8_t *rgb = pixel_at(image, x, y);
      if (!is_nearly_white(rgb)) count_pixel(rgb, channels);
    }
  float glass[3];
  if (!read_glass(channels, 0, glass)) return false;
  *light = even_light(glass);
  return true;
}

/* Where a share of the picture's side lies among the tiles' middles: between tile `index` and the next, `share` of the
 * way. */
typedef struct {
  int index;
  float share;
} place;

static place place_of(float share) {
  float at = fminf(fmaxf(share * TILES - 0.5F, 0), TILES - 1);
  int index = at < TILES - 1 ? (int)at : TILES - 2;
  return (place){index, at - (float)index};
}

/* The middle of pixel `i` of `size`, as a share of the side. */
static float middle_of(int32_t i, int32_t size) { return ((float)i + 0.5F) / (float)size; }

/* Gains are counted in 1/4096: sixteen bits hold the greatest. */
#define GAIN_ONE 4096

static float between(float from, float to, float share) { return from + (to - from) * share; }

/* The gains of a row of tiles stretched to the picture's width: rows [TILES][width][3]. */
static void stretch_rows(const hv_light *light, int32_t width, uint16_t *rows) {
  for (int32_t x = 0; x < width; x++, rows += 3) {
    place across = place_of(middle_of(x, width));
    for (int row = 0; row < TILES; row++) {
      const float(*here)[3] = light->gains[row] + across.index;
      uint16_t *to = rows + (size_t)row * (size_t)width * 3;
      for (int channel = 0; channel < 3; channel++)
        to[channel] = (uint16_t)lrintf(GAIN_ONE * between(here[0][channel], here[1][channel], across.share));
    }
  }
}

/* The picture's row `y` in even light, samples [width][3]. Whole numbers throughout, so that compilers make SIMD of it. */
static void light_row(const hv_image *image, int32_t y, const uint16_t *rows, uint8_t *to) {
  size_t samples = (size_t)image->width * 3;
  place down = place_of(middle_of(y, image->height));
  const uint16_t *here = rows + (size_t)down.index * samples, *below = here + samples;
  uint32_t share = (uint32_t)lrintf(down.share * 256);
  const uint8_t *from = pixel_at(image, 0, y);
  for (size_t i = 0; i < samples; i++) {
    uint32_t gain = (here[i] * (256 - share) + below[i] * share) >> 8;
    uint32_t bright = (from[i] * gain + GAIN_ONE / 2) / GAIN_ONE;
    to[i] = (uint8_t)(bright < 255 ? bright : 255);
  }
}

/* The density of the darkest hundredth of the picture, which is in even light in even [height][stride]. */
static double measure_density(const hv_image *image, const uint8_t *even, size_t stride) {
  histogram green = {{0}, 0};
  for (int32_t y = 0; y < image->height; y += STEP)
    for (int32_t x = 0; x < image->width; x += STEP) {
      if (hv_is_black(pixel_at(image, x, y))) continue;
      green.of[even[(size_t)y * stride + (size_t)x * 3 + 1]]++;
      green.total++;
    }
  if (green.total == 0) return 0;
  return -log(fmax(hv_percentile(green.of, 256, green.total, DARKEST_SHARE), 1) / HV_GLASS);
}

/* For each brightness in even light, that of a stain as strong as it should be. */
static void strengthen(double density, uint8_t curve[256]) {
  double strength = fmin(fmax(DENSITY / fmax(density, 1e-3), 1), MOST_STRENGTH);
  for (int value = 0; value < 256; value++)
    curve[value] = (uint8_t)fmin(HV_GLASS * pow((double)value / HV_GLASS, strength) + 0.5, 255);
}

hv_status hv_light_even_out(const hv_image *image, const hv_light *light, int32_t width, int32_t height,
                            uint8_t *even, uint8_t curve[256]) {
  size_t samples = (size_t)image->width * 3, stride = (size_t)width * 3;
  uint16_t *rows = malloc(TILES * samples * sizeof *rows);
  if (rows == NULL) return HV_OUT_OF_MEMORY;
  stretch_rows(light, image->width, rows);
  memset(even, HV_GLASS, stride * (size_t)height);
  for (int32_t y = 0; y < image->height; y++) light_row(image, y, rows, even + (size_t)y * stride);
  free(rows);
  strengthen(measure_density(image, even, stride), curve);
  return HV_OK;
}

void hv_light_at(const hv_light *light, double x, double y, double rgb[3]) {
  place across = place_of((float)x), down = place_of((float)y);
  const float(*above)[3] = light->gains[down.index] + across.index;
  const float(*below)[3] = light->gains[down.index + 1] + across.index;
  for (int channel = 0; channel < 3; channel++) {
    float upper = between(above[0][channel], above[1][channel], across.share);
    float lower = between(below[0][channel], below[1][channel], across.share);
    rgb[channel] = fmin(rgb[channel] * between(upper, lower, down.share), 255);
  }
}
