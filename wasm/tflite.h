/* Reads a TensorFlow Lite file (.tflite, FlatBuffers schema version 3): every offset, size and index is
 * checked before it is followed. Knows what a graph is made of, and nothing of how it is run.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_TFLITE_H
#define HV_TFLITE_H

#include <stdbool.h>

#include "status.h"

/* Caps on what a file may ask for; a large classifier (EfficientNet-B7) has 900 operators and 2500 tensors.
 */
#define HV_MAX_OPERATORS 4096
#define HV_MAX_TENSORS 16384
/* Dimensions of a tensor: XNNPACK's own bound. */
#define HV_MAX_RANK 6
/* Inputs or outputs of an operator: only CONCATENATION has more than a few. */
#define HV_MAX_OPERANDS 64
/* Elements of a tensor: 512 x 512 pixels in 64 channels, 64 MiB in float32. */
#define HV_MAX_ELEMENTS 16777216

/* Element types, with the schema's numbers; a tensor may have others, which no operator here takes. */
enum { HV_FLOAT32 = 0, HV_INT32 = 2, HV_UINT8 = 3, HV_INT8 = 9 };

/* Operators with options or a meaning here, with the schema's numbers. */
enum {
  HV_ADD = 0,
  HV_AVERAGE_POOL_2D = 1,
  HV_CONCATENATION = 2,
  HV_CONV_2D = 3,
  HV_DEPTHWISE_CONV_2D = 4,
  HV_DEQUANTIZE = 6,
  HV_FULLY_CONNECTED = 9,
  HV_LOGISTIC = 14,
  HV_MAX_POOL_2D = 17,
  HV_MUL = 18,
  HV_RELU = 19,
  HV_RELU6 = 21,
  HV_RESHAPE = 22,
  HV_SOFTMAX = 25,
  HV_CUSTOM = 32,
  HV_PAD = 34,
  HV_TRANSPOSE = 39,
  HV_MEAN = 40,
  HV_SUB = 41,
  HV_QUANTIZE = 114,
  HV_HARD_SWISH = 117
};

/* Fused activations, with the schema's numbers; there are others. */
enum {
  HV_ACTIVATION_NONE = 0,
  HV_ACTIVATION_RELU = 1,
  HV_ACTIVATION_RELU_N1_TO_1 = 2,
  HV_ACTIVATION_RELU6 = 3
};

/* Pointers into the file may be unaligned: read what they point to through the functions below. */
typedef struct {
  int32_t type;
  uint32_t rank;              /* 0 ... HV_MAX_RANK */
  int32_t shape[HV_MAX_RANK]; /* `rank` numbers >= 1 */
  size_t count;               /* their product, at most HV_MAX_ELEMENTS */
  const uint8_t *data;        /* a constant's elements, little-endian, in the file; NULL otherwise */
  size_t data_size;           /* their bytes: count * (the element's size) for the types above */
  uint32_t scale_count;       /* 0: not quantised; 1: per tensor; otherwise one for each channel */
  uint32_t channel_axis;      /* the dimension that scale_count > 1 belongs to */
  const uint8_t *scales, *zero_points;
} hv_tensor;

typedef struct {
  int32_t code;               /* the schema's BuiltinOperator */
  const uint8_t *custom_name; /* of HV_CUSTOM: custom_name_size bytes, no NUL */
  size_t custom_name_size;
  uint32_t input_count, output_count;
  const uint8_t *inputs, *outputs; /* tensor indices (hv_index); an input of -1 is left out */
  union {                          /* by `code`; the schema's defaults where the file has none */
    struct {
      bool same_padding;
      int32_t stride_height, stride_width, dilation_height, dilation_width, activation;
    } convolution; /* HV_CONV_2D, HV_DEPTHWISE_CONV_2D */
    struct {
      bool same_padding;
      int32_t stride_height, stride_width, filter_height, filter_width, activation;
    } pool; /* HV_AVERAGE_POOL_2D, HV_MAX_POOL_2D */
    struct {
      int32_t activation, weights_format;
    } fully_connected;
    struct {
      int32_t axis, activation;
    } concatenation;
    struct {
      int32_t activation;
    } binary; /* HV_ADD, HV_SUB, HV_MUL */
    struct {
      float beta;
    } softmax;
  } options;
} hv_operator;

/* A graph: operators in the order in which they run. It points into the file it was read from. */
typedef struct {
  uint32_t tensor_count, operator_count, input_count, output_count;
  hv_tensor *tensors;
  hv_operator *operators;
  const uint8_t *inputs, *outputs; /* tensor indices (hv_index) */
  const char *metadata; /* the text of the metadata entry "hematovision", no NUL; NULL without one */
  size_t metadata_size;
} hv_graph;

/* Reads `model` (size bytes), which must outlive the graph. `message` receives the sentence of an error, and
 * the graph is empty then. Frees nothing that was in *graph before.
 *
 * - HV_OK
 * - HV_NOT_A_MODEL: no file identifier "TFL3".
 * - HV_TRUNCATED_MODEL: something lies past the end of the file, but no further than HV_MAX_MODEL_BYTES: a
 *   longer file would have it there.
 * - HV_BROKEN_MODEL: an offset that would fit no file, an index of what is not there, a size that contradicts
 *   another.
 * - HV_UNSUPPORTED_MODEL: more than one subgraph, a cap exceeded, weights in another file, sparse weights.
 * - HV_OUT_OF_MEMORY */
hv_status hv_graph_read(const uint8_t *model, size_t size, hv_graph *graph, char message[HV_MESSAGE_SIZE]);

/* Frees what hv_graph_read allocated and makes the graph empty. */
void hv_graph_free(hv_graph *graph);

/* The tensor index at `position` in a list of inputs or outputs. */
int32_t hv_index(const uint8_t *indices, uint32_t position);

/* The scale and zero point of `channel`, less than scale_count; of the whole tensor where it has one scale; 0
 * and 0 where it has none. */
float hv_tensor_scale(const hv_tensor *tensor, uint32_t channel);
int32_t hv_tensor_zero_point(const hv_tensor *tensor, uint32_t channel);

/* The operator's name in the schema ("CONV_2D"), or "" for a number that the schema of 2025 does not have. */
const char *hv_operator_name(int32_t code);

#endif
