/*
 * Stain, light, lens and sensor. camera.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "camera.h"

#include <math.h>
#include <stdlib.h>

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

/* One pass of a Gaussian over RGB: `count` lines of `length` pixels; strides in pixels. */
static void blur_lines(const float *from, float *to, int count, int length, size_t line, size_t step,
                       float sigma) {
  enum { MOST = 24 };
  float weight[MOST + 1], sum = 0.0f;
  int reach = (int)ceilf(3.0f * sigma);
  reach = reach > MOST ? MOST : reach;
  for (int k = 0; k <= reach; k++) {
    weight[k] = expf(-0.5f * (float)(k * k) / (sigma * sigma));
    sum += k ? 2.0f * weight[k] : weight[k];
  }
  for (int l = 0; l < count; l++) {
    for (int i = 0; i < length; i++) {
      float value[3] = {0};
      for (int k = -reach; k <= reach; k++) {
        const float *pixel = from + 3 * ((size_t)l * line + (size_t)mirrored(i + k, length) * step);
        for (int channel = 0; channel < 3; channel++)
          value[channel] += weight[k < 0 ? -k : k] / sum * pixel[channel];
      }
      for (int channel = 0; channel < 3; channel++)
        to[3 * ((size_t)l * line + (size_t)i * step) + (size_t)channel] = value[channel];
    }
  }
}

/* image = blurred(image); spare is as large as the image. */
static void blur(float *image, float *spare, int width, int height, float sigma) {
  blur_lines(image, spare, height, width, (size_t)width, 1, sigma);
  blur_lines(spare, image, width, height, 1, (size_t)width, sigma);
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
  float *image = calloc(3 * 3 * pixels, sizeof *image);
  if (!image) return -1;
  float *other = image + 3 * pixels, *spare = other + 3 * pixels;
  shine_through(laboratory, canvas, image);
  blur(image, spare, width, height, laboratory->blur);
  part_colours(image, other, width, height, laboratory->fringe);
  for (size_t i = 0; i < 3 * pixels; i++) image[i] = other[i];
  blur(other, spare, width, height, 1.5f * laboratory->blur);
  develop(laboratory, random, image, other, pixels, rgb);
  free(image);
  return 0;
}
