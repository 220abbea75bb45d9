/* A bar on the standard error that says how far the pictures are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  size_t count, done;
  bool shown; /* only on a terminal, and where there are many pictures */
} progress_bar;

progress_bar start_progress(size_t count);

/* Removes the bar, before something is printed that may come to the same terminal. */
void hide_progress(const progress_bar *bar);

/* One picture more is done: draws the bar again. */
void advance_progress(progress_bar *bar);

#endif
