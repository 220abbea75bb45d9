/* Fuzzes the model reader, and what it lets through on to XNNPACK: any bytes give a network that runs or a
 * status, and leave nothing allocated. The seeds are tests/models. Linked with tests/memory.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "../memory.h"
#include "network.h"

int LLVMFuzzerTestOneInput(const uint8_t *model, size_t size);

/* Larger networks are built, but not run: a fuzzer has no time. */
#define MOST_ELEMENTS 16384

static size_t count_elements(const hv_graph *graph) {
  size_t count = 0;
  for (uint32_t i = 0; i < graph->tensor_count; i++) count += graph->tensors[i].count;
  return count;
}

static void run(hv_network *network) {
  static uint8_t rgb[MOST_ELEMENTS];
  static float scores[MOST_ELEMENTS];
  hv_network_set_input_scaling(network, 127.5f, 127.5f);
  if (hv_network_run(network, rgb, NULL, scores) != HV_OK) abort();
}

/* A network that takes pictures of another size runs on them too: AddressSanitizer watches the paddings. */
static void run_resized(hv_network *network, int32_t width, int32_t height) {
  if (hv_network_resize(network, width, height) != HV_OK) return;
  uint8_t *rgb = calloc((size_t)width * (size_t)height, 3);
  float *scores = calloc(hv_network_shape_of(network)->output_count, sizeof *scores);
  if (rgb != NULL && scores != NULL && hv_network_run(network, rgb, NULL, scores) != HV_OK) abort();
  free(rgb);
  free(scores);
}

int LLVMFuzzerTestOneInput(const uint8_t *model, size_t size) {
  char message[HV_MESSAGE_SIZE];
  hv_graph graph;
  memory_fail_at(1 + (unsigned)(size % 2));
  hv_status status = hv_graph_read(model, size, &graph, message);
  hv_graph_free(&graph);
  if (memory_blocks_left() != 0 || (memory_has_failed() && status == HV_OK)) abort();

  memory_fail_at(0);
  if (hv_graph_read(model, size, &graph, message) != HV_OK) return 0;
  hv_network *network;
  if (hv_network_create(&graph, &network, message) == HV_OK && count_elements(&graph) <= MOST_ELEMENTS) {
    run(network);
    run_resized(network, 8, 24);
    run_resized(network, 40, 16);
  }
  hv_network_destroy(network);
  hv_graph_free(&graph);
  return 0;
}
