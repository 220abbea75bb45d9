/* Stage 1: the format by its first bytes, the checks before decoding, and stb_image behind them.
 *
 * stb_image is compiled into this file with its JPEG and PNG decoders alone. What it leaves out is done here
 * or in jpeg.c, png.c and exif.c: it reads damaged and cut files as far as it can, knows no EXIF and no CRC,
 * and takes as much memory as a PNG's zlib stream asks for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "image.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "exif.h"
#include "jpeg.h"
#include "png.h"

/* stb_image's allocations take no context, so what hv_image_decode wants to know of them stands here while it
 * runs, once for each thread. */
static _Thread_local struct {
  uint64_t largest; /* an allocation of more bytes is refused: the picture's header does not account for it */
  bool failed;      /* there was no memory */
} allocation;

/* A row of 16-bit RGBA has 8 bytes a pixel, and stb_image doubles a buffer that it finds too small, as an
 * interlaced PNG's is; it gathers the file's chunks in another that doubles. 64 KiB are for its own tables.
 */
static void expect_allocations(uint32_t width, uint32_t height, size_t file_size) {
  allocation.largest = 16 * (uint64_t)width * height + 2 * (uint64_t)file_size + 65536;
  allocation.failed = false;
}

/* Zero-filled: of a damaged picture stb_image hands out pixels that it never wrote. */
static void *allocate(size_t size) {
  if (size > allocation.largest) return NULL;
  void *memory = calloc(1, size);
  allocation.failed |= memory == NULL;
  return memory;
}

static void *reallocate(void *memory, size_t old_size, size_t size) {
  if (size > allocation.largest) return NULL;
  uint8_t *larger = realloc(memory, size);
  allocation.failed |= larger == NULL;
  if (larger != NULL && size > old_size) memset(larger + old_size, 0, size - old_size);
  return larger;
}

#define STBI_MALLOC(size) allocate(size)
#define STBI_REALLOC_SIZED(memory, old_size, size) reallocate(memory, old_size, size)
#define STBI_FREE(memory) free(memory)
#define STBI_ASSERT(condition) ((void)0)
#define STBI_MAX_DIMENSIONS (HV_MAX_PIXELS / HV_MIN_SIDE)
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_GIF /* gcc warns of its declaration otherwise */
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_FAILURE_STRINGS
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#if defined(__wasm_simd128__) && defined(__SSE2__)
#define STBI__X64_TARGET /* its SSE2 kernels, which Emscripten translates to WASM SIMD */
#endif
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wsign-compare"
#include "stb_image.h"
#pragma GCC diagnostic pop

static bool begins_with(const uint8_t *file, size_t size, size_t offset, const char *bytes, size_t count) {
  return size >= offset + count && memcmp(file + offset, bytes, count) == 0;
}

/* The brands of an ISO base media file: 4 box size, "ftyp", 4 major brand, 4 version, 4 for each compatible
 * brand. HEIC and AVIF share the general brands mif1 and msf1; any avif among them decides. */
static hv_status status_of_brands(const uint8_t *file, size_t size) {
  static const char heic[][5] = {"heic", "heix", "heim", "heis", "hevc",
                                 "hevx", "hevm", "hevs", "mif1", "msf1"};
  size_t end = (size_t)file[0] << 24 | (size_t)file[1] << 16 | (size_t)file[2] << 8 | file[3];
  if (end > size) end = size;
  hv_status status = HV_NOT_AN_IMAGE;
  for (size_t brand = 8; brand + 4 <= end; brand += 4) {
    if (memcmp(file + brand, "avif", 4) == 0 || memcmp(file + brand, "avis", 4) == 0)
      return HV_UNSUPPORTED_AVIF;
    for (size_t i = 0; i < sizeof heic / sizeof heic[0]; i++) {
      if (memcmp(file + brand, heic[i], 4) == 0) status = HV_UNSUPPORTED_HEIC;
    }
  }
  return status;
}

/* "BM" begins many a text; the size of the second header (at 14) tells them apart. */
static bool is_bmp(const uint8_t *file, size_t size) {
  if (!begins_with(file, size, 0, "BM", 2) || size < 18 || file[15] || file[16] || file[17]) return false;
  static const uint8_t header_sizes[] = {12, 40, 52, 56, 64, 108, 124};
  return memchr(header_sizes, file[14], sizeof header_sizes) != NULL;
}

/* An SVG may have a byte order mark, blanks, an XML declaration and comments before its <svg. */
static bool is_svg(const uint8_t *file, size_t size) {
  size_t at = begins_with(file, size, 0, "\xef\xbb\xbf", 3) ? 3 : 0;
  while (at < size && (file[at] == ' ' || file[at] == '\t' || file[at] == '\r' || file[at] == '\n')) at++;
  if (begins_with(file, size, at, "<svg", 4)) return true;
  if (!begins_with(file, size, at, "<?xml", 5) && !begins_with(file, size, at, "<!--", 4) &&
      !begins_with(file, size, at, "<!DOCTYPE svg", 13)) {
    return false;
  }
  size_t end = size < at + 4096 ? size : at + 4096;
  for (; at + 4 <= end; at++) {
    if (memcmp(file + at, "<svg", 4) == 0) return true;
  }
  return false;
}

/* The formats by their first bytes:
 *
 *   FF D8 FF                       JPEG          "GIF87a", "GIF89a"             GIF
 *   89 "PNG" 0D 0A 1A 0A           PNG           "RIFF" .... "WEBP"             WebP
 *   .... "ftyp"                    HEIC, AVIF    "%PDF-"                        PDF
 *   "II*" 0, "MM" 0 "*"            TIFF          "BM"                           BMP
 *   "II+" 0, "MM" 0 "+"            BigTIFF       "<svg", "<?xml" ... "<svg"     SVG
 */
static bool is_jpeg(const uint8_t *file, size_t size) {
  return begins_with(file, size, 0, "\xff\xd8\xff", 3);
}

static bool is_png(const uint8_t *file, size_t size) {
  return begins_with(file, size, 0, "\x89PNG\r\n\x1a\n", 8);
}

/* Why a file that is neither JPEG nor PNG is refused. */
static hv_status status_of_other(const uint8_t *file, size_t size) {
  if (size == 0) return HV_EMPTY_FILE;
  if (begins_with(file, size, 4, "ftyp", 4)) return status_of_brands(file, size);
  if (begins_with(file, size, 0, "II*\0", 4) || begins_with(file, size, 0, "MM\0*", 4))
    return HV_UNSUPPORTED_TIFF;
  if (begins_with(file, size, 0, "II+\0", 4) || begins_with(file, size, 0, "MM\0+", 4))
    return HV_UNSUPPORTED_TIFF;
  if (begins_with(file, size, 0, "GIF87a", 6) || begins_with(file, size, 0, "GIF89a", 6))
    return HV_UNSUPPORTED_GIF;
  if (begins_with(file, size, 0, "RIFF", 4) && begins_with(file, size, 8, "WEBP", 4))
    return HV_UNSUPPORTED_WEBP;
  if (begins_with(file, size, 0, "%PDF-", 5)) return HV_UNSUPPORTED_PDF;
  if (is_bmp(file, size)) return HV_UNSUPPORTED_BMP;
  if (is_svg(file, size)) return HV_UNSUPPORTED_SVG;
  return HV_NOT_AN_IMAGE;
}

static hv_status check_size(uint32_t width, uint32_t height) {
  if ((uint64_t)width * height > HV_MAX_PIXELS) return HV_IMAGE_TOO_LARGE;
  return width < HV_MIN_SIDE || height < HV_MIN_SIDE ? HV_IMAGE_TOO_SMALL : HV_OK;
}

/* Hands a JPEG to stb_image, with a guard of one bits behind the data of every scan.
 *
 * Where a scan's data ends early, stb_image goes on with zeros, which are valid codes, and fills the rest of
 * the picture with grey. No Huffman code is all ones (T.81, C.2), so that with the guard it stops with an
 * error; a whole scan never reaches the guard, and stb_image skips it on its way to the next marker. A gap
 * between two restart markers goes unnoticed: it leaves a grey stripe. */
typedef struct {
  const uint8_t *file;
  size_t size, position;
  const hv_jpeg *jpeg;
  uint32_t scans_read; /* scans whose guard was handed out */
  bool in_guard;       /* the last bytes handed out were a guard */
} jpeg_reader;

/* An unfinished code and its value take at most 31 bits, the code that must fail 16; FF 00 is eight ones. */
static const uint8_t guard[16] = {255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0};

static size_t end_of_piece(const jpeg_reader *reader) {
  const hv_jpeg *jpeg = reader->jpeg;
  return reader->scans_read < jpeg->scan_count ? jpeg->scan_ends[reader->scans_read] : reader->size;
}

static int read_jpeg(void *user, char *data, int size) {
  jpeg_reader *reader = user;
  size_t wanted = (size_t)size, left = end_of_piece(reader) - reader->position;
  reader->in_guard = left == 0 && reader->scans_read < reader->jpeg->scan_count && wanted >= sizeof guard;
  if (reader->in_guard) {
    memcpy(data, guard, sizeof guard);
    reader->scans_read++;
    return sizeof guard;
  }
  size_t count = left < wanted ? left : wanted;
  memcpy(data, reader->file + reader->position, count);
  reader->position += count;
  return (int)count;
}

/* stb_image skips inside segments only, never over the end of a scan. */
static void skip_jpeg(void *user, int count) {
  jpeg_reader *reader = user;
  size_t wanted = count > 0 ? (size_t)count : 0, left = end_of_piece(reader) - reader->position;
  reader->position += left < wanted ? left : wanted;
}

static int is_jpeg_read(void *user) {
  jpeg_reader *reader = user;
  return reader->position == reader->size;
}

static hv_status decode_jpeg(const uint8_t *file, size_t size, hv_image *image, int32_t *orientation) {
  hv_jpeg jpeg;
  hv_status status = hv_jpeg_check(file, size, &jpeg);
  if (status == HV_OK) status = check_size((uint32_t)jpeg.width, (uint32_t)jpeg.height);
  if (status != HV_OK) return status;
  if (jpeg.exif != NULL) *orientation = hv_exif_orientation(jpeg.exif, jpeg.exif_size);

  static const stbi_io_callbacks callbacks = {read_jpeg, skip_jpeg, is_jpeg_read};
  jpeg_reader reader = {.file = file, .size = size, .jpeg = &jpeg};
  int width, height, channels;
  expect_allocations((uint32_t)jpeg.width, (uint32_t)jpeg.height, size);
  image->rgb = stbi_load_from_callbacks(&callbacks, &reader, &width, &height, &channels, 3);
  if (allocation.failed) return HV_OUT_OF_MEMORY;
  if (image->rgb == NULL) return reader.in_guard ? HV_TRUNCATED_IMAGE : HV_BROKEN_IMAGE;
  /* After some errors between scans stb_image is content with what it has. */
  if (reader.scans_read < jpeg.scan_count) return HV_BROKEN_IMAGE;
  image->width = width;
  image->height = height;
  return HV_OK;
}

/* 16-bit samples to 8-bit ones, in place. stb_image's own way takes another buffer, and leaks where there is
 * none. */
static void reduce(uint8_t *pixels, size_t samples) {
  for (size_t i = 0; i < samples; i++) {
    uint16_t sample;
    memcpy(&sample, pixels + 2 * i, sizeof sample);
    pixels[i] = (uint8_t)(sample >> 8);
  }
}

/* RGBA on white, in place. */
static void flatten(uint8_t *pixels, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const uint8_t *rgba = pixels + 4 * i;
    unsigned alpha = rgba[3];
    for (int c = 0; c < 3; c++)
      pixels[3 * i + c] = (uint8_t)((rgba[c] * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}

static hv_status decode_png(const uint8_t *file, size_t size, hv_image *image, int32_t *orientation) {
  hv_png png;
  hv_status status = hv_png_check(file, size, &png);
  if (status == HV_OK) status = check_size(png.width, png.height);
  if (status != HV_OK) return status;
  if (png.exif != NULL) *orientation = hv_exif_orientation(png.exif, png.exif_size);
  if (size > INT32_MAX) return HV_OUT_OF_MEMORY; /* stb_image counts its bytes in an int */

  bool wide = png.depth == 16;
  int width, height, channels, wanted = png.has_alpha ? 4 : 3;
  expect_allocations(png.width, png.height, size);
  void *pixels = wide ? (void *)stbi_load_16_from_memory(file, (int)size, &width, &height, &channels, wanted)
                      : (void *)stbi_load_from_memory(file, (int)size, &width, &height, &channels, wanted);
  image->rgb = pixels;
  if (allocation.failed) return HV_OUT_OF_MEMORY;
  if (pixels == NULL) return HV_BROKEN_IMAGE;
  size_t count = (size_t)width * (size_t)height;
  if (wide) reduce(pixels, count * (size_t)wanted);
  if (png.has_alpha) flatten(pixels, count);
  *image = (hv_image){width, height, pixels};
  if (!wide && !png.has_alpha) return HV_OK;
  uint8_t *smaller = realloc(pixels, 3 * count);
  if (smaller == NULL) return HV_OUT_OF_MEMORY;
  image->rgb = smaller;
  return HV_OK;
}

/* Turns the picture upright: for each EXIF orientation, whether rows and columns change places, and whether
 * the picture is then mirrored along x or y. */
static hv_status turn_upright(hv_image *image, int32_t orientation) {
  static const struct {
    bool swap, mirror_x, mirror_y;
  } turns[9] = {[2] = {0, 1, 0}, [3] = {0, 1, 1}, [4] = {0, 0, 1}, [5] = {1, 0, 0},
                [6] = {1, 1, 0}, [7] = {1, 1, 1}, [8] = {1, 0, 1}};
  if (orientation == 1) return HV_OK;
  bool swap = turns[orientation].swap;
  bool mirror_x = turns[orientation].mirror_x, mirror_y = turns[orientation].mirror_y;
  int32_t width = swap ? image->height : image->width, height = swap ? image->width : image->height;
  uint8_t *upright = malloc(3 * (size_t)width * (size_t)height);
  if (upright == NULL) return HV_OUT_OF_MEMORY;

  uint8_t *to = upright;
  for (int32_t y = 0; y < height; y++) {
    for (int32_t x = 0; x < width; x++, to += 3) {
      int32_t from_x = mirror_x ? width - 1 - x : x, from_y = mirror_y ? height - 1 - y : y;
      size_t row = (size_t)(swap ? from_x : from_y), column = (size_t)(swap ? from_y : from_x);
      memcpy(to, image->rgb + 3 * (row * (size_t)image->width + column), 3);
    }
  }
  free(image->rgb);
  *image = (hv_image){width, height, upright};
  return HV_OK;
}

hv_status hv_image_decode(const uint8_t *file, size_t size, hv_image *image) {
  *image = (hv_image){0};
  int32_t orientation = 1;
  hv_status status = is_jpeg(file, size)  ? decode_jpeg(file, size, image, &orientation)
                     : is_png(file, size) ? decode_png(file, size, image, &orientation)
                                          : status_of_other(file, size);
  if (status == HV_OK) status = turn_upright(image, orientation);
  if (status != HV_OK) hv_image_free(image);
  return status;
}

void hv_image_free(hv_image *image) {
  free(image->rgb); /* NOLINT(clang-analyzer-unix.Malloc): it takes a realloc to 0 bytes for possible */
  *image = (hv_image){0};
}
