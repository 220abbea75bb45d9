/* What a model needs beside its graph, read from its TensorFlow Lite metadata buffer "hematovision", so that
 * whoever runs the file cannot disagree with whoever trained it. Knows nothing of FlatBuffers.
 *
 * The buffer is UTF-8 text, a key and its value on each line, `#` before a comment. A classifier's:
 *
 *     format 1
 *     class neutrophil        once for each class, in the order of the output; of a class map (hv_load_model) the last
 *                             channel may be left without a name: it is then that of "none of these"
 *     cells find              find: look for cells; whole: the picture is the cell
 *     patch_scale 1.8         the patch's side over the longer side of the cell's box, 100 at most
 *     patch_micrometres 18    the patch's side where the picture's scale is known (hv_patch_width); else as above
 *     look_again_below 0.95   a cell named with less confidence is seen again, a quarter further turned, and the mean
 *                             counts, until it is as sure or seen from all four sides; without this line none is
 *     input_mean 127.5        the input is (byte - input_mean) / input_deviation
 *     input_deviation 127.5
 *     temperature 1.31        divides the logits (Guo et al., On Calibration of Modern Neural Networks, 2017)
 *     small_class lymphocyte  a cell of known size that is smaller than small_below, which is in micrometres, speaks for
 *     small_below 12.5        this class: told in verdict.h; without any of these three lines no size does
 *     small_power 10
 *     confident_at 0.8        the least confidence of a `confident` verdict
 *     confident_below 0.5     the unfamiliarity from which on no verdict is `confident`; without this line any may be
 *     unfamiliar_scale 0.9    unfamiliarity is 1 / (1 + exp(-(unfamiliar_scale * s + unfamiliar_offset))), where s is
 *     unfamiliar_offset 2.1   told in verdict.h; without any of these four lines there is none
 *     unfamiliar_evenness 2   how much it counts there that the classes speak up alike; without this line nothing
 *     unfamiliar_at 0.5       the least unfamiliarity of an `unfamiliar` verdict; without this line there is no such
 *                             verdict
 *     about Trained on ...    one line for people: data, measured accuracy
 *
 * A cell detector's:
 *
 *     format 1
 *     task cells              tells it from a classifier: the one line that it must have
 *     input_mean 127.5        these two, and about, as above
 *     input_deviation 127.5
 *     working_area 62208      the picture is shrunk to this many pixels at most (cells.h)
 *     score_scale 0.9         a cell's score is 1 / (1 + exp(-(score_scale * logit + score_offset))) (Platt scaling)
 *     score_offset -0.2
 *     cell_at 0.5             the least score of a cell
 *     suspect_at 0.5          the least score of what a classifier may still recognise as a cell; cell_at where it is
 *                             more, or missing
 *     about Trained on ...
 *
 * Numbers are decimal, with a point whatever the locale: 18, -0.2, 1e-5.
 * A key that is missing keeps its default (hv_load_model, hv_load_detector); an unknown key is an error: it would be
 * ignored by mistake.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_METADATA_H
#define HV_METADATA_H

#include <stdbool.h>

#include "status.h"

typedef struct {
  uint32_t class_count;
  char **class_names; /* class_count strings */
  bool has_none;      /* behind the classes' channels there is one for "none of these" */
  char *about;
  bool find_cells; /* or else the whole picture is the cell */
  hv_patch_width patch_width;
  float look_again_below;
  float input_mean, input_deviation;
  float temperature;
  char *small_class;
  uint32_t small_index; /* of that class; it means nothing where small_power is 0: */
  float small_below, small_power;
  float confident_at;
  float confident_below;    /* 2, which no unfamiliarity reaches, without its line */
  bool tells_unfamiliarity; /* one of the lines of these is there: */
  float unfamiliar_scale, unfamiliar_offset, unfamiliar_evenness;
  float unfamiliar_at; /* 2 without its line */
} hv_metadata;

/* What the network's output is. */
typedef struct {
  uint32_t channels;
  bool is_map; /* a class map, which may have a channel for "none of these"; or else a row of classes */
} hv_output_kind;

typedef struct {
  char *about;
  float input_mean, input_deviation;
  float working_area;
  float score_scale, score_offset;
  float cell_at, suspect_at;
} hv_detector_metadata;

/* Reads `text` (size bytes, no NUL needed) for a classifier with this output; NULL text gives the defaults. `message`
 * receives the sentence of an error with a line or a class in it. The metadata is freed with
 * hv_metadata_free, also after an error.
 *
 * HV_OK, HV_UNSUPPORTED_MODEL (a cell detector's), HV_BROKEN_MODEL (a line that cannot be understood, or classes that
 * do not fit), HV_OUT_OF_MEMORY. */
hv_status hv_metadata_read(const char *text, size_t size, hv_output_kind output, hv_metadata *metadata,
                           char message[HV_MESSAGE_SIZE]);

void hv_metadata_free(hv_metadata *metadata);

/* The same for a cell detector; text that does not say `task cells` is HV_UNSUPPORTED_MODEL. */
hv_status hv_detector_metadata_read(const char *text, size_t size, hv_detector_metadata *metadata,
                                    char message[HV_MESSAGE_SIZE]);

void hv_detector_metadata_free(hv_detector_metadata *metadata);

#endif
