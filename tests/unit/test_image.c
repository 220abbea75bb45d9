/* Stage 1, image: each picture of tests/pictures gives its status, size and pixels; cut files and a failing
 * memory give an error and leave nothing behind. tests/pictures/README.md says what each file is.
 *
 * Linked with tests/memory.c; HV_TEST_PICTURES is the folder of the pictures.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "image.h"

enum { MOST_BYTES = 65536 };

static size_t read_picture(const char *name, uint8_t file[MOST_BYTES]) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", HV_TEST_PICTURES, name);
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) fail_msg("%s cannot be opened", path);
  size_t size = fread(file, 1, MOST_BYTES, stream);
  fclose(stream);
  return size;
}

/* Decodes a copy of exactly `size` bytes, so that AddressSanitizer sees a read beyond them. */
static hv_status decode(const uint8_t *file, size_t size, hv_image *image) {
  uint8_t *copy = malloc(size > 0 ? size : 1);
  assert_non_null(copy);
  memcpy(copy, file, size);
  hv_status status = hv_image_decode(copy, size, image);
  free(copy);
  if (status != HV_OK) {
    assert_null(image->rgb);
    assert_int_equal(image->width, 0);
    assert_int_equal(image->height, 0);
  }
  return status;
}

static void decode_picture(const char *name, hv_status expected, hv_image *image) {
  uint8_t file[MOST_BYTES];
  hv_status status = decode(file, read_picture(name, file), image);
  if (status != expected) {
    fail_msg("%s: %s instead of %s", name, hv_status_name(status), hv_status_name(expected));
  }
}

static int largest_difference(const hv_image *a, const hv_image *b) {
  int largest = 0;
  assert_int_equal(a->width, b->width);
  assert_int_equal(a->height, b->height);
  for (size_t i = 0; i < 3 * (size_t)a->width * (size_t)a->height; i++) {
    int difference = abs(a->rgb[i] - b->rgb[i]);
    if (difference > largest) largest = difference;
  }
  return largest;
}

static uint32_t fnv1a(const hv_image *image) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < 3 * (size_t)image->width * (size_t)image->height; i++) {
    hash = (hash ^ image->rgb[i]) * 16777619u;
  }
  return hash;
}

/* The pictures that the others are compared with, each against the FNV-1a of its pixels as Pillow 13.0.0
 * reads them: h = 2166136261; for b in Image.open(name).tobytes(): h = (h ^ b) * 16777619 % 2**32 */
static void test_references(void **state) {
  (void)state;
  static const struct {
    const char *name;
    uint32_t hash;
  } rows[] = {{"plain.png", 0x9ec13c35},
              {"grey-expected.png", 0x345dfe2d},
              {"rgba-expected.png", 0xd231870c},
              {"grey-alpha-expected.png", 0x731aa4e9},
              {"palette-expected.png", 0x0a127f0d},
              {"one-bit-expected.png", 0x91b4d8ac},
              {"transparent-colour-expected.png", 0x2314bd75}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    hv_image image;
    decode_picture(rows[i].name, HV_OK, &image);
    assert_int_equal(image.width, 40);
    assert_int_equal(image.height, 32);
    if (fnv1a(&image) != rows[i].hash) fail_msg("%s: other pixels than Pillow's", rows[i].name);
    hv_image_free(&image);
  }
}

/* The tolerance is the largest difference of a byte that was observed, plus 2 where the decoder may round
 * otherwise. Subsampled colours run over the hard edges of the corners, hence 46 and 81. */
static void test_whole_pictures(void **state) {
  (void)state;
  static const struct {
    const char *name, *expected;
    int tolerance;
  } rows[] = {{"plain.jpg", "plain.png", 2 + 2},
              {"orientation-1.jpg", "plain.png", 2 + 2},
              {"orientation-2.jpg", "plain.png", 3 + 2},
              {"orientation-3.jpg", "plain.png", 3 + 2},
              {"orientation-4.jpg", "plain.png", 2 + 2},
              {"orientation-5.jpg", "plain.png", 2 + 2},
              {"orientation-6.jpg", "plain.png", 2 + 2},
              {"orientation-7.jpg", "plain.png", 2 + 2},
              {"orientation-8.jpg", "plain.png", 2 + 2},
              {"orientation-wild.jpg", "plain.png", 2 + 2},
              {"orientation-6.png", "plain.png", 0},
              {"subsampled-422.jpg", "plain.png", 46 + 2},
              {"subsampled-420.jpg", "plain.png", 81 + 2},
              {"progressive.jpg", "plain.png", 2 + 2},
              {"restart.jpg", "plain.png", 2 + 2},
              {"rgb.jpg", "plain.png", 0 + 2},
              {"appended.jpg", "plain.png", 2 + 2},
              {"grey.jpg", "grey-expected.png", 1 + 2},
              {"grey.png", "grey-expected.png", 0},
              {"grey-alpha.png", "grey-alpha-expected.png", 0},
              {"rgba.png", "rgba-expected.png", 0},
              {"palette.png", "palette-expected.png", 0},
              {"one-bit.png", "one-bit-expected.png", 0},
              {"transparent-colour.png", "transparent-colour-expected.png", 0},
              {"sixteen-bit.png", "plain.png", 0},
              {"sixteen-bit-alpha.png", "rgba-expected.png", 0},
              {"interlaced.png", "plain.png", 0},
              {"interlaced-sixteen-bit-alpha.png", "rgba-expected.png", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    hv_image image, expected;
    decode_picture(rows[i].name, HV_OK, &image);
    decode_picture(rows[i].expected, HV_OK, &expected);
    int difference = largest_difference(&image, &expected);
    if (difference > rows[i].tolerance) fail_msg("%s: differs by %d", rows[i].name, difference);
    hv_image_free(&image);
    hv_image_free(&expected);
  }
}

static void test_refused_pictures(void **state) {
  (void)state;
  static const struct {
    const char *name;
    hv_status status;
  } rows[] = {{"empty.jpg", HV_EMPTY_FILE},
              {"text.jpg", HV_NOT_AN_IMAGE},
              {"text-of-bm.jpg", HV_NOT_AN_IMAGE},
              {"film.mp4", HV_NOT_AN_IMAGE},
              {"phone.heic", HV_UNSUPPORTED_HEIC},
              {"general.heic", HV_UNSUPPORTED_HEIC},
              {"real.avif", HV_UNSUPPORTED_AVIF},
              {"general.avif", HV_UNSUPPORTED_AVIF},
              {"little-endian.tiff", HV_UNSUPPORTED_TIFF},
              {"big-endian.tiff", HV_UNSUPPORTED_TIFF},
              {"big.tiff", HV_UNSUPPORTED_TIFF},
              {"real.gif", HV_UNSUPPORTED_GIF},
              {"real.webp", HV_UNSUPPORTED_WEBP},
              {"real.bmp", HV_UNSUPPORTED_BMP},
              {"plain.svg", HV_UNSUPPORTED_SVG},
              {"declared.svg", HV_UNSUPPORTED_SVG},
              {"real.pdf", HV_UNSUPPORTED_PDF},
              {"cmyk.jpg", HV_UNSUPPORTED_CMYK},
              {"twelve-bit.jpg", HV_UNSUPPORTED_JPEG},
              {"arithmetic.jpg", HV_UNSUPPORTED_JPEG},
              {"lossless.jpg", HV_UNSUPPORTED_JPEG},
              {"truncated.jpg", HV_TRUNCATED_IMAGE},
              {"no-end.jpg", HV_TRUNCATED_IMAGE},
              {"no-scan.jpg", HV_TRUNCATED_IMAGE},
              {"empty-scan.jpg", HV_TRUNCATED_IMAGE},
              {"cut-scan.jpg", HV_TRUNCATED_IMAGE},
              {"cut-at-restart.jpg", HV_TRUNCATED_IMAGE},
              {"cut-between-scans.jpg", HV_TRUNCATED_IMAGE},
              {"broken-table.jpg", HV_BROKEN_IMAGE},
              {"broken-frame.jpg", HV_BROKEN_IMAGE},
              {"too-large.jpg", HV_IMAGE_TOO_LARGE},
              {"one-pixel.jpg", HV_IMAGE_TOO_SMALL},
              {"truncated.png", HV_TRUNCATED_IMAGE},
              {"no-end.png", HV_TRUNCATED_IMAGE},
              {"no-data.png", HV_BROKEN_IMAGE},
              {"wrong-crc.png", HV_BROKEN_IMAGE},
              {"broken-zlib.png", HV_BROKEN_IMAGE},
              {"too-few-rows.png", HV_BROKEN_IMAGE},
              {"inflates-without-end.png", HV_BROKEN_IMAGE},
              {"bomb.png", HV_IMAGE_TOO_LARGE},
              {"one-pixel.png", HV_IMAGE_TOO_SMALL},
              {"narrow.png", HV_IMAGE_TOO_SMALL}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    hv_image image;
    decode_picture(rows[i].name, rows[i].status, &image);
  }
}

static const char *const kinds[] = {
    "plain.jpg",      "progressive.jpg", "restart.jpg",    "orientation-6.jpg", "grey.jpg",
    "grey-alpha.png", "palette.png",     "interlaced.png", "orientation-6.png", "sixteen-bit-alpha.png"};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void test_every_prefix_is_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < KINDS; i++) {
    uint8_t file[MOST_BYTES];
    size_t size = read_picture(kinds[i], file);
    for (size_t cut = 0; cut < size; cut++) {
      hv_image image;
      if (decode(file, cut, &image) == HV_OK) fail_msg("%s cut to %zu bytes is accepted", kinds[i], cut);
    }
  }
}

/* A cut JPEG with its last marker put back, as repair programs do. The very last codes cannot be missed where
 * what remains of them happens to be another code; it shows in one block at most. */
static void test_every_patched_prefix_is_refused(void **state) {
  (void)state;
  enum { LAST_CODES = 6 };
  static const char *const names[] = {"plain.jpg", "restart.jpg", "grey.jpg", "subsampled-420.jpg"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    uint8_t file[MOST_BYTES];
    size_t size = read_picture(names[i], file);
    for (size_t cut = 2; cut + LAST_CODES < size; cut++) {
      uint8_t patched[MOST_BYTES];
      memcpy(patched, file, cut);
      memcpy(patched + cut, "\xff\xd9", 2);
      hv_image image;
      if (decode(patched, cut + 2, &image) == HV_OK)
        fail_msg("%s cut to %zu bytes is accepted", names[i], cut);
    }
  }
}

/* Whatever one byte is changed to, the answer is a picture within the limits or an error; AddressSanitizer
 * watches. */
static void test_every_changed_byte_is_survived(void **state) {
  (void)state;
  for (size_t i = 0; i < KINDS; i++) {
    uint8_t file[MOST_BYTES];
    size_t size = read_picture(kinds[i], file);
    for (size_t at = 0; at < size; at++) {
      uint8_t before = file[at];
      file[at] = (uint8_t)(before ^ (1u << at % 8));
      hv_image image;
      if (decode(file, size, &image) == HV_OK) {
        assert_true((int64_t)image.width * image.height <= HV_MAX_PIXELS);
        assert_true(image.width >= HV_MIN_SIDE && image.height >= HV_MIN_SIDE);
        hv_image_free(&image);
      }
      file[at] = before;
    }
  }
}

static void test_failing_memory(void **state) {
  (void)state;
  for (size_t i = 0; i < KINDS; i++) {
    uint8_t file[MOST_BYTES];
    size_t size = read_picture(kinds[i], file);
    hv_image image;
    for (unsigned number = 1;; number++) {
      memory_fail_at(number);
      hv_status status = hv_image_decode(file, size, &image);
      if (!memory_has_failed()) {
        assert_int_equal(status, HV_OK);
        assert_int_equal(memory_blocks_left(), 1);
        break;
      }
      if (status != HV_OUT_OF_MEMORY)
        fail_msg("%s: allocation %u: %s", kinds[i], number, hv_status_name(status));
      assert_int_equal(memory_blocks_left(), 0);
      assert_null(image.rgb);
    }
    memory_fail_at(0);
    hv_image_free(&image);
    assert_null(image.rgb);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_references),
      cmocka_unit_test(test_whole_pictures),
      cmocka_unit_test(test_refused_pictures),
      cmocka_unit_test(test_every_prefix_is_refused),
      cmocka_unit_test(test_every_patched_prefix_is_refused),
      cmocka_unit_test(test_every_changed_byte_is_survived),
      cmocka_unit_test(test_failing_memory),
  };
  return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
