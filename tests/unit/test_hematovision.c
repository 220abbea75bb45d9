/* The pipeline from end to end with the shipped model and detector: a verdict on a drawn cell, the status of what cannot
 * be read, and a classifier that stays usable after every error.
 *
 * HV_TEST_MODEL is the shipped model, HV_TEST_DETECTOR the shipped detector, HV_TEST_MODELS the folder tests/models, HV_TEST_DRAWN a folder that
 * `smears --examples` filled.
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
#include "hematovision.h"
#include "verdict.h"

/* A smear without a white cell, and a picture with a red, a green, a blue and a grey corner, row by row. */
#define SMEAR HV_TEST_DRAWN "/no-white-cell.jpg"
#define CORNERS HV_TEST_PICTURES "/plain.png"

/* Detectors made by hand, which find cells where a picture is dark: three in the drawn neutrophil, and very many. */
#define SIMPLE_DETECTOR HV_TEST_MODELS "/detector_large-float32.tflite"
#define MANY_DETECTOR HV_TEST_MODELS "/detector_many-float32.tflite"

/* Classifiers made by hand: a class map of what is dark, pale, and neither. */
#define MAP_MODEL HV_TEST_MODELS "/class_map-float32.tflite"
#define NAMED_MAP_MODEL HV_TEST_MODELS "/class_map_named-float32.tflite"
#define TURNED_MAP_MODEL HV_TEST_MODELS "/class_map_turned-float32.tflite"
#define STRANGE_MAP_MODEL HV_TEST_MODELS "/class_map_strange-float32.tflite"
#define STRANGE_NAMED_MAP_MODEL HV_TEST_MODELS "/class_map_strange_named-float32.tflite"
#define CELLS_MAP_MODEL HV_TEST_MODELS "/class_map_cells-int8.tflite"

typedef hv_status (*loader)(hv_classifier *classifier, const uint8_t *bytes, size_t size);

static void load_file(hv_classifier *classifier, loader load, const char *path) {
  file model = read_file(path);
  if (load(classifier, model.bytes, model.size) != HV_OK) fail_msg("%s: %s", path, hv_message(classifier));
  free(model.bytes);
}

/* A classifier; `model` or `detector` may be NULL. */
static hv_classifier *with(const char *model, const char *detector) {
  hv_classifier *classifier = hv_create();
  assert_non_null(classifier);
  if (model != NULL) load_file(classifier, hv_load_model, model);
  if (detector != NULL) load_file(classifier, hv_load_detector, detector);
  return classifier;
}

static void assert_knows_the_neutrophil(hv_classifier *classifier, file picture) {
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_int_equal(result->width, 640);
  assert_int_equal(result->height, 480);
  assert_true(result->cell_count >= 1);
  assert_string_equal(result->class_names[result->cells[0].class_index], "neutrophil");
}

static void a_drawn_neutrophil_is_one(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, HV_TEST_DETECTOR);
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  assert_knows_the_neutrophil(classifier, picture);
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  float sum = 0;
  for (uint32_t i = 0; i < result->class_count; i++) sum += result->cells[0].probabilities[i];
  assert_float_equal(sum, 1, 1e-5);
  assert_float_equal(result->cells[0].confidence, result->cells[0].probabilities[0], 0);
  assert_true(result->cells[0].score > 0 && result->cells[0].score <= 1);
  assert_false(result->cells[0].cut_off);
  assert_int_equal(result->cells_found, result->cell_count);
  assert_true(strlen(hv_model_about(classifier)) > 0);
  free(picture.bytes);
  hv_destroy(classifier);
}

static void every_bad_picture_is_told_apart_and_the_next_works(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, HV_TEST_DETECTOR);
  file good = read_file(HV_TEST_DRAWN "/neutrophil.jpg"),
       empty = read_file(HV_TEST_DRAWN "/no-white-cell.jpg");
  const struct {
    const uint8_t *bytes;
    size_t size;
    hv_status status;
  } rows[] = {
      {good.bytes, 0, HV_EMPTY_FILE},
      {(const uint8_t *)"hello", 5, HV_NOT_AN_IMAGE},
      {good.bytes, good.size / 2, HV_TRUNCATED_IMAGE},
      {empty.bytes, empty.size, HV_NO_CELL},
  };
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    const hv_result *result = hv_classify(classifier, rows[row].bytes, rows[row].size);
    assert_int_equal(result->status, rows[row].status);
    assert_int_equal(result->cell_count, 0);
    assert_string_equal(result->message, hv_status_sentence(rows[row].status));
    assert_knows_the_neutrophil(classifier, good);
  }
  free(good.bytes);
  free(empty.bytes);
  hv_destroy(classifier);
}

static void a_bad_model_leaves_the_good_one_in_place(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, HV_TEST_DETECTOR);
  file model = read_file(HV_TEST_MODEL), picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  assert_int_equal(hv_load_model(classifier, model.bytes, 0), HV_EMPTY_FILE);
  assert_int_equal(hv_load_model(classifier, picture.bytes, picture.size), HV_NOT_A_MODEL);
  assert_int_equal(hv_load_model(classifier, model.bytes, model.size / 2), HV_TRUNCATED_MODEL);
  memset(model.bytes, 0xff, 4); /* the offset of the root table */
  assert_int_equal(hv_load_model(classifier, model.bytes, model.size), HV_BROKEN_MODEL);
  assert_true(strlen(hv_message(classifier)) > 0);
  assert_knows_the_neutrophil(classifier, picture);
  free(model.bytes);
  free(picture.bytes);
  hv_destroy(classifier);
}

static void a_bad_detector_leaves_the_good_one_in_place(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, SIMPLE_DETECTOR);
  file detector = read_file(SIMPLE_DETECTOR), model = read_file(HV_TEST_MODEL),
       picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  uint32_t before = hv_classify(classifier, picture.bytes, picture.size)->cells_found;
  assert_true(before > 0);
  assert_int_equal(hv_load_detector(classifier, detector.bytes, 0), HV_EMPTY_FILE);
  assert_int_equal(hv_load_detector(classifier, picture.bytes, picture.size), HV_NOT_A_MODEL);
  assert_int_equal(hv_load_detector(classifier, detector.bytes, detector.size / 2), HV_TRUNCATED_MODEL);
  assert_int_equal(hv_load_detector(classifier, model.bytes, model.size), HV_UNSUPPORTED_MODEL);
  assert_non_null(strstr(hv_message(classifier), "It is no cell detector"));
  assert_int_equal(hv_load_model(classifier, detector.bytes, detector.size), HV_UNSUPPORTED_MODEL);
  assert_non_null(strstr(hv_message(classifier), "load it as the detector"));
  assert_int_equal(hv_classify(classifier, picture.bytes, picture.size)->cells_found, before);
  free(detector.bytes);
  free(model.bytes);
  free(picture.bytes);
  hv_destroy(classifier);
}

static void without_a_detector_there_is_a_status_for_it(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, NULL);
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_NO_DETECTOR);
  assert_int_equal(result->cell_count, 0);
  uint8_t patch[8 * 8 * 3];
  result = hv_cut_patches(classifier, picture.bytes, picture.size, (hv_patch_width){1, 0}, 1, 8, 1, patch);
  assert_int_equal(result->status, HV_NO_DETECTOR);
  free(picture.bytes);
  hv_destroy(classifier);
}

static void more_cells_than_are_reported_are_told(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, MANY_DETECTOR);
  file many = read_file(HV_TEST_DRAWN "/several-cells.jpg");
  const hv_result *result = hv_classify(classifier, many.bytes, many.size);
  assert_int_equal(result->status, HV_OK);
  assert_true(result->cells_found > HV_MAX_CELLS);
  assert_int_equal(result->cell_count, HV_MAX_CELLS);
  assert_string_equal(result->message,
                      "The picture was read and a cell was found. It has more than 256 cells; the 256 "
                      "most prominent are reported.");
  for (uint32_t i = 0; i < HV_MAX_CELLS; i++) assert_non_null(result->cells[i].probabilities);
  free(many.bytes);
  hv_destroy(classifier);
}

static void without_a_model_there_is_a_status_for_it(void **state) {
  (void)state;
  hv_classifier *classifier = hv_create();
  assert_non_null(classifier);
  assert_int_equal(hv_classify(classifier, (const uint8_t *)"", 0)->status, HV_NO_MODEL);
  assert_string_equal(hv_model_about(classifier), "");
  hv_destroy(classifier);
  hv_destroy(NULL);
}

static void a_foreign_model_sees_the_whole_picture(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODELS "/softmax-float32.tflite", NULL);
  file picture = read_file(HV_TEST_DRAWN "/no-white-cell.jpg");
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_int_equal(result->cell_count, 1);
  assert_int_equal(result->cells[0].box.width, 640);
  assert_int_equal(result->cells[0].box.height, 480);
  assert_string_equal(result->class_names[0], "class 0");
  assert_float_equal(result->cells[0].score, 1, 0);
  assert_int_equal(result->cells_found, 1);
  assert_true(isnan(result->cells[0].unfamiliarity));
  assert_int_equal(result->cells[0].quality, 0);
  assert_int_equal(result->map_rows, 0);
  assert_null(result->cells[0].map);
  free(picture.bytes);
  hv_destroy(classifier);
}

/* The cell of one whole picture; its numbers are copied out of the classifier. */
typedef struct {
  hv_cell cell;
  float probabilities[3], map[9];
} answer;

static answer ask(const char *model, const char *path) {
  hv_classifier *classifier = with(model, NULL);
  file picture = read_file(path);
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_int_equal(result->cell_count, 1);
  assert_int_equal(result->map_rows, 3);
  assert_int_equal(result->map_columns, 3);
  answer given = {.cell = result->cells[0]};
  memcpy(given.probabilities, result->cells[0].probabilities, result->class_count * sizeof(float));
  memcpy(given.map, result->cells[0].map, sizeof given.map);
  free(picture.bytes);
  hv_destroy(classifier);
  return given;
}

static void a_class_map_decides_and_explains(void **state) {
  (void)state;
  answer given = ask(MAP_MODEL, SMEAR), named = ask(NAMED_MAP_MODEL, SMEAR);
  assert_float_equal(given.probabilities[0] + given.probabilities[1], 1, 1e-6);
  assert_int_equal(given.cell.alternative_index, 1 - given.cell.class_index);
  assert_memory_equal(&given.cell.patch, &given.cell.box, sizeof(hv_box));
  float largest = 0;
  for (int i = 0; i < 9; i++) {
    assert_true(given.map[i] >= 0 && given.map[i] <= 1);
    largest = fmaxf(largest, given.map[i]);
  }
  assert_float_equal(largest, 1, 0);
  /* With a third name "none of these" is a class like the others, and its probability is the unfamiliarity. */
  assert_float_equal(given.cell.unfamiliarity, named.probabilities[2], 1e-6);
  assert_true(isnan(named.cell.unfamiliarity));
  assert_float_equal(given.probabilities[0] * (1 - named.probabilities[2]), named.probabilities[0], 1e-6);
  assert_memory_equal(given.map, named.map, sizeof given.map);
}

/* Each place of this map depends on its own pixels alone, so that a further look changes nothing if the map is turned
 * back as the patch was turned. */
static void looks_from_all_sides_add_up_place_by_place(void **state) {
  (void)state;
  answer once = ask(MAP_MODEL, SMEAR), turned = ask(TURNED_MAP_MODEL, SMEAR);
  assert_true(once.cell.confidence < 1);
  assert_true(fabsf(once.map[0] - once.map[2]) > 0.005F);
  assert_true(fabsf(once.map[0] - once.map[6]) > 0.005F);
  assert_true(fabsf(once.map[0] - once.map[8]) > 0.005F);
  for (int i = 0; i < 9; i++) assert_float_equal(turned.map[i], once.map[i], 1e-4);
  for (int i = 0; i < 2; i++) assert_float_equal(turned.probabilities[i], once.probabilities[i], 1e-5);
}

/* Where the model tells that: of the corners only the green one speaks for it. */
static void of_a_stranger_none_of_these_is_explained(void **state) {
  (void)state;
  answer known = ask(MAP_MODEL, CORNERS), strange = ask(STRANGE_MAP_MODEL, CORNERS);
  assert_int_not_equal(known.cell.verdict, HV_UNFAMILIAR);
  assert_int_equal(strange.cell.verdict, HV_UNFAMILIAR);
  assert_int_equal(strange.cell.class_index, known.cell.class_index);
  assert_float_equal(strange.cell.unfamiliarity, known.cell.unfamiliarity, 0);
  assert_true(known.map[2] < 1);
  for (int i = 0; i < 9; i++)
    if (i != 3) assert_float_equal(strange.map[i], i == 2 ? 1 : 0, 0);
  assert_true(strange.map[3] < 0.3F); /* a little of the green one's shade */
}

static void of_a_stranger_the_class_is_explained_where_nothing_else_is_told(void **state) {
  (void)state;
  answer known = ask(NAMED_MAP_MODEL, CORNERS), strange = ask(STRANGE_NAMED_MAP_MODEL, CORNERS);
  assert_int_not_equal(known.cell.verdict, HV_UNFAMILIAR);
  assert_int_equal(strange.cell.verdict, HV_UNFAMILIAR);
  assert_memory_equal(strange.map, known.map, sizeof known.map);
}

static void every_cell_has_its_own_map_and_patch(void **state) {
  (void)state;
  hv_classifier *classifier = with(CELLS_MAP_MODEL, SIMPLE_DETECTOR);
  file picture = read_file(HV_TEST_DRAWN "/several-cells.jpg");
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_true(result->cell_count > 1);
  for (uint32_t i = 0; i < result->cell_count; i++) {
    const hv_cell *cell = &result->cells[i];
    assert_ptr_equal(cell->map, result->cells[0].map + 9 * i);
    int32_t longer = cell->box.width > cell->box.height ? cell->box.width : cell->box.height;
    assert_in_range(cell->patch.width, (3 * longer - 1) / 2, (3 * longer + 1) / 2);
    assert_int_equal(cell->patch.width, cell->patch.height);
    assert_in_range(2 * (cell->box.x - cell->patch.x) + 2, cell->patch.width - cell->box.width,
                    cell->patch.width - cell->box.width + 4);
    assert_int_equal((cell->quality & HV_CUT_OFF) != 0, cell->cut_off);
  }
  free(picture.bytes);
  hv_destroy(classifier);
}

/* Loads a file with another number of the same length in its metadata: `line` has the key and the new number. */
static void load_changed(hv_classifier *classifier, loader load, const char *path, const char *line) {
  file model = read_file(path);
  size_t key = strcspn(line, " ") + 1, found = 0;
  while (found + strlen(line) < model.size && memcmp(model.bytes + found, line, key) != 0) found++;
  assert_true(found + strlen(line) < model.size);
  memcpy(model.bytes + found, line, strlen(line));
  assert_int_equal(load(classifier, model.bytes, model.size), HV_OK);
  free(model.bytes);
}

/* Of the drawn neutrophil the detector is sure by 0.985, odds of 67. Asked for more, it only suspects a cell, and the
 * model's unfamiliarity of 0.06 multiplies the odds by 17: enough for 0.995, not for 0.9999. */
static void a_suspect_is_a_cell_where_the_model_recognises_it(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, NULL);
  load_changed(classifier, hv_load_detector, HV_TEST_DETECTOR, "\ncell_at 0.9950");
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  assert_knows_the_neutrophil(classifier, picture);
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_true(result->cells[0].score < 0.995F);
  assert_int_equal(result->cells_found, result->cell_count);
  load_changed(classifier, hv_load_detector, HV_TEST_DETECTOR, "\ncell_at 0.9999");
  assert_int_equal(hv_classify(classifier, picture.bytes, picture.size)->status, HV_NO_CELL);
  load_changed(classifier, hv_load_detector, HV_TEST_DETECTOR, "\ncell_at 0.9950");
  load_changed(classifier, hv_load_model, HV_TEST_MODEL, "\nunfamiliar_at 0.0000");
  assert_int_equal(hv_classify(classifier, picture.bytes, picture.size)->status, HV_NO_CELL);
  free(picture.bytes);
  hv_destroy(classifier);
}

/* The odds of a lymphocyte beside a neutrophil, of the cell in the picture, where all that is smaller than this is small. */
static float odds_of_lymphocyte(const char *small_below, const char *picture_name) {
  hv_classifier *classifier = with(NULL, HV_TEST_DETECTOR);
  load_changed(classifier, hv_load_model, HV_TEST_MODEL, small_below);
  file picture = read_file(picture_name);
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_string_equal(result->class_names[0], "neutrophil");
  assert_string_equal(result->class_names[3], "lymphocyte");
  float odds = result->cells[0].probabilities[3] / result->cells[0].probabilities[0];
  free(picture.bytes);
  hv_destroy(classifier);
  return odds;
}

static void the_size_of_a_cell_counts_where_it_is_known(void **state) {
  (void)state;
  static const struct {
    const char *picture;
    float times;
  } rows[] = {{HV_TEST_DRAWN "/neutrophil.jpg", HV_MOST_TIMES}, {HV_TEST_DRAWN "/crop.jpg", 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    float all_large = odds_of_lymphocyte("\nsmall_below 00.0001", rows[i].picture),
          all_small = odds_of_lymphocyte("\nsmall_below 99.0000", rows[i].picture);
    assert_float_equal(all_small / all_large, rows[i].times, 1e-3);
  }
}

/* The cells of the drawn field with several, as the shipped model and detector see them where the detector's metadata
 * has this line. The result is the classifier's. */
static const hv_result *see_several(hv_classifier *classifier, const char *line) {
  load_file(classifier, hv_load_model, HV_TEST_MODEL);
  load_changed(classifier, hv_load_detector, HV_TEST_DETECTOR, line);
  file picture = read_file(HV_TEST_DRAWN "/several-cells.jpg");
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  free(picture.bytes);
  return result;
}

/* Of five drawn cells, with scores of 0.94, 0.99, 0.90, 0.95 and 0.21 in the order of their prominence, all are cells at
 * first; then only the second one is surely one, and of the others, suspects, all but the last are recognised. */
static void a_recognised_suspect_takes_its_place_among_the_cells(void **state) {
  (void)state;
  hv_classifier *classifier = with(NULL, NULL), *asking_more = with(NULL, NULL);
  const hv_result *all = see_several(classifier, "\ncell_at 0.1000"),
                  *more = see_several(asking_more, "\ncell_at 0.9700");
  assert_int_equal(all->cell_count, 5);
  assert_int_equal(more->cell_count, 4);
  assert_int_equal(more->cells_found, 4);
  for (uint32_t i = 0; i < 4; i++) {
    const hv_cell *cell = &more->cells[i];
    assert_int_equal(cell->score >= 0.97F, i == 1);
    assert_memory_equal(&cell->box, &all->cells[i].box, sizeof cell->box);
    assert_int_equal(cell->class_index, all->cells[i].class_index);
    assert_float_equal(cell->confidence, cell->probabilities[cell->class_index], 0);
    assert_float_equal(cell->confidence, all->cells[i].confidence, 0);
  }
  hv_destroy(classifier);
  hv_destroy(asking_more);
}

static float odds_of(float probability) { return probability / (1 - probability); }

/* Of the field's last cell the detector is sure by 0.21, and that doubt is in the unfamiliarity that is told, 0.12: odds
 * of 0.27 and 7.5, whose product is less than the 3.3 that are asked for. Without the doubt the second are 19. */
static void a_suspect_is_doubted_only_once(void **state) {
  (void)state;
  hv_classifier *classifier = with(NULL, NULL);
  const hv_result *result = see_several(classifier, "\ncell_at 0.7700");
  assert_int_equal(result->cell_count, 5);
  const hv_cell *last = &result->cells[4];
  assert_true(last->score < 0.5F);
  assert_true(odds_of(last->score) * odds_of(1 - last->unfamiliarity) < odds_of(0.77F));
  hv_destroy(classifier);
}

/* Exif's orientations of a picture to be shown turned clockwise by a quarter, by half and by three quarters. */
static const uint8_t TURNS[] = {6, 3, 8};
enum { TURN_COUNT = sizeof TURNS };

/* The same JPEG with this orientation: an Exif segment behind its first two bytes. */
static file turned_to(uint8_t orientation, file picture) {
  uint8_t segment[] = {0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M',         0, 42, 0, 0, 0, 8,
                       0,    1,    1, 18, 0,   3,   0,   0,   0, 1, 0,   orientation, 0, 0,  0, 0, 0, 0};
  file turned = {malloc(picture.size + sizeof segment), picture.size + sizeof segment};
  memcpy(turned.bytes, picture.bytes, 2);
  memcpy(turned.bytes + 2, segment, sizeof segment);
  memcpy(turned.bytes + 2 + sizeof segment, picture.bytes + 2, picture.size - 2);
  return turned;
}

enum { CLASSES = 5 };

/* The shipped model, which takes the whole picture and looks again below this confidence: the line lies over `cells
 * find`, `patch_scale` and `look_again_below`, and makes the rest of them a comment. */
static hv_classifier *with_looks(float look_again_below) {
  char line[80];
  snprintf(line, sizeof line, "\ncells whole\nlook_again_below %.9f\n#", (double)look_again_below);
  hv_classifier *classifier = with(NULL, NULL);
  load_changed(classifier, hv_load_model, HV_TEST_MODEL, line);
  return classifier;
}

/* Copies the probabilities of the picture, and returns the largest. */
static float see(hv_classifier *classifier, file picture, float probabilities[CLASSES]) {
  const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
  assert_int_equal(result->status, HV_OK);
  assert_int_equal(result->class_count, CLASSES);
  memcpy(probabilities, result->cells[0].probabilities, CLASSES * sizeof *probabilities);
  return result->cells[0].confidence;
}

/* By how much, at most, two probabilities of a class differ. */
static float difference(const float one[CLASSES], const float other[CLASSES]) {
  float most = 0;
  for (int i = 0; i < CLASSES; i++) most = fmaxf(most, fabsf(one[i] - other[i]));
  return most;
}

/* By how much, at most, a probability changes where the picture is turned. */
static float change_by_turns(float look_again_below, file picture) {
  hv_classifier *classifier = with_looks(look_again_below);
  float before[CLASSES], after[CLASSES], change = 0;
  see(classifier, picture, before);
  for (int turn = 0; turn < TURN_COUNT; turn++) {
    file turned = turned_to(TURNS[turn], picture);
    see(classifier, turned, after);
    change = fmaxf(change, difference(before, after));
    free(turned.bytes);
  }
  hv_destroy(classifier);
  return change;
}

static void looks_from_all_sides_say_the_same_of_a_turned_picture(void **state) {
  (void)state;
  file picture = read_file(HV_TEST_DRAWN "/lymphocyte.jpg");
  float one = change_by_turns(0, picture), all = change_by_turns(1, picture);
  assert_true(one > 0.1F);
  /* Not nought: a patch of the turned picture differs by a rounding here and there. */
  assert_true(all < one / 4);
  free(picture.bytes);
}

/* A picture is seen again where it is named with less confidence than that, and else not. */
static void a_further_look_is_taken_below_the_threshold(void **state) {
  (void)state;
  file picture = read_file(HV_TEST_DRAWN "/lymphocyte.jpg");
  float once[CLASSES], again[CLASSES];
  hv_classifier *looking_once = with_looks(0);
  float confidence = see(looking_once, picture, once);
  hv_classifier *sure_enough = with_looks(confidence), *too_unsure = with_looks(nextafterf(confidence, 1));
  see(sure_enough, picture, again);
  assert_memory_equal(again, once, sizeof once);
  see(too_unsure, picture, again);
  assert_true(difference(again, once) > 0.01F);
  free(picture.bytes);
  hv_destroy(looking_once);
  hv_destroy(sure_enough);
  hv_destroy(too_unsure);
}

/* Softmax of the mean logits of two rows: as a class' logit the logarithm of its probability serves. */
static void mean_of_two(const float one[CLASSES], const float other[CLASSES], float mean[CLASSES]) {
  float sum = 0;
  for (int i = 0; i < CLASSES; i++) sum += mean[i] = sqrtf(one[i] * other[i]);
  for (int i = 0; i < CLASSES; i++) mean[i] /= sum;
}

/* The drawn lymphocyte, turned by half, is called a monocyte by 0.64, by three quarters by 0.68, both together by 0.66;
 * from all sides so, too, but then a lymphocyte by 0.10 and not by 0.03. */
static void no_further_look_is_taken_where_two_are_enough(void **state) {
  (void)state;
  file picture = read_file(HV_TEST_DRAWN "/lymphocyte.jpg");
  file half = turned_to(TURNS[1], picture), three_quarters = turned_to(TURNS[2], picture);
  float first[CLASSES], second[CLASSES], both[CLASSES], all[CLASSES], given[CLASSES];
  hv_classifier *looking_once = with_looks(0), *looking_always = with_looks(1);
  float confidence = see(looking_once, half, first);
  see(looking_once, three_quarters, second);
  see(looking_always, half, all);
  mean_of_two(first, second, both);
  assert_true(difference(both, all) > 0.05F);
  hv_classifier *looking_twice = with_looks(nextafterf(confidence, 1));
  see(looking_twice, half, given);
  assert_true(difference(given, both) < 0.01F); /* as above: a rounding here and there */
  hv_destroy(looking_once);
  hv_destroy(looking_always);
  hv_destroy(looking_twice);
  free(picture.bytes);
  free(half.bytes);
  free(three_quarters.bytes);
}

static void outputs_that_cannot_be_used_are_told(void **state) {
  (void)state;
  static const struct {
    const char *path;
    hv_status status;
    const char *words;
  } rows[] = {
      {HV_TEST_MODELS "/refused_classes.tflite", HV_UNSUPPORTED_MODEL, "It tells more than 4096 classes."},
      {HV_TEST_MODELS "/refused_map_classes.tflite", HV_BROKEN_MODEL,
       "1 classes are named in its metadata, but its output has 3 channels: name as many, or one fewer."},
      {HV_TEST_MODELS "/refused_map_large.tflite", HV_UNSUPPORTED_MODEL, "more than 1024 places"},
      {HV_TEST_MODELS "/refused_map_oblong.tflite", HV_UNSUPPORTED_MODEL,
       "Its class map is not square: leave look_again_below out"},
      {HV_TEST_MODELS "/refused_map_row.tflite", HV_UNSUPPORTED_MODEL,
       "neither [1, classes] nor a class map [1, rows, columns, channels]"},
      {HV_TEST_MODELS "/refused_map_softmax.tflite", HV_UNSUPPORTED_MODEL,
       "leave the SOFTMAX at its end out"},
  };
  hv_classifier *classifier = hv_create();
  assert_non_null(classifier);
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    file model = read_file(rows[row].path);
    assert_int_equal(hv_load_model(classifier, model.bytes, model.size), rows[row].status);
    if (strstr(hv_message(classifier), rows[row].words) == NULL) fail_msg("%s", hv_message(classifier));
    free(model.bytes);
  }
  hv_destroy(classifier);
}

/* XNNPACK's own allocations are left out: it does not check each of them while a model is loaded or the detector
 * resized (test_network.c). */
static void every_allocation_for_a_picture_may_fail(void **state) {
  (void)state;
  hv_classifier *classifier = with(HV_TEST_MODEL, SIMPLE_DETECTOR);
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  uint32_t cells = hv_classify(classifier, picture.bytes, picture.size)->cell_count;
  assert_true(cells > 0);
  bool failed = true;
  for (unsigned number = 1; failed; number++) {
    memory_fail_at(number);
    const hv_result *result = hv_classify(classifier, picture.bytes, picture.size);
    failed = memory_has_failed();
    int left = memory_blocks_left();
    memory_fail_at(0);
    if (left != 0) fail_msg("allocation %u: %d blocks are left", number, left);
    assert_int_equal(result->status, failed ? HV_OUT_OF_MEMORY : HV_OK);
    assert_int_equal(result->cell_count, failed ? 0 : cells);
  }
  free(picture.bytes);
  hv_destroy(classifier);
}

/* Loads the file as often as it takes until no allocation fails. Small ones are left out: XNNPACK's are among them. */
static void assert_every_large_allocation_may_fail(loader load, const char *path) {
  hv_classifier *classifier = with(NULL, NULL);
  file model = read_file(path);
  bool failed = true;
  for (unsigned number = 1; failed; number++) {
    memory_fail_at_large(number, 2048);
    hv_status status = load(classifier, model.bytes, model.size);
    failed = memory_has_failed();
    memory_fail_at(0);
    assert_int_equal(status, failed ? HV_OUT_OF_MEMORY : HV_OK);
    assert_true(strlen(hv_message(classifier)) > 0);
  }
  free(model.bytes);
  hv_destroy(classifier);
}

static void every_allocation_for_a_model_may_fail(void **state) {
  (void)state;
  assert_every_large_allocation_may_fail(hv_load_model, MAP_MODEL);
}

static void every_allocation_for_a_detector_may_fail(void **state) {
  (void)state;
  assert_every_large_allocation_may_fail(hv_load_detector, SIMPLE_DETECTOR);
}

static void patches_are_cut_without_a_model(void **state) {
  (void)state;
  hv_classifier *classifier = with(NULL, SIMPLE_DETECTOR);
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  static uint8_t patches[2][32 * 32 * 3];
  const hv_patch_width width = {1.4F, 0};
  const hv_result *result =
      hv_cut_patches(classifier, picture.bytes, picture.size, width, 1, 32, 1, patches[0]);
  assert_int_equal(result->status, HV_OK);
  assert_int_equal(result->cell_count, 1); /* no more than asked for */
  assert_true(result->cells_found >= 1);
  assert_int_equal(result->class_count, 0);
  assert_null(result->cells[0].probabilities);
  assert_true(isnan(result->cells[0].unfamiliarity));
  assert_true(result->cells[0].box.width > 0 && result->cells[0].score > 0.5F);
  const uint8_t *middle = patches[0] + 3 * (16 * 32 + 16), *corner = patches[0];
  assert_true(corner[1] > middle[1]); /* paper is brighter than a nucleus */
  result = hv_cut_patches(classifier, picture.bytes, 10, width, 1, 32, 2, patches[0]);
  assert_int_equal(result->status, HV_TRUNCATED_IMAGE);
  assert_int_equal(result->cell_count, 0);
  free(picture.bytes);
  hv_destroy(classifier);
}

/* Whoever asks for few patches knows it; and nothing says that 256 cells are reported. */
static void that_patches_are_fewer_than_cells_is_not_told(void **state) {
  (void)state;
  hv_classifier *classifier = with(NULL, MANY_DETECTOR);
  file many = read_file(HV_TEST_DRAWN "/several-cells.jpg");
  uint8_t patch[8 * 8 * 3];
  const hv_result *result =
      hv_cut_patches(classifier, many.bytes, many.size, (hv_patch_width){1, 0}, 1, 8, 1, patch);
  assert_true(result->cells_found > HV_MAX_CELLS);
  assert_int_equal(result->cell_count, 1);
  assert_string_equal(result->message, hv_status_sentence(HV_OK));
  free(many.bytes);
  hv_destroy(classifier);
}

/* A patch with twice the margin and twice the pixels shows in its middle what one without shows. */
static void a_margin_widens_the_patch(void **state) {
  (void)state;
  hv_classifier *classifier = with(NULL, SIMPLE_DETECTOR);
  file picture = read_file(HV_TEST_DRAWN "/neutrophil.jpg");
  static uint8_t patch[32 * 32 * 3], wide[64 * 64 * 3];
  const hv_patch_width width = {1.5F, 0};
  hv_cut_patches(classifier, picture.bytes, picture.size, width, 1, 32, 1, patch);
  hv_cut_patches(classifier, picture.bytes, picture.size, width, 2, 64, 1, wide);
  for (int row = 0; row < 32; row++)
    assert_memory_equal(patch + 32 * 3 * row, wide + 3 * (64 * (row + 16) + 16), 32 * 3);
  free(picture.bytes);
  hv_destroy(classifier);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_drawn_neutrophil_is_one),
      cmocka_unit_test(every_bad_picture_is_told_apart_and_the_next_works),
      cmocka_unit_test(a_bad_model_leaves_the_good_one_in_place),
      cmocka_unit_test(a_bad_detector_leaves_the_good_one_in_place),
      cmocka_unit_test(without_a_model_there_is_a_status_for_it),
      cmocka_unit_test(without_a_detector_there_is_a_status_for_it),
      cmocka_unit_test(more_cells_than_are_reported_are_told),
      cmocka_unit_test(a_foreign_model_sees_the_whole_picture),
      cmocka_unit_test(a_class_map_decides_and_explains),
      cmocka_unit_test(looks_from_all_sides_add_up_place_by_place),
      cmocka_unit_test(of_a_stranger_none_of_these_is_explained),
      cmocka_unit_test(of_a_stranger_the_class_is_explained_where_nothing_else_is_told),
      cmocka_unit_test(every_cell_has_its_own_map_and_patch),
      cmocka_unit_test(a_suspect_is_a_cell_where_the_model_recognises_it),
      cmocka_unit_test(the_size_of_a_cell_counts_where_it_is_known),
      cmocka_unit_test(a_recognised_suspect_takes_its_place_among_the_cells),
      cmocka_unit_test(a_suspect_is_doubted_only_once),
      cmocka_unit_test(looks_from_all_sides_say_the_same_of_a_turned_picture),
      cmocka_unit_test(a_further_look_is_taken_below_the_threshold),
      cmocka_unit_test(no_further_look_is_taken_where_two_are_enough),
      cmocka_unit_test(outputs_that_cannot_be_used_are_told),
      cmocka_unit_test(every_allocation_for_a_picture_may_fail),
      cmocka_unit_test(every_allocation_for_a_model_may_fail),
      cmocka_unit_test(every_allocation_for_a_detector_may_fail),
      cmocka_unit_test(patches_are_cut_without_a_model),
      cmocka_unit_test(that_patches_are_fewer_than_cells_is_not_told),
      cmocka_unit_test(a_margin_widens_the_patch),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
