/* The progress bar: see progress.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

enum { MANY_PICTURES = 20, BAR_WIDTH = 40 };

progress_bar start_progress(size_t count) {
  return (progress_bar){.count = count, .shown = count >= MANY_PICTURES && isatty(STDERR_FILENO)};
}

void hide_progress(const progress_bar *bar) {
  if (bar->shown) fputs("\r\x1b[K", stderr);
}

void advance_progress(progress_bar *bar) {
  bar->done++;
  if (!bar->shown || bar->done == bar->count) return;
  static const char full[] = "########################################";
  int filled = (int)(bar->done * BAR_WIDTH / bar->count);
  fprintf(stderr, "\r[%-*.*s] %zu of %zu", BAR_WIDTH, filled, full, bar->done, bar->count);
}
