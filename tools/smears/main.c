/*
 * smears: paints blood smears whose truth is known, for tests, for the page's examples and for training.
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
    "Paints blood smears into the folder DIR, with truth.json: the scale, the class, the box and the nucleus "
    "of\n"
    "every white cell, and the boxes of the red cells. The same options give the same bytes.\n"
    "\n"
    "  --out DIR        the folder; it is made where it is missing\n"
    "  --examples       paint the page's examples, and nothing else\n"
    "  --count N        how many pictures (10)\n"
    "  --seed N         the first picture's seed (1); the next has the next\n"
    "  --kind KIND      field: 640x480, white cells among red cells\n"
    "                   crop: a square of 120-360 pixels, filled by one white cell\n"
    "                   empty: 640x480 without a white cell\n"
    "                   (fields and crops in turn)\n"
    "  --class CLASS    neutrophil, eosinophil, basophil, lymphocyte or monocyte (in turn); "
    "immature-granulocyte\n"
    "                   or erythroblast, which are none of these\n"
    "  --cells N        white cells in a field, 1-40 (1): the first of the class, the next of the next\n"
    "  --touching       the white cells of a field touch one another\n"
    "  --clutter        with what is no white cell: clumps of platelets, stain lumps, smudges, parasites; in "
    "some\n"
    "                   pictures a scale bar or the eyepiece's rim\n"
    "  --background C   the glass is own (the laboratory's), yellow, green, blue or pink (own)\n"
    "  --exposure P     light in per cent of the usual, 20-300 (100)\n"
    "  --varied         the seed chooses size, magnification, stain and crowding, 0-N cells, cells cut by "
    "the border,\n"
    "                   and in some pictures the five options above; what is given here stays as given\n"
    "  --diverse        the white cells differ from the textbook as patients, stains and smears do: pale or "
    "deep\n"
    "                   cytoplasm, few, many, grey or patchy granules, bands, lobes, notches, folds\n"
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
  int clutter;
  int varied;
  int diverse;
  enum background background;
  float exposure;
  enum output_format format;
};

/* What the page offers, one picture a row. */
static const struct {
  const char *name;
  struct smear_order order;
} EXAMPLES[] = {
    {"neutrophil", {.kind = SMEAR_FIELD, .class = WHITE_NEUTROPHIL, .cells = 1, .seed = 3002}},
    {"eosinophil", {.kind = SMEAR_FIELD, .class = WHITE_EOSINOPHIL, .cells = 1, .seed = 3012}},
    {"basophil", {.kind = SMEAR_FIELD, .class = WHITE_BASOPHIL, .cells = 1, .seed = 3004}},
    {"lymphocyte", {.kind = SMEAR_FIELD, .class = WHITE_LYMPHOCYTE, .cells = 1, .seed = 3011}},
    {"monocyte", {.kind = SMEAR_FIELD, .class = WHITE_MONOCYTE, .cells = 1, .seed = 3005}},
    {"crop", {.kind = SMEAR_CROP, .class = WHITE_NEUTROPHIL, .cells = 1, .seed = 4007}},
    {"several-cells", {.kind = SMEAR_FIELD, .class = WHITE_NEUTROPHIL, .cells = 5, .seed = 5008}},
    {"no-white-cell", {.kind = SMEAR_EMPTY, .class = WHITE_NEUTROPHIL, .cells = 1, .seed = 6003}},
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
  static const struct option LONG[] = {
      {"out", required_argument, NULL, 'o'},      {"examples", no_argument, NULL, 'e'},
      {"count", required_argument, NULL, 'n'},    {"seed", required_argument, NULL, 's'},
      {"kind", required_argument, NULL, 'k'},     {"class", required_argument, NULL, 'c'},
      {"cells", required_argument, NULL, 'w'},    {"touching", no_argument, NULL, 't'},
      {"clutter", no_argument, NULL, 'l'},        {"background", required_argument, NULL, 'b'},
      {"exposure", required_argument, NULL, 'x'}, {"varied", no_argument, NULL, 'v'},
      {"diverse", no_argument, NULL, 'd'},        {"format", required_argument, NULL, 'f'},
      {"help", no_argument, NULL, 'h'},           {NULL, 0, NULL, 0}};
  static const char *const KINDS[] = {"field", "crop", "empty"}, *const FORMATS[] = {"jpeg", "png"};
  struct options options = {.count = 10, .seed = 1, .kind = -1, .class = -1, .cells = 1};
  for (int letter; (letter = getopt_long(argc, argv, "", LONG, NULL)) != -1;) {
    switch (letter) {
    case 'o': options.folder = optarg; break;
    case 'e': options.examples = 1; break;
    case 'n': options.count = (int)read_number(optarg, 1, 100000, "--count"); break;
    case 's': options.seed = read_number(optarg, 0, UINT64_MAX, "--seed"); break;
    case 'k': options.kind = choose(optarg, KINDS, 3, "--kind"); break;
    case 'c': options.class = choose(optarg, white_class_names, WHITE_KIND_COUNT, "--class"); break;
    case 'w': options.cells = (int)read_number(optarg, 1, SMEAR_MOST_CELLS, "--cells"); break;
    case 't': options.touching = 1; break;
    case 'l': options.clutter = 1; break;
    case 'b':
      options.background =
          (enum background)choose(optarg, background_names, BACKGROUND_COUNT, "--background");
      break;
    case 'x': options.exposure = 0.01f * (float)read_number(optarg, 20, 300, "--exposure"); break;
    case 'v': options.varied = 1; break;
    case 'd': options.diverse = 1; break;
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
  return (struct smear_order){.kind = (enum smear_kind)kind,
                              .class = (enum white_class) class,
                              .cells = options->cells,
                              .touching = options->touching,
                              .seed = options->seed + (uint64_t)i,
                              .clutter = options->clutter,
                              .varied = options->varied,
                              .diverse = options->diverse,
                              .background = options->background,
                              .exposure = options->exposure};
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
