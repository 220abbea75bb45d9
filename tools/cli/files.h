/* Files whole in memory, and where the shipped models lie.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "hematovision.h"

typedef struct {
  uint8_t *bytes;
  size_t size;
} file_bytes;

/* Reads a file, its first `most` bytes where it is longer. Freed with free(file->bytes), which is NULL on an
 * error.
 *
 * HV_OK, HV_UNREADABLE_FILE (errno says why), HV_OUT_OF_MEMORY. */
hv_status read_file(const char *path, size_t most, file_bytes *file);

/* The path of models/NAME beside the build folder that this program runs from, or of share/hematovision/NAME where it
 * is installed; to be freed. NULL where neither exists. */
char *find_shipped(const char *name);

#endif
