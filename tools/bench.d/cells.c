/* The cells stage alone, for the benchmark: a detector and a picture's pixels in, how many cells there are out. See
 * network.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "cells.h"

static hv_detector *detector;
static hv_image picture;
static hv_findings findings;

/* Loads the detector; 0 is success. */
int32_t bench_load_detector(const uint8_t *model, size_t size) {
  char message[HV_MESSAGE_SIZE];
  hv_graph graph = {0};
  hv_status status = hv_graph_read(model, size, &graph, message);
  if (status == HV_OK) status = hv_detector_create(&graph, &detector, message);
  hv_graph_free(&graph);
  return (int32_t)status;
}

/* Where the picture's pixels go, RGB8, in place of those before; 0 without memory. */
uint8_t *bench_picture(int32_t width, int32_t height) {
  free(picture.rgb);
  picture = (hv_image){width, height, malloc((size_t)width * (size_t)height * 3)};
  return picture.rgb;
}

/* Finds the picture's cells; how many there are, or -1 where that failed. */
int32_t bench_cells(void) {
  hv_status status = hv_cells_find(detector, &picture, &findings);
  return status == HV_OK || status == HV_NO_CELL ? (int32_t)findings.cells_found : -1;
}
