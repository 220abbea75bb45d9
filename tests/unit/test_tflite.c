/* Reads a small model whole, cut at every byte, damaged at random and with wild offsets. Whatever still reads
 * is built and run too: what the reader lets through must not hurt those behind it. Linked with
 * tests/memory.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../file.h"
#include "../memory.h"
#include "network.h"

static file conv, with_metadata;

static int set_up(void **state) {
  (void)state;
  conv = read_file(HV_TEST_MODELS "/conv-int8.tflite");
  with_metadata = read_file(HV_TEST_MODELS "/metadata-int8.tflite");
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  free(conv.bytes);
  free(with_metadata.bytes);
  return 0;
}

static void test_graph(void **state) {
  (void)state;
  char message[HV_MESSAGE_SIZE];
  hv_graph graph;
  assert_int_equal(hv_graph_read(conv.bytes, conv.size, &graph, message), HV_OK);
  assert_int_equal(graph.operator_count, 2);
  assert_int_equal(graph.operators[0].code, HV_CONV_2D);
  assert_int_equal(graph.operators[1].code, HV_RESHAPE);
  assert_int_equal(graph.operators[0].input_count, 3);
  assert_true(graph.operators[0].options.convolution.same_padding);
  assert_int_equal(graph.operators[0].options.convolution.stride_width, 1);
  assert_int_equal(graph.operators[0].options.convolution.dilation_height, 1);
  assert_int_equal(graph.operators[0].options.convolution.activation, HV_ACTIVATION_RELU6);
  assert_int_equal(hv_index(graph.inputs, 0), hv_index(graph.operators[0].inputs, 0));
  const hv_tensor *input = &graph.tensors[hv_index(graph.inputs, 0)];
  assert_int_equal(input->rank, 4);
  assert_int_equal(input->count, 5 * 5 * 3);
  assert_null(input->data);
  assert_float_equal(hv_tensor_scale(input, 0), 1 / 127.5f, 1e-9f);
  const hv_tensor *filter = &graph.tensors[hv_index(graph.operators[0].inputs, 1)];
  assert_int_equal(filter->scale_count, 4);
  assert_int_equal(filter->channel_axis, 0);
  assert_int_equal(filter->data_size, 4 * 3 * 3 * 3);
  assert_true(hv_tensor_scale(filter, 3) > 0);
  assert_int_equal(hv_tensor_zero_point(filter, 3), 0);
  assert_null(graph.metadata);
  hv_graph_free(&graph);
}

static void test_metadata(void **state) {
  (void)state;
  char message[HV_MESSAGE_SIZE];
  hv_graph graph;
  assert_int_equal(hv_graph_read(with_metadata.bytes, with_metadata.size, &graph, message), HV_OK);
  static const char text[] = "format 1\nclass a\nclass b\nclass c\n";
  assert_int_equal(graph.metadata_size, sizeof text - 1);
  assert_memory_equal(graph.metadata, text, sizeof text - 1);
  hv_graph_free(&graph);
}

static void test_operator_names(void **state) {
  (void)state;
  assert_string_equal(hv_operator_name(HV_ADD), "ADD");
  assert_string_equal(hv_operator_name(HV_SOFTMAX), "SOFTMAX");
  assert_string_equal(hv_operator_name(HV_HARD_SWISH), "HARD_SWISH");
  assert_string_equal(hv_operator_name(161), "RIGHT_SHIFT");
  assert_string_equal(hv_operator_name(162), "");
  assert_string_equal(hv_operator_name(-1), "");
  assert_string_equal(hv_operator_name(INT32_MAX), "");
}

static void test_not_a_model(void **state) {
  (void)state;
  char message[HV_MESSAGE_SIZE];
  hv_graph graph;
  static const uint8_t text[] = "This is text, not a model.";
  assert_int_equal(hv_graph_read(text, sizeof text, &graph, message), HV_NOT_A_MODEL);
  assert_null(graph.tensors);
}

/* Runs a small network as it is, and resized where it can be. */
static void run_network(hv_network *network) {
  static const int32_t sizes[][2] = {{0, 0}, {8, 40}, {48, 24}}; /* the first: as it is */
  static uint8_t rgb[2048 * 3];
  static float scores[16384];
  hv_network_set_input_scaling(network, 128, 127.5f);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    if (i > 0 && hv_network_resize(network, sizes[i][0], sizes[i][1]) != HV_OK) return;
    const hv_network_shape *shape = hv_network_shape_of(network);
    if ((int64_t)shape->width * shape->height > 2048 || shape->output_count > 16384) continue;
    assert_int_equal(hv_network_run(network, rgb, NULL, scores), HV_OK);
  }
}

/* Reads, builds and runs a copy of exactly `size` bytes, so that AddressSanitizer sees every step beyond. */
static hv_status try_model(const uint8_t *bytes, size_t size) {
  char message[HV_MESSAGE_SIZE] = "";
  uint8_t *copy = malloc(size > 0 ? size : 1);
  assert_non_null(copy);
  memcpy(copy, bytes, size);
  hv_graph graph;
  hv_network *network = NULL;
  hv_status status = hv_graph_read(copy, size, &graph, message);
  if (status == HV_OK) status = hv_network_create(&graph, &network, message);
  hv_graph_free(&graph);
  free(copy);
  if (status != HV_OK) {
    assert_null(network);
    assert_memory_equal(message, hv_status_sentence(status), strlen(hv_status_sentence(status)));
    assert_true(message[strlen(message) - 1] == '.');
    return status;
  }
  run_network(network);
  hv_network_destroy(network);
  return HV_OK;
}

static void test_cut_short(void **state) {
  (void)state;
  for (size_t size = 0; size < conv.size; size++) {
    hv_status status = try_model(conv.bytes, size);
    hv_status right = size < 8 ? HV_NOT_A_MODEL : HV_TRUNCATED_MODEL;
    if (status != right) fail_msg("cut at byte %zu of %zu: %s", size, conv.size, hv_status_name(status));
  }
}

static void test_wild_offsets(void **state) {
  (void)state;
  const uint32_t wild[] = {0,          1,         4, 0x7fffffff, 0x80000000, 0xffffffff, (uint32_t)conv.size,
                           0x00800000, 0xfffffff0};
  for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
    for (size_t at = 0; at + 4 <= conv.size; at += 2) {
      uint8_t kept[4];
      memcpy(kept, conv.bytes + at, 4);
      memcpy(conv.bytes + at, &wild[i], 4);
      try_model(conv.bytes, conv.size);
      memcpy(conv.bytes + at, kept, 4);
    }
  }
  assert_int_equal(try_model(conv.bytes, conv.size), HV_OK);
  uint32_t root;
  memcpy(&root, conv.bytes, 4);
  const uint32_t far = 0x7fffffff, near = (uint32_t)conv.size + 100;
  memcpy(conv.bytes, &far, 4);
  assert_int_equal(try_model(conv.bytes, conv.size), HV_BROKEN_MODEL);
  memcpy(conv.bytes, &near, 4);
  assert_int_equal(try_model(conv.bytes, conv.size), HV_TRUNCATED_MODEL);
  memcpy(conv.bytes, &root, 4);
}

static void flip_bytes(const file *model, int rounds) {
  uint32_t random = 1;
  int counts[HV_STATUS_COUNT] = {0};
  for (int i = 0; i < rounds; i++) {
    uint8_t *damaged = malloc(model->size);
    assert_non_null(damaged);
    memcpy(damaged, model->bytes, model->size);
    for (int flips = 1 + i % 3; flips > 0; flips--) {
      random = random * 1664525u + 1013904223u;
      size_t at = (random >> 8) % model->size;
      random = random * 1664525u + 1013904223u;
      damaged[at] ^= (uint8_t)(1u << (random >> 24) % 8 | (random >> 16 & random >> 24));
    }
    counts[try_model(damaged, model->size)]++;
    free(damaged);
  }
  /* Most flips fall into weights and names, and change nothing of the structure. */
  assert_true(counts[HV_OK] > 0 && counts[HV_BROKEN_MODEL] > 0 && counts[HV_TRUNCATED_MODEL] > 0);
}

static void test_flipped_bytes(void **state) {
  (void)state;
  flip_bytes(&conv, 20000);
  file resizable = read_file(HV_TEST_MODELS "/resizable-int8.tflite");
  flip_bytes(&resizable, 5000);
  free(resizable.bytes);
}

static void test_without_memory(void **state) {
  (void)state;
  char message[HV_MESSAGE_SIZE];
  hv_graph graph;
  for (unsigned number = 1;; number++) {
    memory_fail_at(number);
    hv_status status = hv_graph_read(conv.bytes, conv.size, &graph, message);
    hv_graph_free(&graph);
    bool failed = memory_has_failed();
    int left = memory_blocks_left();
    memory_fail_at(0);
    assert_int_equal(left, 0);
    assert_int_equal(status, failed ? HV_OUT_OF_MEMORY : HV_OK);
    if (!failed) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_graph),          cmocka_unit_test(test_metadata),
      cmocka_unit_test(test_operator_names), cmocka_unit_test(test_not_a_model),
      cmocka_unit_test(test_cut_short),      cmocka_unit_test(test_wild_offsets),
      cmocka_unit_test(test_flipped_bytes),  cmocka_unit_test(test_without_memory),
  };
  return cmocka_run_group_tests_name("tflite", tests, set_up, tear_down);
}
