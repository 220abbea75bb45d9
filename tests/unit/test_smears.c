/*
 * The generator of drawn smears: the same order gives the same bytes, and the truth is true. Whether the
 * cells look like cells is for the model's own test to say.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "smear.h"

#include <string.h>

static struct smear painted(struct smear_order order) {
  struct smear smear;
  assert_int_equal(smear_paint(&smear, &order), 0);
  return smear;
}

static void same_order_gives_same_bytes(void **state) {
  (void)state;
  struct smear_order order = {SMEAR_FIELD, WHITE_MONOCYTE, 2, 0, 7};
  struct smear first = painted(order), second = painted(order);
  size_t size = (size_t)first.width * (size_t)first.height * 3;
  assert_memory_equal(first.rgb, second.rgb, size);
  assert_memory_equal(first.cells, second.cells, sizeof first.cells);

  order.seed = 8;
  struct smear third = painted(order);
  assert_true(memcmp(first.rgb, third.rgb, size) != 0);
  smear_destroy(&first);
  smear_destroy(&second);
  smear_destroy(&third);
}

static void assert_within(const struct box *box, const struct box *outer) {
  assert_true(box->width > 0 && box->height > 0);
  assert_true(box->x >= outer->x && box->x + box->width <= outer->x + outer->width);
  assert_true(box->y >= outer->y && box->y + box->height <= outer->y + outer->height);
}

/* Every class as field and as crop: one cell of that class, its nucleus inside it, it inside the picture and
 * of a size that a cell has. */
static void boxes_hold_the_cell(void **state) {
  (void)state;
  for (int i = 0; i < 4 * WHITE_CLASS_COUNT; i++) {
    struct smear_order order = {i & 1 ? SMEAR_CROP : SMEAR_FIELD, (enum white_class)(i % WHITE_CLASS_COUNT),
                                1, 0, (uint64_t)i};
    struct smear smear = painted(order);
    const struct smear_cell *cell = &smear.cells[0];
    assert_int_equal(smear.cell_count, 1);
    assert_int_equal(cell->class, order.class);
    assert_within(&cell->whole, &(struct box){0, 0, smear.width, smear.height});
    assert_within(&cell->nucleus, &cell->whole);
    float across = (float)cell->whole.width * smear.micrometres_per_pixel;
    assert_true(across > 8.0f && across < 21.0f);
    smear_destroy(&smear);
  }
}

/* The background is bright and the nucleus dark: the middle of the nucleus' box may be a gap, its mean is
 * not. */
static void nucleus_is_darker_than_the_picture(void **state) {
  (void)state;
  struct smear smear = painted((struct smear_order){SMEAR_FIELD, WHITE_LYMPHOCYTE, 1, 0, 3});
  const struct box *nucleus = &smear.cells[0].nucleus;
  uint64_t inside = 0, all = 0;
  for (int y = 0; y < smear.height; y++)
    for (int x = 0; x < smear.width; x++) {
      int green = smear.rgb[3 * (y * smear.width + x) + 1];
      all += (uint64_t)green;
      if (x >= nucleus->x && x < nucleus->x + nucleus->width && y >= nucleus->y &&
          y < nucleus->y + nucleus->height)
        inside += (uint64_t)green;
    }
  uint64_t area = (uint64_t)nucleus->width * (uint64_t)nucleus->height;
  uint64_t pixels = (uint64_t)smear.width * (uint64_t)smear.height;
  assert_true(inside / area + 30 < all / pixels);
  smear_destroy(&smear);
}

static void empty_field_has_no_cell(void **state) {
  (void)state;
  struct smear smear = painted((struct smear_order){SMEAR_EMPTY, WHITE_NEUTROPHIL, 3, 0, 1});
  assert_int_equal(smear.cell_count, 0);
  assert_int_equal(smear.width, 640);
  assert_int_equal(smear.height, 480);
  smear_destroy(&smear);
}

static void several_cells_come_largest_first(void **state) {
  (void)state;
  struct smear smear = painted((struct smear_order){SMEAR_FIELD, WHITE_LYMPHOCYTE, 3, 1, 5});
  assert_true(smear.cell_count >= 2);
  for (int i = 1; i < smear.cell_count; i++) {
    const struct box *larger = &smear.cells[i - 1].whole, *smaller = &smear.cells[i].whole;
    assert_true(larger->width * larger->height >= smaller->width * smaller->height);
  }
  smear_destroy(&smear);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_order_gives_same_bytes),        cmocka_unit_test(boxes_hold_the_cell),
      cmocka_unit_test(nucleus_is_darker_than_the_picture), cmocka_unit_test(empty_field_has_no_cell),
      cmocka_unit_test(several_cells_come_largest_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
