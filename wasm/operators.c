/* A function for each operator that is supported, and the table of them. See operators.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "operators.h"

#include <math.h>
#include <string.h>

#include "weights.h"

static hv_status activation_range(hv_builder *b, int32_t activation, float range[2]) {
  static const char *const others[] = {"TANH", "SIGN_BIT"};
  range[0] = -INFINITY;
  range[1] = INFINITY;
  switch (activation) {
  case HV_ACTIVATION_NONE: return HV_OK;
  case HV_ACTIVATION_RELU: range[0] = 0; return HV_OK;
  case HV_ACTIVATION_RELU_N1_TO_1:
    range[0] = -1;
    range[1] = 1;
    return HV_OK;
  case HV_ACTIVATION_RELU6:
    range[0] = 0;
    range[1] = 6;
    return HV_OK;
  case 4:
  case 5: return hv_refuse(b, "has the fused activation %s", others[activation - 4]);
  default: return hv_refuse(b, "has a fused activation of number %d", (int)activation);
  }
}

/* How a kernel slides over a picture [batch][height][width][channels]; [0] is height, [1] is width. */
typedef struct {
  bool same_padding;
  int32_t kernel[2], stride[2], dilation[2];
  uint32_t before[2], after[2]; /* padding */
} window;

/* Sets the padding, and checks the shape of the output (its channels aside). XNNPACK lists pointers to input
 * pixels, one for each element of the kernel at each of its places and in the padding: their number has a
 * cap. */
static hv_status place_window(hv_builder *b, window *w) {
  const hv_tensor *input = hv_input_tensor(b, 0), *output = hv_output_tensor(b);
  if (input == NULL || input->rank != 4 || output->rank != 4 || input->shape[0] != output->shape[0])
    return hv_wrong_shape(b);
  uint64_t pointers = 1;
  for (int i = 0; i < 2; i++) {
    if (w->kernel[i] < 1 || w->stride[i] < 1 || w->dilation[i] < 1)
      return hv_contradiction(b, "has a window, stride or dilation below 1");
    int64_t size = input->shape[1 + i], stride = w->stride[i];
    int64_t extent = (int64_t)(w->kernel[i] - 1) * w->dilation[i] + 1;
    int64_t steps = w->same_padding ? (size + stride - 1) / stride : (size - extent + stride) / stride;
    if (steps != output->shape[1 + i]) return hv_wrong_shape(b);
    if (extent > UINT16_MAX || stride > UINT16_MAX) return hv_refuse(b, "has a window or stride over 65535");
    int64_t missing = (steps - 1) * stride + extent - size;
    if (missing < 0) missing = 0;
    w->before[i] = (uint32_t)(missing / 2);
    w->after[i] = (uint32_t)(missing - missing / 2);
    pointers *= (uint64_t)(steps + missing / stride + 2) * (uint64_t)w->kernel[i];
  }
  if (pointers > HV_MAX_ELEMENTS) return hv_refuse(b, "has too large a window on too large a picture");
  return HV_OK;
}

static hv_status define_convolution(hv_builder *b) {
  const hv_operator *op = b->op;
  const hv_tensor *input = hv_input_tensor(b, 0), *filter = hv_input_tensor(b, 1),
                  *output = hv_output_tensor(b);
  bool depthwise = op->code == HV_DEPTHWISE_CONV_2D;
  if (input == NULL) return hv_contradiction(b, "lacks an input");
  hv_weights w;
  HV_TRY(hv_define_weights(b, 4, depthwise ? 3 : 0, &w));
  window slide = {
      .same_padding = op->options.convolution.same_padding,
      .kernel = {filter->shape[1], filter->shape[2]},
      .stride = {op->options.convolution.stride_height, op->options.convolution.stride_width},
      .dilation = {op->options.convolution.dilation_height, op->options.convolution.dilation_width},
  };
  HV_TRY(place_window(b, &slide));
  if (input->shape[3] > UINT16_MAX) return hv_refuse(b, "has more than 65535 channels");
  float range[2];
  HV_TRY(activation_range(b, op->options.convolution.activation, range));
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, w.as, &from));
  HV_TRY(hv_make_output(b, w.as, &to));
  uint32_t inputs = (uint32_t)input->shape[3], outputs = (uint32_t)output->shape[3];
  uint32_t kernel[2] = {(uint32_t)slide.kernel[0], (uint32_t)slide.kernel[1]};
  uint32_t stride[2] = {(uint32_t)slide.stride[0], (uint32_t)slide.stride[1]};
  uint32_t dilation[2] = {(uint32_t)slide.dilation[0], (uint32_t)slide.dilation[1]};
  if (depthwise) {
    if (filter->shape[0] != 1 || (uint32_t)filter->shape[3] != outputs || outputs % inputs != 0)
      return hv_wrong_shape(b);
    HV_TRY(hv_accept(b, xnn_define_depthwise_convolution_2d(
                            b->subgraph, slide.before[0], slide.after[1], slide.after[0], slide.before[1],
                            kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1],
                            outputs / inputs, inputs, range[0], range[1], from, w.filter, w.bias, to, 0)));
  } else {
    uint32_t group_inputs = (uint32_t)filter->shape[3];
    uint32_t groups = inputs / group_inputs;
    if ((uint32_t)filter->shape[0] != outputs || inputs % group_inputs != 0 || outputs % groups != 0)
      return hv_wrong_shape(b);
    HV_TRY(hv_accept(b, xnn_define_convolution_2d(b->subgraph, slide.before[0], slide.after[1],
                                                  slide.after[0], slide.before[1], kernel[0], kernel[1],
                                                  stride[0], stride[1], dilation[0], dilation[1], groups,
                                                  group_inputs, outputs / groups, range[0], range[1], from,
                                                  w.filter, w.bias, to, 0)));
  }
  return hv_finish_output(b, w.as, to);
}

static hv_status define_fully_connected(hv_builder *b) {
  const hv_tensor *input = hv_input_tensor(b, 0), *filter = hv_input_tensor(b, 1),
                  *output = hv_output_tensor(b);
  if (input == NULL) return hv_contradiction(b, "lacks an input");
  if (b->op->options.fully_connected.weights_format != 0) return hv_refuse(b, "has shuffled weights");
  hv_weights w;
  HV_TRY(hv_define_weights(b, 2, 0, &w));
  size_t inputs = (size_t)filter->shape[1], outputs = (size_t)filter->shape[0];
  if (input->count % inputs != 0 || output->rank == 0 || (size_t)output->shape[output->rank - 1] != outputs ||
      output->count != input->count / inputs * outputs)
    return hv_wrong_shape(b);
  /* XNNPACK keeps the leading dimensions, or makes the input a matrix. */
  bool keeps = input->rank == output->rank && (size_t)input->shape[input->rank - 1] == inputs;
  for (uint32_t i = 0; keeps && i + 1 < input->rank; i++) keeps = input->shape[i] == output->shape[i];
  if (!keeps && output->rank != 2)
    return hv_refuse(b, "has an output of neither its input's shape nor two dimensions");
  float range[2];
  HV_TRY(activation_range(b, b->op->options.fully_connected.activation, range));
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, w.as, &from));
  HV_TRY(hv_make_output(b, w.as, &to));
  HV_TRY(hv_accept(b, xnn_define_fully_connected(b->subgraph, range[0], range[1], from, w.filter, w.bias, to,
                                                 keeps ? 0 : XNN_FLAG_TENSORFLOW_RESHAPE_2D)));
  return hv_finish_output(b, w.as, to);
}

/* Whether the output's shape is that of the inputs, broadcast to each other from the last dimension on. */
static bool broadcasts(const hv_tensor *one, const hv_tensor *other, const hv_tensor *output) {
  uint32_t rank = one->rank > other->rank ? one->rank : other->rank;
  if (output->rank != rank) return false;
  for (uint32_t i = 1; i <= rank; i++) {
    int32_t a = i <= one->rank ? one->shape[one->rank - i] : 1;
    int32_t c = i <= other->rank ? other->shape[other->rank - i] : 1;
    if ((a != c && a != 1 && c != 1) || output->shape[rank - i] != (a > c ? a : c)) return false;
  }
  return true;
}

/* The kernels' range of scales: 2^-10 ... 2^8 for each addend over the sum, 2^-16 ... 2^8 for a product. */
static bool binary_fits_int8(const hv_builder *b) {
  float one = hv_scale_of(hv_input_tensor(b, 0)), other = hv_scale_of(hv_input_tensor(b, 1)),
        output = hv_scale_of(hv_output_tensor(b));
  if (b->op->code == HV_MUL) return one * other / output >= 0x1p-16f && one * other / output < 256;
  return one / output >= 0x1p-10f && one / output < 256 && other / output >= 0x1p-10f && other / output < 256;
}

static hv_status define_binary(hv_builder *b) {
  const hv_tensor *one = hv_input_tensor(b, 0), *other = hv_input_tensor(b, 1);
  if (one == NULL || other == NULL) return hv_contradiction(b, "lacks an input");
  if (!broadcasts(one, other, hv_output_tensor(b))) return hv_wrong_shape(b);
  float range[2];
  HV_TRY(activation_range(b, b->op->options.binary.activation, range));
  hv_form as = hv_choose_form(b, 2, false);
  if (as == HV_QUANTISED && !binary_fits_int8(b)) as = HV_FLOATING;
  uint32_t from[2], to;
  HV_TRY(hv_use_input(b, 0, as, &from[0]));
  HV_TRY(hv_use_input(b, 1, as, &from[1]));
  HV_TRY(hv_make_output(b, as, &to));
  enum xnn_binary_operator kind = b->op->code == HV_ADD   ? xnn_binary_add
                                  : b->op->code == HV_SUB ? xnn_binary_subtract
                                                          : xnn_binary_multiply;
  struct xnn_binary_params params = {range[0], range[1]};
  HV_TRY(hv_accept(b, xnn_define_binary(b->subgraph, kind, &params, from[0], from[1], to, 0)));
  return hv_finish_output(b, as, to);
}

static hv_status define_pool(hv_builder *b) {
  const hv_operator *op = b->op;
  bool maximum = op->code == HV_MAX_POOL_2D;
  window slide = {
      .same_padding = op->options.pool.same_padding,
      .kernel = {op->options.pool.filter_height, op->options.pool.filter_width},
      .stride = {op->options.pool.stride_height, op->options.pool.stride_width},
      .dilation = {1, 1},
  };
  HV_TRY(place_window(b, &slide));
  if (hv_input_tensor(b, 0)->shape[3] != hv_output_tensor(b)->shape[3]) return hv_wrong_shape(b);
  float range[2];
  HV_TRY(activation_range(b, op->options.pool.activation, range));
  hv_form as = maximum ? hv_choose_form(b, 1, true) : HV_FLOATING;
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, as, &from));
  HV_TRY(hv_make_output(b, as, &to));
  uint32_t kernel[2] = {(uint32_t)slide.kernel[0], (uint32_t)slide.kernel[1]};
  uint32_t stride[2] = {(uint32_t)slide.stride[0], (uint32_t)slide.stride[1]};
  if (maximum)
    HV_TRY(
        hv_accept(b, xnn_define_max_pooling_2d(b->subgraph, slide.before[0], slide.after[1], slide.after[0],
                                               slide.before[1], kernel[0], kernel[1], stride[0], stride[1], 1,
                                               1, range[0], range[1], from, to, 0)));
  else
    HV_TRY(hv_accept(b, xnn_define_average_pooling_2d(
                            b->subgraph, slide.before[0], slide.after[1], slide.after[0], slide.before[1],
                            kernel[0], kernel[1], stride[0], stride[1], range[0], range[1], from, to, 0)));
  return hv_finish_output(b, as, to);
}

/* A constant list of int32, such as the axes of a MEAN; NULL where there is none of `count` numbers. */
static const uint8_t *constant_list(const hv_builder *b, uint32_t position, size_t count) {
  const hv_tensor *list = hv_input_tensor(b, position);
  if (list == NULL || list->type != HV_INT32 || list->data == NULL || list->count != count) return NULL;
  return list->data;
}

static hv_status define_mean(hv_builder *b) {
  const hv_tensor *input = hv_input_tensor(b, 0), *output = hv_output_tensor(b);
  const uint8_t *axes = constant_list(b, 1, 2);
  if (axes == NULL || input == NULL || input->rank != 4)
    return hv_refuse(b, "is over other axes than height and width");
  int32_t one = hv_index(axes, 0), other = hv_index(axes, 1);
  if (one < 0) one += 4;
  if (other < 0) other += 4;
  if (!(one == 1 && other == 2) && !(one == 2 && other == 1))
    return hv_refuse(b, "is over other axes than height and width");
  bool keeps = output->rank == 4;
  if ((!keeps && output->rank != 2) || output->shape[0] != input->shape[0] ||
      output->shape[output->rank - 1] != input->shape[3] ||
      output->count != (size_t)input->shape[0] * (size_t)input->shape[3])
    return hv_wrong_shape(b);
  hv_form as = hv_choose_form(b, 1, false);
  float ratio = as == HV_QUANTISED ? hv_scale_of(input) / hv_scale_of(output) : 1;
  if (!(ratio >= 0x1p-8f && ratio < 256)) as = HV_FLOATING;
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, as, &from));
  HV_TRY(hv_make_output(b, as, &to));
  HV_TRY(hv_accept(b, xnn_define_static_reduce(b->subgraph, xnn_reduce_mean, 2, (const size_t[]){1, 2}, from,
                                               to, keeps ? XNN_FLAG_KEEP_DIMS : 0)));
  return hv_finish_output(b, as, to);
}

static hv_status define_pad(hv_builder *b) {
  const hv_tensor *input = hv_input_tensor(b, 0), *output = hv_output_tensor(b);
  const uint8_t *paddings = input == NULL ? NULL : constant_list(b, 1, 2 * (size_t)input->rank);
  if (paddings == NULL) return hv_refuse(b, "has paddings that are no int32 constants");
  if (output->rank != input->rank) return hv_wrong_shape(b);
  size_t before[HV_MAX_RANK], after[HV_MAX_RANK];
  for (uint32_t i = 0; i < input->rank; i++) {
    int32_t first = hv_index(paddings, 2 * i), last = hv_index(paddings, 2 * i + 1);
    if (first < 0 || last < 0 || (int64_t)input->shape[i] + first + last != output->shape[i])
      return hv_wrong_shape(b);
    before[i] = (size_t)first;
    after[i] = (size_t)last;
  }
  hv_form as = hv_choose_form(b, 1, true);
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, as, &from));
  HV_TRY(hv_make_output(b, as, &to));
  HV_TRY(hv_accept(b, xnn_define_static_constant_pad(b->subgraph, before, after, 0, from, to, 0)));
  return hv_finish_output(b, as, to);
}

/* RESHAPE, whose second input repeats the output's shape, and what else only gives the same numbers another
 * shape. */
static hv_status define_reshape(hv_builder *b) {
  const hv_tensor *input = hv_input_tensor(b, 0), *list = hv_input_tensor(b, 1),
                  *output = hv_output_tensor(b);
  if (input == NULL || input->count != output->count) return hv_wrong_shape(b);
  if (list != NULL && list->data == NULL) return hv_refuse(b, "has a shape that is no constant");
  hv_form as = hv_choose_form(b, 1, true);
  size_t shape[HV_MAX_RANK];
  for (uint32_t i = 0; i < output->rank; i++) shape[i] = (size_t)output->shape[i];
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, as, &from));
  HV_TRY(hv_make_output(b, as, &to));
  HV_TRY(hv_accept(b, xnn_define_static_reshape(b->subgraph, output->rank, shape, from, to, 0)));
  return hv_finish_output(b, as, to);
}

/* Nothing moves in memory where the dimensions larger than 1 keep their order. */
static hv_status define_transpose(hv_builder *b) {
  const hv_tensor *input = hv_input_tensor(b, 0), *output = hv_output_tensor(b);
  const uint8_t *order = input == NULL ? NULL : constant_list(b, 1, input->rank);
  if (order == NULL) return hv_refuse(b, "has an order that is no int32 constant");
  if (output->rank != input->rank) return hv_wrong_shape(b);
  int32_t last = -1;
  for (uint32_t i = 0; i < input->rank; i++) {
    int32_t axis = hv_index(order, i);
    if (axis < 0 || (uint32_t)axis >= input->rank || output->shape[i] != input->shape[axis])
      return hv_wrong_shape(b);
    if (input->shape[axis] == 1) continue;
    if (axis <= last) return hv_refuse(b, "moves pixels or channels");
    last = axis;
  }
  return define_reshape(b);
}

/* XNNPACK joins two to five; more are joined one after the other. */
static hv_status define_concatenation(hv_builder *b) {
  const hv_tensor *output = hv_output_tensor(b);
  uint32_t count = b->op->input_count;
  int32_t axis = b->op->options.concatenation.axis;
  if (axis < 0) axis += (int32_t)output->rank;
  if (axis < 0 || axis >= (int32_t)output->rank || count < 2) return hv_wrong_shape(b);
  if (b->op->options.concatenation.activation != HV_ACTIVATION_NONE)
    return hv_refuse(b, "has a fused activation");
  hv_form as = hv_choose_form(b, count, true);
  hv_tensor joined = *output;
  joined.shape[axis] = 0;
  uint32_t whole = XNN_INVALID_VALUE_ID;
  for (uint32_t i = 0; i < count; i++) {
    const hv_tensor *input = hv_input_tensor(b, i);
    if (input == NULL || input->rank != output->rank) return hv_wrong_shape(b);
    for (uint32_t j = 0; j < output->rank; j++)
      if (j != (uint32_t)axis && input->shape[j] != output->shape[j]) return hv_wrong_shape(b);
    if (input->shape[axis] > output->shape[axis] - joined.shape[axis]) return hv_wrong_shape(b);
    joined.shape[axis] += input->shape[axis];
    if (i == count - 1 && joined.shape[axis] != output->shape[axis]) return hv_wrong_shape(b);
    uint32_t part, sum;
    HV_TRY(hv_use_input(b, i, as, &part));
    if (i == 0) {
      whole = part;
      continue;
    }
    if (i == count - 1) HV_TRY(hv_make_output(b, as, &sum));
    else HV_TRY(hv_define_value(b, &joined, as, NULL, XNN_INVALID_VALUE_ID, &sum));
    HV_TRY(hv_accept(b, xnn_define_concatenate2(b->subgraph, axis, whole, part, sum, 0)));
    whole = sum;
  }
  return hv_finish_output(b, as, whole);
}

static hv_status check_same_shape(hv_builder *b) {
  const hv_tensor *input = hv_input_tensor(b, 0), *output = hv_output_tensor(b);
  if (input == NULL || input->rank != output->rank ||
      memcmp(input->shape, output->shape, input->rank * sizeof *input->shape) != 0)
    return hv_wrong_shape(b);
  return HV_OK;
}

static hv_status define_softmax(hv_builder *b) {
  HV_TRY(check_same_shape(b));
  if (b->op->options.softmax.beta != 1) return hv_refuse(b, "has a beta other than 1");
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, HV_FLOATING, &from));
  HV_TRY(hv_make_output(b, HV_FLOATING, &to));
  HV_TRY(hv_accept(b, xnn_define_softmax(b->subgraph, from, to, 0)));
  return hv_finish_output(b, HV_FLOATING, to);
}

static hv_status define_clamp(hv_builder *b) {
  HV_TRY(check_same_shape(b));
  hv_form as = hv_choose_form(b, 1, true);
  union xnn_unary_params params = {.clamp = {0, b->op->code == HV_RELU6 ? 6 : INFINITY}};
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, as, &from));
  HV_TRY(hv_make_output(b, as, &to));
  HV_TRY(hv_accept(b, xnn_define_unary(b->subgraph, xnn_unary_clamp, &params, from, to, 0)));
  return hv_finish_output(b, as, to);
}

static hv_status define_curve(hv_builder *b) {
  HV_TRY(check_same_shape(b));
  enum xnn_unary_operator kind = b->op->code == HV_LOGISTIC ? xnn_unary_sigmoid : xnn_unary_hardswish;
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, HV_FLOATING, &from));
  HV_TRY(hv_make_output(b, HV_FLOATING, &to));
  HV_TRY(hv_accept(b, xnn_define_unary(b->subgraph, kind, NULL, from, to, 0)));
  return hv_finish_output(b, HV_FLOATING, to);
}

/* QUANTIZE (also from one scale to another) and DEQUANTIZE. */
static hv_status define_conversion(hv_builder *b) {
  HV_TRY(check_same_shape(b));
  const hv_tensor *input = hv_input_tensor(b, 0), *output = hv_output_tensor(b);
  if (!hv_is_quantised(input) && !hv_is_quantised(output))
    return hv_refuse(b, "works on numbers of type %d", (int)input->type);
  /* The kernel from int8 to int8 takes ratios of 2^-8 ... 2^7. */
  float ratio =
      hv_is_quantised(input) && hv_is_quantised(output) ? hv_scale_of(input) / hv_scale_of(output) : 1;
  bool direct = hv_is_quantised(input) && ratio >= 0x1p-8f && ratio <= 0x1p7f;
  uint32_t from, to;
  HV_TRY(hv_use_input(b, 0, direct ? HV_QUANTISED : HV_FLOATING, &from));
  HV_TRY(hv_make_output(b, hv_own_form(output), &to));
  return hv_convert_value(b, from, to);
}

/* A row for each operator that is supported: what builds it, and how many inputs it may have. */
static const struct {
  int32_t code;
  uint32_t least_inputs, most_inputs;
  hv_status (*define)(hv_builder *b);
} operators[] = {
    {HV_ADD, 2, 2, define_binary},
    {HV_AVERAGE_POOL_2D, 1, 1, define_pool},
    {HV_CONCATENATION, 2, HV_MAX_OPERANDS, define_concatenation},
    {HV_CONV_2D, 2, 3, define_convolution},
    {HV_DEPTHWISE_CONV_2D, 2, 3, define_convolution},
    {HV_DEQUANTIZE, 1, 1, define_conversion},
    {HV_FULLY_CONNECTED, 2, 3, define_fully_connected},
    {HV_HARD_SWISH, 1, 1, define_curve},
    {HV_LOGISTIC, 1, 1, define_curve},
    {HV_MAX_POOL_2D, 1, 1, define_pool},
    {HV_MEAN, 2, 2, define_mean},
    {HV_MUL, 2, 2, define_binary},
    {HV_PAD, 2, 2, define_pad},
    {HV_QUANTIZE, 1, 1, define_conversion},
    {HV_RELU, 1, 1, define_clamp},
    {HV_RELU6, 1, 1, define_clamp},
    {HV_RESHAPE, 1, 2, define_reshape},
    {HV_SOFTMAX, 1, 1, define_softmax},
    {HV_SUB, 2, 2, define_binary},
    {HV_TRANSPOSE, 2, 2, define_transpose},
};

static hv_status refuse_custom(hv_builder *b) {
  char name[65] = "";
  for (size_t i = 0; i < b->op->custom_name_size && i < sizeof name - 1; i++) {
    uint8_t c = b->op->custom_name[i];
    name[i] = (char)(c >= ' ' && c <= '~' ? c : '?');
  }
  return hv_fail(HV_UNSUPPORTED_OPERATOR, b->message, "It is the custom operator “%s”.", name);
}

hv_status hv_define_operator(hv_builder *b, const hv_operator *op) {
  b->op = op;
  if (op->code == HV_CUSTOM) return refuse_custom(b);
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
    if (operators[i].code != op->code) continue;
    if (op->input_count < operators[i].least_inputs || op->input_count > operators[i].most_inputs ||
        op->output_count != 1)
      return hv_contradiction(b, "has a wrong number of inputs or outputs");
    return operators[i].define(b);
  }
  return hv_refuse(b, "is not among those that are built in");
}
