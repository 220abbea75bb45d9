/* The picture is shrunk to a working copy in which cells have the size that the detector knows, its light is evened
 * out, and the network looks at it once. Where it sees that cells are small, it looks once more at a copy with four
 * times the pixels. detections.h makes boxes of what it says. See cells.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "detections.h"
#include "network.h"
#include "shrink.h"

/* Cells smaller than this in the working copy, in pixels, cover too few places of the network to be told apart: they
 * are looked at again in the finer one. */
#define SMALL_WHITE_CELL 28
#define SMALL_RED_CELL 12

/* A picture shrunk to less than this share of its sides is always looked at again, and the look whose surest cell is
 * surer counts: cells may have become too small even to be suspected. Of Chula's fields this found 0.69 ... 0.85 of the
 * cells after 0.51 ... 0.68, with a precision of 0.83 ... 0.89 after 0.88 ... 0.93 (three detectors that never saw
 * Chula). A field of 640 x 480, shrunk to 0.43, is spared the time. */
#define MUCH_SHRUNK 0.4

/* A red cell is this wide on the slide. No white cell is smaller than the other number: of 3,400 true boxes in fields of
 * known scale the smallest has 7.4 micrometres, and of what was mistaken for cells in BCCD, platelets nearly all, half
 * has less than 5. */
#define RED_CELL_MICROMETRES 7.5
#define LEAST_WHITE_CELL_MICROMETRES 7.0

/* What is smaller than this, hardly larger than a red cell, is doubted: so much is taken off the network's logit. Of what
 * detectors found in pictures that they never saw, with scores of 0.07 to 0.15, none of 20 so small was a white cell, and
 * 21 of 41 larger ones were. */
#define SMALL_CELL_MICROMETRES 9.5
#define SMALL_CELL_DOUBT 0.25F

/* A cell that takes more than this share of both sides of the picture leaves the tiles behind it no glass. The rest of
 * the picture is so small a part of the field that its light is even. */
#define NEARLY_ALL 0.6

struct hv_detector {
  hv_network *network;
  hv_detector_metadata metadata;
};

/* Whether the output has the map's channels at a place for every HV_PLACE pixels of the input. */
static bool gives_map(const hv_network_shape *shape) {
  return shape->output_rank == 4 && shape->output_shape[0] == 1 &&
         shape->output_shape[1] == shape->height / HV_PLACE &&
         shape->output_shape[2] == shape->width / HV_PLACE && shape->output_shape[3] == HV_MAP_CHANNELS;
}

static hv_status refuse_output(char message[HV_MESSAGE_SIZE]) {
  return hv_fail(HV_UNSUPPORTED_MODEL, message, "Its output is not [1, height / %d, width / %d, %d].",
                 HV_PLACE, HV_PLACE, HV_MAP_CHANNELS);
}

/* The detector's file says which size it was made for: here it is only one that it is made for any, and it must give
 * the map at another size, too: a constant's places, or coarser ones, may be as many at just one. */
static hv_status check_shape(hv_network *network, char message[HV_MESSAGE_SIZE]) {
  const hv_network_shape *shape = hv_network_shape_of(network);
  if (shape->width % HV_PLACE != 0 || shape->height % HV_PLACE != 0)
    return hv_fail(HV_UNSUPPORTED_MODEL, message, "The sides of its input are not multiples of %d.",
                   HV_PLACE);
  if (!gives_map(shape)) return refuse_output(message);
  hv_status status = hv_network_resize(network, shape->width + HV_PLACE, shape->height + HV_PLACE);
  if (status == HV_UNSUPPORTED_MODEL)
    return hv_fail(status, message, "It cannot be run on pictures of any size.");
  return status == HV_OK && !gives_map(shape) ? refuse_output(message) : status;
}

hv_status hv_detector_create(const hv_graph *graph, hv_detector **detector, char message[HV_MESSAGE_SIZE]) {
  *detector = NULL;
  hv_detector *made = calloc(1, sizeof *made);
  if (made == NULL) return HV_OUT_OF_MEMORY;
  hv_detector_metadata *metadata = &made->metadata;
  hv_status status = hv_detector_metadata_read(graph->metadata, graph->metadata_size, metadata, message);
  if (status == HV_OK) status = hv_network_create(graph, &made->network, message);
  if (status == HV_OK) status = check_shape(made->network, message);
  if (status == HV_OK) {
    hv_network_set_input_scaling(made->network, metadata->input_mean, metadata->input_deviation);
    *detector = made;
  } else {
    hv_detector_destroy(made);
  }
  return status;
}

void hv_detector_destroy(hv_detector *detector) {
  if (detector == NULL) return;
  hv_network_destroy(detector->network);
  hv_detector_metadata_free(&detector->metadata);
  free(detector);
}

static int32_t fill_up(int32_t side) { return (side + HV_PLACE - 1) / HV_PLACE * HV_PLACE; }

/* What one look at a copy of the picture gave. */
typedef struct {
  int32_t width, height; /* of the copy */
  hv_map map;
  float *values;       /* of the map */
  hv_detection *found; /* room for one at every place */
  float *diameters;    /* likewise */
  size_t count;        /* of the cells in `found` */
  size_t suspects;     /* behind them */
  float red_diameter;  /* 0: unknown */
  hv_light light;
} look;

static void close_look(look *l) {
  free(l->values);
  free(l->found);
  free(l->diameters);
}

static bool open_look(const hv_image *copy, look *l) {
  *l = (look){.width = copy->width, .height = copy->height};
  l->map.rows = fill_up(copy->height) / HV_PLACE;
  l->map.columns = fill_up(copy->width) / HV_PLACE;
  size_t places = (size_t)l->map.rows * (size_t)l->map.columns;
  l->map.values = l->values = malloc(places * HV_MAP_CHANNELS * sizeof *l->values);
  l->found = malloc(places * sizeof *l->found);
  l->diameters = malloc(places * sizeof *l->diameters);
  return l->values != NULL && l->found != NULL && l->diameters != NULL;
}

static hv_status run_network(hv_network *network, const hv_image *copy, const hv_light *light,
                             float *values) {
  int32_t width = fill_up(copy->width), height = fill_up(copy->height);
  hv_status status = hv_network_resize(network, width, height);
  if (status != HV_OK) return status == HV_OUT_OF_MEMORY ? status : HV_INTERNAL_ERROR;
  /* What it gives is written into `values`, and its size is XNNPACK's word. */
  if (!gives_map(hv_network_shape_of(network))) return HV_INTERNAL_ERROR;
  uint8_t *input = malloc((size_t)width * (size_t)height * 3);
  uint8_t curve[256];
  status = input == NULL ? HV_OUT_OF_MEMORY : hv_light_even_out(copy, light, width, height, input, curve);
  if (status == HV_OK) status = hv_network_run(network, input, curve, values);
  free(input);
  return status;
}

/* The score whose logit is less by so much. */
static float doubted(float score, float doubt) {
  float share = expf(-doubt);
  return score * share / (score * share + 1 - score);
}

/* Where red cells tell the scale: drops what is too small to be a white cell, and doubts what is small for one; but for
 * what the border cuts off. */
static void weigh_sizes(const hv_detector_metadata *metadata, look *l, size_t all) {
  float micrometre = l->red_diameter / (float)RED_CELL_MICROMETRES;
  size_t kept = 0;
  for (size_t i = 0; i < all; i++) {
    hv_detection d = l->found[i];
    float side = d.cut_off ? INFINITY : hv_detections_side(&d, 1);
    if (side < (float)LEAST_WHITE_CELL_MICROMETRES * micrometre) continue;
    if (side < (float)SMALL_CELL_MICROMETRES * micrometre)
      d.score = doubted(d.score, metadata->score_scale * SMALL_CELL_DOUBT);
    if (d.score >= metadata->suspect_at) l->found[kept++] = d;
  }
  l->suspects = kept;
}

/* Brings the cells before the suspects. */
static void part_cells_from_suspects(const hv_detector_metadata *metadata, look *l) {
  for (size_t i = 0; i < l->count + l->suspects; i++) {
    if (l->found[i].score < metadata->cell_at) continue;
    hv_detection cell = l->found[i];
    l->found[i] = l->found[l->count];
    l->found[l->count++] = cell;
    l->suspects--;
  }
}

/* Looks at a copy; what it gave is closed with close_look, also after an error. */
static hv_status take_look(hv_detector *detector, const hv_image *copy, look *l) {
  if (!open_look(copy, l)) return HV_OUT_OF_MEMORY;
  l->light = hv_light_measure(copy);
  hv_status status = run_network(detector->network, copy, &l->light, l->values);
  if (status != HV_OK) return status;
  const hv_detector_metadata *metadata = &detector->metadata;
  size_t all = hv_detections_read(&l->map, metadata, metadata->suspect_at, l->width, l->height, l->found);
  l->red_diameter = hv_red_cell_diameter(&l->map, l->diameters);
  weigh_sizes(metadata, l, all);
  part_cells_from_suspects(metadata, l);
  return HV_OK;
}

/* Suspects do not tell: of 58 red-cell fields they led to a finer look, and there to a cell, in three more. */
static bool shows_small_cells(const look *l) {
  if (l->red_diameter > 0 && l->red_diameter < SMALL_RED_CELL) return true;
  float side = hv_detections_side(l->found, l->count);
  return side > 0 && side < SMALL_WHITE_CELL;
}

static float surest_score(const look *l) {
  float surest = 0;
  for (size_t i = 0; i < l->count; i++) surest = fmaxf(surest, l->found[i].score);
  return surest;
}

/* The copies that the network looks at: the coarse one, of width x height pixels, and the fine one with twice its
 * sides. Each is made when it is asked for, and is the picture itself where that is no larger. */
typedef struct {
  const hv_image *picture;
  int32_t width, height;
  hv_image coarse, fine; /* without pixels: not made */
} copies;

static copies plan_copies(const hv_image *picture, float working_area) {
  double scale = fmin(sqrt(working_area / ((double)picture->width * picture->height)), 1);
  return (copies){.picture = picture,
                  .width = (int32_t)fmax(picture->width * scale + 1e-6, 1),
                  .height = (int32_t)fmax(picture->height * scale + 1e-6, 1)};
}

static hv_status find_fine(copies *c, const hv_image **copy) {
  bool smaller = 2 * c->width < c->picture->width && 2 * c->height < c->picture->height;
  hv_status status = HV_OK;
  if (smaller && c->fine.rgb == NULL) status = hv_shrink(c->picture, 2 * c->width, 2 * c->height, &c->fine);
  *copy = smaller ? &c->fine : c->picture;
  return status;
}

/* A photograph is gone through once: its coarse copy is made of the fine one, and as their pixels nest it is the same
 * but for rounding. For a smaller picture the fine one would cost more than it saves. */
static hv_status find_coarse(copies *c, const hv_image **copy) {
  *copy = c->picture;
  if (c->width == c->picture->width && c->height == c->picture->height) return HV_OK;
  hv_status status = HV_OK;
  if ((double)c->picture->width * c->picture->height > 64.0 * c->width * c->height)
    status = find_fine(c, copy);
  if (status == HV_OK) status = hv_shrink(*copy, c->width, c->height, &c->coarse);
  *copy = &c->coarse;
  return status;
}

static void free_copies(copies *c) {
  hv_image_free(&c->coarse);
  hv_image_free(&c->fine);
}

/* The box in pixels of the picture, or of a copy of it. */
static hv_box box_of(const hv_image *image, const look *l, const hv_detection *d) {
  double across = (double)image->width / l->width, down = (double)image->height / l->height;
  int32_t left = (int32_t)fmin(lround(d->left * across), image->width - 1);
  int32_t top = (int32_t)fmin(lround(d->top * down), image->height - 1);
  int32_t right = (int32_t)fmin(fmax(lround(d->right * across), left + 1), image->width);
  int32_t bottom = (int32_t)fmin(fmax(lround(d->bottom * down), top + 1), image->height);
  return (hv_box){left, top, right - left, bottom - top};
}

/* Measures the light of a copy anew where its one cell was cut out on white, or one takes nearly all of it. */
static void mend_light(const hv_image *copy, const look *l, hv_light *light) {
  if (l->count == 1 && hv_light_measure_cut_out(copy, box_of(copy, l, l->found), light)) return;
  for (size_t i = 0; i < l->count; i++) {
    hv_box cell = box_of(copy, l, &l->found[i]);
    if (cell.width > NEARLY_ALL * copy->width && cell.height > NEARLY_ALL * copy->height)
      hv_light_measure_around(copy, cell, light);
  }
}

static void report(const hv_image *image, const look *l, hv_findings *findings) {
  hv_detections_order(l->found, l->count, l->width, l->height);
  hv_detections_order(l->found + l->count, l->suspects, l->width, l->height);
  findings->cells_found = (uint32_t)l->count;
  findings->count = l->count < HV_MAX_CELLS ? l->count : HV_MAX_CELLS;
  size_t room = HV_MAX_CELLS - findings->count;
  findings->suspects = l->suspects < room ? l->suspects : room;
  for (size_t i = 0; i < findings->count + findings->suspects; i++) {
    const hv_detection *d = &l->found[i];
    findings->cells[i] = (hv_found_cell){box_of(image, l, d), d->score, d->cut_off, d->prominence};
  }
  if (l->red_diameter <= 0) return;
  double area = (double)image->width * image->height / ((double)l->width * l->height);
  findings->micrometres_per_pixel = (float)(RED_CELL_MICROMETRES / (l->red_diameter * sqrt(area)));
}

hv_status hv_cells_find(hv_detector *detector, const hv_image *image, hv_findings *findings) {
  findings->count = findings->suspects = findings->cells_found = 0;
  findings->micrometres_per_pixel = 0;
  copies c = plan_copies(image, detector->metadata.working_area);
  const hv_image *coarse, *fine;
  look first = {0}, second = {0}, *best = &first;
  hv_status status = find_coarse(&c, &coarse);
  if (status == HV_OK) status = take_look(detector, coarse, &first);
  bool much_shrunk = c.width < MUCH_SHRUNK * image->width;
  if (status == HV_OK && coarse != image && (much_shrunk || shows_small_cells(&first))) {
    status = find_fine(&c, &fine);
    if (status == HV_OK) status = take_look(detector, fine, &second);
    if (!much_shrunk || surest_score(&second) >= surest_score(&first)) best = &second;
  }
  findings->light = first.light;
  findings->cell_at = detector->metadata.cell_at;
  if (status == HV_OK) {
    mend_light(coarse, best, &findings->light);
    report(image, best, findings);
  }
  close_look(&first);
  close_look(&second);
  free_copies(&c);
  return status == HV_OK && findings->count == 0 ? HV_NO_CELL : status;
}
