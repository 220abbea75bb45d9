/* The checked reader of .tflite files. Knows what a graph is made of, and nothing of how it is run.
 *
 * FlatBuffers, all numbers little-endian:
 *
 *   file     0  u32   offset of the root table from the file's start
 *            4  4     identifier, "TFL3"
 *   table    0  i32   this table's position minus its vtable's position
 *            …        the fields, each where the vtable says
 *   vtable   0  u16   bytes of the vtable
 *            2  u16   bytes of the table, with its first four
 *            4  u16   for each field (slot 0, 1, …): its place from the table's start; 0: it has its default
 *   field            a number itself, or for tables, vectors and strings:
 *            0  u32   offset of the object from the field's own position
 *   vector   0  u32   how many elements
 *            4  …     the elements; those that are tables are u32 offsets, each from its own position
 *   string           a vector of bytes in UTF-8, then a NUL that is not counted
 *
 * Which slot is what (tensorflow/compiler/mlir/lite/schema/schema.fbs) stands in the enums below.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tflite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MODEL_VERSION, MODEL_OPERATOR_CODES, MODEL_SUBGRAPHS, MODEL_BUFFERS = 4, MODEL_METADATA = 6 };
enum { CODE_OLD_BUILTIN, CODE_CUSTOM_NAME, CODE_BUILTIN = 3 };
enum { GRAPH_TENSORS, GRAPH_INPUTS, GRAPH_OUTPUTS, GRAPH_OPERATORS };
enum {
  TENSOR_SHAPE,
  TENSOR_TYPE,
  TENSOR_BUFFER,
  TENSOR_QUANTIZATION = 4,
  TENSOR_SPARSITY = 6,
  TENSOR_EXTERNAL = 10
};
enum { QUANTIZATION_SCALES = 2, QUANTIZATION_ZERO_POINTS, QUANTIZATION_KIND, QUANTIZATION_AXIS = 6 };
enum { BUFFER_DATA, BUFFER_OFFSET, BUFFER_SIZE };
enum { OPERATOR_CODE, OPERATOR_INPUTS, OPERATOR_OUTPUTS, OPERATOR_OPTIONS_KIND, OPERATOR_OPTIONS };
enum { METADATA_NAME, METADATA_BUFFER };

/* The first error sticks: after it every read gives 0, and every table and vector is empty. Positions are
 * 64 bits wide, where sums of the file's 32-bit numbers cannot overflow. */
typedef struct {
  const uint8_t *bytes;
  size_t size;
  hv_status status;
  const char *detail;
  uint64_t position; /* where the error is */
} reader;

typedef struct {
  uint64_t position, vtable;
  uint32_t size, vtable_size; /* 0 for a table that is not there: all its fields have their defaults */
} table;

typedef struct {
  uint64_t position; /* of the first element */
  uint32_t count;
} vector;

static void fail(reader *file, hv_status status, uint64_t position, const char *detail) {
  if (file->status != HV_OK) return;
  file->status = status;
  file->detail = detail;
  file->position = position;
}

static bool covers(reader *file, uint64_t position, uint64_t length) {
  if (file->status != HV_OK) return false;
  if (position + length <= file->size) return true;
  bool cut_short = position + length <= HV_MAX_MODEL_BYTES;
  fail(file, cut_short ? HV_TRUNCATED_MODEL : HV_BROKEN_MODEL, position,
       "Something lies past the end of the file");
  return false;
}

/* Reads a little-endian number of `width` bytes; the machines this runs on are little-endian themselves. */
static uint64_t load(reader *file, uint64_t position, size_t width) {
  uint64_t number = 0;
  if (covers(file, position, width)) memcpy(&number, file->bytes + position, width);
  return number;
}

static table open_table(reader *file, uint64_t position) {
  int64_t vtable = (int64_t)position - (int32_t)load(file, position, 4);
  if (vtable < 0 || vtable > UINT32_MAX) fail(file, HV_BROKEN_MODEL, position, "A table has no vtable");
  uint32_t vtable_size = (uint32_t)load(file, (uint64_t)vtable, 2);
  uint32_t size = (uint32_t)load(file, (uint64_t)vtable + 2, 2);
  if (vtable_size < 4 || vtable_size % 2 != 0 || size < 4)
    fail(file, HV_BROKEN_MODEL, position, "A vtable is damaged");
  if (!covers(file, (uint64_t)vtable, vtable_size) || !covers(file, position, size)) return (table){0};
  return (table){position, (uint64_t)vtable, size, vtable_size};
}

/* The position of a field of `width` bytes; 0 where it has its default. */
static uint64_t find_field(reader *file, const table *from, uint32_t slot, uint32_t width) {
  uint32_t entry = 4 + 2 * slot;
  if (entry + 2 > from->vtable_size) return 0;
  uint32_t offset = (uint32_t)load(file, from->vtable + entry, 2);
  if (offset == 0) return 0;
  if (offset < 4 || offset + width > from->size) {
    fail(file, HV_BROKEN_MODEL, from->position, "A field lies outside its table");
    return 0;
  }
  return from->position + offset;
}

static uint64_t read_number(reader *file, const table *from, uint32_t slot, uint32_t width,
                            uint64_t otherwise) {
  uint64_t position = find_field(file, from, slot, width);
  return position == 0 ? otherwise : load(file, position, width);
}

static int32_t read_int32(reader *file, const table *from, uint32_t slot, int32_t otherwise) {
  return (int32_t)read_number(file, from, slot, 4, (uint32_t)otherwise);
}

static uint8_t read_byte(reader *file, const table *from, uint32_t slot) {
  return (uint8_t)read_number(file, from, slot, 1, 0);
}

static float read_float(reader *file, const table *from, uint32_t slot) {
  uint32_t bits = (uint32_t)read_number(file, from, slot, 4, 0);
  float number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

static uint64_t follow_offset(reader *file, uint64_t position) {
  uint64_t offset = load(file, position, 4);
  if (offset == 0) fail(file, HV_BROKEN_MODEL, position, "An offset is zero");
  return position + offset;
}

static vector open_vector(reader *file, const table *from, uint32_t slot, uint32_t element_size) {
  uint64_t field = find_field(file, from, slot, 4);
  if (field == 0) return (vector){0};
  uint64_t position = follow_offset(file, field);
  uint32_t count = (uint32_t)load(file, position, 4);
  if (!covers(file, position + 4, (uint64_t)count * element_size)) return (vector){0};
  return (vector){position + 4, count};
}

/* The table at `index` of a vector of tables. */
static table open_element(reader *file, vector tables, uint32_t index, const char *missing) {
  if (index >= tables.count) fail(file, HV_BROKEN_MODEL, tables.position, missing);
  if (file->status != HV_OK) return (table){0};
  return open_table(file, follow_offset(file, tables.position + 4 * (uint64_t)index));
}

static vector open_buffer(reader *file, vector buffers, uint32_t index) {
  table buffer = open_element(file, buffers, index, "A buffer is used that is not there");
  /* Converters for large models write the bytes behind the FlatBuffers part, at an offset from the file's
   * start. */
  uint64_t position = read_number(file, &buffer, BUFFER_OFFSET, 8, 0);
  if (position <= 1) return open_vector(file, &buffer, BUFFER_DATA, 1);
  uint64_t size = read_number(file, &buffer, BUFFER_SIZE, 8, 0);
  if (position > UINT32_MAX || size > UINT32_MAX) {
    fail(file, HV_BROKEN_MODEL, buffer.position, "A buffer lies where no file reaches");
    return (vector){0};
  }
  return covers(file, position, size) ? (vector){position, (uint32_t)size} : (vector){0};
}

static size_t element_size(int32_t type) {
  switch (type) {
  case HV_FLOAT32:
  case HV_INT32: return 4;
  case HV_UINT8:
  case HV_INT8: return 1;
  default: return 0;
  }
}

static void read_shape(reader *file, const table *from, hv_tensor *tensor) {
  vector shape = open_vector(file, from, TENSOR_SHAPE, 4);
  if (shape.count > HV_MAX_RANK) {
    fail(file, HV_UNSUPPORTED_MODEL, shape.position, "A tensor has more than 6 dimensions");
    return;
  }
  tensor->rank = shape.count;
  uint64_t count = 1;
  for (uint32_t i = 0; i < shape.count && file->status == HV_OK; i++) {
    tensor->shape[i] = (int32_t)load(file, shape.position + 4 * (uint64_t)i, 4);
    if (tensor->shape[i] < 1) fail(file, HV_BROKEN_MODEL, shape.position, "A tensor has a dimension below 1");
    count *= (uint32_t)tensor->shape[i];
    if (count > HV_MAX_ELEMENTS)
      fail(file, HV_UNSUPPORTED_MODEL, shape.position, "A tensor has more than 16 million elements");
  }
  tensor->count = (size_t)count;
}

static void read_quantization(reader *file, const table *from, hv_tensor *tensor) {
  uint64_t field = find_field(file, from, TENSOR_QUANTIZATION, 4);
  if (field == 0 || tensor->type == HV_FLOAT32) return;
  table quantization = open_table(file, follow_offset(file, field));
  if (read_byte(file, &quantization, QUANTIZATION_KIND) != 0)
    fail(file, HV_UNSUPPORTED_MODEL, quantization.position,
         "A tensor is quantised in a custom way or by blocks");
  vector scales = open_vector(file, &quantization, QUANTIZATION_SCALES, 4);
  vector zero_points = open_vector(file, &quantization, QUANTIZATION_ZERO_POINTS, 8);
  int32_t axis = read_int32(file, &quantization, QUANTIZATION_AXIS, 0);
  if (scales.count == 0 || file->status != HV_OK) return;
  if (zero_points.count != 0 && zero_points.count != scales.count)
    fail(file, HV_BROKEN_MODEL, quantization.position,
         "A tensor has another number of zero points than of scales");
  if (scales.count > 1 &&
      (axis < 0 || (uint32_t)axis >= tensor->rank || (uint32_t)tensor->shape[axis] != scales.count))
    fail(file, HV_BROKEN_MODEL, quantization.position, "A tensor's scales do not fit its channels");
  tensor->scale_count = scales.count;
  tensor->channel_axis = scales.count > 1 ? (uint32_t)axis : 0;
  tensor->scales = file->bytes + scales.position;
  tensor->zero_points = zero_points.count == 0 ? NULL : file->bytes + zero_points.position;
  int64_t least = tensor->type == HV_UINT8 ? 0 : INT8_MIN,
          most = tensor->type == HV_UINT8 ? UINT8_MAX : INT8_MAX;
  for (uint32_t i = 0; i < scales.count; i++) {
    float scale = hv_tensor_scale(tensor, i);
    int64_t zero_point = 0;
    if (zero_points.count > 0) zero_point = (int64_t)load(file, zero_points.position + 8 * (uint64_t)i, 8);
    if (!isfinite(scale) || scale < 0 || zero_point < least || zero_point > most)
      fail(file, HV_BROKEN_MODEL, quantization.position, "A tensor's scale or zero point is out of range");
  }
}

static void read_tensor(reader *file, const table *from, vector buffers, hv_tensor *tensor) {
  tensor->type = read_byte(file, from, TENSOR_TYPE);
  read_shape(file, from, tensor);
  read_quantization(file, from, tensor);
  if (find_field(file, from, TENSOR_SPARSITY, 4) != 0 || read_int32(file, from, TENSOR_EXTERNAL, 0) != 0)
    fail(file, HV_UNSUPPORTED_MODEL, from->position, "Its weights are sparse or lie in another file");
  vector data = open_buffer(file, buffers, (uint32_t)read_int32(file, from, TENSOR_BUFFER, 0));
  if (data.count == 0 || file->status != HV_OK) return;
  size_t size = element_size(tensor->type);
  if (size != 0 && data.count != size * tensor->count)
    fail(file, HV_BROKEN_MODEL, data.position, "A constant's size does not fit its shape");
  tensor->data = file->bytes + data.position;
  tensor->data_size = data.count;
}

/* Checks the tensor indices of a graph or an operator; `least` is -1 where an index may be left out. */
static const uint8_t *read_indices(reader *file, const table *from, uint32_t slot, uint32_t tensor_count,
                                   int32_t least, uint32_t *count) {
  vector indices = open_vector(file, from, slot, 4);
  if (indices.count > HV_MAX_OPERANDS) {
    fail(file, HV_UNSUPPORTED_MODEL, indices.position, "An operator has more than 64 inputs or outputs");
    return NULL;
  }
  *count = indices.count;
  for (uint32_t i = 0; i < indices.count; i++) {
    int32_t index = (int32_t)load(file, indices.position + 4 * (uint64_t)i, 4);
    if (index < least || index >= (int64_t)tensor_count)
      fail(file, HV_BROKEN_MODEL, indices.position, "A tensor is used that is not there");
  }
  return file->bytes + indices.position;
}

/* The options' table, if it is of the kind that the operator has; an empty one where there are none. */
static table open_options(reader *file, const table *from, uint8_t kind) {
  uint8_t found = read_byte(file, from, OPERATOR_OPTIONS_KIND);
  uint64_t field = find_field(file, from, OPERATOR_OPTIONS, 4);
  if (found == 0 || field == 0) return (table){0};
  if (found != kind)
    fail(file, HV_BROKEN_MODEL, from->position, "An operator has the options of another one");
  return open_table(file, follow_offset(file, field));
}

/* The numbers given to open_options are the schema's BuiltinOptions; padding is 0 for SAME, 1 for VALID. */
static void read_convolution(reader *file, const table *from, hv_operator *op) {
  bool depthwise = op->code == HV_DEPTHWISE_CONV_2D;
  uint32_t shift = depthwise ? 1 : 0; /* slot 3 is the depth multiplier there */
  table options = open_options(file, from, depthwise ? 2 : 1);
  op->options.convolution.same_padding = read_byte(file, &options, 0) == 0;
  op->options.convolution.stride_width = read_int32(file, &options, 1, 0);
  op->options.convolution.stride_height = read_int32(file, &options, 2, 0);
  op->options.convolution.activation = read_byte(file, &options, 3 + shift);
  op->options.convolution.dilation_width = read_int32(file, &options, 4 + shift, 1);
  op->options.convolution.dilation_height = read_int32(file, &options, 5 + shift, 1);
}

static void read_pool(reader *file, const table *from, hv_operator *op) {
  table options = open_options(file, from, 5);
  op->options.pool.same_padding = read_byte(file, &options, 0) == 0;
  op->options.pool.stride_width = read_int32(file, &options, 1, 0);
  op->options.pool.stride_height = read_int32(file, &options, 2, 0);
  op->options.pool.filter_width = read_int32(file, &options, 3, 0);
  op->options.pool.filter_height = read_int32(file, &options, 4, 0);
  op->options.pool.activation = read_byte(file, &options, 5);
}

static void read_options(reader *file, const table *from, hv_operator *op) {
  table options;
  switch (op->code) {
  case HV_CONV_2D:
  case HV_DEPTHWISE_CONV_2D: read_convolution(file, from, op); break;
  case HV_AVERAGE_POOL_2D:
  case HV_MAX_POOL_2D: read_pool(file, from, op); break;
  case HV_FULLY_CONNECTED:
    options = open_options(file, from, 8);
    op->options.fully_connected.activation = read_byte(file, &options, 0);
    op->options.fully_connected.weights_format = read_byte(file, &options, 1);
    break;
  case HV_SOFTMAX:
    options = open_options(file, from, 9);
    op->options.softmax.beta = read_float(file, &options, 0);
    break;
  case HV_CONCATENATION:
    options = open_options(file, from, 10);
    op->options.concatenation.axis = read_int32(file, &options, 0, 0);
    op->options.concatenation.activation = read_byte(file, &options, 1);
    break;
  case HV_ADD:
  case HV_MUL:
  case HV_SUB:
    options = open_options(file, from, op->code == HV_ADD ? 11 : op->code == HV_MUL ? 21 : 28);
    op->options.binary.activation = read_byte(file, &options, 0);
    break;
  default: break;
  }
}

static void read_operator(reader *file, const table *from, vector codes, uint32_t tensor_count,
                          hv_operator *op) {
  uint32_t code_index = (uint32_t)read_int32(file, from, OPERATOR_CODE, 0);
  table code = open_element(file, codes, code_index, "An operator code is used that is not there");
  /* Old files have only the first, which ends at 127; new files have both. */
  int32_t old = (int8_t)read_byte(file, &code, CODE_OLD_BUILTIN);
  int32_t new = read_int32(file, &code, CODE_BUILTIN, 0);
  op->code = old > new ? old : new;
  vector custom_name = open_vector(file, &code, CODE_CUSTOM_NAME, 1);
  op->custom_name = file->bytes + custom_name.position;
  op->custom_name_size = custom_name.count;
  op->inputs = read_indices(file, from, OPERATOR_INPUTS, tensor_count, -1, &op->input_count);
  op->outputs = read_indices(file, from, OPERATOR_OUTPUTS, tensor_count, 0, &op->output_count);
  read_options(file, from, op);
}

static void read_metadata(reader *file, const table *model, vector buffers, hv_graph *graph) {
  static const char name[] = "hematovision";
  vector entries = open_vector(file, model, MODEL_METADATA, 4);
  for (uint32_t i = 0; i < entries.count && file->status == HV_OK; i++) {
    table entry = open_element(file, entries, i, "");
    vector found = open_vector(file, &entry, METADATA_NAME, 1);
    if (found.count != sizeof name - 1 || memcmp(file->bytes + found.position, name, found.count) != 0)
      continue;
    vector text = open_buffer(file, buffers, (uint32_t)read_int32(file, &entry, METADATA_BUFFER, 0));
    graph->metadata = (const char *)file->bytes + text.position;
    graph->metadata_size = text.count;
  }
}

static void read_graph(reader *file, hv_graph *graph) {
  table model = open_table(file, follow_offset(file, 0));
  if (read_int32(file, &model, MODEL_VERSION, 0) != 3)
    fail(file, HV_UNSUPPORTED_MODEL, model.position, "Its schema is not of version 3");
  vector codes = open_vector(file, &model, MODEL_OPERATOR_CODES, 4);
  vector subgraphs = open_vector(file, &model, MODEL_SUBGRAPHS, 4);
  vector buffers = open_vector(file, &model, MODEL_BUFFERS, 4);
  if (subgraphs.count != 1)
    fail(file, HV_UNSUPPORTED_MODEL, model.position, "It does not have just one subgraph");
  table subgraph = open_element(file, subgraphs, 0, "");
  vector tensors = open_vector(file, &subgraph, GRAPH_TENSORS, 4);
  vector operators = open_vector(file, &subgraph, GRAPH_OPERATORS, 4);
  if (tensors.count > HV_MAX_TENSORS || operators.count > HV_MAX_OPERATORS)
    fail(file, HV_UNSUPPORTED_MODEL, subgraph.position, "It has more than 16384 tensors or 4096 operators");
  if (tensors.count == 0 || operators.count == 0)
    fail(file, HV_BROKEN_MODEL, subgraph.position, "It has no tensors or no operators");
  if (file->status != HV_OK) return;

  graph->tensors = calloc(tensors.count, sizeof *graph->tensors);
  graph->operators = calloc(operators.count, sizeof *graph->operators);
  if (graph->tensors == NULL || graph->operators == NULL) {
    fail(file, HV_OUT_OF_MEMORY, 0, "");
    return;
  }
  graph->tensor_count = tensors.count;
  graph->operator_count = operators.count;
  for (uint32_t i = 0; i < tensors.count && file->status == HV_OK; i++) {
    table from = open_element(file, tensors, i, "");
    read_tensor(file, &from, buffers, &graph->tensors[i]);
  }
  for (uint32_t i = 0; i < operators.count && file->status == HV_OK; i++) {
    table from = open_element(file, operators, i, "");
    read_operator(file, &from, codes, tensors.count, &graph->operators[i]);
  }
  graph->inputs = read_indices(file, &subgraph, GRAPH_INPUTS, tensors.count, 0, &graph->input_count);
  graph->outputs = read_indices(file, &subgraph, GRAPH_OUTPUTS, tensors.count, 0, &graph->output_count);
  read_metadata(file, &model, buffers, graph);
}

hv_status hv_graph_read(const uint8_t *model, size_t size, hv_graph *graph, char message[HV_MESSAGE_SIZE]) {
  *graph = (hv_graph){0};
  if (size < 8 || memcmp(model + 4, "TFL3", 4) != 0)
    return hv_fail(HV_NOT_A_MODEL, message, "It lacks the mark “TFL3” that such files carry.");
  reader file = {.bytes = model, .size = size, .status = HV_OK};
  read_graph(&file, graph);
  if (file.status == HV_OK) return HV_OK;
  hv_graph_free(graph);
  if (file.status == HV_OUT_OF_MEMORY) return hv_fail(HV_OUT_OF_MEMORY, message, "The model was being read.");
  return hv_fail(file.status, message, "%s (byte %lu).", file.detail, (unsigned long)file.position);
}

void hv_graph_free(hv_graph *graph) {
  free(graph->tensors);
  free(graph->operators);
  *graph = (hv_graph){0};
}

int32_t hv_index(const uint8_t *indices, uint32_t position) {
  int32_t index;
  memcpy(&index, indices + sizeof index * position, sizeof index);
  return index;
}

float hv_tensor_scale(const hv_tensor *tensor, uint32_t channel) {
  float scale = 0;
  if (tensor->scale_count > 0)
    memcpy(&scale, tensor->scales + (tensor->scale_count > 1 ? sizeof scale * channel : 0), sizeof scale);
  return scale;
}

int32_t hv_tensor_zero_point(const hv_tensor *tensor, uint32_t channel) {
  int64_t zero_point = 0;
  if (tensor->zero_points != NULL)
    memcpy(&zero_point, tensor->zero_points + (tensor->scale_count > 1 ? sizeof zero_point * channel : 0),
           sizeof zero_point);
  return (int32_t)zero_point;
}

/* The names of operators 0, 1, 2, … one after the other: a table of pointers would be twice as large. Those
 * of 162 and above are of StableHLO, which converters do not leave in a classifier. */
static const char operator_names[] =
    "ADD\0AVERAGE_POOL_2D\0CONCATENATION\0CONV_2D\0DEPTHWISE_CONV_2D\0DEPTH_TO_SPACE\0DEQUANTIZE\0"
    "EMBEDDING_LOOKUP\0FLOOR\0FULLY_CONNECTED\0HASHTABLE_LOOKUP\0L2_NORMALIZATION\0L2_POOL_2D\0"
    "LOCAL_RESPONSE_NORMALIZATION\0LOGISTIC\0LSH_PROJECTION\0LSTM\0MAX_POOL_2D\0MUL\0RELU\0"
    "RELU_N1_TO_1\0RELU6\0RESHAPE\0RESIZE_BILINEAR\0RNN\0SOFTMAX\0SPACE_TO_DEPTH\0SVDF\0TANH\0"
    "CONCAT_EMBEDDINGS\0SKIP_GRAM\0CALL\0CUSTOM\0EMBEDDING_LOOKUP_SPARSE\0PAD\0"
    "UNIDIRECTIONAL_SEQUENCE_RNN\0GATHER\0BATCH_TO_SPACE_ND\0SPACE_TO_BATCH_ND\0TRANSPOSE\0MEAN\0"
    "SUB\0DIV\0SQUEEZE\0UNIDIRECTIONAL_SEQUENCE_LSTM\0STRIDED_SLICE\0BIDIRECTIONAL_SEQUENCE_RNN\0"
    "EXP\0TOPK_V2\0SPLIT\0LOG_SOFTMAX\0DELEGATE\0BIDIRECTIONAL_SEQUENCE_LSTM\0CAST\0PRELU\0MAXIMUM\0"
    "ARG_MAX\0MINIMUM\0LESS\0NEG\0PADV2\0GREATER\0GREATER_EQUAL\0LESS_EQUAL\0SELECT\0SLICE\0SIN\0"
    "TRANSPOSE_CONV\0SPARSE_TO_DENSE\0TILE\0EXPAND_DIMS\0EQUAL\0NOT_EQUAL\0LOG\0SUM\0SQRT\0RSQRT\0"
    "SHAPE\0POW\0ARG_MIN\0FAKE_QUANT\0REDUCE_PROD\0REDUCE_MAX\0PACK\0LOGICAL_OR\0ONE_HOT\0"
    "LOGICAL_AND\0LOGICAL_NOT\0UNPACK\0REDUCE_MIN\0FLOOR_DIV\0REDUCE_ANY\0SQUARE\0ZEROS_LIKE\0FILL\0"
    "FLOOR_MOD\0RANGE\0RESIZE_NEAREST_NEIGHBOR\0LEAKY_RELU\0SQUARED_DIFFERENCE\0MIRROR_PAD\0ABS\0"
    "SPLIT_V\0UNIQUE\0CEIL\0REVERSE_V2\0ADD_N\0GATHER_ND\0COS\0WHERE\0RANK\0ELU\0REVERSE_SEQUENCE\0"
    "MATRIX_DIAG\0QUANTIZE\0MATRIX_SET_DIAG\0ROUND\0HARD_SWISH\0IF\0WHILE\0NON_MAX_SUPPRESSION_V4\0"
    "NON_MAX_SUPPRESSION_V5\0SCATTER_ND\0SELECT_V2\0DENSIFY\0SEGMENT_SUM\0BATCH_MATMUL\0"
    "PLACEHOLDER_FOR_GREATER_OP_CODES\0CUMSUM\0CALL_ONCE\0BROADCAST_TO\0RFFT2D\0CONV_3D\0IMAG\0REAL\0"
    "COMPLEX_ABS\0HASHTABLE\0HASHTABLE_FIND\0HASHTABLE_IMPORT\0HASHTABLE_SIZE\0REDUCE_ALL\0"
    "CONV_3D_TRANSPOSE\0VAR_HANDLE\0READ_VARIABLE\0ASSIGN_VARIABLE\0BROADCAST_ARGS\0"
    "RANDOM_STANDARD_NORMAL\0BUCKETIZE\0RANDOM_UNIFORM\0MULTINOMIAL\0GELU\0DYNAMIC_UPDATE_SLICE\0"
    "RELU_0_TO_1\0UNSORTED_SEGMENT_PROD\0UNSORTED_SEGMENT_MAX\0UNSORTED_SEGMENT_SUM\0ATAN2\0"
    "UNSORTED_SEGMENT_MIN\0SIGN\0BITCAST\0BITWISE_XOR\0RIGHT_SHIFT\0";

const char *hv_operator_name(int32_t code) {
  const char *name = operator_names, *end = operator_names + sizeof operator_names - 1;
  for (int32_t i = 0; i < code && name < end; i++) name += strlen(name) + 1;
  return code >= 0 && name < end ? name : "";
}
