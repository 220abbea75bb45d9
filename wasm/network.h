/* The networks' engine: a TensorFlow Lite model becomes an XNNPACK runtime, and a picture becomes numbers. The cells
 * stage finds cells with one, the network stage names them with another. Knows nothing of cells or classes' names.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_NETWORK_H
#define HV_NETWORK_H

#include <stdbool.h>

#include "tflite.h"

typedef struct hv_network hv_network;

/* What goes in, [1, height, width, 3], and what comes out. */
typedef struct {
  int32_t width, height;
  uint32_t output_rank; /* 2 ... HV_MAX_RANK */
  int32_t output_shape[HV_MAX_RANK];
  size_t output_count; /* the numbers of the output: its shape's product */
} hv_network_shape;

/* Builds the runtime from a graph that hv_graph_read gave, with an input [1, height, width, 3] and an output of two
 * dimensions or more, each float32, int8 or uint8. All that it needs is copied: the graph and the bytes it was read
 * from may be freed afterwards. `message` receives the sentence of an error, and *network is NULL.
 *
 * HV_OK, HV_BROKEN_MODEL, HV_UNSUPPORTED_MODEL, HV_UNSUPPORTED_OPERATOR, HV_OUT_OF_MEMORY, HV_INTERNAL_ERROR.
 */
hv_status hv_network_create(const hv_graph *graph, hv_network **network, char message[HV_MESSAGE_SIZE]);

/* NULL is allowed. */
void hv_network_destroy(hv_network *network);

/* Valid as long as the network; hv_network_resize changes what it says. */
const hv_network_shape *hv_network_shape_of(const hv_network *network);

/* Whether its last operator is a SOFTMAX: its scores are probabilities then, and logits otherwise. */
bool hv_network_gives_probabilities(const hv_network *network);

/* How a picture's byte becomes the network's input: (byte - mean) / deviation, quantised as the model's input
 * tensor says where that is int8 or uint8. Call it once before hv_network_run. */
void hv_network_set_input_scaling(hv_network *network, float mean, float deviation);

/* Makes a network of convolutions fit pictures of another size, both sides multiples of 8. The size it has already
 * costs nothing. Only graphs whose every operator follows its input's size can be resized: convolutions (kernels up
 * to 7 x 7, strides of 1 or 2, padding SAME or nothing to pad) and operators that work on each number for itself, with
 * constants that are the same at every place.
 *
 * HV_OK; HV_UNSUPPORTED_MODEL where it is no such graph: nothing has changed. HV_UNSUPPORTED_MODEL where tensors that
 * were joined at the old size do not fit each other at the new one, and HV_OUT_OF_MEMORY: it must be resized again
 * before it is run. */
hv_status hv_network_resize(hv_network *network, int32_t width, int32_t height);

/* Frees what a resize would need, which is as large as the model: the network keeps its size from then on. */
void hv_network_keep_size(hv_network *network);

/* Runs the network on one picture: rgb [height][width][3], RGB8, whose bytes first become what the curve [256] says, if
 * it is not NULL; output [output_count], dequantised.
 *
 * HV_OK, HV_INTERNAL_ERROR. */
hv_status hv_network_run(hv_network *network, const uint8_t *rgb, const uint8_t *curve, float *output);

#endif
