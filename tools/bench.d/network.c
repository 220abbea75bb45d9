/* The network stage alone, for the benchmark: a model and a patch in, nothing else timed. Linked with the objects of
 * the page's module into modules of its own, so that the page carries no function for measuring.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "network.h"

static hv_network *network;
static uint8_t *patch; /* [side][side][3] */
static float *scores;  /* [class_count] */

uint8_t *bench_allocate(size_t size) { return malloc(size); }

/* Loads the model; returns the side of its patch, or 0 where it cannot be loaded. */
int32_t bench_load(const uint8_t *model, size_t size) {
  char message[HV_MESSAGE_SIZE];
  hv_graph graph = {0};
  if (hv_graph_read(model, size, &graph, message) != HV_OK) return 0;
  hv_status status = hv_network_create(&graph, &network, message);
  hv_graph_free(&graph);
  if (status != HV_OK) return 0;
  hv_network_set_input_scaling(network, 127.5F, 127.5F);
  const hv_network_shape *shape = hv_network_shape_of(network);
  patch = calloc((size_t)shape->width * (size_t)shape->height, 3);
  scores = calloc(shape->output_count, sizeof *scores);
  return patch != NULL && scores != NULL ? shape->width : 0;
}

/* Where the patch goes, and where its scores come out. */
uint8_t *bench_patch(void) { return patch; }
float *bench_scores(void) { return scores; }

/* Runs the network on the patch; 0 is success. */
int32_t bench_run(void) { return (int32_t)hv_network_run(network, patch, NULL, scores); }
