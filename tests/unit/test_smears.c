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
  struct smear_order order = {.class = WHITE_MONOCYTE, .cells = 2, .seed = 7};
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
    struct smear_order order = {.kind = i & 1 ? SMEAR_CROP : SMEAR_FIELD,
                                .class = (enum white_class)(i % WHITE_CLASS_COUNT),
                                .cells = 1,
                                .seed = (uint64_t)i};
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

/* What is none of the classes is drawn where it is asked for, beside cells of the classes. */
static void strangers_are_drawn_where_asked_for(void **state) {
  (void)state;
  struct smear smear =
      painted((struct smear_order){.class = WHITE_ERYTHROBLAST, .cells = 4, .diverse = 1, .seed = 1});
  int strangers = 0;
  assert_int_equal(smear.cell_count, 4);
  for (int i = 0; i < 4; i++) strangers += smear.cells[i].class >= WHITE_CLASS_COUNT;
  assert_int_equal(strangers, 1);
  smear_destroy(&smear);
}

/* However far a cell differs from the textbook, its nucleus is of a size that a nucleus has, and lies inside it. */
static void diverse_cells_hold_their_nuclei(void **state) {
  (void)state;
  for (int i = 0; i < 6 * WHITE_KIND_COUNT; i++) {
    struct smear smear = painted((struct smear_order){.kind = SMEAR_CROP,
                                                      .class = (enum white_class)(i % WHITE_KIND_COUNT),
                                                      .cells = 1,
                                                      .diverse = 1,
                                                      .seed = (uint64_t)i});
    const struct box *whole = &smear.cells[0].whole, *nucleus = &smear.cells[0].nucleus;
    assert_int_equal(smear.cell_count, 1);
    assert_within(nucleus, whole);
    assert_true(5 * nucleus->width * nucleus->height > whole->width * whole->height);
    smear_destroy(&smear);
  }
}

/* The background is bright and the nucleus dark: the middle of the nucleus' box may be a gap, its mean is
 * not. */
static void nucleus_is_darker_than_the_picture(void **state) {
  (void)state;
  struct smear smear = painted((struct smear_order){.class = WHITE_LYMPHOCYTE, .cells = 1, .seed = 3});
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
  struct smear smear = painted((struct smear_order){.kind = SMEAR_EMPTY, .cells = 3, .seed = 1});
  assert_int_equal(smear.cell_count, 0);
  assert_int_equal(smear.width, 640);
  assert_int_equal(smear.height, 480);
  smear_destroy(&smear);
}

/* The page's example of five: the monocyte is larger than the neutrophil, which lies in the middle. */
static void the_most_prominent_cell_comes_first(void **state) {
  (void)state;
  struct smear smear =
      painted((struct smear_order){.kind = SMEAR_FIELD, .class = WHITE_NEUTROPHIL, .cells = 5, .seed = 5008});
  const enum white_class order[] = {WHITE_NEUTROPHIL, WHITE_MONOCYTE, WHITE_EOSINOPHIL, WHITE_LYMPHOCYTE,
                                    WHITE_BASOPHIL};
  assert_int_equal(smear.cell_count, 5);
  for (int i = 0; i < 5; i++) assert_int_equal(smear.cells[i].class, order[i]);
  const struct box *first = &smear.cells[0].whole, *second = &smear.cells[1].whole;
  assert_true(first->width * first->height < second->width * second->height);
  smear_destroy(&smear);
}

/* The mean side of the whole red cells' boxes, in micrometres. */
static float red_cell_side(const struct smear *smear) {
  float sum = 0.0f;
  int whole = 0;
  for (int i = 0; i < smear->red_count; i++) {
    const struct box *box = &smear->red_cells[i];
    if (box->x == 0 || box->y == 0 || box->x + box->width == smear->width ||
        box->y + box->height == smear->height)
      continue;
    sum += 0.5f * (float)(box->width + box->height);
    whole++;
  }
  assert_true(whole >= 5);
  return sum / (float)whole * smear->micrometres_per_pixel;
}

static void red_cells_have_their_boxes(void **state) {
  (void)state;
  struct smear smear = painted((struct smear_order){.kind = SMEAR_EMPTY, .seed = 1});
  for (int i = 0; i < smear.red_count; i++)
    assert_within(&smear.red_cells[i], &(struct box){0, 0, smear.width, smear.height});
  float side = red_cell_side(&smear);
  assert_true(side > 7.1f && side < 8.2f);
  smear_destroy(&smear);
}

/* Whatever the seed chooses, the truth holds: boxes inside the picture, and told where the border cuts them.
 */
static void varied_pictures_are_true_too(void **state) {
  (void)state;
  int cells = 0, cut = 0, none = 0;
  for (int i = 0; i < 24; i++) {
    struct smear smear = painted((struct smear_order){
        .kind = i % 3 == 2 ? SMEAR_CROP : SMEAR_FIELD, .cells = 4, .varied = 1, .seed = (uint64_t)i});
    none += smear.cell_count == 0;
    for (int j = 0; j < smear.cell_count; j++) {
      const struct smear_cell *cell = &smear.cells[j];
      const struct box *box = &cell->whole;
      assert_within(box, &(struct box){0, 0, smear.width, smear.height});
      int at_border = box->x == 0 || box->y == 0 || box->x + box->width == smear.width ||
                      box->y + box->height == smear.height;
      assert_int_equal(cell->cut_off, at_border);
      cells++;
      cut += cell->cut_off;
    }
    smear_destroy(&smear);
  }
  assert_true(cut > 0 && cut < cells / 2);
  assert_true(none > 0 && none < 8);
}

static void clutter_is_painted_over_the_same_field(void **state) {
  (void)state;
  struct smear_order order = {.kind = SMEAR_EMPTY, .seed = 40};
  struct smear plain = painted(order);
  order.clutter = 1;
  struct smear cluttered = painted(order);
  assert_int_equal(cluttered.cell_count, 0);
  assert_true(memcmp(plain.rgb, cluttered.rgb, (size_t)plain.width * (size_t)plain.height * 3) != 0);
  smear_destroy(&plain);
  smear_destroy(&cluttered);
}

/* The mean of each channel: of an empty field, near the glass'. */
static void mean_colour(const struct smear_order *order, double mean[3]) {
  struct smear smear = painted(*order);
  size_t pixels = (size_t)smear.width * (size_t)smear.height;
  for (size_t channel = 0; channel < 3; channel++) {
    mean[channel] = 0;
    for (size_t i = 0; i < pixels; i++) mean[channel] += (double)smear.rgb[3 * i + channel] / (double)pixels;
  }
  smear_destroy(&smear);
}

static void the_light_is_as_ordered(void **state) {
  (void)state;
  struct smear_order order = {.kind = SMEAR_EMPTY, .seed = 2};
  double usual[3], dark[3], yellow[3], blue[3];
  mean_colour(&order, usual);
  order.exposure = 0.4f;
  mean_colour(&order, dark);
  for (int channel = 0; channel < 3; channel++) assert_true(dark[channel] < 0.5 * usual[channel]);
  order.exposure = 0;
  order.background = BACKGROUND_YELLOW;
  mean_colour(&order, yellow);
  assert_true(yellow[2] < 0.75 * yellow[0]);
  order.background = BACKGROUND_BLUE;
  mean_colour(&order, blue);
  assert_true(blue[0] < 0.9 * blue[2]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_order_gives_same_bytes),
      cmocka_unit_test(boxes_hold_the_cell),
      cmocka_unit_test(strangers_are_drawn_where_asked_for),
      cmocka_unit_test(diverse_cells_hold_their_nuclei),
      cmocka_unit_test(nucleus_is_darker_than_the_picture),
      cmocka_unit_test(empty_field_has_no_cell),
      cmocka_unit_test(the_most_prominent_cell_comes_first),
      cmocka_unit_test(red_cells_have_their_boxes),
      cmocka_unit_test(varied_pictures_are_true_too),
      cmocka_unit_test(clutter_is_painted_over_the_same_field),
      cmocka_unit_test(the_light_is_as_ordered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
