/* The one file that is compiled with stb_image_write. See png_file.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "png_file.h"

#include <errno.h>
#include <stdio.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
/* The file is opened here: the library has no say in its errors. */
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
#include "stb_image_write.h"
#pragma GCC diagnostic pop

static void write_bytes(void *file, void *bytes, int count) { fwrite(bytes, 1, (size_t)count, file); }

int write_png(const char *path, const uint8_t *rgb, int width, int height) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) return errno;
  errno = 0;
  int written = stbi_write_png_to_func(write_bytes, file, width, height, 3, rgb, width * 3);
  int failed = !written || ferror(file);
  failed |= fclose(file) != 0;
  return !failed ? 0 : errno != 0 ? errno : EIO;
}
