/* Stage 4, network: a TensorFlow Lite model becomes an XNNPACK runtime, and a patch becomes one score a
 * class. Knows nothing of cells or classes' names.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_NETWORK_H
#define HV_NETWORK_H

#include <stdbool.h>

#include "tflite.h"

typedef struct hv_network hv_network;

/* Builds the runtime from a graph that hv_graph_read gave. All that it needs is copied: the graph and the
 * bytes it was read from may be freed afterwards. `message` receives the sentence of an error, and *network
 * is NULL.
 *
 * HV_OK, HV_BROKEN_MODEL, HV_UNSUPPORTED_MODEL, HV_UNSUPPORTED_OPERATOR, HV_OUT_OF_MEMORY, HV_INTERNAL_ERROR.
 */
hv_status hv_network_create(const hv_graph *graph, hv_network **network, char message[HV_MESSAGE_SIZE]);

/* NULL is allowed. */
void hv_network_destroy(hv_network *network);

/* The side of the square patch it wants, in pixels. */
int32_t hv_network_side(const hv_network *network);

/* How many scores it gives. */
uint32_t hv_network_class_count(const hv_network *network);

/* Whether its last operator is a SOFTMAX: its scores are probabilities then, and logits otherwise. */
bool hv_network_gives_probabilities(const hv_network *network);

/* How a patch's byte becomes the network's input: (byte - mean) / deviation, quantised as the model's input
 * tensor says where that is int8 or uint8. Call it once before hv_network_run. */
void hv_network_set_input_scaling(hv_network *network, float mean, float deviation);

/* Runs the network on one patch: rgb [side][side][3], RGB8; scores [class_count], dequantised.
 *
 * HV_OK, HV_INTERNAL_ERROR. */
hv_status hv_network_run(hv_network *network, const uint8_t *rgb, float *scores);

#endif
