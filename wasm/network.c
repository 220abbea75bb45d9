/* Builds an XNNPACK runtime from a graph, and runs it: operators.h builds its operators, values.h their
 * tensors.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "operators.h"

struct hv_network {
  xnn_runtime_t runtime;
  hv_block *memory; /* input, output and the constants that XNNPACK does not pack */
  void *input, *output;
  int32_t side;
  uint32_t class_count;
  bool gives_probabilities;
  bool input_quantised, output_quantised;
  float input_scale, output_scale; /* scales and zero points are of the int8 form */
  int32_t input_zero_point, output_zero_point;
  union {
    float floats[256];
    int8_t bytes[256];
  } from_byte; /* a patch's byte as the network's input */
};

/* Whether the tensor comes out of a SOFTMAX, but for changes of form and shape. */
static bool comes_from_softmax(const hv_graph *graph, int32_t index) {
  for (uint32_t i = graph->operator_count; i-- > 0;) {
    const hv_operator *op = &graph->operators[i];
    if (op->output_count != 1 || hv_index(op->outputs, 0) != index) continue;
    if (op->code == HV_SOFTMAX) return true;
    if (op->code != HV_QUANTIZE && op->code != HV_DEQUANTIZE && op->code != HV_RESHAPE &&
        op->code != HV_TRANSPOSE)
      return false;
    index = hv_index(op->inputs, 0);
  }
  return false;
}

static hv_status check_ends(hv_builder *b, const hv_tensor *input, const hv_tensor *output) {
  if (input->rank != 4 || input->shape[0] != 1 || input->shape[1] != input->shape[2] || input->shape[3] != 3)
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "Its input is not [1, side, side, 3].");
  if (output->rank == 0 || output->count != (size_t)output->shape[output->rank - 1])
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "Its output is not [1, classes].");
  if ((input->type != HV_FLOAT32 && !hv_is_quantised(input)) ||
      (output->type != HV_FLOAT32 && !hv_is_quantised(output)))
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message,
                   "Its input or output is neither float32 nor int8 nor uint8.");
  return HV_OK;
}

/* Takes down what hv_network_run has to know of the ends, and reserves their memory. */
static hv_status keep_ends(hv_builder *b, const hv_tensor *input, const hv_tensor *output,
                           hv_network *network) {
  network->side = input->shape[1];
  network->class_count = (uint32_t)output->count;
  network->input_quantised = hv_is_quantised(input);
  network->output_quantised = hv_is_quantised(output);
  network->input_scale = hv_scale_of(input);
  network->output_scale = hv_scale_of(output);
  network->input_zero_point = hv_zero_point_of(input, 0);
  network->output_zero_point = hv_zero_point_of(output, 0);
  network->input = hv_reserve(&b->kept, input->count, network->input_quantised ? 1 : sizeof(float));
  network->output = hv_reserve(&b->kept, output->count, network->output_quantised ? 1 : sizeof(float));
  return network->input == NULL || network->output == NULL ? hv_out_of_memory(b) : HV_OK;
}

static bool writes_needed(const hv_operator *op, const bool *needed) {
  for (uint32_t i = 0; i < op->output_count; i++)
    if (needed[hv_index(op->outputs, i)]) return true;
  return false;
}

/* For each tensor, whether the output depends on it; NULL without memory. Operators that write others are
 * left out: XNNPACK aborts on some of them. */
static bool *find_needed(hv_builder *b, int32_t output_index) {
  bool *needed = hv_reserve(&b->scratch, b->graph->tensor_count, sizeof *needed);
  if (needed == NULL) return NULL;
  needed[output_index] = true;
  for (uint32_t i = b->graph->operator_count; i-- > 0;) {
    const hv_operator *op = &b->graph->operators[i];
    if (!writes_needed(op, needed)) continue;
    for (uint32_t j = 0; j < op->input_count; j++)
      if (hv_index(op->inputs, j) >= 0) needed[hv_index(op->inputs, j)] = true;
  }
  return needed;
}

static hv_status define_graph(hv_builder *b, hv_network *network) {
  const hv_graph *graph = b->graph;
  if (graph->input_count != 1 || graph->output_count != 1)
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "It does not have just one input and one output.");
  int32_t input_index = hv_index(graph->inputs, 0), output_index = hv_index(graph->outputs, 0);
  const hv_tensor *input = &graph->tensors[input_index], *output = &graph->tensors[output_index];
  HV_TRY(check_ends(b, input, output));
  HV_TRY(keep_ends(b, input, output, network));
  b->op = &graph->operators[0];
  HV_TRY(hv_check_value(b, input));
  uint32_t *input_value = &b->values[hv_own_form(input)][input_index];
  HV_TRY(hv_define_value(b, input, hv_own_form(input), NULL, HV_INPUT_VALUE, input_value));
  const bool *needed = find_needed(b, output_index);
  if (needed == NULL) return hv_out_of_memory(b);
  for (uint32_t i = 0; i < graph->operator_count; i++)
    if (writes_needed(&graph->operators[i], needed)) HV_TRY(hv_define_operator(b, &graph->operators[i]));
  if (b->values[hv_own_form(output)][output_index] != HV_OUTPUT_VALUE)
    return hv_fail(HV_BROKEN_MODEL, b->message, "Nothing writes its output.");
  network->gives_probabilities = comes_from_softmax(graph, output_index);
  return HV_OK;
}

/* XNNPACK's memory planner does not check its three small allocations. They will succeed if a larger one did
 * just before. */
static bool has_room_for_planner(const hv_graph *graph) {
  hv_block *room = NULL;
  bool has_room = hv_reserve(&room, (size_t)graph->tensor_count + graph->operator_count, 512) != NULL;
  hv_free_blocks(room);
  return has_room;
}

static hv_status create_runtime(hv_builder *b, hv_network *network) {
  const struct xnn_external_value ends[] = {{HV_INPUT_VALUE, network->input},
                                            {HV_OUTPUT_VALUE, network->output}};
  /* Without a workspace of the caller's, XNNPACK leaks its own when it fails. */
  xnn_workspace_t workspace = NULL;
  enum xnn_status status = xnn_create_workspace(&workspace);
  if (status != xnn_status_success) return hv_out_of_memory(b);
  status = xnn_create_runtime_v4(b->subgraph, NULL, workspace, NULL, 0, &network->runtime);
  xnn_release_workspace(workspace);
  if (!has_room_for_planner(b->graph)) return hv_out_of_memory(b);
  if (status == xnn_status_success) status = xnn_reshape_runtime(network->runtime);
  if (status == xnn_status_success) status = xnn_setup_runtime_v2(network->runtime, 2, ends);
  if (status == xnn_status_success) return HV_OK;
  if (status == xnn_status_out_of_memory) return hv_out_of_memory(b);
  return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "XNNPACK refuses its graph (status %d).", (int)status);
}

static hv_status build(hv_builder *b, hv_network *network) {
  if (xnn_initialize(NULL) != xnn_status_success)
    return hv_fail(HV_INTERNAL_ERROR, b->message, "XNNPACK does not run on this machine.");
  if (xnn_create_subgraph(HV_EXTERNAL_VALUES, 0, &b->subgraph) != xnn_status_success)
    return hv_out_of_memory(b);
  for (hv_form as = 0; as < HV_FORM_COUNT; as++) {
    b->values[as] = hv_reserve(&b->scratch, b->graph->tensor_count, sizeof *b->values[as]);
    if (b->values[as] == NULL) return hv_out_of_memory(b);
    for (uint32_t i = 0; i < b->graph->tensor_count; i++) b->values[as][i] = XNN_INVALID_VALUE_ID;
  }
  HV_TRY(define_graph(b, network));
  return create_runtime(b, network);
}

hv_status hv_network_create(const hv_graph *graph, hv_network **network, char message[HV_MESSAGE_SIZE]) {
  *network = NULL;
  hv_builder b = {.graph = graph, .message = message};
  hv_network *built = calloc(1, sizeof *built);
  if (built == NULL) return hv_out_of_memory(&b);
  hv_status status = build(&b, built);
  if (b.subgraph != NULL) xnn_delete_subgraph(b.subgraph);
  hv_free_blocks(b.scratch);
  built->memory = b.kept;
  if (status == HV_OK) *network = built;
  else hv_network_destroy(built);
  return status;
}

void hv_network_destroy(hv_network *network) {
  if (network == NULL) return;
  if (network->runtime != NULL) xnn_delete_runtime(network->runtime);
  hv_free_blocks(network->memory);
  free(network);
}

int32_t hv_network_side(const hv_network *network) { return network->side; }

uint32_t hv_network_class_count(const hv_network *network) { return network->class_count; }

bool hv_network_gives_probabilities(const hv_network *network) { return network->gives_probabilities; }

void hv_network_set_input_scaling(hv_network *network, float mean, float deviation) {
  for (int byte = 0; byte < 256; byte++) {
    float number = ((float)byte - mean) / deviation;
    if (network->input_quantised) {
      number = roundf(number / network->input_scale) + (float)network->input_zero_point;
      network->from_byte.bytes[byte] = (int8_t)fminf(fmaxf(number, INT8_MIN), INT8_MAX);
    } else {
      network->from_byte.floats[byte] = number;
    }
  }
}

hv_status hv_network_run(hv_network *network, const uint8_t *rgb, float *scores) {
  size_t count = (size_t)network->side * (size_t)network->side * 3;
  if (network->input_quantised) {
    int8_t *input = network->input;
    for (size_t i = 0; i < count; i++) input[i] = network->from_byte.bytes[rgb[i]];
  } else {
    float *input = network->input;
    for (size_t i = 0; i < count; i++) input[i] = network->from_byte.floats[rgb[i]];
  }
  if (xnn_invoke_runtime(network->runtime) != xnn_status_success) return HV_INTERNAL_ERROR;
  if (!network->output_quantised) {
    memcpy(scores, network->output, network->class_count * sizeof *scores);
    return HV_OK;
  }
  const int8_t *output = network->output;
  for (uint32_t i = 0; i < network->class_count; i++)
    scores[i] = (float)(output[i] - network->output_zero_point) * network->output_scale;
  return HV_OK;
}
