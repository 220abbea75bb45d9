/* Reads the files that the tests are about.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_TESTS_FILE_H
#define HV_TESTS_FILE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  uint8_t *bytes;
  size_t size;
} file;

/* The whole file, its bytes to be freed by the caller; the test fails where there is none. Exactly `size` bytes are
 * allocated, so that AddressSanitizer sees a read beyond them. */
static inline file read_file(const char *path) {
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) fail_msg("%s cannot be opened", path);
  fseek(stream, 0, SEEK_END);
  file read = {NULL, (size_t)ftell(stream)};
  rewind(stream);
  read.bytes = malloc(read.size);
  assert_non_null(read.bytes);
  assert_int_equal(fread(read.bytes, 1, read.size, stream), read.size);
  fclose(stream);
  return read;
}

#endif
