/* The EXIF reader: both byte orders, each orientation, and blocks that are damaged in every way.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "exif.h"

enum { BLOCK_BYTES = 38 };

static void put(uint8_t *bytes, int count, uint32_t value, int big_endian) {
  for (int i = 0; i < count; i++) bytes[big_endian ? count - 1 - i : i] = (uint8_t)(value >> 8 * i);
}

/* A directory of a Make tag and the orientation. */
static void make_block(uint8_t block[BLOCK_BYTES], uint32_t type, uint32_t orientation, int big_endian) {
  memset(block, 0, BLOCK_BYTES);
  memcpy(block, big_endian ? "MM" : "II", 2);
  put(block + 2, 2, 42, big_endian);
  put(block + 4, 4, 8, big_endian);
  put(block + 8, 2, 2, big_endian);
  put(block + 10, 2, 0x010f, big_endian);
  put(block + 12, 2, 2, big_endian);
  put(block + 22, 2, 0x0112, big_endian);
  put(block + 24, 2, type, big_endian);
  put(block + 26, 4, 1, big_endian);
  put(block + 30, 2, orientation, big_endian);
}

/* Reads a copy of exactly `size` bytes, so that AddressSanitizer sees a read beyond them. */
static int32_t orientation_of(const uint8_t *block, size_t size) {
  uint8_t *copy = malloc(size > 0 ? size : 1);
  assert_non_null(copy);
  memcpy(copy, block, size);
  int32_t orientation = hv_exif_orientation(copy, size);
  free(copy);
  return orientation;
}

static void test_each_orientation(void **state) {
  (void)state;
  for (int big_endian = 0; big_endian < 2; big_endian++) {
    for (uint32_t orientation = 1; orientation <= 8; orientation++) {
      uint8_t block[BLOCK_BYTES];
      make_block(block, 3, orientation, big_endian);
      assert_int_equal(orientation_of(block, BLOCK_BYTES), orientation);
    }
  }
}

static void test_senseless_values_mean_upright(void **state) {
  (void)state;
  static const struct {
    uint32_t type, orientation;
  } rows[] = {{3, 0}, {3, 9}, {3, 0xffff}, {4, 6}, {2, 6}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    uint8_t block[BLOCK_BYTES];
    make_block(block, rows[i].type, rows[i].orientation, 0);
    assert_int_equal(orientation_of(block, BLOCK_BYTES), 1);
  }
}

static void test_damaged_blocks_mean_upright(void **state) {
  (void)state;
  static const struct {
    int at;
    const char *bytes;
    int count;
  } rows[] = {{0, "IM", 2},               /* no byte order */
              {2, "\0\0", 2},             /* no TIFF */
              {4, "\xff\xff\xff\xff", 4}, /* a directory far outside */
              {4, "\x26\0\0\0", 4},       /* a directory that begins at the end */
              {8, "\0\0", 2},             /* no entries */
              {8, "\1\0", 2}};            /* only the first entry */
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    uint8_t block[BLOCK_BYTES];
    make_block(block, 3, 6, 0);
    memcpy(block + rows[i].at, rows[i].bytes, (size_t)rows[i].count);
    assert_int_equal(orientation_of(block, BLOCK_BYTES), 1);
  }
}

/* The value's first two bytes end at 32: a block cut before says nothing, whatever its directory claims. */
static void test_cut_blocks_mean_upright(void **state) {
  (void)state;
  uint8_t block[BLOCK_BYTES];
  make_block(block, 3, 6, 0);
  for (size_t size = 0; size <= BLOCK_BYTES; size++) {
    assert_int_equal(orientation_of(block, size), size > 30 ? 6 : 1);
  }
}

static void test_many_entries_end_with_the_block(void **state) {
  (void)state;
  uint8_t block[BLOCK_BYTES];
  make_block(block, 3, 6, 0);
  put(block + 8, 2, 0xffff, 0);
  put(block + 22, 2, 0x0113, 0);
  assert_int_equal(orientation_of(block, BLOCK_BYTES), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_each_orientation),
      cmocka_unit_test(test_senseless_values_mean_upright),
      cmocka_unit_test(test_damaged_blocks_mean_upright),
      cmocka_unit_test(test_cut_blocks_mean_upright),
      cmocka_unit_test(test_many_entries_end_with_the_block),
  };
  return cmocka_run_group_tests_name("exif", tests, NULL, NULL);
}
