/* What is printed of each picture: a row of a table for people, a JSON record, or a row of CSV.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "hematovision.h"

typedef enum { OUTPUT_TABLE, OUTPUT_JSON, OUTPUT_CSV } output_format;

/* What all rows have in common. It is not changed while rows are made, so that threads may share it. */
typedef struct {
  output_format format;
  bool colours;      /* of the table */
  size_t path_width; /* of the table's first column, in characters */
  uint32_t class_count;
  const char *const *class_names;
} output;

/* The output for these pictures and the model's classes. Colours only on a terminal, and never where NO_COLOR
 * is set (no-color.org). */
output make_output(output_format format, char *const *paths, size_t path_count, uint32_t class_count,
                   const char *const *class_names);

/* The line above all rows, or nothing. */
void print_header(const output *out, FILE *stream);

/* The row of one picture with its newline: a new string, to be freed. */
char *make_row(const output *out, const char *path, const hv_result *result);

/* How many pictures were of each class (unsure ones among them), unfamiliar, or not classified. */
typedef struct {
  size_t *of_class; /* class_count numbers */
  size_t unsure, unfamiliar, failed, all;
} tally;

/* The line under the table where it has more than one row: the pictures of each class, and the failures. */
void print_summary(const output *out, const tally *counts, FILE *stream);

#endif
