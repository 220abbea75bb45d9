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
#include "stem.h"

struct hv_network {
  xnn_runtime_t runtime;   /* NULL after a resize that failed: the next one makes it again, of these two: */
  xnn_subgraph_t subgraph; /* kept only where it can be resized */
  hv_block *weights;       /* likewise; XNNPACK packs them */
  hv_block *constants;     /* those that XNNPACK does not pack */
  hv_block *ends;          /* the memory of input and output */
  void *input, *output;
  hv_network_shape shape;
  int32_t pixels;        /* in a place of the input that XNNPACK is given (stem.h) */
  size_t node_count;     /* tensors and operators: what XNNPACK's memory planner lists */
  size_t value_elements; /* of all values, with the shape that the model's file states */
  size_t file_pixels;    /* of the input, with that shape */
  bool resizable;
  bool gives_probabilities;
  bool input_quantised, output_quantised;
  float input_scale, output_scale; /* scales and zero points are of the int8 form */
  int32_t input_zero_point, output_zero_point;
  union {
    float floats[256];
    int8_t bytes[256];
  } from_byte; /* a picture's byte as the network's input */
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
  if (input->rank != 4 || input->shape[0] != 1 || input->shape[3] != 3)
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "Its input is not [1, height, width, 3].");
  if (output->rank < 2 || output->shape[0] != 1)
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "Its output is not that of one picture.");
  if ((input->type != HV_FLOAT32 && !hv_is_quantised(input)) ||
      (output->type != HV_FLOAT32 && !hv_is_quantised(output)))
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message,
                   "Its input or output is neither float32 nor int8 nor uint8.");
  return HV_OK;
}

/* Reserves the memory of the input and output of a shape; what was there before is left as it is on an error. */
static bool reserve_ends(hv_network *network, const hv_network_shape *shape) {
  hv_block *ends = NULL;
  size_t pixels = (size_t)shape->width * (size_t)shape->height;
  void *input = hv_reserve(&ends, 3 * pixels, network->input_quantised ? 1 : sizeof(float));
  void *output = hv_reserve(&ends, shape->output_count, network->output_quantised ? 1 : sizeof(float));
  if (input == NULL || output == NULL) {
    hv_free_blocks(ends);
    return false;
  }
  hv_free_blocks(network->ends);
  network->ends = ends;
  network->input = input;
  network->output = output;
  network->shape = *shape;
  return true;
}

/* Takes down what hv_network_run has to know of the ends, and reserves their memory. */
static hv_status keep_ends(hv_builder *b, const hv_tensor *input, const hv_tensor *output,
                           hv_network *network) {
  network->input_quantised = hv_is_quantised(input);
  network->output_quantised = hv_is_quantised(output);
  network->input_scale = hv_scale_of(input);
  network->output_scale = hv_scale_of(output);
  network->input_zero_point = hv_zero_point_of(input, 0);
  network->output_zero_point = hv_zero_point_of(output, 0);
  hv_network_shape shape = {.width = input->shape[2],
                            .height = input->shape[1],
                            .output_rank = output->rank,
                            .output_count = output->count};
  memcpy(shape.output_shape, output->shape, sizeof shape.output_shape);
  network->file_pixels = (size_t)shape.width * (size_t)shape.height;
  return reserve_ends(network, &shape) ? HV_OK : hv_out_of_memory(b);
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

/* Whether an operand fits whatever size the others have: a constant does where it is the same at every place. */
static bool fits_any_size(const hv_graph *graph, const hv_operator *op, uint32_t position) {
  const hv_tensor *operand = &graph->tensors[hv_index(op->inputs, position)];
  return operand->data == NULL || operand->count == 1 ||
         operand->count == (size_t)operand->shape[operand->rank - 1];
}

/* Whether a convolution fits whatever size its input has, with the padding that was set for another. */
static bool convolution_follows_size(const hv_graph *graph, const hv_operator *op) {
  const hv_tensor *filter = &graph->tensors[hv_index(op->inputs, 1)];
  int32_t height = filter->shape[1], width = filter->shape[2];
  return (op->options.convolution.same_padding || (height == 1 && width == 1)) && height <= 7 && width <= 7 &&
         op->options.convolution.stride_height <= 2 && op->options.convolution.stride_width <= 2;
}

/* Of an operator that is defined, and so has the inputs that it needs. */
static bool follows_size(const hv_graph *graph, const hv_operator *op) {
  if (!fits_any_size(graph, op, 0)) return false;
  switch (op->code) {
  case HV_CONV_2D:
  case HV_DEPTHWISE_CONV_2D: return convolution_follows_size(graph, op);
  case HV_ADD:
  case HV_MUL:
  case HV_SUB: return fits_any_size(graph, op, 1);
  case HV_RELU:
  case HV_RELU6:
  case HV_LOGISTIC:
  case HV_HARD_SWISH:
  case HV_QUANTIZE:
  case HV_DEQUANTIZE: return true;
  default: return false;
  }
}

static hv_status define_graph(hv_builder *b, hv_network *network) {
  if (b->graph->input_count != 1 || b->graph->output_count != 1)
    return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "It does not have just one input and one output.");
  int32_t input_index = hv_index(b->graph->inputs, 0), output_index = hv_index(b->graph->outputs, 0);
  const hv_tensor *input = &b->graph->tensors[input_index], *output = &b->graph->tensors[output_index];
  HV_TRY(check_ends(b, input, output));
  HV_TRY(keep_ends(b, input, output, network));
  HV_TRY(hv_stem_pair_pixels(b, &network->pixels));
  const hv_graph *graph = b->graph;
  input = &graph->tensors[input_index];
  output = &graph->tensors[output_index];
  b->op = &graph->operators[0];
  HV_TRY(hv_check_value(b, input));
  uint32_t *input_value = &b->values[hv_own_form(input)][input_index];
  HV_TRY(hv_define_value(b, input, hv_own_form(input), NULL, HV_INPUT_VALUE, input_value));
  const bool *needed = find_needed(b, output_index);
  if (needed == NULL) return hv_out_of_memory(b);
  network->resizable = true;
  for (uint32_t i = 0; i < graph->operator_count; i++) {
    const hv_operator *op = &graph->operators[i];
    if (!writes_needed(op, needed)) continue;
    HV_TRY(hv_define_operator(b, op));
    network->resizable &= follows_size(graph, op);
  }
  if (b->values[hv_own_form(output)][output_index] != HV_OUTPUT_VALUE)
    return hv_fail(HV_BROKEN_MODEL, b->message, "Nothing writes its output.");
  network->gives_probabilities = comes_from_softmax(graph, output_index);
  return HV_OK;
}

/* XNNPACK's memory planner does not check its three small allocations. They will succeed if a larger one did
 * just before. */
static bool has_room_for_planner(const hv_network *network) {
  hv_block *room = NULL;
  bool has_room = hv_reserve(&room, network->node_count, 512) != NULL;
  hv_free_blocks(room);
  return has_room;
}

static enum xnn_status create_runtime(hv_network *network) {
  /* Without a workspace of the caller's, XNNPACK leaks its own when it fails. */
  xnn_workspace_t workspace = NULL;
  enum xnn_status status = xnn_create_workspace(&workspace);
  if (status != xnn_status_success) return status;
  status = xnn_create_runtime_v4(network->subgraph, NULL, workspace, NULL, 0, &network->runtime);
  xnn_release_workspace(workspace);
  return status;
}

static enum xnn_status set_up(hv_network *network) {
  const struct xnn_external_value ends[] = {{HV_INPUT_VALUE, network->input},
                                            {HV_OUTPUT_VALUE, network->output}};
  return xnn_setup_runtime_v2(network->runtime, 2, ends);
}

static hv_status start_runtime(hv_builder *b, hv_network *network) {
  enum xnn_status status = create_runtime(network);
  if (!has_room_for_planner(network)) return hv_out_of_memory(b);
  if (status == xnn_status_success) status = xnn_reshape_runtime(network->runtime);
  if (status == xnn_status_success) status = set_up(network);
  if (status == xnn_status_success) return HV_OK;
  if (status == xnn_status_out_of_memory) return hv_out_of_memory(b);
  return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "XNNPACK refuses its graph (status %d).", (int)status);
}

/* Forgets what the runtime was made of. */
static void drop_sources(hv_network *network) {
  if (network->subgraph != NULL) xnn_delete_subgraph(network->subgraph);
  hv_free_blocks(network->weights);
  network->subgraph = NULL;
  network->weights = NULL;
}

static hv_status build(hv_builder *b, hv_network *network) {
  if (xnn_initialize(NULL) != xnn_status_success)
    return hv_fail(HV_INTERNAL_ERROR, b->message, "XNNPACK does not run on this machine.");
  if (xnn_create_subgraph(HV_EXTERNAL_VALUES, 0, &b->subgraph) != xnn_status_success)
    return hv_out_of_memory(b);
  network->subgraph = b->subgraph;
  for (hv_form as = 0; as < HV_FORM_COUNT; as++) {
    b->values[as] = hv_reserve(&b->scratch, b->graph->tensor_count, sizeof *b->values[as]);
    if (b->values[as] == NULL) return hv_out_of_memory(b);
    for (uint32_t i = 0; i < b->graph->tensor_count; i++) b->values[as][i] = XNN_INVALID_VALUE_ID;
  }
  HV_TRY(define_graph(b, network));
  network->node_count = (size_t)b->graph->tensor_count + b->graph->operator_count;
  network->value_elements = b->value_elements;
  return start_runtime(b, network);
}

hv_status hv_network_create(const hv_graph *graph, hv_network **network, char message[HV_MESSAGE_SIZE]) {
  *network = NULL;
  hv_builder b = {.graph = graph, .message = message};
  hv_network *built = calloc(1, sizeof *built);
  if (built == NULL) return hv_out_of_memory(&b);
  hv_status status = build(&b, built);
  built->constants = b.kept;
  built->weights = b.scratch;
  if (!built->resizable) drop_sources(built);
  if (status == HV_OK) *network = built;
  else hv_network_destroy(built);
  return status;
}

void hv_network_destroy(hv_network *network) {
  if (network == NULL) return;
  if (network->runtime != NULL) xnn_delete_runtime(network->runtime);
  drop_sources(network);
  hv_free_blocks(network->constants);
  hv_free_blocks(network->ends);
  free(network);
}

const hv_network_shape *hv_network_shape_of(const hv_network *network) { return &network->shape; }

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

/* Lets XNNPACK work out the output for an input of width x height, and makes memory for both. */
static enum xnn_status reshape(hv_network *network, int32_t width, int32_t height) {
  if (!has_room_for_planner(network)) return xnn_status_out_of_memory;
  const size_t input[4] = {1, (size_t)height, (size_t)(width / network->pixels), 3 * (size_t)network->pixels};
  enum xnn_status status = xnn_reshape_external_value(network->runtime, HV_INPUT_VALUE, 4, input);
  if (status == xnn_status_success) status = xnn_reshape_runtime(network->runtime);
  size_t rank = 0, output[XNN_MAX_TENSOR_DIMS];
  if (status == xnn_status_success)
    status = xnn_get_external_value_shape(network->runtime, HV_OUTPUT_VALUE, &rank, output);
  if (status != xnn_status_success) return status;
  hv_network_shape shape = {width, height, .output_rank = (uint32_t)rank, .output_count = 1};
  for (size_t i = 0; i < rank; i++) {
    shape.output_shape[i] = (int32_t)output[i];
    shape.output_count *= output[i];
  }
  return reserve_ends(network, &shape) ? set_up(network) : xnn_status_out_of_memory;
}

hv_status hv_network_resize(hv_network *network, int32_t width, int32_t height) {
  if (network->runtime != NULL && width == network->shape.width && height == network->shape.height)
    return HV_OK;
  if (!network->resizable || width < 8 || height < 8 || width % 8 != 0 || height % 8 != 0)
    return HV_UNSUPPORTED_MODEL;
  double growth = (double)width * height / (double)network->file_pixels;
  if ((double)network->value_elements * growth > HV_MAX_TOTAL_ELEMENTS) return HV_OUT_OF_MEMORY;
  enum xnn_status status = network->runtime != NULL ? xnn_status_success : create_runtime(network);
  if (status == xnn_status_success) status = reshape(network, width, height);
  if (status == xnn_status_success) return HV_OK;
  /* XNNPACK would believe the next time that what it could not allocate is there. */
  if (network->runtime != NULL) xnn_delete_runtime(network->runtime);
  network->runtime = NULL;
  return status == xnn_status_out_of_memory ? HV_OUT_OF_MEMORY : HV_UNSUPPORTED_MODEL;
}

void hv_network_keep_size(hv_network *network) {
  network->resizable = false;
  drop_sources(network);
}

static void fill_input(hv_network *network, const uint8_t *rgb, const uint8_t *curve) {
  size_t count = (size_t)network->shape.width * (size_t)network->shape.height * 3;
  int8_t bytes[256];
  float floats[256];
  for (int byte = 0; byte < 256; byte++) {
    int becomes = curve == NULL ? byte : curve[byte];
    if (network->input_quantised) bytes[byte] = network->from_byte.bytes[becomes];
    else floats[byte] = network->from_byte.floats[becomes];
  }
  if (network->input_quantised) {
    int8_t *input = network->input;
    for (size_t i = 0; i < count; i++) input[i] = bytes[rgb[i]];
  } else {
    float *input = network->input;
    for (size_t i = 0; i < count; i++) input[i] = floats[rgb[i]];
  }
}

hv_status hv_network_run(hv_network *network, const uint8_t *rgb, const uint8_t *curve, float *output) {
  fill_input(network, rgb, curve);
  if (network->runtime == NULL || xnn_invoke_runtime(network->runtime) != xnn_status_success)
    return HV_INTERNAL_ERROR;
  if (!network->output_quantised) {
    memcpy(output, network->output, network->shape.output_count * sizeof *output);
    return HV_OK;
  }
  const int8_t *quanta = network->output;
  for (size_t i = 0; i < network->shape.output_count; i++)
    output[i] = (float)(quanta[i] - network->output_zero_point) * network->output_scale;
  return HV_OK;
}
