/*
 * Pictures and truth.json. output.h is the manual.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "output.h"

#include <errno.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
/* The files are opened here: the library has no say in their errors. */
#define STBI_WRITE_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include "stb_image_write.h"
#pragma GCC diagnostic pop

enum { JPEG_QUALITY = 92 };

const char *output_suffix(enum output_format format) { return format == OUTPUT_PNG ? ".png" : ".jpg"; }

static void write_bytes(void *file, void *bytes, int count) { fwrite(bytes, 1, (size_t)count, file); }

int output_picture(const struct smear *smear, enum output_format format, const char *path) {
  FILE *file = fopen(path, "wb");
  if (!file) return -1;
  int width = smear->width, height = smear->height;
  int written = format == OUTPUT_PNG
                    ? stbi_write_png_to_func(write_bytes, file, width, height, 3, smear->rgb, width * 3)
                    : stbi_write_jpg_to_func(write_bytes, file, width, height, 3, smear->rgb, JPEG_QUALITY);
  int failed = !written || ferror(file);
  failed |= fclose(file) != 0;
  if (failed && errno == 0) errno = EIO;
  return failed ? -1 : 0;
}

static void write_box(const struct box *box, FILE *truth) {
  fprintf(truth, "[%d, %d, %d, %d]", box->x, box->y, box->width, box->height);
}

static void write_cell(const struct smear_cell *cell, FILE *truth) {
  fprintf(truth, "{\"class\": \"%s\", \"box\": ", white_class_names[cell->class]);
  write_box(&cell->whole, truth);
  fprintf(truth, ", \"cut_off\": %s, \"nucleus\": ", cell->cut_off ? "true" : "false");
  write_box(&cell->nucleus, truth);
  fputs("}", truth);
}

void output_truth(const struct smear *smear, const char *file, FILE *truth) {
  fprintf(truth, "{\"file\": \"%s\", \"class\": ", file);
  if (smear->cell_count > 0) fprintf(truth, "\"%s\"", white_class_names[smear->cells[0].class]);
  else fputs("null", truth);
  fprintf(truth, ", \"width\": %d, \"height\": %d, \"micrometres_per_pixel\": %.5f, \"cells\": [",
          smear->width, smear->height, (double)smear->micrometres_per_pixel);
  for (int i = 0; i < smear->cell_count; i++) {
    fputs(i ? ", " : "", truth);
    write_cell(&smear->cells[i], truth);
  }
  fputs("], \"red_cells\": [", truth);
  for (int i = 0; i < smear->red_count; i++) {
    fputs(i ? ", " : "", truth);
    write_box(&smear->red_cells[i], truth);
  }
  fputs("]}", truth);
}
