/* The pipeline: leads a picture through the stages and keeps what they leave. See hematovision.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "hematovision.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "explain.h"
#include "image.h"
#include "metadata.h"
#include "network.h"
#include "patch.h"
#include "quality.h"
#include "tflite.h"
#include "verdict.h"

/* At a cell, each a quarter further turned. */
enum { MOST_LOOKS = 4 };

/* What a model brings with it, and the room that its patches, probabilities and maps take. */
typedef struct {
  hv_network *network; /* NULL: no model */
  hv_metadata metadata;
  int32_t side;                   /* of a patch */
  uint32_t rows, columns;         /* of the class map; 1 and 1 where the output is the row of logits itself */
  uint32_t map_rows, map_columns; /* the same for a model that explains, or else 0 and 0 */
  uint32_t channels;              /* the classes, and "none of these" */
  uint8_t *patch;                 /* [side][side][3] */
  float *class_map;               /* [rows][columns][channels] */
  float *turned_map;              /* the same, of a further look */
  float *logits;                  /* [channels] */
  float *probabilities;           /* [HV_MAX_CELLS][class_count] */
  float *maps;                    /* [HV_MAX_CELLS][map_rows][map_columns] */
} loaded_model;

struct hv_classifier {
  loaded_model model;
  hv_detector *detector;             /* NULL: none */
  char message[HV_MESSAGE_SIZE];     /* of the last model or detector */
  char cap_message[HV_MESSAGE_SIZE]; /* of the last picture with more cells than are reported */
  hv_findings findings;
  hv_cell cells[HV_MAX_CELLS];
  hv_result result;
};

hv_classifier *hv_create(void) { return calloc(1, sizeof(hv_classifier)); }

static void unload(loaded_model *model) {
  hv_network_destroy(model->network);
  hv_metadata_free(&model->metadata);
  free(model->patch);
  free(model->class_map);
  free(model->turned_map);
  free(model->logits);
  free(model->probabilities);
  free(model->maps);
}

void hv_destroy(hv_classifier *classifier) {
  if (classifier == NULL) return;
  unload(&classifier->model);
  hv_detector_destroy(classifier->detector);
  free(classifier);
}

/* Whether the network's output is a class map, and not a row of scores. */
static bool gives_map(const hv_network_shape *shape) { return shape->output_rank == 4; }

/* Takes down the sizes of what goes in and comes out. A map of one place has nothing to explain. */
static hv_status read_shape(const hv_network_shape *shape, bool gives_probabilities, loaded_model *model,
                            char message[HV_MESSAGE_SIZE]) {
  if (shape->width != shape->height)
    return hv_fail(HV_UNSUPPORTED_MODEL, message, "Its input is not [1, side, side, 3].");
  model->side = shape->width;
  model->rows = model->columns = 1;
  model->channels = (uint32_t)shape->output_shape[shape->output_rank - 1];
  if (shape->output_count == model->channels) return HV_OK;
  if (!gives_map(shape))
    return hv_fail(HV_UNSUPPORTED_MODEL, message,
                   "Its output is neither [1, classes] nor a class map [1, rows, columns, channels].");
  if (shape->output_count / model->channels > HV_MAX_MAP_PLACES)
    return hv_fail(HV_UNSUPPORTED_MODEL, message, "Its class map has more than %d places.",
                   HV_MAX_MAP_PLACES);
  if (gives_probabilities)
    return hv_fail(HV_UNSUPPORTED_MODEL, message,
                   "Its class map holds probabilities: leave the SOFTMAX at its end out.");
  model->rows = model->map_rows = (uint32_t)shape->output_shape[1];
  model->columns = model->map_columns = (uint32_t)shape->output_shape[2];
  if (model->rows != model->columns && model->metadata.look_again_below > 0)
    return hv_fail(HV_UNSUPPORTED_MODEL, message,
                   "Its class map is not square: leave look_again_below out of its metadata.");
  return HV_OK;
}

static hv_status reserve_room(loaded_model *model) {
  size_t side = (size_t)model->side, map_places = (size_t)model->map_rows * model->map_columns;
  model->patch = malloc(side * side * 3);
  size_t map_size = (size_t)model->rows * model->columns * model->channels * sizeof(float);
  model->class_map = malloc(map_size);
  model->turned_map = malloc(map_size);
  model->logits = malloc(model->channels * sizeof(float));
  model->probabilities = calloc((size_t)HV_MAX_CELLS * model->metadata.class_count, sizeof(float));
  if (map_places > 0) model->maps = calloc(HV_MAX_CELLS * map_places, sizeof(float));
  bool complete = model->patch != NULL && model->class_map != NULL && model->turned_map != NULL &&
                  model->logits != NULL && model->probabilities != NULL &&
                  (map_places == 0 || model->maps != NULL);
  return complete ? HV_OK : HV_OUT_OF_MEMORY;
}

/* Makes a model of a graph; what it made before an error is left in *model to be unloaded. The metadata comes before the
 * shape: a cell detector is known by it. */
static hv_status load(const hv_graph *graph, loaded_model *model, char message[HV_MESSAGE_SIZE]) {
  hv_status status = hv_network_create(graph, &model->network, message);
  if (status != HV_OK) return status;
  const hv_network_shape *shape = hv_network_shape_of(model->network);
  hv_output_kind output = {(uint32_t)shape->output_shape[shape->output_rank - 1], gives_map(shape)};
  if (output.channels > HV_MAX_CLASSES)
    return hv_fail(HV_UNSUPPORTED_MODEL, message, "It tells more than %d classes.", HV_MAX_CLASSES);
  hv_metadata *metadata = &model->metadata;
  status = hv_metadata_read(graph->metadata, graph->metadata_size, output, metadata, message);
  if (status == HV_OK)
    status = read_shape(shape, hv_network_gives_probabilities(model->network), model, message);
  if (status != HV_OK) return status;
  hv_network_set_input_scaling(model->network, metadata->input_mean, metadata->input_deviation);
  hv_network_keep_size(model->network);
  return reserve_room(model);
}

/* Reads the graph of a model's file, to be freed with hv_graph_free, also after an error. */
static hv_status read_graph(const uint8_t *model, size_t size, hv_graph *graph,
                            char message[HV_MESSAGE_SIZE]) {
  *graph = (hv_graph){0};
  message[0] = '\0';
  if (size == 0) return HV_EMPTY_FILE;
  return size > HV_MAX_MODEL_BYTES ? HV_MODEL_TOO_LARGE : hv_graph_read(model, size, graph, message);
}

/* Gives a status its sentence where no details were told. */
static hv_status complete_message(hv_status status, char message[HV_MESSAGE_SIZE]) {
  if (message[0] == '\0') snprintf(message, HV_MESSAGE_SIZE, "%s", hv_status_sentence(status));
  return status;
}

hv_status hv_load_model(hv_classifier *classifier, const uint8_t *model, size_t size) {
  hv_graph graph;
  loaded_model loaded = {0};
  hv_status status = read_graph(model, size, &graph, classifier->message);
  if (status == HV_OK) status = load(&graph, &loaded, classifier->message);
  hv_graph_free(&graph);
  loaded_model *unwanted = status == HV_OK ? &classifier->model : &loaded;
  unload(unwanted);
  if (status == HV_OK) classifier->model = loaded;
  return complete_message(status, classifier->message);
}

hv_status hv_load_detector(hv_classifier *classifier, const uint8_t *detector, size_t size) {
  hv_graph graph;
  hv_detector *loaded = NULL;
  hv_status status = read_graph(detector, size, &graph, classifier->message);
  if (status == HV_OK) status = hv_detector_create(&graph, &loaded, classifier->message);
  hv_graph_free(&graph);
  if (status == HV_OK) {
    hv_detector_destroy(classifier->detector);
    classifier->detector = loaded;
  }
  return complete_message(status, classifier->message);
}

const char *hv_message(const hv_classifier *classifier) { return classifier->message; }

const char *hv_model_about(const hv_classifier *classifier) {
  const char *about = classifier->model.metadata.about;
  return about != NULL ? about : "";
}

/* Takes the whole picture for its one cell. */
static void take_whole(const hv_image *image, hv_findings *findings) {
  findings->cells[0] = (hv_found_cell){.box = {0, 0, image->width, image->height}, .score = 1};
  findings->count = findings->cells_found = 1;
  findings->micrometres_per_pixel = 0;
}

/* The cell as it is found: its class is still to be told. */
static hv_cell cell_of(const hv_found_cell *found) {
  return (hv_cell){.box = found->box, .score = found->score, .cut_off = found->cut_off, .unfamiliarity = NAN};
}

/* Where a place of a square of places lies, row by row, once the square is turned clockwise by a quarter. */
static size_t turned_place(size_t place, size_t side) {
  return place % side * side + side - 1 - place / side;
}

/* Turns a square picture clockwise by a quarter, in place: four pixels at a time change places. */
static void turn_by_quarter(uint8_t *rgb, size_t side) {
  for (size_t row = 0; row < side / 2; row++)
    for (size_t column = 0; column < (side + 1) / 2; column++) {
      size_t place = row * side + column;
      uint8_t carried[3];
      memcpy(carried, rgb + 3 * place, 3);
      for (int corner = 0; corner < 4; corner++) {
        place = turned_place(place, side);
        for (size_t i = 0; i < 3; i++) {
          uint8_t kept = rgb[3 * place + i];
          rgb[3 * place + i] = carried[i];
          carried[i] = kept;
        }
      }
    }
}

/* Tells the class and the verdict of cell `i`, of this size (verdict.h), by the class map. */
static void decide(loaded_model *model, size_t i, float size, hv_cell *cell) {
  size_t places = (size_t)model->rows * model->columns;
  hv_mean_logits(model->class_map, places, model->channels, model->logits);
  if (hv_network_gives_probabilities(model->network))
    hv_logits_of_probabilities(model->logits, model->channels);
  float *probabilities = model->probabilities + i * model->metadata.class_count;
  hv_decide(model->logits, size, &model->metadata, probabilities, cell);
}

/* Looks at the patch once more, a further quarter turned, and makes the class map, the mean of so many `looks`, that of
 * one more: a cell has no upper side, but the network's answer changes as the cell is turned, and the mean is right more
 * often (tools/train/tried.md). Leaves the patch turned. */
static hv_status look_again(loaded_model *model, size_t looks) {
  turn_by_quarter(model->patch, (size_t)model->side);
  hv_status status = hv_network_run(model->network, model->patch, NULL, model->turned_map);
  if (status != HV_OK) return status;
  size_t places = (size_t)model->rows * model->columns, channels = model->channels;
  for (size_t place = 0; place < places; place++) {
    size_t turned = place;
    for (size_t quarter = 0; quarter < looks; quarter++) turned = turned_place(turned, model->rows);
    for (size_t i = 0; i < channels; i++) {
      float *mean = &model->class_map[place * channels + i];
      *mean += (model->turned_map[turned * channels + i] - *mean) / (float)(looks + 1);
    }
  }
  return HV_OK;
}

/* Tells the class, the verdict and the map of cell `i` by its patch and its size. */
static hv_status classify_patch(loaded_model *model, size_t i, float size, hv_cell *cell) {
  const hv_metadata *metadata = &model->metadata;
  hv_status status = hv_network_run(model->network, model->patch, NULL, model->class_map);
  if (status != HV_OK) return status;
  decide(model, i, size, cell);
  for (size_t looks = 1; looks < MOST_LOOKS && cell->confidence < metadata->look_again_below; looks++) {
    status = look_again(model, looks);
    if (status != HV_OK) return status;
    decide(model, i, size, cell);
  }
  if (model->maps == NULL) return HV_OK;
  bool denied = cell->verdict == HV_UNFAMILIAR && metadata->has_none;
  uint32_t channel = denied ? metadata->class_count : cell->class_index;
  size_t places = (size_t)model->rows * model->columns;
  hv_explain(model->class_map, places, model->channels, channel, model->maps + i * places);
  cell->map = model->maps + i * places;
  return HV_OK;
}

/* A model that takes the whole picture takes it as it is. */
static hv_status classify_whole(hv_classifier *classifier, const hv_image *image) {
  loaded_model *model = &classifier->model;
  hv_cell *cell = &classifier->cells[0];
  take_whole(image, &classifier->findings);
  *cell = cell_of(&classifier->findings.cells[0]);
  cell->patch = cell->box;
  hv_patch_cut(image, cell->box, 0, NULL, model->side, model->patch);
  return classify_patch(model, 0, 0, cell);
}

/* In micrometres, as verdict.h has it: of a cell that is cut off nobody knows it. */
static float size_of(const hv_cell *cell, float micrometres_per_pixel) {
  if (cell->cut_off) return 0;
  return micrometres_per_pixel * sqrtf((float)cell->box.width * (float)cell->box.height);
}

/* Tells all of what was found, as cell `i`. */
static hv_status classify_found(hv_classifier *classifier, const hv_image *image, const hv_found_cell *found,
                                size_t i) {
  loaded_model *model = &classifier->model;
  const hv_findings *findings = &classifier->findings;
  hv_cell *cell = &classifier->cells[i];
  *cell = cell_of(found);
  double width = hv_patch_side(model->metadata.patch_width, cell->box, findings->micrometres_per_pixel);
  cell->patch = hv_patch_square(cell->box, width);
  hv_patch_cut(image, cell->box, width, &findings->light, model->side, model->patch);
  cell->quality = hv_quality_of(found, width, model->patch, model->side, &findings->light);
  return classify_patch(model, i, size_of(cell, findings->micrometres_per_pixel), cell);
}

static float odds_of(float probability) { return probability / (1 - probability); }

/* Whether the suspect that was classified last is a cell: where the detector's score and the network's own familiarity,
 * two looks taken as independent and their odds multiplied, are as much as the score that a cell must have. The network
 * was trained on such suspects. */
static bool is_recognised(const loaded_model *model, const hv_cell *suspect, float cell_at) {
  float unfamiliarity = hv_unfamiliarity(model->logits, HV_UNDOUBTED, &model->metadata);
  return unfamiliarity < model->metadata.unfamiliar_at &&
         odds_of(suspect->score) * odds_of(1 - unfamiliarity) >= odds_of(cell_at);
}

/* Makes the suspect that was classified last, which is findings.cells[suspect], one of the cells, in its place by
 * prominence. */
static void add_cell(hv_classifier *classifier, size_t suspect) {
  hv_findings *findings = &classifier->findings;
  hv_found_cell found = findings->cells[suspect];
  hv_cell cell = classifier->cells[findings->count];
  size_t place = findings->count;
  while (place > 0 && findings->cells[place - 1].prominence < found.prominence) place--;
  memmove(&findings->cells[place + 1], &findings->cells[place], (suspect - place) * sizeof found);
  memmove(&classifier->cells[place + 1], &classifier->cells[place], (findings->count - place) * sizeof cell);
  findings->cells[place] = found;
  classifier->cells[place] = cell;
  findings->count++;
  findings->cells_found++;
}

/* Adds the suspects that are recognised to the cells. */
static hv_status add_recognised(hv_classifier *classifier, const hv_image *image) {
  hv_findings *findings = &classifier->findings;
  size_t first = findings->count, end = first + findings->suspects;
  hv_status status = HV_OK;
  for (size_t i = first; i < end && status == HV_OK; i++) {
    const hv_cell *cell = &classifier->cells[findings->count];
    status = classify_found(classifier, image, &findings->cells[i], findings->count);
    if (status == HV_OK && is_recognised(&classifier->model, cell, findings->cell_at))
      add_cell(classifier, i);
  }
  return status == HV_OK && findings->count == 0 ? HV_NO_CELL : status;
}

static hv_status classify_cells(hv_classifier *classifier, const hv_image *image) {
  loaded_model *model = &classifier->model;
  hv_findings *findings = &classifier->findings;
  hv_status status = hv_cells_find(classifier->detector, image, findings);
  for (size_t i = 0; i < findings->count && status == HV_OK; i++)
    status = classify_found(classifier, image, &findings->cells[i], i);
  if (!model->metadata.has_none || (status != HV_OK && status != HV_NO_CELL)) return status;
  return add_recognised(classifier, image);
}

/* Completes the result of a picture: its scale, and its cells unless there was an error. */
static const hv_result *finish(hv_classifier *classifier, hv_status status, size_t capacity) {
  hv_result *result = &classifier->result;
  const hv_findings *findings = &classifier->findings;
  result->status = status;
  result->message = hv_status_sentence(status);
  result->micrometres_per_pixel = findings->micrometres_per_pixel;
  if (status != HV_OK) return result;
  result->cells_found = findings->cells_found;
  result->cell_count = (uint32_t)(findings->count < capacity ? findings->count : capacity);
  return result;
}

/* Adds to the result's message that there are more cells than are reported. */
static void tell_cap(hv_classifier *classifier) {
  hv_result *result = &classifier->result;
  snprintf(classifier->cap_message, HV_MESSAGE_SIZE,
           "%s It has more than %d cells; the %d most prominent are reported.", result->message, HV_MAX_CELLS,
           HV_MAX_CELLS);
  result->message = classifier->cap_message;
}

/* Begins the result of a picture and decodes it, unless `status` is an error already. */
static hv_status begin(hv_classifier *classifier, hv_status status, const uint8_t *file, size_t size,
                       hv_image *image) {
  *image = (hv_image){0};
  classifier->result = (hv_result){.cells = classifier->cells};
  classifier->findings.count = classifier->findings.cells_found = 0;
  classifier->findings.micrometres_per_pixel = 0;
  if (status == HV_OK) status = hv_image_decode(file, size, image);
  classifier->result.width = image->width;
  classifier->result.height = image->height;
  return status;
}

const hv_result *hv_classify(hv_classifier *classifier, const uint8_t *file, size_t size) {
  const hv_metadata *metadata = &classifier->model.metadata;
  hv_status status = HV_OK;
  if (classifier->model.network == NULL) status = HV_NO_MODEL;
  else if (metadata->find_cells && classifier->detector == NULL) status = HV_NO_DETECTOR;
  hv_image image;
  status = begin(classifier, status, file, size, &image);
  classifier->result.class_count = metadata->class_count;
  classifier->result.class_names = (const char *const *)metadata->class_names;
  classifier->result.map_rows = classifier->model.map_rows;
  classifier->result.map_columns = classifier->model.map_columns;
  if (status == HV_OK)
    status = metadata->find_cells ? classify_cells(classifier, &image) : classify_whole(classifier, &image);
  hv_image_free(&image);
  const hv_result *result = finish(classifier, status, HV_MAX_CELLS);
  if (result->cells_found > HV_MAX_CELLS) tell_cap(classifier);
  return result;
}

/* Finds the cells and cuts the patches of at most `capacity` of them. */
static hv_status cut_patches(hv_classifier *classifier, const hv_image *image, hv_patch_width width,
                             double margin, int32_t side, size_t capacity, uint8_t *patches) {
  hv_findings *findings = &classifier->findings;
  hv_status status = hv_cells_find(classifier->detector, image, findings);
  size_t bytes = (size_t)side * (size_t)side * 3;
  for (size_t i = 0; i < findings->count && i < capacity; i++) {
    const hv_found_cell *found = &findings->cells[i];
    classifier->cells[i] = cell_of(found);
    double wide = margin * hv_patch_side(width, found->box, findings->micrometres_per_pixel);
    classifier->cells[i].patch = hv_patch_square(found->box, wide);
    hv_patch_cut(image, found->box, wide, &findings->light, side, patches + i * bytes);
  }
  return status;
}

const hv_result *hv_cut_patches(hv_classifier *classifier, const uint8_t *file, size_t size,
                                hv_patch_width width, double margin, int32_t side, size_t capacity,
                                uint8_t *patches) {
  hv_image image;
  hv_status status = classifier->detector == NULL ? HV_NO_DETECTOR : HV_OK;
  status = begin(classifier, status, file, size, &image);
  if (status == HV_OK) status = cut_patches(classifier, &image, width, margin, side, capacity, patches);
  hv_image_free(&image);
  return finish(classifier, status, capacity);
}
