/* Runs every small model of tests/models and compares its scores with those of TensorFlow Lite's reference
 * kernels; and tries the models that must be refused.
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
#include "../models/expected.h"
#include "network.h"

#define SIDE 5
#define COUNT(array) (sizeof(array) / sizeof *(array))

static hv_status load(const char *folder, const char *name, hv_network **network, char *message) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  file model = read_file(path);
  hv_graph graph;
  *network = NULL;
  hv_status status = hv_graph_read(model.bytes, model.size, &graph, message);
  if (status == HV_OK) status = hv_network_create(&graph, network, message);
  hv_graph_free(&graph);
  free(model.bytes); /* whoever keeps a pointer into the file is found by the sanitizer */
  return status;
}

/* Bytes as make_models.py draws them. */
static void draw_picture(uint8_t *rgb, size_t count) {
  uint32_t state = 1;
  for (size_t i = 0; i < count; i++) {
    state = state * 1664525u + 1013904223u;
    rgb[i] = (uint8_t)(state >> 24);
  }
}

/* Tolerances: one quantum, or 1e-5 of the largest score in float32. Observed: 1, and 5e-6, which is the
 * rounding in expected.h. */
static void test_operators(void **state) {
  (void)state;
  uint8_t rgb[SIDE * SIDE * 3];
  float scores[SIDE * SIDE * 16];
  draw_picture(rgb, sizeof rgb);
  for (size_t i = 0; i < COUNT(expected); i++) {
    hv_network *network;
    char message[HV_MESSAGE_SIZE] = "";
    if (load(HV_TEST_MODELS, expected[i].file, &network, message) != HV_OK)
      fail_msg("%s: %s", expected[i].file, message);
    const hv_network_shape *shape = hv_network_shape_of(network);
    assert_int_equal(shape->width, SIDE);
    assert_int_equal(shape->height, SIDE);
    assert_int_equal(shape->output_rank, 2);
    assert_int_equal(shape->output_count, expected[i].count);
    assert_int_equal(hv_network_gives_probabilities(network), strncmp(expected[i].file, "softmax", 7) == 0);
    hv_network_set_input_scaling(network, 128, expected[i].deviation);
    for (int run = 0; run < 2; run++) assert_int_equal(hv_network_run(network, rgb, NULL, scores), HV_OK);
    float worst = 0, largest = 0;
    for (uint32_t j = 0; j < expected[i].count; j++) {
      float quantum = expected[i].quantum > 0 ? expected[i].quantum : 1;
      worst = fmaxf(worst, fabsf(scores[j] / quantum - expected[i].scores[j]));
      largest = fmaxf(largest, fabsf(expected[i].scores[j]));
    }
    float tolerance = expected[i].quantum > 0 ? 1.001f : 1e-5f * largest;
    if (!(worst <= tolerance)) fail_msg("%s differs by %g", expected[i].file, (double)worst);
    hv_network_destroy(network);
  }
}

static void test_refused(void **state) {
  (void)state;
  static const struct {
    const char *file;
    hv_status status;
    const char *words;
  } rows[] = {
      {"refused_operator.tflite", HV_UNSUPPORTED_OPERATOR, "TANH is not among those that are built in."},
      {"refused_custom.tflite", HV_UNSUPPORTED_OPERATOR, "custom operator “Blood?Op”."},
      {"refused_transpose.tflite", HV_UNSUPPORTED_OPERATOR, "TRANSPOSE moves pixels or channels."},
      {"refused_reshape.tflite", HV_UNSUPPORTED_OPERATOR, "RESHAPE has a shape that is no constant."},
      {"refused_window.tflite", HV_UNSUPPORTED_OPERATOR, "AVERAGE_POOL_2D has too large a window"},
      {"refused_activation.tflite", HV_UNSUPPORTED_OPERATOR, "CONV_2D has the fused activation TANH."},
      {"refused_int16.tflite", HV_UNSUPPORTED_MODEL, "neither float32 nor int8 nor uint8"},
      {"refused_channels_first.tflite", HV_UNSUPPORTED_MODEL, "input is not [1, height, width, 3]"},
      {"refused_two_outputs.tflite", HV_UNSUPPORTED_MODEL, "one input and one output"},
      {"refused_two_subgraphs.tflite", HV_UNSUPPORTED_MODEL, "one subgraph"},
      {"refused_other_file.tflite", HV_UNSUPPORTED_MODEL, "another file"},
      {"refused_unwritten.tflite", HV_BROKEN_MODEL, "ADD reads a tensor that nothing has written"},
      {"refused_picture_as_bias.tflite", HV_BROKEN_MODEL, "CONV_2D lacks an input."},
      {"refused_weights.tflite", HV_UNSUPPORTED_MODEL, "on more than 268 million numbers."},
      {"refused_shapes.tflite", HV_BROKEN_MODEL, "RELU has tensors whose shapes contradict each other"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    hv_network *network;
    char message[HV_MESSAGE_SIZE] = "";
    hv_status status = load(HV_TEST_MODELS, rows[i].file, &network, message);
    if (status != rows[i].status || strstr(message, rows[i].words) == NULL)
      fail_msg("%s: %s, %s", rows[i].file, hv_status_name(status), message);
    assert_null(network);
  }
}

static void test_input_scaling(void **state) {
  (void)state;
  /* average_pool_whole: the scores are the means of the three channels, here of a grey picture. */
  static const char *const files[] = {"average_pool_whole-float32.tflite", "average_pool_whole-int8.tflite"};
  for (size_t i = 0; i < COUNT(files); i++) {
    hv_network *network;
    char message[HV_MESSAGE_SIZE] = "";
    assert_int_equal(load(HV_TEST_MODELS, files[i], &network, message), HV_OK);
    uint8_t rgb[SIDE * SIDE * 3];
    float scores[3];
    memset(rgb, 200, sizeof rgb);
    hv_network_set_input_scaling(network, 100, 200);
    assert_int_equal(hv_network_run(network, rgb, NULL, scores), HV_OK);
    assert_float_equal(scores[0], 0.5f, 0.51f / 127.5f);
    hv_network_set_input_scaling(network, 300, 10); /* -10: beyond what int8 holds */
    assert_int_equal(hv_network_run(network, rgb, NULL, scores), HV_OK);
    assert_float_equal(scores[0], i == 0 ? -10 : -128 / 127.5f, 1e-5f);
    hv_network_destroy(network);
  }
}

/* The two sizes of resizable-*.tflite, and the numbers that come out of the larger. */
enum { WIDTH = 32, HEIGHT = 24, LARGER_WIDTH = 40, LARGER_HEIGHT = 48, LARGER_COUNT = 5 * 6 * 7 };

static hv_network *load_resizable(const char *file) {
  hv_network *network;
  char message[HV_MESSAGE_SIZE] = "";
  if (load(HV_TEST_MODELS, file, &network, message) != HV_OK) fail_msg("%s: %s", file, message);
  hv_network_set_input_scaling(network, 128, 127.5f);
  return network;
}

static void run_larger(hv_network *network, float *output) {
  static uint8_t rgb[LARGER_WIDTH * LARGER_HEIGHT * 3];
  draw_picture(rgb, sizeof rgb);
  assert_int_equal(hv_network_shape_of(network)->output_count, LARGER_COUNT);
  assert_int_equal(hv_network_run(network, rgb, NULL, output), HV_OK);
}

/* A network resized gives just what one built for that size gives, and again after it was another size; operators whose
 * results nobody uses do not count. */
static void test_resize(void **state) {
  (void)state;
  static const char *const files[][2] = {{"resizable-float32.tflite", "resizable_larger-float32.tflite"},
                                         {"resizable_dead-float32.tflite", "resizable_larger-float32.tflite"},
                                         {"resizable-int8.tflite", "resizable_larger-int8.tflite"}};
  for (size_t i = 0; i < COUNT(files); i++) {
    hv_network *network = load_resizable(files[i][0]), *larger = load_resizable(files[i][1]);
    float expected_output[LARGER_COUNT], output[LARGER_COUNT];
    run_larger(larger, expected_output);
    for (int round = 0; round < 3; round++) {
      assert_int_equal(hv_network_resize(network, LARGER_WIDTH, LARGER_HEIGHT), HV_OK);
      const hv_network_shape *shape = hv_network_shape_of(network);
      assert_int_equal(shape->output_rank, 4);
      assert_int_equal(shape->output_shape[1], LARGER_HEIGHT / 8);
      assert_int_equal(shape->output_shape[2], LARGER_WIDTH / 8);
      run_larger(network, output);
      assert_memory_equal(output, expected_output, sizeof output);
      assert_int_equal(hv_network_resize(network, 8 << round, 64), HV_OK);
    }
    hv_network_destroy(network);
    hv_network_destroy(larger);
  }
}

/* What cannot be resized runs as before. */
static void test_what_cannot_be_resized(void **state) {
  (void)state;
  static const struct {
    const char *file;
    int32_t width, height;
  } rows[] = {
      {"fully_connected-int8.tflite", 8, 8}, /* its RESHAPE states a size */
      {"refused_detector_fixed.tflite", 64, 64},
      {"refused_detector_shifted.tflite", 8, 32}, /* 4 rows do not fit the constant's 3, and 1 would */
      {"refused_detector_shifted.tflite", 8, 8},
      {"refused_detector_shifted_by_relu.tflite", 8, 8},
      {"resizable-int8.tflite", 36, 24},
      {"resizable-int8.tflite", 0, 24},
      {"resizable-int8.tflite", 32, -8}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    hv_network *network = load_resizable(rows[i].file);
    hv_network_shape before = *hv_network_shape_of(network);
    assert_int_equal(hv_network_resize(network, rows[i].width, rows[i].height), HV_UNSUPPORTED_MODEL);
    assert_memory_equal(hv_network_shape_of(network), &before, sizeof before);
    uint8_t rgb[WIDTH * HEIGHT * 3] = {0};
    float output[WIDTH * HEIGHT * 3];
    assert_true((size_t)before.width * (size_t)before.height * 3 <= sizeof rgb);
    assert_true(before.output_count <= COUNT(output));
    assert_int_equal(hv_network_run(network, rgb, NULL, output), HV_OK);
    hv_network_destroy(network);
  }
}

/* A network that keeps its size gives what it gave before, and cannot be resized any more. */
static void test_keep_size(void **state) {
  (void)state;
  hv_network *network = load_resizable("resizable_larger-int8.tflite");
  float expected_output[LARGER_COUNT], output[LARGER_COUNT];
  run_larger(network, expected_output);
  hv_network_keep_size(network);
  run_larger(network, output);
  assert_memory_equal(output, expected_output, sizeof output);
  assert_int_equal(hv_network_resize(network, 64, 64), HV_UNSUPPORTED_MODEL);
  hv_network_destroy(network);
}

/* Of a resize, every allocation that is not small may fail; the next try works. */
static void test_resize_without_memory(void **state) {
  (void)state;
  hv_network *larger = load_resizable("resizable_larger-int8.tflite");
  float expected_output[LARGER_COUNT], output[LARGER_COUNT];
  run_larger(larger, expected_output);
  bool failed = true;
  unsigned number = 1;
  for (; failed; number++) {
    hv_network *network = load_resizable("resizable-int8.tflite");
    memory_fail_at_large(number, 2048);
    hv_status status = hv_network_resize(network, LARGER_WIDTH, LARGER_HEIGHT);
    failed = memory_has_failed();
    memory_fail_at(0);
    assert_int_equal(status, failed ? HV_OUT_OF_MEMORY : HV_OK);
    assert_int_equal(hv_network_resize(network, LARGER_WIDTH, LARGER_HEIGHT), HV_OK);
    run_larger(network, output);
    assert_memory_equal(output, expected_output, sizeof output);
    hv_network_destroy(network);
  }
  assert_true(number > 4); /* the planner's room, pointers to pixels, the workspace and the input */
  hv_network_destroy(larger);
}

/* A foreign model of 60 layers. Right are the numbers of ai-edge-litert 2.3.0 with its own XNNPACK (observed
 * difference: none); its reference kernels, which round otherwise, give 193, 33, 6, 4, 3. */
static void test_coral(void **state) {
  (void)state;
  static const struct {
    uint32_t class_index;
    float quanta;
  } rows[] = {{886, 185}, {912, 33}, {540, 7}, {620, 5}, {972, 4}};
  const char *data = getenv("HEMATOVISION_DATA");
  if (data == NULL) {
    print_message("HEMATOVISION_DATA is not set: the model of google-coral is not tested.\n");
    skip();
  }
  hv_network *network;
  char message[HV_MESSAGE_SIZE] = "";
  if (load(data, "weights/tf2_mobilenet_v2_1.0_224_ptq.tflite", &network, message) != HV_OK)
    fail_msg("%s", message);
  assert_int_equal(hv_network_shape_of(network)->width, 224);
  assert_int_equal(hv_network_shape_of(network)->output_count, 1001);
  assert_true(hv_network_gives_probabilities(network));
  static uint8_t rgb[224 * 224 * 3];
  float scores[1001];
  draw_picture(rgb, sizeof rgb);
  hv_network_set_input_scaling(network, 127, 127.5f); /* its scale and zero point: the bytes as they are */
  assert_int_equal(hv_network_run(network, rgb, NULL, scores), HV_OK);
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_float_equal(scores[rows[i].class_index] * 256, rows[i].quanta, 2.001f);
  hv_network_destroy(network);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_operators),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_input_scaling),
      cmocka_unit_test(test_resize),
      cmocka_unit_test(test_what_cannot_be_resized),
      cmocka_unit_test(test_keep_size),
      cmocka_unit_test(test_resize_without_memory),
      cmocka_unit_test(test_coral),
  };
  return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
