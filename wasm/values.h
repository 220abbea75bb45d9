/* Part of the network stage: the tensors of a graph as values of an XNNPACK subgraph, while it is being
 * built.
 *
 * XNNPACK is linked with its float32 and its int8 ("qs8", weights per channel "qc8w") kernels only, which
 * halves the WebAssembly module. Everything else is brought to these two forms:
 *  - uint8 becomes int8 by subtracting 128 from values and zero points, which leaves all quantised numbers
 * what they were; constants are turned at load, patches and scores at the boundary;
 *  - weights with one scale become weights with the same scale for each channel;
 *  - what has no int8 kernel (SOFTMAX, LOGISTIC, HARD_SWISH, AVERAGE_POOL_2D), or scales outside the kernels'
 *    range, or weights with a zero point (quantised models of TensorFlow 1) runs in float32 between two
 *    conversions. A quantised tensor is always rounded to its int8 values in between, as in TensorFlow Lite.
 *
 * XNNPACK trusts its caller: whatever it does not check in a release build (shapes, scales, sizes) is checked
 * by those who define values and operators.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_VALUES_H
#define HV_VALUES_H

#include <xnnpack.h>

#include "tflite.h"

/* Hands an error on to the caller. */
#define HV_TRY(call)                                                                                         \
  do {                                                                                                       \
    hv_status try_status = (call);                                                                           \
    if (try_status != HV_OK) return try_status;                                                              \
  } while (0)

/* Elements of all values and weights together: 1 GiB in float32. A sum of sizes then fits into 32 bits. */
#define HV_MAX_TOTAL_ELEMENTS 268435456

typedef enum { HV_QUANTISED, HV_FLOATING, HV_FORM_COUNT } hv_form;

/* The identifiers of the values that lie outside XNNPACK's own memory. */
enum { HV_INPUT_VALUE, HV_OUTPUT_VALUE, HV_EXTERNAL_VALUES };

/* A list of memory that is freed together. */
typedef union hv_block hv_block;

typedef struct {
  const hv_graph *graph;
  const hv_operator *op; /* the one being defined */
  char *message;         /* [HV_MESSAGE_SIZE] */
  xnn_subgraph_t subgraph;
  uint32_t *values[HV_FORM_COUNT]; /* for each tensor, its value in this form, or XNN_INVALID_VALUE_ID */
  size_t value_elements, weight_elements; /* of all that are defined */
  hv_block *scratch;                      /* until the runtime is made: weights, which XNNPACK packs then */
  hv_block *kept;                         /* as long as the runtime: other constants */
} hv_builder;

/* count * size bytes of zeros, and XNN_EXTRA_BYTES more, which XNNPACK may read; NULL without memory. */
void *hv_reserve(hv_block **list, size_t count, size_t size);

void hv_free_blocks(hv_block *list);

/* The statuses of a failure, with the sentence: no memory; an operator that is not supported, for the
 * `reason` built as by printf; a graph that contradicts itself; and, most often, shapes that do. */
hv_status hv_out_of_memory(hv_builder *b);
hv_status hv_refuse(hv_builder *b, const char *reason, ...) __attribute__((format(printf, 2, 3)));
hv_status hv_contradiction(hv_builder *b, const char *what);
hv_status hv_wrong_shape(hv_builder *b);

/* What XNNPACK says, as a status. */
hv_status hv_accept(hv_builder *b, enum xnn_status status);

/* An input of the operator, NULL where it is left out; its one output. */
const hv_tensor *hv_input_tensor(const hv_builder *b, uint32_t position);
const hv_tensor *hv_output_tensor(const hv_builder *b);

bool hv_is_quantised(const hv_tensor *tensor); /* int8 or uint8 */
hv_form hv_own_form(const hv_tensor *tensor);
float hv_scale_of(const hv_tensor *tensor);                          /* of the whole tensor */
int32_t hv_zero_point_of(const hv_tensor *tensor, uint32_t channel); /* of the int8 form */

/* HV_QUANTISED where the operator's first `count` inputs and its output are quantised, and with the same
 * scale if it only `moves` numbers; HV_FLOATING otherwise. */
hv_form hv_choose_form(const hv_builder *b, uint32_t count, bool moves);

/* Whether the tensor can be a value: float32, or int8 or uint8 with one scale. */
hv_status hv_check_value(hv_builder *b, const hv_tensor *tensor);

/* Copies of a constant: of int8, uint8 (turned into int8), int32 or float32 as it is; of int8, uint8 or
 * float32 as float32. NULL without memory. */
void *hv_copy_constant(hv_block **list, const hv_tensor *tensor);
float *hv_float_constant(hv_block **list, const hv_tensor *tensor);

/* HV_UNSUPPORTED_MODEL where values and weights have more than HV_MAX_TOTAL_ELEMENTS by now. */
hv_status hv_check_total(hv_builder *b);

/* A new value with the tensor's shape and scale. `external` is HV_INPUT_VALUE, HV_OUTPUT_VALUE or
 * XNN_INVALID_VALUE_ID. */
hv_status hv_define_value(hv_builder *b, const hv_tensor *tensor, hv_form as, const void *data,
                          uint32_t external, uint32_t *value);

/* A node from one form or scale to another. */
hv_status hv_convert_value(hv_builder *b, uint32_t from, uint32_t to);

/* The value of an input of the operator in the form wanted: one that an operator before has written, or a
 * constant. */
hv_status hv_use_input(hv_builder *b, uint32_t position, hv_form as, uint32_t *value);

/* A new value for the operator's output, and what must follow when the operator is defined: where it runs in
 * float32 on a quantised tensor, the first gives a passing value, from which the second writes the tensor's
 * own. */
hv_status hv_make_output(hv_builder *b, hv_form as, uint32_t *value);
hv_status hv_finish_output(hv_builder *b, hv_form as, uint32_t value);

#endif
