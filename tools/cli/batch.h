/* Many pictures through several threads, and their rows in the order of the list.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "drawing.h"
#include "output.h"

/* What one picture gave: its row, and what the summary counts. */
typedef struct {
  char *row;
  hv_status status;
  uint32_t class_index;
  hv_verdict verdict;
  int draw_errors
      [DRAWING_KINDS]; /* the errno that says why one was not written; 0: it was, or is not wanted */
} answer;

typedef struct {
  char *const *paths;
  size_t count;
  char *const
      *drawings[DRAWING_KINDS]; /* the path of each picture's drawing; NULL: none of this kind is wanted */
  const file_bytes *model;
  const file_bytes *detector; /* without bytes where the model takes whole pictures */
  const output *out;
} batch;

/* Classifies the pictures with `jobs` threads, each with a classifier of its own made of the model and the detector,
 * which were loaded before and are known to be good. Calls `take` with each answer in the order of the list, in the
 * caller's thread, as soon as it and those before it are there. */
void run_batch(const batch *work, unsigned jobs, void (*take)(void *user, const answer *given), void *user);

#endif
