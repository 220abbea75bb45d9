/* Writes PNG files.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_PNG_FILE_H
#define CLI_PNG_FILE_H

#include <stdint.h>

/* Writes a picture: rgb [height][width][3]. Returns 0, or the errno that says why it could not be written; what was
 * written until then is left. */
int write_png(const char *path, const uint8_t *rgb, int width, int height);

#endif
