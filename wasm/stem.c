/* The first convolution on pairs of pixels. See stem.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "stem.h"

#include <stddef.h>
#include <string.h>

enum { CHANNELS = 3, KERNEL = 3, PAIR = 2 };

/* The weights of one row of the kernel, before and after. */
enum { ROW = KERNEL * CHANNELS, PAIRED_ROW = 2 * PAIR * CHANNELS };

static bool has_shape(const hv_tensor *tensor, int32_t height, int32_t width, int32_t channels) {
  return tensor->rank == 4 && tensor->shape[1] == height && tensor->shape[2] == width &&
         tensor->shape[3] == channels;
}

/* The one operator that reads the tensor; NULL for none or several, or for one that reads it twice. */
static const hv_operator *only_reader(const hv_graph *graph, int32_t tensor) {
  const hv_operator *reader = NULL;
  for (uint32_t i = 0; i < graph->operator_count; i++)
    for (uint32_t j = 0; j < graph->operators[i].input_count; j++) {
      if (hv_index(graph->operators[i].inputs, j) != tensor) continue;
      if (reader != NULL) return NULL;
      reader = &graph->operators[i];
    }
  return reader;
}

/* Whether the operator, all that reads the picture, takes it for its first input, and is a convolution to be paired. */
static bool can_be_paired(const hv_graph *graph, int32_t input_index, const hv_operator *op) {
  if (op == NULL || op->code != HV_CONV_2D || op->input_count < 2 || hv_index(op->inputs, 0) != input_index)
    return false;
  int32_t filter_index = hv_index(op->inputs, 1);
  if (filter_index < 0 || only_reader(graph, filter_index) != op) return false;
  const hv_tensor *input = &graph->tensors[input_index], *filter = &graph->tensors[filter_index];
  if (!hv_is_quantised(input) || filter->type != HV_INT8 || filter->data == NULL ||
      !has_shape(filter, KERNEL, KERNEL, CHANNELS) || input->shape[1] % 2 != 0 || input->shape[2] % PAIR != 0)
    return false;
  for (uint32_t i = 0; i < filter->scale_count; i++)
    if (hv_tensor_zero_point(filter, i) != 0) return false;
  return op->options.convolution.same_padding && op->options.convolution.stride_height == 2 &&
         op->options.convolution.stride_width == PAIR && op->options.convolution.dilation_height == 1 &&
         op->options.convolution.dilation_width == 1;
}

/* The weights of each row, and zeros for the pixel that makes up two pairs. */
static bool pair_filter(hv_block **list, hv_tensor *filter) {
  size_t rows = (size_t)filter->shape[0] * KERNEL;
  uint8_t *paired = hv_reserve(list, rows, PAIRED_ROW);
  if (paired == NULL) return false;
  for (size_t row = 0; row < rows; row++) memcpy(paired + row * PAIRED_ROW, filter->data + row * ROW, ROW);
  filter->shape[2] = 2;
  filter->shape[3] = PAIR * CHANNELS;
  filter->count = filter->data_size = rows * PAIRED_ROW;
  filter->data = paired;
  return true;
}

static void *copy_of(hv_block **list, const void *from, size_t count, size_t size) {
  void *copy = hv_reserve(list, count, size);
  if (copy != NULL) memcpy(copy, from, count * size);
  return copy;
}

hv_status hv_stem_pair_pixels(hv_builder *b, int32_t *pixels) {
  *pixels = 1;
  int32_t input_index = hv_index(b->graph->inputs, 0);
  const hv_operator *op = only_reader(b->graph, input_index);
  if (!can_be_paired(b->graph, input_index, op)) return HV_OK;
  ptrdiff_t number = op - b->graph->operators;
  hv_graph *graph = copy_of(&b->scratch, b->graph, 1, sizeof *graph);
  if (graph == NULL) return hv_out_of_memory(b);
  graph->tensors = copy_of(&b->scratch, graph->tensors, graph->tensor_count, sizeof *graph->tensors);
  graph->operators = copy_of(&b->scratch, graph->operators, graph->operator_count, sizeof *graph->operators);
  if (graph->tensors == NULL || graph->operators == NULL ||
      !pair_filter(&b->scratch, &graph->tensors[hv_index(op->inputs, 1)]))
    return hv_out_of_memory(b);
  hv_tensor *input = &graph->tensors[input_index];
  input->shape[2] /= PAIR;
  input->shape[3] *= PAIR;
  graph->operators[number].options.convolution.stride_width = 1;
  b->graph = graph;
  *pixels = PAIR;
  return HV_OK;
}
