/* A queue that is only a number, the next picture: see batch.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L
#include "batch.h"

#include <pthread.h>
#include <stdlib.h>

#include "text.h"

/* No picture of HV_MAX_PIXELS is longer: 16-bit RGBA, not compressed, and a little for what lies around it.
 * Of a longer file the beginning is enough to tell what it is. */
#define MOST_PICTURE_BYTES ((size_t)HV_MAX_PIXELS * 8 + 1048576)

/* A row that is not printed yet waits in memory; a thread that is so far ahead waits for the printing. */
enum { MOST_AHEAD = 256 };

typedef struct {
  const batch *work;
  pthread_mutex_t lock;
  pthread_cond_t changed;     /* an answer has come, or was taken */
  size_t next;                /* the next picture that nobody works on */
  size_t taken;               /* answers taken so far */
  answer answers[MOST_AHEAD]; /* of picture i at i % MOST_AHEAD; its row is NULL until it has come */
} progress;

static answer answer_picture(hv_classifier *classifier, const batch *work, size_t i) {
  const char *path = work->paths[i];
  file_bytes file;
  hv_result unread = {.status = read_file(path, MOST_PICTURE_BYTES, &file)};
  unread.message = hv_status_sentence(unread.status);
  const hv_result *result = unread.status == HV_OK ? hv_classify(classifier, file.bytes, file.size) : &unread;
  answer given = {.row = make_row(work->out, path, result), .status = result->status};
  for (drawing_kind kind = 0; kind < DRAWING_KINDS; kind++)
    if (work->drawings[kind] != NULL && can_be_drawn(result))
      given.draw_errors[kind] = write_drawing(&file, result, kind, work->drawings[kind][i]);
  free(file.bytes);
  if (result->cell_count > 0) {
    given.class_index = result->cells[0].class_index;
    given.verdict = result->cells[0].verdict;
  }
  return given;
}

static hv_classifier *make_classifier(const batch *work) {
  hv_classifier *classifier = checked(hv_create());
  hv_status status = hv_load_model(classifier, work->model->bytes, work->model->size);
  if (status == HV_OK && work->detector->bytes != NULL)
    status = hv_load_detector(classifier, work->detector->bytes, work->detector->size);
  checked(status == HV_OK ? classifier : NULL);
  return classifier;
}

/* One thread: takes pictures until there are none. */
static void *work_through(void *argument) {
  progress *state = argument;
  const batch *work = state->work;
  hv_classifier *classifier = make_classifier(work);
  pthread_mutex_lock(&state->lock);
  while (state->next < work->count) {
    if (state->next >= state->taken + MOST_AHEAD) {
      pthread_cond_wait(&state->changed, &state->lock);
      continue;
    }
    size_t mine = state->next++;
    pthread_mutex_unlock(&state->lock);
    answer given = answer_picture(classifier, work, mine);
    pthread_mutex_lock(&state->lock);
    state->answers[mine % MOST_AHEAD] = given;
    pthread_cond_broadcast(&state->changed);
  }
  pthread_mutex_unlock(&state->lock);
  hv_destroy(classifier);
  return NULL;
}

/* Waits for the next answer in order. */
static answer await_answer(progress *state) {
  answer *slot = &state->answers[state->taken % MOST_AHEAD];
  pthread_mutex_lock(&state->lock);
  while (slot->row == NULL) pthread_cond_wait(&state->changed, &state->lock);
  answer given = *slot;
  *slot = (answer){0};
  state->taken++;
  pthread_cond_broadcast(&state->changed);
  pthread_mutex_unlock(&state->lock);
  return given;
}

void run_batch(const batch *work, unsigned jobs, void (*take)(void *user, const answer *given), void *user) {
  progress *state = checked(calloc(1, sizeof *state));
  state->work = work;
  pthread_mutex_init(&state->lock, NULL);
  pthread_cond_init(&state->changed, NULL);
  if (jobs > work->count) jobs = (unsigned)work->count;
  pthread_t *threads = checked(calloc(jobs, sizeof *threads));
  unsigned started = 0;
  while (started < jobs && pthread_create(&threads[started], NULL, work_through, state) == 0) started++;
  checked(started > 0 ? threads : NULL);

  for (size_t i = 0; i < work->count; i++) {
    answer given = await_answer(state);
    take(user, &given);
    free(given.row);
  }
  for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
  pthread_cond_destroy(&state->changed);
  pthread_mutex_destroy(&state->lock);
  free(threads);
  free(state);
}
