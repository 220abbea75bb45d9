/*
 * Stain, light, lens and sensor. camera.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "camera.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The looks to vary: medians measured on 40 pictures a class (background: the brightest tenth; purple: the
 * nuclei of neutrophils; haemoglobin: red cells; azure and eosin: fitted to the cytoplasm of monocytes and
 * eosinophils). */
static const struct laboratory LOOKS[] = {
    /* a slide scanner with a May-Grünwald-Giemsa stain: crisp, on cream */
    {.absorbance =
         {{1.28f, 2.10f, 0.42f}, {0.48f, 0.46f, 0.12f}, {0.18f, 0.68f, 0.52f}, {0.23f, 0.36f, 0.23f}},
     .background = {255.0f, 230.0f, 205.0f},
     .vignette = 0.01f,
     .blur = 0.07f,
     .sharpening = 0.5f,
     .noise = 1.2f},
    /* a phone held to an eyepiece, Giemsa: soft, on pink */
    {.absorbance =
         {{0.80f, 1.75f, 0.48f}, {0.34f, 0.42f, 0.16f}, {0.22f, 0.58f, 0.44f}, {0.33f, 0.47f, 0.25f}},
     .background = {226.0f, 192.0f, 181.0f},
     .vignette = 0.08f,
     .blur = 0.11f,
     .sharpening = 0.3f,
     .fringe = 0.6f,
     .noise = 2.0f},
    /* a 640×480 camera: little contrast, on grey, the nuclei blue-violet */
    {.absorbance =
         {{0.58f, 0.78f, 0.02f}, {0.26f, 0.23f, 0.04f}, {0.10f, 0.43f, 0.27f}, {0.12f, 0.29f, 0.25f}},
     .background = {205.0f, 208.0f, 205.0f},
     .vignette = 0.06f,
     .blur = 0.09f,
     .sharpening = 0.2f,
     .noise = 1.6f},
    /* a large sensor without white balance: cool, much contrast */
    {.absorbance =
         {{1.10f, 2.10f, 0.80f}, {0.36f, 0.55f, 0.22f}, {0.18f, 0.82f, 0.70f}, {0.24f, 0.54f, 0.45f}},
     .background = {150.0f, 174.0f, 174.0f},
     .vignette = 0.06f,
     .blur = 0.08f,
     .sharpening = 0.2f,
     .noise = 1.5f},
};

struct laboratory laboratory_make(struct random *random, float scale) {
  struct laboratory made = LOOKS[random_whole(random, 0, (int)(sizeof LOOKS / sizeof *LOOKS) - 1)];
  float strength = random_range(random, 0.88f, 1.12f);
  for (int dye = 0; dye < DYE_COUNT; dye++) {
    float amount = strength * random_range(random, 0.92f, 1.08f);
    for (int channel = 0; channel < 3; channel++)
      made.absorbance[dye][channel] *= amount * random_range(random, 0.95f, 1.05f);
  }
  float exposure = random_range(random, 0.94f, 1.04f);
  for (int channel = 0; channel < 3; channel++)
    made.background[channel] *= exposure * random_range(random, 0.975f, 1.025f);
  made.vignette += random_range(random, 0.0f, 0.08f);
  made.slope = random_range(random, 0.0f, 0.06f);
  made.slope_angle = random_range(random, 0.0f, 6.28f);
  made.blur = made.blur * random_range(random, 0.8f, 1.6f) / scale;
  made.fringe *= random_range(random, 0.0f, 1.5f);
  made.noise *= random_range(random, 0.6f, 1.3f);
  return made;
}

void laboratory_vary(struct laboratory *laboratory, struct random *random) {
  const struct laboratory *other = &LOOKS[random_whole(random, 0, (int)(sizeof LOOKS / sizeof *LOOKS) - 1)];
  float share = random_range(random, 0.0f, 1.0f), contrast = random_range(random, 0.6f, 1.3f);
  for (int dye = 0; dye < DYE_COUNT; dye++) {
    float amount = contrast * random_range(random, 0.7f, 1.35f);
    for (int channel = 0; channel < 3; channel++) {
      float *absorbance = &laboratory->absorbance[dye][channel];
      *absorbance += share * (other->absorbance[dye][channel] - *absorbance);
      *absorbance =
          (*absorbance + random_range(random, 0.0f, 0.06f)) * amount * random_range(random, 0.8f, 1.25f);
    }
  }
  for (int channel = 0; channel < 3; channel++)
    laboratory->background[channel] *= random_range(random, 0.93f, 1.07f);
  laboratory->vignette += random_range(random, 0.0f, 0.3f);
  laboratory->slope += random_range(random, 0.0f, 0.2f);
  laboratory->blur *= random_range(random, 0.6f, 2.2f);
  laboratory->noise *= random_range(random, 0.5f, 2.5f);
}

const char *const background_names[BACKGROUND_COUNT] = {"own", "yellow", "green", "blue", "pink"};

void laboratory_light(struct laboratory *laboratory, enum background background, float exposure) {
  /* Relative to the brightest channel. */
  static const float TINTS[BACKGROUND_COUNT][3] = {
      [BACKGROUND_YELLOW] = {1.0f, 0.94f, 0.60f},
      [BACKGROUND_GREEN] = {0.78f, 1.0f, 0.76f},
      [BACKGROUND_BLUE] = {0.70f, 0.84f, 1.0f},
      [BACKGROUND_PINK] = {1.0f, 0.76f, 0.86f},
  };
  float *glass = laboratory->background, brightest = fmaxf(fmaxf(glass[0], glass[1]), glass[2]);
  for (int channel = 0; channel < 3; channel++) {
    if (background != BACKGROUND_OWN) glass[channel] = brightest * TINTS[background][channel];
    glass[channel] *= exposure;
  }
}

/* The share of the light at a pixel that the eyepiece's rim lets through; its edge is out of focus. */
static float through_rim(const struct laboratory *laboratory, int x, int y) {
  if (laboratory->rim <= 0.0f) return 1.0f;
  float distance = hypotf((float)x - laboratory->rim_x, (float)y - laboratory->rim_y) - laboratory->rim;
  return fminf(fmaxf(0.5f - distance / (0.03f * laboratory->rim), 0.01f), 1.0f);
}

/* The light that falls on a point of the picture, both coordinates -1 … 1; 1 in the middle. */
static float light(const struct laboratory *laboratory, float x, float y) {
  float across = x * cosf(laboratory->slope_angle) + y * sinf(laboratory->slope_angle);
  return (1.0f - 0.5f * laboratory->vignette * (x * x + y * y)) * (1.0f + 0.5f * laboratory->slope * across);
}

static void shine_through(const struct laboratory *laboratory, const struct canvas *canvas, float *image) {
  for (int y = 0; y < canvas->height; y++) {
    for (int x = 0; x < canvas->width; x++) {
      size_t i = (size_t)y * (size_t)canvas->width + (size_t)x;
      float falling = light(laboratory, 2.0f * (float)x / (float)canvas->width - 1.0f,
                            2.0f * (float)y / (float)canvas->height - 1.0f);
      falling *= through_rim(laboratory, x, y);
      for (int channel = 0; channel < 3; channel++) {
        float density = 0.0f;
        for (int dye = 0; dye < DYE_COUNT; dye++)
          density += canvas->dyes[i].of[dye] * laboratory->absorbance[dye][channel];
        image[3 * i + (size_t)channel] = laboratory->background[channel] * falling * expf(-density);
      }
    }
  }
}

static int mirrored(int i, int length) {
  i = i < 0 ? -i : i;
  i = i >= length ? 2 * length - 2 - i : i;
  return i < 0 ? 0 : i;
}

enum { MOST_REACH = 24 };

/* The weights of a Gaussian from its middle on; returns how many follow the middle one. */
static int gaussian(float sigma, float weight[MOST_REACH + 1]) {
  float sum = 0.0f;
  int reach = (int)ceilf(3.0f * sigma);
  reach = reach > MOST_REACH ? MOST_REACH : reach;
  for (int k = 0; k <= reach; k++) {
    weight[k] = expf(-0.5f * (float)(k * k) / (sigma * sigma));
    sum += k ? 2.0f * weight[k] : weight[k];
  }
  for (int k = 0; k <= reach; k++) weight[k] /= sum;
  return reach;
}

/* Whole rows at a time: most of a picture's time would else go into this. */
static void add_row(float *to, const float *from, float weight, size_t length) {
  for (size_t i = 0; i < length; i++) to[i] += weight * from[i];
}

/* image = blurred(image), RGB; `spare` is as large as the image, `row` MOST_REACH pixels longer than a row at both
 * ends. */
static void blur(float *image, float *spare, float *row, int width, int height, float sigma) {
  float weight[MOST_REACH + 1];
  int reach = gaussian(sigma, weight);
  size_t length = 3 * (size_t)width, pixel = 3 * sizeof *image;
  memset(spare, 0, (size_t)height * length * sizeof *spare);
  for (int y = 0; y < height; y++) {
    for (int x = -reach; x < width + reach; x++)
      memcpy(row + 3 * (x + reach), image + (size_t)y * length + 3 * mirrored(x, width), pixel);
    for (int k = -reach; k <= reach; k++)
      add_row(spare + (size_t)y * length, row + 3 * (k + reach), weight[abs(k)], length);
  }
  memset(image, 0, (size_t)height * length * sizeof *image);
  for (int y = 0; y < height; y++)
    for (int k = -reach; k <= reach; k++)
      add_row(image + (size_t)y * length, spare + (size_t)mirrored(y + k, height) * length, weight[abs(k)],
              length);
}

/* One channel at a point between pixels, bilinear. */
static float sample(const float *image, int width, int height, float x, float y, int channel) {
  int ix = (int)floorf(x), iy = (int)floorf(y);
  float fx = x - (float)ix, fy = y - (float)iy, value = 0.0f;
  for (int j = 0; j < 2; j++)
    for (int i = 0; i < 2; i++) {
      size_t at = (size_t)mirrored(iy + j, height) * (size_t)width + (size_t)mirrored(ix + i, width);
      value += (i ? fx : 1.0f - fx) * (j ? fy : 1.0f - fy) * image[3 * at + (size_t)channel];
    }
  return value;
}

/* Lateral chromatic aberration: red a little larger, blue a little smaller than green. */
static void part_colours(const float *image, float *to, int width, int height, float pixels) {
  float shrink = 2.0f * pixels / hypotf((float)width, (float)height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int channel = 0; channel < 3; channel++) {
        float zoom = shrink * (float)(channel - 1);
        float from_x = (float)x + zoom * ((float)x - 0.5f * (float)width);
        float from_y = (float)y + zoom * ((float)y - 0.5f * (float)height);
        to[3 * ((size_t)y * (size_t)width + (size_t)x) + (size_t)channel] =
            sample(image, width, height, from_x, from_y, channel);
      }
}

static uint8_t quantise(float value) { return (uint8_t)(fminf(fmaxf(value, 0.0f), 255.0f) + 0.5f); }

/* The camera's own sharpening, the sensor's noise (half of it shared by the channels), eight bits. */
static void develop(const struct laboratory *laboratory, struct random *random, const float *image,
                    const float *smooth, size_t pixels, uint8_t *rgb) {
  for (size_t i = 0; i < pixels; i++) {
    float grey = 0.7f * random_normal(random);
    for (size_t j = 3 * i; j < 3 * i + 3; j++) {
      float detail = laboratory->sharpening * (image[j] - smooth[j]);
      rgb[j] = quantise(image[j] + detail + laboratory->noise * (grey + 0.7f * random_normal(random)));
    }
  }
}

int camera_expose(const struct laboratory *laboratory, const struct canvas *canvas, struct random *random,
                  uint8_t *rgb) {
  int width = canvas->width, height = canvas->height;
  size_t pixels = (size_t)width * (size_t)height;
  float *image = calloc(3 * (3 * pixels + (size_t)width + 2 * MOST_REACH), sizeof *image);
  if (!image) return -1;
  float *other = image + 3 * pixels, *spare = other + 3 * pixels, *row = spare + 3 * pixels;
  shine_through(laboratory, canvas, image);
  blur(image, spare, row, width, height, laboratory->blur);
  if (laboratory->fringe > 0.0f) {
    part_colours(image, other, width, height, laboratory->fringe);
    memcpy(image, other, 3 * pixels * sizeof *image);
  } else {
    memcpy(other, image, 3 * pixels * sizeof *image);
  }
  blur(other, spare, row, width, height, 1.5f * laboratory->blur);
  develop(laboratory, random, image, other, pixels, rgb);
  free(image);
  return 0;
}
