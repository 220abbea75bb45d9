/* The three formats: see output.h. Numbers are written in the C locale, which the program never leaves.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L
#include "output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/* A longer path pushes its own row to the right rather than all. */
enum { WIDEST_PATH = 60 };

#define RED "\x1b[31m"
#define GREEN "\x1b[32m"
#define YELLOW "\x1b[33m"
#define BOLD "\x1b[1m"
#define PLAIN "\x1b[0m"

/* Characters of a UTF-8 string: the bytes that do not continue one. */
static size_t width_of(const char *text) {
  size_t width = 0;
  for (; *text != '\0'; text++) width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

static bool wants_colours(void) {
  const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
  if (refused != NULL && refused[0] != '\0') return false;
  return isatty(STDOUT_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0;
}

output make_output(output_format format, char *const *paths, size_t path_count, uint32_t class_count,
                   const char *const *class_names) {
  output out = {
      .format = format, .path_width = strlen("FILE"), .class_count = class_count, .class_names = class_names};
  out.colours = format == OUTPUT_TABLE && wants_colours();
  for (size_t i = 0; i < path_count; i++) {
    size_t width = width_of(paths[i]);
    if (width > out.path_width && width <= WIDEST_PATH) out.path_width = width;
  }
  return out;
}

/* A field of CSV, in quotes where it needs them (RFC 4180). */
static void print_field(FILE *stream, const char *text) {
  if (text[strcspn(text, "\",\r\n")] == '\0') {
    fputs(text, stream);
    return;
  }
  fputc('"', stream);
  for (; *text != '\0'; text++) {
    if (*text == '"') fputc('"', stream);
    fputc(*text, stream);
  }
  fputc('"', stream);
}

/* The reasons of a cell's quality, by their names or in words, with `separator` between two. */
static void print_quality(FILE *stream, uint32_t quality, bool in_words, const char *separator) {
  static const struct {
    uint32_t bit;
    const char *name, *words;
  } reasons[] = {
#define REASON(bit, value, name, words) {bit, name, words},
      HV_QUALITIES(REASON)
#undef REASON
  };
  const char *before = "";
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
    if ((quality & reasons[i].bit) == 0) continue;
    fprintf(stream, "%s%s", before, in_words ? reasons[i].words : reasons[i].name);
    before = separator;
  }
}

/* From `class` to `quality`; six empty fields without a cell. */
static void print_csv_decision(FILE *stream, const output *out, const hv_cell *cell) {
  if (cell == NULL) {
    fputs(",,,,,", stream);
    return;
  }
  print_field(stream, out->class_names[cell->class_index]);
  fprintf(stream, ",%.6f,%s,", (double)cell->confidence, hv_verdict_name(cell->verdict));
  if (!isnan(cell->unfamiliarity)) fprintf(stream, "%.6f", (double)cell->unfamiliarity);
  fputc(',', stream);
  if (cell->alternative_index != cell->class_index)
    print_field(stream, out->class_names[cell->alternative_index]);
  fputc(',', stream);
  print_quality(stream, cell->quality, false, " ");
}

static void print_csv_row(FILE *stream, const output *out, const char *path, const hv_result *result) {
  const hv_cell *cell = result->cell_count > 0 ? &result->cells[0] : NULL;
  print_field(stream, path);
  fprintf(stream, ",%s,", hv_status_name(result->status));
  print_csv_decision(stream, out, cell);
  fprintf(stream, ",%u", (unsigned)result->cells_found);
  for (uint32_t i = 0; i < out->class_count; i++) {
    fputc(',', stream);
    if (cell != NULL) fprintf(stream, "%.6f", (double)cell->probabilities[i]);
  }
  fputc(',', stream);
  print_field(stream, result->message);
  fputc('\n', stream);
}

/* Control characters of the name of a file or a class could command the terminal: they are shown as question marks. */
static void print_text(FILE *stream, const char *text) {
  for (const char *c = text; *c != '\0'; c++)
    fputc((unsigned char)*c < 0x20 || *c == 0x7f ? '?' : *c, stream);
}

/* A column of the table, and the two blanks after it. */
static void print_column(FILE *stream, const char *text, size_t width) {
  print_text(stream, text);
  for (size_t used = width_of(text); used < width; used++) fputc(' ', stream);
  fputs("  ", stream);
}

static size_t class_width(const output *out) {
  size_t widest = strlen("CLASS");
  for (uint32_t i = 0; i < out->class_count; i++) {
    size_t width = width_of(out->class_names[i]);
    if (width > widest) widest = width;
  }
  return widest;
}

static void start_colour(FILE *stream, const output *out, const char *colour) {
  if (out->colours) fputs(colour, stream);
}

static bool hesitates(const hv_cell *cell) {
  return cell->verdict == HV_UNSURE && cell->alternative_index != cell->class_index;
}

/* Words beside the verdict, two blanks before them: what else the cell may be, and what is wrong with its picture. */
static void print_remarks(FILE *stream, const output *out, const hv_cell *cell) {
  const char *separator = "  ";
  if (hesitates(cell)) {
    fputs(separator, stream);
    print_text(stream, out->class_names[cell->class_index]);
    fputs(" or ", stream);
    print_text(stream, out->class_names[cell->alternative_index]);
    separator = "; ";
  } else if (cell->verdict != HV_CONFIDENT) {
    const char *how = cell->verdict == HV_UNSURE ? "not quite like" : "unlike";
    fprintf(stream, "%s%s the cells that the model knows", separator, how);
    separator = "; ";
  }
  if (cell->quality == 0) return;
  fprintf(stream, "%spicture: ", separator);
  print_quality(stream, cell->quality, true, ", ");
}

/* From `class` to the remarks. Of an unfamiliar cell there is no class to tell. */
static void print_decision(FILE *stream, const output *out, const hv_result *result) {
  const hv_cell *cell = &result->cells[0];
  bool known = cell->verdict != HV_UNFAMILIAR;
  print_column(stream, known ? out->class_names[cell->class_index] : "-", class_width(out));
  if (known) fprintf(stream, "%8.1f %%  ", 100.0 * (double)cell->confidence);
  else print_column(stream, "         -", strlen("CONFIDENCE"));
  print_column(stream, hv_verdict_name(cell->verdict), strlen("unfamiliar"));
  fprintf(stream, "%5u  ", (unsigned)result->cells_found);
  if (result->micrometres_per_pixel > 0)
    fprintf(stream, "%.3f µm/pixel", (double)result->micrometres_per_pixel);
  else fputs("unknown       ", stream);
  print_remarks(stream, out, cell);
}

static void print_table_row(FILE *stream, const output *out, const char *path, const hv_result *result) {
  print_column(stream, path, out->path_width);
  if (result->cell_count == 0) {
    start_colour(stream, out, RED);
    fputs(result->message, stream);
  } else {
    start_colour(stream, out, result->cells[0].verdict == HV_CONFIDENT ? GREEN : YELLOW);
    print_decision(stream, out, result);
  }
  start_colour(stream, out, PLAIN);
  fputc('\n', stream);
}

static void print_json_row(FILE *stream, const char *path, const hv_result *result) {
  size_t length = hv_record_json(result, path, NULL, 0);
  char *json = checked(malloc(length + 1));
  hv_record_json(result, path, json, length + 1);
  fprintf(stream, "%s\n", json);
  free(json);
}

char *make_row(const output *out, const char *path, const hv_result *result) {
  char *row = NULL;
  size_t length = 0;
  FILE *stream = checked(open_memstream(&row, &length));
  if (out->format == OUTPUT_JSON) print_json_row(stream, path, result);
  if (out->format == OUTPUT_CSV) print_csv_row(stream, out, path, result);
  if (out->format == OUTPUT_TABLE) print_table_row(stream, out, path, result);
  checked(fclose(stream) == 0 ? row : NULL);
  return row;
}

void print_header(const output *out, FILE *stream) {
  if (out->format == OUTPUT_CSV) {
    fputs("file,status,class,confidence,verdict,unfamiliarity,alternative,quality,cells,", stream);
    for (uint32_t i = 0; i < out->class_count; i++) {
      print_field(stream, out->class_names[i]);
      fputc(',', stream);
    }
    fputs("message\n", stream);
  }
  if (out->format == OUTPUT_TABLE) {
    start_colour(stream, out, BOLD);
    print_column(stream, "FILE", out->path_width);
    print_column(stream, "CLASS", class_width(out));
    fputs("CONFIDENCE  VERDICT     CELLS  SCALE           REMARKS", stream);
    start_colour(stream, out, PLAIN);
    fputc('\n', stream);
  }
}

void print_summary(const output *out, const tally *counts, FILE *stream) {
  if (out->format != OUTPUT_TABLE || counts->all < 2) return;
  fprintf(stream, "\n%zu pictures", counts->all);
  const char *separator = ": ";
  for (uint32_t i = 0; i < out->class_count; i++) {
    if (counts->of_class[i] == 0) continue;
    fprintf(stream, "%s%zu %s", separator, counts->of_class[i], out->class_names[i]);
    separator = ", ";
  }
  if (counts->unsure > 0) fprintf(stream, "; %zu of these unsure", counts->unsure);
  if (counts->unfamiliar > 0) fprintf(stream, "; %zu unfamiliar", counts->unfamiliar);
  if (counts->failed > 0) fprintf(stream, "; %zu not classified", counts->failed);
  fputs(".\n", stream);
}
