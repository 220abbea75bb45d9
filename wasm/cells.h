/* Stage 2, cells: finds the stained white cells in a picture, with a learned detector. How it finds them shows in no
 * other stage.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_CELLS_H
#define HV_CELLS_H

#include "light.h"
#include "tflite.h"

typedef struct hv_detector hv_detector;

/* A white cell that was found: as in hv_cell, and how prominent it is (prominence.h). */
typedef struct {
  hv_box box;
  float score;
  bool cut_off;
  float prominence;
} hv_found_cell;

/* What a picture shows: as in hv_result; and its light. */
typedef struct {
  hv_found_cell cells[HV_MAX_CELLS]; /* the most prominent first, then the suspects, likewise */
  size_t count;                      /* of `cells`, without the suspects */
  size_t suspects;                   /* what may be a cell: whoever names cells may recognise it */
  float cell_at;                     /* from which score on a suspect would be a cell */
  uint32_t cells_found;
  float micrometres_per_pixel;
  hv_light light;
} hv_findings;

/* Makes a detector of a graph: the network that detections.h describes, with the metadata of a detector (metadata.h).
 * `message` receives the sentence of an error, and *detector is NULL.
 *
 * The statuses of hv_network_create. */
hv_status hv_detector_create(const hv_graph *graph, hv_detector **detector, char message[HV_MESSAGE_SIZE]);

/* NULL is allowed. */
void hv_detector_destroy(hv_detector *detector);

/* Finds the white cells, and the scale by the red ones. Without a cell the scale may be known all the same.
 *
 * HV_OK (count >= 1), HV_NO_CELL (count 0, but there may be suspects), HV_OUT_OF_MEMORY, HV_INTERNAL_ERROR. */
hv_status hv_cells_find(hv_detector *detector, const hv_image *image, hv_findings *findings);

#endif
