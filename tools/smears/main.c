/*
 * smears: paints blood smears whose truth is known, for tests and for the page's examples. Nothing is ever
 * trained on them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE /* getopt_long */
#include "output.h"
#include "smear.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char HELP[] =
    "Usage: smears --out DIR [OPTION]…\n"
    "Paints blood smears into the folder DIR, with truth.json: the class, the box and the nucleus of every "
    "white\n"
    "cell. The same options give the same bytes.\n"
    "\n"
    "  --out DIR        the folder; it is made where it is missing\n"
    "  --examples       paint the page's examples, and nothing else\n"
    "  --count N        how many pictures (10)\n"
    "  --seed N         the first picture's seed (1); the next has the next\n"
    "  --kind KIND      field: 640x480, white cells among red cells\n"
    "                   crop: a square of 120-360 pixels, filled by one white cell\n"
    "                   empty: 640x480 without a white cell\n"
    "                   (fields and crops in turn)\n"
    "  --class CLASS    neutrophil, eosinophil, basophil, lymphocyte or monocyte (in turn)\n"
    "  --cells N        white cells in a field, 1-12 (1): the first of the class, the next of the next\n"
    "  --touching       the white cells of a field touch one another\n"
    "  --format FORMAT  jpeg or png (jpeg)\n"
    "  --help           print this\n";

struct options {
  const char *folder;
  int examples;
  int count;
  uint64_t seed;
  int kind;  /* -1: in turn */
  int class; /* -1: in turn */
  int cells;
  int touching;
  enum output_format format;
};

/* What the page offers, one picture a row. */
static const struct {
  const char *name;
  struct smear_order order;
} EXAMPLES[] = {
    {"neutrophil", {SMEAR_FIELD, WHITE_NEUTROPHIL, 1, 0, 3002}},
    {"eosinophil", {SMEAR_FIELD, WHITE_EOSINOPHIL, 1, 0, 3012}},
    {"basophil", {SMEAR_FIELD, WHITE_BASOPHIL, 1, 0, 3004}},
    {"lymphocyte", {SMEAR_FIELD, WHITE_LYMPHOCYTE, 1, 0, 3011}},
    {"monocyte", {SMEAR_FIELD, WHITE_MONOCYTE, 1, 0, 3005}},
    {"crop", {SMEAR_CROP, WHITE_NEUTROPHIL, 1, 0, 4007}},
    {"several-cells", {SMEAR_FIELD, WHITE_NEUTROPHIL, 5, 0, 5008}},
    {"no-white-cell", {SMEAR_EMPTY, WHITE_NEUTROPHIL, 1, 0, 6003}},
};

static _Noreturn void fail(const char *what, const char *why) {
  fprintf(stderr, "smears: %s: %s\n", what, why);
  exit(2);
}

/* The place of a word in a list, or the end of the program. */
static int choose(const char *word, const char *const *words, int count, const char *option) {
  for (int i = 0; i < count; i++)
    if (strcmp(word, words[i]) == 0) return i;
  fail(option, "no such choice; see --help");
}

static uint64_t read_number(const char *text, uint64_t low, uint64_t high, const char *option) {
  char *end;
  errno = 0;
  unsigned long long number = strtoull(text, &end, 10);
  if (errno || end == text || *end || text[0] == '-' || number < low || number > high)
    fail(option, "not a number in its range; see --help");
  return number;
}

static struct options read_options(int argc, char **argv) {
  static const struct option LONG[] = {{"out", required_argument, NULL, 'o'},
                                       {"examples", no_argument, NULL, 'e'},
                                       {"count", required_argument, NULL, 'n'},
                                       {"seed", required_argument, NULL, 's'},
                                       {"kind", required_argument, NULL, 'k'},
                                       {"class", required_argument, NULL, 'c'},
                                       {"cells", required_argument, NULL, 'w'},
                                       {"touching", no_argument, NULL, 't'},
                                       {"format", required_argument, NULL, 'f'},
                                       {"help", no_argument, NULL, 'h'},
                                       {NULL, 0, NULL, 0}};
  static const char *const KINDS[] = {"field", "crop", "empty"}, *const FORMATS[] = {"jpeg", "png"};
  struct options options = {.count = 10, .seed = 1, .kind = -1, .class = -1, .cells = 1};
  for (int letter; (letter = getopt_long(argc, argv, "", LONG, NULL)) != -1;) {
    switch (letter) {
    case 'o': options.folder = optarg; break;
    case 'e': options.examples = 1; break;
    case 'n': options.count = (int)read_number(optarg, 1, 100000, "--count"); break;
    case 's': options.seed = read_number(optarg, 0, UINT64_MAX, "--seed"); break;
    case 'k': options.kind = choose(optarg, KINDS, 3, "--kind"); break;
    case 'c': options.class = choose(optarg, white_class_names, WHITE_CLASS_COUNT, "--class"); break;
    case 'w': options.cells = (int)read_number(optarg, 1, SMEAR_MOST_CELLS, "--cells"); break;
    case 't': options.touching = 1; break;
    case 'f': options.format = (enum output_format)choose(optarg, FORMATS, 2, "--format"); break;
    case 'h': fputs(HELP, stdout); exit(0);
    default: exit(2);
    }
  }
  if (!options.folder || optind < argc) fail("usage", "one folder is wanted, with --out; see --help");
  return options;
}

/* What the i-th picture of a series is: each class in turn, and with each round the other kind. */
static struct smear_order order_of(const struct options *options, int i) {
  int kind = options->kind >= 0 ? options->kind : i / WHITE_CLASS_COUNT % 2 ? SMEAR_CROP : SMEAR_FIELD;
  int class = options->class >= 0 ? options->class : i % WHITE_CLASS_COUNT;
  return (struct smear_order){(enum smear_kind)kind, (enum white_class) class, options->cells,
                              options->touching, options->seed + (uint64_t)i};
}

static void paint(const struct options *options, const struct smear_order *order, const char *name,
                  FILE *truth) {
  char file[64], path[4096];
  struct smear smear;
  snprintf(file, sizeof file, "%s%s", name, output_suffix(options->format));
  if (snprintf(path, sizeof path, "%s/%s", options->folder, file) >= (int)sizeof path)
    fail(options->folder, "the path is too long");
  if (smear_paint(&smear, order) != 0) fail(file, "out of memory");
  if (output_picture(&smear, options->format, path) != 0) fail(path, strerror(errno));
  output_truth(&smear, file, truth);
  smear_destroy(&smear);
}

int main(int argc, char **argv) {
  struct options options = read_options(argc, argv);
  char path[4096];
  if (mkdir(options.folder, 0777) != 0 && errno != EEXIST) fail(options.folder, strerror(errno));
  if (snprintf(path, sizeof path, "%s/truth.json", options.folder) >= (int)sizeof path)
    fail(options.folder, "the path is too long");
  FILE *truth = fopen(path, "w");
  if (!truth) fail(path, strerror(errno));

  int count = options.examples ? (int)(sizeof EXAMPLES / sizeof *EXAMPLES) : options.count;
  fputs("[\n", truth);
  for (int i = 0; i < count; i++) {
    char name[32];
    snprintf(name, sizeof name, "smear-%05d", i + 1);
    struct smear_order order = options.examples ? EXAMPLES[i].order : order_of(&options, i);
    paint(&options, &order, options.examples ? EXAMPLES[i].name : name, truth);
    fputs(i + 1 < count ? ",\n" : "\n", truth);
  }
  fputs("]\n", truth);
  if (ferror(truth) || fclose(truth) != 0) fail(path, strerror(errno));
  return 0;
}
