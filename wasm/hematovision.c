/* The pipeline: leads a picture through the stages and keeps what they leave. See hematovision.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "hematovision.h"

#include <stdio.h>
#include <stdlib.h>

#include "balance.h"
#include "cells.h"
#include "image.h"
#include "metadata.h"
#include "network.h"
#include "patch.h"
#include "tflite.h"
#include "verdict.h"

/* What a model brings with it, and the room that its patches and probabilities take. */
typedef struct {
  hv_network *network; /* NULL: no model */
  hv_metadata metadata;
  uint8_t *patch;       /* [side][side][3] */
  float *probabilities; /* [HV_MAX_CELLS][class_count] */
} loaded_model;

struct hv_classifier {
  loaded_model model;
  char message[HV_MESSAGE_SIZE];
  hv_cell cells[HV_MAX_CELLS];
  hv_result result;
};

hv_classifier *hv_create(void) { return calloc(1, sizeof(hv_classifier)); }

static void unload(loaded_model *model) {
  hv_network_destroy(model->network);
  hv_metadata_free(&model->metadata);
  free(model->patch);
  free(model->probabilities);
}

void hv_destroy(hv_classifier *classifier) {
  if (classifier == NULL) return;
  unload(&classifier->model);
  free(classifier);
}

/* Makes a model of a graph; what it made before an error is left in *model to be unloaded. */
static hv_status load(const hv_graph *graph, loaded_model *model, char message[HV_MESSAGE_SIZE]) {
  hv_status status = hv_network_create(graph, &model->network, message);
  if (status != HV_OK) return status;
  uint32_t class_count = hv_network_class_count(model->network);
  hv_metadata *metadata = &model->metadata;
  status = hv_metadata_read(graph->metadata, graph->metadata_size, class_count, metadata, message);
  if (status != HV_OK) return status;
  hv_network_set_input_scaling(model->network, metadata->input_mean, metadata->input_deviation);
  size_t side = (size_t)hv_network_side(model->network);
  model->patch = malloc(side * side * 3);
  model->probabilities = calloc((size_t)HV_MAX_CELLS * class_count, sizeof(float));
  return model->patch != NULL && model->probabilities != NULL ? HV_OK : HV_OUT_OF_MEMORY;
}

hv_status hv_load_model(hv_classifier *classifier, const uint8_t *model, size_t size) {
  hv_graph graph = {0};
  loaded_model loaded = {0};
  char *message = classifier->message;
  message[0] = '\0';
  hv_status status = size == 0                   ? HV_EMPTY_FILE
                     : size > HV_MAX_MODEL_BYTES ? HV_MODEL_TOO_LARGE
                                                 : hv_graph_read(model, size, &graph, message);
  if (status == HV_OK) status = load(&graph, &loaded, message);
  hv_graph_free(&graph);
  if (message[0] == '\0') snprintf(message, HV_MESSAGE_SIZE, "%s", hv_status_sentence(status));
  loaded_model *unwanted = status == HV_OK ? &classifier->model : &loaded;
  unload(unwanted);
  if (status == HV_OK) classifier->model = loaded;
  return status;
}

const char *hv_message(const hv_classifier *classifier) { return classifier->message; }

const char *hv_model_about(const hv_classifier *classifier) {
  const char *about = classifier->model.metadata.about;
  return about != NULL ? about : "";
}

/* The boxes to classify: the cells, or without a balance the whole picture. */
static hv_status find_boxes(const hv_image *image, const hv_white_balance *balance, hv_box *boxes,
                            size_t *count) {
  if (balance != NULL) return hv_cells_find(image, balance, boxes, HV_MAX_CELLS, count);
  boxes[0] = (hv_box){0, 0, image->width, image->height};
  *count = 1;
  return HV_OK;
}

/* Classifies the cell in `box` into *cell and its probabilities. */
static hv_status classify_cell(loaded_model *model, const hv_image *image, const hv_white_balance *balance,
                               hv_box box, float *probabilities, hv_cell *cell) {
  const hv_metadata *metadata = &model->metadata;
  hv_patch_cut(image, box, metadata->patch_scale, balance, hv_network_side(model->network), model->patch);
  hv_status status = hv_network_run(model->network, model->patch, probabilities);
  if (status != HV_OK) return status;
  if (hv_network_gives_probabilities(model->network))
    hv_logits_of_probabilities(probabilities, metadata->class_count);
  hv_softmax(probabilities, metadata->class_count, metadata->temperature, probabilities);
  cell->box = box;
  hv_decide(probabilities, metadata->class_count, metadata->confident_at, cell);
  return HV_OK;
}

static hv_status classify_cells(hv_classifier *classifier, const hv_image *image) {
  loaded_model *model = &classifier->model;
  hv_box boxes[HV_MAX_CELLS];
  size_t count = 0;
  hv_white_balance measured, *balance = NULL; /* none: the model takes the whole picture as it is */
  if (model->metadata.find_cells) {
    measured = hv_white_balance_measure(image);
    balance = &measured;
  }
  hv_status status = find_boxes(image, balance, boxes, &count);
  for (size_t i = 0; i < count && status == HV_OK; i++)
    status = classify_cell(model, image, balance, boxes[i],
                           model->probabilities + i * model->metadata.class_count, &classifier->cells[i]);
  if (status == HV_OK) classifier->result.cell_count = (uint32_t)count;
  return status;
}

const hv_result *hv_classify(hv_classifier *classifier, const uint8_t *file, size_t size) {
  const hv_metadata *metadata = &classifier->model.metadata;
  hv_result *result = &classifier->result;
  *result = (hv_result){.cells = classifier->cells,
                        .class_count = metadata->class_count,
                        .class_names = (const char *const *)metadata->class_names};
  hv_image image = {0};
  result->status = classifier->model.network == NULL ? HV_NO_MODEL : hv_image_decode(file, size, &image);
  if (result->status == HV_OK) {
    result->width = image.width;
    result->height = image.height;
    result->status = classify_cells(classifier, &image);
  }
  hv_image_free(&image);
  result->message = hv_status_sentence(result->status);
  return result;
}

hv_status hv_cut_patches(const uint8_t *file, size_t size, double scale, int32_t side, size_t capacity,
                         uint8_t *patches, hv_box *boxes, size_t *count) {
  *count = 0;
  hv_image image = {0};
  hv_status status = hv_image_decode(file, size, &image);
  if (status != HV_OK) return status;
  hv_white_balance balance = hv_white_balance_measure(&image);
  status = hv_cells_find(&image, &balance, boxes, capacity, count);
  size_t bytes = (size_t)side * (size_t)side * 3;
  for (size_t i = 0; i < *count; i++)
    hv_patch_cut(&image, boxes[i], scale, &balance, side, patches + i * bytes);
  hv_image_free(&image);
  return status;
}
