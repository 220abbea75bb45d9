/* Filters and biases, in int8 with a scale for each channel or in float32. See weights.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "weights.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The requantisation scale: an accumulator's unit over the output's. Kernels take 2^-32 <= it < 256. */
static float requantisation(const hv_builder *b, uint32_t channel) {
  return hv_scale_of(hv_input_tensor(b, 0)) * hv_tensor_scale(hv_input_tensor(b, 1), channel) /
         hv_scale_of(hv_output_tensor(b));
}

static bool weights_fit_int8(const hv_builder *b) {
  const hv_tensor *filter = hv_input_tensor(b, 1), *bias = hv_input_tensor(b, 2);
  if (hv_choose_form(b, 2, false) != HV_QUANTISED || (bias != NULL && bias->type != HV_INT32)) return false;
  for (uint32_t i = 0; i < filter->scale_count; i++)
    if (hv_zero_point_of(filter, i) != 0 || !(requantisation(b, i) < 256)) return false;
  return true;
}

static hv_status define_int8_weights(hv_builder *b, uint32_t channel_axis, hv_weights *w) {
  const hv_tensor *filter = hv_input_tensor(b, 1), *bias = hv_input_tensor(b, 2);
  size_t shape[4], channels = (size_t)filter->shape[channel_axis];
  for (uint32_t i = 0; i < filter->rank; i++) shape[i] = (size_t)filter->shape[i];
  float *scales = hv_reserve(&b->scratch, channels, sizeof *scales);
  void *data = hv_copy_constant(&b->scratch, filter);
  if (scales == NULL || data == NULL) return hv_out_of_memory(b);
  /* A dead channel's scale may be next to nothing: at 2^-32 no 32-bit accumulator reaches a whole step. */
  float least = 0x1p-32f * hv_scale_of(hv_output_tensor(b)) / hv_scale_of(hv_input_tensor(b, 0));
  for (uint32_t i = 0; i < channels; i++)
    scales[i] = fmaxf(fmaxf(hv_tensor_scale(filter, i), least), FLT_MIN);
  HV_TRY(hv_accept(b, xnn_define_channelwise_quantized_tensor_value(b->subgraph, xnn_datatype_qcint8, scales,
                                                                    filter->rank, channel_axis, shape, data,
                                                                    XNN_INVALID_VALUE_ID, 0, &w->filter)));
  if (bias == NULL) return HV_OK;
  int32_t *bias_data = hv_copy_constant(&b->scratch, bias);
  if (bias_data == NULL) return hv_out_of_memory(b);
  /* The bias counts in units of input scale * weight scale; XNNPACK knows that and only wants scales > 0. */
  return hv_accept(b, xnn_define_channelwise_quantized_tensor_value(b->subgraph, xnn_datatype_qcint32, scales,
                                                                    1, 0, &channels, bias_data,
                                                                    XNN_INVALID_VALUE_ID, 0, &w->bias));
}

static hv_status define_float_weights(hv_builder *b, uint32_t channel_axis, hv_weights *w) {
  const hv_tensor *input = hv_input_tensor(b, 0), *filter = hv_input_tensor(b, 1),
                  *bias = hv_input_tensor(b, 2);
  size_t shape[4], channels = (size_t)filter->shape[channel_axis];
  for (uint32_t i = 0; i < filter->rank; i++) shape[i] = (size_t)filter->shape[i];
  float *data = hv_float_constant(&b->scratch, filter);
  if (data == NULL) return hv_out_of_memory(b);
  HV_TRY(hv_accept(b, xnn_define_tensor_value(b->subgraph, xnn_datatype_fp32, filter->rank, shape, data,
                                              XNN_INVALID_VALUE_ID, 0, &w->filter)));
  if (bias == NULL) return HV_OK;
  float *bias_data = hv_reserve(&b->scratch, channels, sizeof *bias_data);
  if (bias_data == NULL) return hv_out_of_memory(b);
  if (bias->type == HV_FLOAT32) {
    memcpy(bias_data, bias->data, bias->data_size);
  } else if (bias->type == HV_INT32 && hv_is_quantised(input) && hv_is_quantised(filter)) {
    for (uint32_t i = 0; i < channels; i++)
      bias_data[i] = (float)hv_index(bias->data, i) * hv_scale_of(input) * hv_tensor_scale(filter, i);
  } else {
    return hv_refuse(b, "has a bias of type %d", (int)bias->type);
  }
  return hv_accept(b, xnn_define_tensor_value(b->subgraph, xnn_datatype_fp32, 1, &channels, bias_data,
                                              XNN_INVALID_VALUE_ID, 0, &w->bias));
}

hv_status hv_define_weights(hv_builder *b, uint32_t rank, uint32_t channel_axis, hv_weights *w) {
  const hv_tensor *filter = hv_input_tensor(b, 1), *bias = hv_input_tensor(b, 2);
  w->filter = w->bias = XNN_INVALID_VALUE_ID;
  HV_TRY(hv_check_value(b, hv_input_tensor(b, 0)));
  HV_TRY(hv_check_value(b, hv_output_tensor(b)));
  if (filter == NULL || filter->data == NULL || (bias != NULL && bias->data == NULL))
    return hv_refuse(b, "has weights that are no constants");
  if (filter->type != HV_FLOAT32 && !(hv_is_quantised(filter) && filter->scale_count > 0))
    return hv_refuse(b, "has weights of type %d", (int)filter->type);
  if (filter->rank != rank || (filter->scale_count > 1 && filter->channel_axis != channel_axis) ||
      (bias != NULL && bias->count != (size_t)filter->shape[channel_axis]))
    return hv_wrong_shape(b);
  b->weight_elements += filter->count; /* of many operators the weights may be the same bytes of the file */
  HV_TRY(hv_check_total(b));
  w->as = weights_fit_int8(b) ? HV_QUANTISED : HV_FLOATING;
  return w->as == HV_QUANTISED ? define_int8_weights(b, channel_axis, w)
                               : define_float_weights(b, channel_axis, w);
}
