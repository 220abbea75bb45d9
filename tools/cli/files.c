/* Reading files and finding the models: see files.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L
#include "files.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

/* The size that the file states, as a first guess: pipes state none, and a file may grow while it is read. */
static size_t guess_size(FILE *stream) {
  struct stat about;
  bool known = fstat(fileno(stream), &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
  return known ? (size_t)about.st_size + 1 : 65536;
}

static hv_status read_stream(FILE *stream, size_t most, file_bytes *file) {
  size_t capacity = 0, wanted = guess_size(stream);
  do {
    capacity = wanted < most ? wanted : most;
    uint8_t *larger = realloc(file->bytes, capacity);
    if (larger == NULL) return HV_OUT_OF_MEMORY;
    file->bytes = larger;
    file->size += fread(file->bytes + file->size, 1, capacity - file->size, stream);
    if (ferror(stream)) return HV_UNREADABLE_FILE;
    wanted = 2 * capacity;
  } while (!feof(stream) && capacity < most);
  return HV_OK;
}

hv_status read_file(const char *path, size_t most, file_bytes *file) {
  *file = (file_bytes){0};
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) return HV_UNREADABLE_FILE;
  hv_status status = read_stream(stream, most, file);
  int reason = errno;
  fclose(stream);
  errno = reason;
  if (status != HV_OK) {
    free(file->bytes);
    *file = (file_bytes){0};
  }
  return status;
}

char *find_shipped(const char *name) {
  char folder[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", folder, sizeof folder - 1);
  if (length < 0) return NULL;
  folder[length] = '\0';
  *strrchr(folder, '/') = '\0';
  static const char *const places[] = {"../../models", "../share/hematovision"};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
    char *path = text_of("%s/%s/%s", folder, places[i], name);
    if (access(path, R_OK) == 0) return path;
    free(path);
  }
  return NULL;
}
