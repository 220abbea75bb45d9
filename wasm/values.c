/* Tensors as XNNPACK values, in int8 or float32. See values.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "values.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

union hv_block {
  hv_block *next;
  max_align_t alignment;
};

void *hv_reserve(hv_block **list, size_t count, size_t size) {
  /* XNNPACK reads up to XNN_EXTRA_BYTES past the end. */
  hv_block *memory = calloc(1, sizeof *memory + count * size + XNN_EXTRA_BYTES);
  if (memory == NULL) return NULL;
  memory->next = *list;
  *list = memory;
  return memory + 1;
}

void hv_free_blocks(hv_block *list) {
  while (list != NULL) {
    hv_block *next = list->next;
    free(list);
    list = next;
  }
}

hv_status hv_out_of_memory(hv_builder *b) {
  return hv_fail(HV_OUT_OF_MEMORY, b->message, "The model was being built.");
}

hv_status hv_refuse(hv_builder *b, const char *reason, ...) {
  const hv_operator *op = b->op;
  char text[160];
  va_list arguments;
  va_start(arguments, reason);
  vsnprintf(text, sizeof text, reason, arguments);
  va_end(arguments);
  const char *name = hv_operator_name(op->code);
  if (*name == 0) return hv_fail(HV_UNSUPPORTED_OPERATOR, b->message, "Operator %d %s.", (int)op->code, text);
  return hv_fail(HV_UNSUPPORTED_OPERATOR, b->message, "%s %s.", name, text);
}

hv_status hv_contradiction(hv_builder *b, const char *what) {
  return hv_fail(HV_BROKEN_MODEL, b->message, "%s %s.", hv_operator_name(b->op->code), what);
}

hv_status hv_wrong_shape(hv_builder *b) {
  return hv_contradiction(b, "has tensors whose shapes contradict each other");
}

hv_status hv_accept(hv_builder *b, enum xnn_status status) {
  if (status == xnn_status_success) return HV_OK;
  if (status == xnn_status_out_of_memory) return hv_out_of_memory(b);
  return hv_refuse(b, "is used in a way that XNNPACK does not know");
}

static const hv_tensor *tensor_at(const hv_builder *b, int32_t index) { return &b->graph->tensors[index]; }

const hv_tensor *hv_input_tensor(const hv_builder *b, uint32_t position) {
  if (position >= b->op->input_count || hv_index(b->op->inputs, position) < 0) return NULL;
  return tensor_at(b, hv_index(b->op->inputs, position));
}

const hv_tensor *hv_output_tensor(const hv_builder *b) { return tensor_at(b, hv_index(b->op->outputs, 0)); }

bool hv_is_quantised(const hv_tensor *tensor) { return tensor->type == HV_INT8 || tensor->type == HV_UINT8; }

int32_t hv_zero_point_of(const hv_tensor *tensor, uint32_t channel) {
  return hv_tensor_zero_point(tensor, channel) - (tensor->type == HV_UINT8 ? 128 : 0);
}

float hv_scale_of(const hv_tensor *tensor) { return hv_tensor_scale(tensor, 0); }

static bool same_scale(const hv_tensor *a, const hv_tensor *b) {
  return hv_scale_of(a) == hv_scale_of(b) && hv_zero_point_of(a, 0) == hv_zero_point_of(b, 0);
}

hv_status hv_check_value(hv_builder *b, const hv_tensor *tensor) {
  if (tensor->type == HV_FLOAT32) return HV_OK;
  if (!hv_is_quantised(tensor)) return hv_refuse(b, "works on numbers of type %d", (int)tensor->type);
  if (tensor->scale_count != 1) return hv_refuse(b, "works on int8 numbers with no scale or several");
  return isnormal(hv_scale_of(tensor)) ? HV_OK
                                       : hv_contradiction(b, "has a tensor whose scale is next to zero");
}

void *hv_copy_constant(hv_block **list, const hv_tensor *tensor) {
  uint8_t *copy = hv_reserve(list, tensor->data_size, 1);
  if (copy == NULL) return NULL;
  memcpy(copy, tensor->data, tensor->data_size);
  if (tensor->type == HV_UINT8)
    for (size_t i = 0; i < tensor->count; i++) copy[i] ^= 0x80;
  return copy;
}

float *hv_float_constant(hv_block **list, const hv_tensor *tensor) {
  if (tensor->type == HV_FLOAT32) return hv_copy_constant(list, tensor);
  float *numbers = hv_reserve(list, tensor->count, sizeof *numbers);
  if (numbers == NULL) return NULL;
  size_t inner = 1; /* elements from one channel to the next */
  for (uint32_t i = tensor->channel_axis + 1; i < tensor->rank; i++) inner *= (size_t)tensor->shape[i];
  for (size_t i = 0; i < tensor->count; i++) {
    uint32_t channel = tensor->scale_count > 1 ? (uint32_t)(i / inner % tensor->scale_count) : 0;
    int32_t number = tensor->type == HV_UINT8 ? tensor->data[i] : (int8_t)tensor->data[i];
    numbers[i] = (float)(number - hv_tensor_zero_point(tensor, channel)) * hv_tensor_scale(tensor, channel);
  }
  return numbers;
}

static bool is_output(const hv_builder *b, const hv_tensor *tensor) {
  return tensor == tensor_at(b, hv_index(b->graph->outputs, 0));
}

hv_status hv_check_total(hv_builder *b) {
  if (b->value_elements + b->weight_elements <= HV_MAX_TOTAL_ELEMENTS) return HV_OK;
  return hv_fail(HV_UNSUPPORTED_MODEL, b->message, "It works on more than 268 million numbers.");
}

hv_status hv_define_value(hv_builder *b, const hv_tensor *tensor, hv_form as, const void *data,
                          uint32_t external, uint32_t *value) {
  size_t shape[HV_MAX_RANK];
  for (uint32_t i = 0; i < tensor->rank; i++) shape[i] = (size_t)tensor->shape[i];
  b->value_elements += tensor->count;
  HV_TRY(hv_check_total(b));
  uint32_t flags = external == HV_INPUT_VALUE    ? XNN_VALUE_FLAG_EXTERNAL_INPUT
                   : external == HV_OUTPUT_VALUE ? XNN_VALUE_FLAG_EXTERNAL_OUTPUT
                                                 : 0;
  if (as == HV_FLOATING)
    return hv_accept(b, xnn_define_tensor_value(b->subgraph, xnn_datatype_fp32, tensor->rank, shape, data,
                                                external, flags, value));
  return hv_accept(b, xnn_define_quantized_tensor_value(b->subgraph, xnn_datatype_qint8,
                                                        hv_zero_point_of(tensor, 0), hv_scale_of(tensor),
                                                        tensor->rank, shape, data, external, flags, value));
}

hv_status hv_convert_value(hv_builder *b, uint32_t from, uint32_t to) {
  return hv_accept(b, xnn_define_unary(b->subgraph, xnn_unary_convert, NULL, from, to, 0));
}

hv_status hv_use_input(hv_builder *b, uint32_t position, hv_form as, uint32_t *value) {
  const hv_tensor *tensor = hv_input_tensor(b, position);
  if (tensor == NULL) return hv_contradiction(b, "lacks an input");
  HV_TRY(hv_check_value(b, tensor));
  uint32_t *known = &b->values[as][tensor - b->graph->tensors];
  uint32_t quantised = b->values[HV_QUANTISED][tensor - b->graph->tensors];
  if (*known == XNN_INVALID_VALUE_ID) {
    if (tensor->data != NULL) {
      hv_block **list = &b->kept;
      void *data = as == HV_FLOATING ? hv_float_constant(list, tensor) : hv_copy_constant(list, tensor);
      if (data == NULL) return hv_out_of_memory(b);
      HV_TRY(hv_define_value(b, tensor, as, data, XNN_INVALID_VALUE_ID, known));
    } else if (as == HV_FLOATING && quantised != XNN_INVALID_VALUE_ID) {
      HV_TRY(hv_define_value(b, tensor, as, NULL, XNN_INVALID_VALUE_ID, known));
      HV_TRY(hv_convert_value(b, quantised, *known));
    } else {
      return hv_contradiction(b, "reads a tensor that nothing has written");
    }
  }
  *value = *known;
  return HV_OK;
}

hv_form hv_own_form(const hv_tensor *tensor) { return hv_is_quantised(tensor) ? HV_QUANTISED : HV_FLOATING; }

hv_status hv_make_output(hv_builder *b, hv_form as, uint32_t *value) {
  const hv_tensor *tensor = hv_output_tensor(b);
  HV_TRY(hv_check_value(b, tensor));
  if (as != hv_own_form(tensor)) return hv_define_value(b, tensor, as, NULL, XNN_INVALID_VALUE_ID, value);
  uint32_t *known = &b->values[as][tensor - b->graph->tensors];
  if (tensor->data != NULL || *known != XNN_INVALID_VALUE_ID)
    return hv_contradiction(b, "writes a constant, or what was written before");
  HV_TRY(hv_define_value(b, tensor, as, NULL, is_output(b, tensor) ? HV_OUTPUT_VALUE : XNN_INVALID_VALUE_ID,
                         known));
  *value = *known;
  return HV_OK;
}

hv_status hv_finish_output(hv_builder *b, hv_form as, uint32_t value) {
  if (as == hv_own_form(hv_output_tensor(b))) return HV_OK;
  uint32_t rounded = XNN_INVALID_VALUE_ID;
  HV_TRY(hv_make_output(b, HV_QUANTISED, &rounded));
  return hv_convert_value(b, value, rounded);
}

hv_form hv_choose_form(const hv_builder *b, uint32_t count, bool moves) {
  const hv_tensor *output = hv_output_tensor(b);
  if (!hv_is_quantised(output)) return HV_FLOATING;
  for (uint32_t i = 0; i < count; i++) {
    const hv_tensor *input = hv_input_tensor(b, i);
    if (input == NULL || !hv_is_quantised(input) || (moves && !same_scale(input, output))) return HV_FLOATING;
  }
  return HV_QUANTISED;
}
