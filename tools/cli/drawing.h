/* A picture with the boxes of its cells drawn into it, as a PNG file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_DRAWING_H
#define CLI_DRAWING_H

#include <stdbool.h>

#include "files.h"

/* What is drawn: the cells alone, or over what their verdicts rest on (heat.h). */
typedef enum { DRAWING_OF_CELLS, DRAWING_OF_REASONS, DRAWING_KINDS } drawing_kind;

/* Draws the cells of `result`, which came from the picture `file`: a box around each with its class and confidence, with
 * both classes between which an unsure verdict hesitates, or with "unfamiliar"; numbered by prominence where there are
 * several, the first one's stronger, those that the border cuts off dashed.
 * Returns 0, or the errno that says why the drawing could not be written to `path`. */
int write_drawing(const file_bytes *file, const hv_result *result, drawing_kind kind, const char *path);

/* Whether a result is one that can be drawn: the picture could be read. */
bool can_be_drawn(const hv_result *result);

#endif
