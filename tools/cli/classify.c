/* The command `hematovision classify`: its options, its model, and the order of its work.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L
#include "classify.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "paths.h"
#include "progress.h"
#include "text.h"

enum { MOST_JOBS = 256 };

static const char help[] =
    "Usage: hematovision classify [--model FILE] [--detector FILE] [--json | --csv]\n"
    "                             [--draw FILE] [--explain FILE] [--jobs N] PATH...\n"
    "\n"
    "Finds the white blood cells in each picture (JPEG or PNG) and names them, or\n"
    "says that it does not know.\n"
    "\n"
    "PATH is a picture, a folder (all .jpg, .jpeg and .png files in it and below it,\n"
    "by name), or - for a list of paths on the standard input, one a line.\n"
    "\n"
    "  --model FILE     the TensorFlow Lite model; else the one that comes with the\n"
    "                   program\n"
    "  --detector FILE  the model that finds the cells; else the one that comes with\n"
    "                   the program\n"
    "  --json           one JSON object a line: file, status, message, width, height,\n"
    "                   class, confidence, probabilities, verdict, unfamiliarity,\n"
    "                   alternative, quality, micrometres_per_pixel, cells_found,\n"
    "                   cells\n"
    "  --csv            one row a picture under a header: file, status, class,\n"
    "                   confidence, verdict, unfamiliarity, alternative, quality,\n"
    "                   cells, the probability of each class, message\n"
    "  --draw FILE      writes the picture with its cells marked to FILE, as PNG;\n"
    "                   for several pictures, FILE is a folder\n"
    "  --explain FILE   the same with what each verdict rests on in yellow\n"
    "  --jobs N         threads, 1 to 256; else one for each processor\n"
    "  --help           this text\n"
    "\n"
    "Without --json and --csv a table for people is printed: the class of the most\n"
    "prominent cell, how many cells there are, and, where enough red cells tell it,\n"
    "how large a pixel is. The rows come in the order of the paths. A picture that\n"
    "cannot be classified gets its row too, with the reason, and does not stop the\n"
    "others.\n"
    "\n"
    "The verdict is one of these:\n"
    "  confident   the class can be trusted as far as the model can\n"
    "  unsure      the model hesitates, most of all between class and alternative; or,\n"
    "              without an alternative, the cell is not quite like those it knows\n"
    "  unfamiliar  unlike the cells that the model was trained to name: the class and\n"
    "              its probability mean nothing\n"
    "What is wrong with the picture of the cell is told beside it, and does not\n"
    "change the verdict: blurred, too-dark, too-small (too few pixels), cut-off.\n"
    "\n"
    "Exit code:\n"
    "  0  every picture was classified\n"
    "  1  the work could not be done: a wrong option, no pictures, no usable model,\n"
    "     or nowhere to write\n"
    "  2  some pictures were not classified\n"
    "\n"
    "Not a medical device.\n";

/* The options that ask for drawings. */
static const char *const drawing_options[DRAWING_KINDS] = {"--draw", "--explain"};

typedef struct {
  const char *model_path, *detector_path; /* NULL: the shipped ones */
  const char *draw_paths[DRAWING_KINDS];  /* NULL: no drawings of this kind */
  output_format format;
  unsigned jobs;
  bool help;
} options;

static bool complain(const char *sentence) {
  fprintf(stderr, "hematovision: %s\nTry 'hematovision classify --help'.\n", sentence);
  return false;
}

static bool read_jobs(const char *text, unsigned *jobs) {
  char *end;
  long number = strtol(text, &end, 10);
  if (end == text || *end != '\0' || number < 1 || number > MOST_JOBS) return false;
  *jobs = (unsigned)number;
  return true;
}

static bool choose_format(options *chosen, output_format format) {
  if (chosen->format != OUTPUT_TABLE && chosen->format != format)
    return complain("choose --json or --csv, not both");
  chosen->format = format;
  return true;
}

static unsigned processors(void) {
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : online > MOST_JOBS ? MOST_JOBS : (unsigned)online;
}

/* Afterwards the paths begin at optind. */
static bool read_options(int count, char **arguments, options *chosen) {
  enum { MODEL, DETECTOR, JSON, CSV, DRAW, EXPLAIN, JOBS, HELP };
  static const struct option known[] = {{"model", required_argument, NULL, MODEL},
                                        {"detector", required_argument, NULL, DETECTOR},
                                        {"json", no_argument, NULL, JSON},
                                        {"csv", no_argument, NULL, CSV},
                                        {"draw", required_argument, NULL, DRAW},
                                        {"explain", required_argument, NULL, EXPLAIN},
                                        {"jobs", required_argument, NULL, JOBS},
                                        {"help", no_argument, NULL, HELP},
                                        {NULL, 0, NULL, 0}};
  *chosen = (options){.format = OUTPUT_TABLE, .jobs = processors()};
  opterr = 0;
  for (int option; (option = getopt_long(count, arguments, ":", known, NULL)) != -1;) {
    if (option == MODEL) chosen->model_path = optarg;
    if (option == DETECTOR) chosen->detector_path = optarg;
    if (option == JSON && !choose_format(chosen, OUTPUT_JSON)) return false;
    if (option == CSV && !choose_format(chosen, OUTPUT_CSV)) return false;
    if (option == DRAW) chosen->draw_paths[DRAWING_OF_CELLS] = optarg;
    if (option == EXPLAIN) chosen->draw_paths[DRAWING_OF_REASONS] = optarg;
    if (option == JOBS && !read_jobs(optarg, &chosen->jobs))
      return complain("--jobs wants a number from 1 to 256");
    if (option == HELP) chosen->help = true;
    if (option == '?' || option == ':') {
      char *sentence =
          text_of("%s: %s", arguments[optind - 1], option == ':' ? "a value is missing" : "no such option");
      complain(sentence);
      free(sentence);
      return false;
    }
  }
  return true;
}

typedef hv_status (*loader)(hv_classifier *classifier, const uint8_t *bytes, size_t size);

/* Loads a model or detector into the classifier and leaves its bytes for the threads' own. `name` is what it is. */
static bool load_file(const char *path, const char *name, loader load, hv_classifier *classifier,
                      file_bytes *file) {
  /* One byte more than allowed, so that the library sees what is too large. */
  hv_status status = read_file(path, HV_MAX_MODEL_BYTES + 1, file);
  if (status != HV_OK) {
    const char *reason = status == HV_UNREADABLE_FILE ? strerror(errno) : hv_status_sentence(status);
    fprintf(stderr, "hematovision: the %s %s cannot be read: %s\n", name, path, reason);
    return false;
  }
  status = load(classifier, file->bytes, file->size);
  if (status != HV_OK) fprintf(stderr, "hematovision: the %s %s: %s\n", name, path, hv_message(classifier));
  return status == HV_OK;
}

static bool load_model(const char *given_path, hv_classifier *classifier, file_bytes *model) {
  char *path = given_path != NULL ? text_of("%s", given_path) : find_shipped("hematovision.tflite");
  if (path == NULL) {
    return complain(
        "the model hematovision.tflite is not where the program expects it; name one with --model");
  }
  bool loaded = load_file(path, "model", hv_load_model, classifier, model);
  free(path);
  return loaded;
}

/* Every result carries the model's class names, also that of no picture at all; its status is that of an empty file
 * once all is loaded that the model needs. */
static const hv_result *ask_nothing(hv_classifier *classifier) { return hv_classify(classifier, NULL, 0); }

/* A model that takes whole pictures needs no detector: then only one that is named must be there. */
static bool load_detector(const char *given_path, hv_classifier *classifier, file_bytes *detector) {
  if (given_path == NULL && ask_nothing(classifier)->status != HV_NO_DETECTOR) return true;
  char *path = given_path != NULL ? text_of("%s", given_path) : find_shipped("detector.tflite");
  if (path == NULL) {
    return complain(
        "the cell detector detector.tflite is not where the program expects it; name one with --detector");
  }
  bool loaded = load_file(path, "cell detector", hv_load_detector, classifier, detector);
  free(path);
  return loaded;
}

typedef struct {
  const output *out;
  char *const *const *drawings; /* as in batch */
  progress_bar bar;
  tally counts;
  size_t not_drawn;
} printing;

static void count_answer(tally *counts, const answer *given) {
  counts->all++;
  if (given->status != HV_OK) {
    counts->failed++;
  } else if (given->verdict == HV_UNFAMILIAR) {
    counts->unfamiliar++;
  } else {
    counts->of_class[given->class_index]++;
    counts->unsure += given->verdict == HV_UNSURE;
  }
}

static void print_answer(void *user, const answer *given) {
  printing *state = user;
  hide_progress(&state->bar);
  fputs(given->row, stdout);
  /* A reader at the other end of a pipe wants each record when it is there. */
  fflush(stdout);
  for (drawing_kind kind = 0; kind < DRAWING_KINDS; kind++) {
    if (given->draw_errors[kind] == 0) continue;
    fprintf(stderr, "hematovision: the drawing %s cannot be written: %s\n",
            state->drawings[kind][state->counts.all], strerror(given->draw_errors[kind]));
    state->not_drawn++;
  }
  advance_progress(&state->bar);
  count_answer(&state->counts, given);
}

static int classify_pictures(const batch *work, unsigned jobs) {
  const output *out = work->out;
  printing state = {.out = out, .drawings = work->drawings, .bar = start_progress(work->count)};
  state.counts.of_class = checked(calloc(out->class_count, sizeof *state.counts.of_class));

  print_header(out, stdout);
  run_batch(work, jobs, print_answer, &state);
  print_summary(out, &state.counts, stdout);
  free(state.counts.of_class);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fprintf(stderr, "hematovision: the output could not be written\n");
    return EXIT_STOPPED;
  }
  if (state.not_drawn > 0) return EXIT_STOPPED;
  return state.counts.failed > 0 ? EXIT_SOME_FAILED : EXIT_ALL_OK;
}

/* Whether the model, whose result of no picture this is, can give what was asked for. */
static bool can_explain(const options *chosen, const hv_result *nothing) {
  if (chosen->draw_paths[DRAWING_OF_REASONS] == NULL || nothing->map_rows > 0) return true;
  return complain("--explain: this model gives no map of what its verdicts rest on");
}

/* Loads the models, and leads all pictures through. */
static int classify_list(const options *chosen, const path_list *list, const path_list *drawings) {
  hv_classifier *classifier = checked(hv_create());
  file_bytes model = {0}, detector = {0};
  int code = EXIT_STOPPED;
  if (load_model(chosen->model_path, classifier, &model) &&
      load_detector(chosen->detector_path, classifier, &detector) &&
      can_explain(chosen, ask_nothing(classifier))) {
    const hv_result *nothing = ask_nothing(classifier);
    output out =
        make_output(chosen->format, list->paths, list->count, nothing->class_count, nothing->class_names);
    batch work = {list->paths, list->count, {NULL}, &model, &detector, &out};
    for (drawing_kind kind = 0; kind < DRAWING_KINDS; kind++) work.drawings[kind] = drawings[kind].paths;
    code = classify_pictures(&work, chosen->jobs);
  }
  free(model.bytes);
  free(detector.bytes);
  hv_destroy(classifier);
  return code;
}

/* Says where the drawings go; false where that cannot be. */
static bool plan_drawings(const options *chosen, const path_list *list, path_list drawings[DRAWING_KINDS]) {
  const char *const *targets = chosen->draw_paths;
  if (targets[DRAWING_OF_CELLS] != NULL && targets[DRAWING_OF_REASONS] != NULL &&
      is_same_target(targets[DRAWING_OF_CELLS], targets[DRAWING_OF_REASONS]))
    return complain("--draw and --explain would write to the same place; name two");
  for (drawing_kind kind = 0; kind < DRAWING_KINDS; kind++)
    if (targets[kind] != NULL &&
        !add_drawing_paths(&drawings[kind], drawing_options[kind], targets[kind], list))
      return false;
  return true;
}

int classify_command(int count, char **arguments) {
  options chosen;
  if (!read_options(count, arguments, &chosen)) return EXIT_STOPPED;
  if (chosen.help) {
    fputs(help, stdout);
    return EXIT_ALL_OK;
  }
  path_list list = {0}, drawings[DRAWING_KINDS] = {{0}};
  for (int i = optind; i < count; i++) add_paths(&list, arguments[i]);
  int code = EXIT_STOPPED;
  if (list.count == 0) {
    complain(optind < count ? "there are no pictures in these places"
                            : "name a picture, a folder, or - for a list");
  } else if (plan_drawings(&chosen, &list, drawings)) {
    code = classify_list(&chosen, &list, drawings);
  }
  free_paths(&list);
  for (drawing_kind kind = 0; kind < DRAWING_KINDS; kind++) free_paths(&drawings[kind]);
  return code;
}
