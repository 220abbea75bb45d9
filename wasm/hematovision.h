/* HematoVision: names the white blood cell in a picture of a stained blood smear.
 *
 * This header is the manual. A classifier is made once, given a model and a cell detector, and asked as often as
 * wanted:
 *
 *     hv_classifier *classifier = hv_create();
 *     if (hv_load_model(classifier, model, model_size) != HV_OK) puts(hv_message(classifier));
 *     if (hv_load_detector(classifier, detector, detector_size) != HV_OK) puts(hv_message(classifier));
 *     const hv_result *result = hv_classify(classifier, file, file_size);
 *     if (result->status == HV_OK) puts(result->class_names[result->cells[0].class_index]);
 *     hv_destroy(classifier);
 *
 * The picture goes through one way of stages, each with a header of its own: image (decode), cells (find the
 * white cells), patch (cut and resize), network (run the model), verdict (calibrate and decide). Beside that way stand
 * quality (what is wrong with the picture of a cell) and explain (what the verdict rests on).
 *
 * Nothing here prints, exits, opens a file or keeps a global. One classifier serves one thread at a time;
 * different classifiers may run in different threads at once. After every error the classifier is usable.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HEMATOVISION_H
#define HEMATOVISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest picture that is decoded, in pixels: a 50-megapixel photograph. Decoding takes up to 16 bytes a pixel
 * for a moment (a 16-bit PNG; 8 for a 48-megapixel JPEG), and a browser's tab has about 1 GB to give. The size is
 * read from the file's header, before anything is allocated. */
#define HV_MAX_PIXELS 50000000

/* The shortest side of a picture worth looking at, in pixels: a cell of fewer has no visible nucleus. */
#define HV_MIN_SIDE 24

/* The largest model file, in bytes: MobileNetV2 in float32 is 14 MB; more than this is a mistaken file. */
#define HV_MAX_MODEL_BYTES 67108864

/* The most cells reported of one picture: a field under the 40x objective holds fewer. */
#define HV_MAX_CELLS 256

/* The largest class map, in places: an eighth of 256 pixels each way. More would explain no better, and every cell's
 * map is kept. */
#define HV_MAX_MAP_PLACES 1024

/* The most classes, with that of "none of these": every cell's probabilities are kept. The models in common use have 1001
 * at most. */
#define HV_MAX_CLASSES 4096

/* Every status: its code, its name (in JSON, CSV and the page's data-status) and one sentence for a person.
 * A function that returns hv_status names the ones it can return. */
#define HV_STATUSES(X)                                                                                       \
  X(HV_OK, "ok", "The picture was read and a cell was found.")                                               \
  /* Reported by those who open files: the command line and the page. The core opens none. */                \
  X(HV_UNREADABLE_FILE, "unreadable-file", "The file could not be opened. Check its name and permissions.")  \
  X(HV_EMPTY_FILE, "empty-file", "The file is empty. Copy it again from where it came.")                     \
  X(HV_NOT_AN_IMAGE, "not-an-image", "This is not a picture. Choose a JPEG or PNG file.")                    \
  X(HV_UNSUPPORTED_HEIC, "unsupported-heic",                                                                 \
    "HEIC pictures cannot be read. Save it as JPEG; a phone's camera can be set to “most compatible”.")      \
  X(HV_UNSUPPORTED_AVIF, "unsupported-avif", "AVIF pictures cannot be read. Save it as JPEG or PNG.")        \
  X(HV_UNSUPPORTED_TIFF, "unsupported-tiff",                                                                 \
    "TIFF pictures cannot be read. Export it from the microscope's program as JPEG or PNG.")                 \
  X(HV_UNSUPPORTED_GIF, "unsupported-gif", "GIF pictures cannot be read. Save it as PNG.")                   \
  X(HV_UNSUPPORTED_WEBP, "unsupported-webp", "WebP pictures cannot be read. Save it as JPEG or PNG.")        \
  X(HV_UNSUPPORTED_BMP, "unsupported-bmp", "BMP pictures cannot be read. Save it as PNG.")                   \
  X(HV_UNSUPPORTED_SVG, "unsupported-svg", "SVG is a drawing, not a photograph. Choose a JPEG or PNG file.") \
  X(HV_UNSUPPORTED_PDF, "unsupported-pdf",                                                                   \
    "This is a PDF document. Export the picture in it as JPEG or PNG.")                                      \
  X(HV_UNSUPPORTED_CMYK, "unsupported-cmyk",                                                                 \
    "This JPEG is in print colours (CMYK). Save it again in RGB colours.")                                   \
  X(HV_UNSUPPORTED_JPEG, "unsupported-jpeg",                                                                 \
    "This is a rare kind of JPEG (arithmetic, lossless or 12-bit). Save it again as an ordinary JPEG.")      \
  X(HV_TRUNCATED_IMAGE, "truncated-image", "The picture's file is cut short. Copy or download it again.")    \
  X(HV_BROKEN_IMAGE, "broken-image", "The picture's file is damaged. Copy or download it again.")            \
  X(HV_IMAGE_TOO_LARGE, "image-too-large",                                                                   \
    "The picture has more than 50 million pixels. Cut out the part with the cell.")                          \
  X(HV_IMAGE_TOO_SMALL, "image-too-small",                                                                   \
    "The picture is smaller than 24 pixels on a side. Use the original, not a thumbnail.")                   \
  X(HV_NO_CELL, "no-cell",                                                                                   \
    "No stained white cell was found. Choose a field with one, sharp and evenly lit.")                       \
  X(HV_NO_MODEL, "no-model", "No model is loaded. Load a .tflite file first.")                               \
  X(HV_NO_DETECTOR, "no-detector", "No cell detector is loaded. Load models/detector.tflite first.")         \
  X(HV_NOT_A_MODEL, "not-a-model", "This file is not a TensorFlow Lite model. Choose a .tflite file.")       \
  X(HV_TRUNCATED_MODEL, "truncated-model", "The model's file is cut short. Copy or download it again.")      \
  X(HV_BROKEN_MODEL, "broken-model", "The model's file is damaged. Copy or download it again.")              \
  X(HV_MODEL_TOO_LARGE, "model-too-large", "The model's file is larger than 64 MiB. Quantise it to int8.")   \
  X(HV_UNSUPPORTED_MODEL, "unsupported-model", "The model is of a kind that cannot be used here.")           \
  X(HV_UNSUPPORTED_OPERATOR, "unsupported-operator", "The model uses an operator that is not supported.")    \
  X(HV_OUT_OF_MEMORY, "out-of-memory",                                                                       \
    "There is not enough memory. Close other programs or use a smaller picture.")                            \
  X(HV_INTERNAL_ERROR, "internal-error", "Something went wrong in the program itself. Please report it.")

#define HV_STATUS_CODE(code, name, sentence) code,
typedef enum { HV_STATUSES(HV_STATUS_CODE) HV_STATUS_COUNT } hv_status;
#undef HV_STATUS_CODE

/* The status' name, as in HV_STATUSES: a constant string, never NULL. */
const char *hv_status_name(hv_status status);

/* The status' sentence, as in HV_STATUSES: a constant string in UTF-8, never NULL. */
const char *hv_status_sentence(hv_status status);

/* A rectangle in pixels of the upright picture, from its top left corner. */
typedef struct {
  int32_t x, y, width, height;
} hv_box;

/* What the model makes of a cell, by the thresholds in its metadata:
 *   confident   its class is that of a cell that the model knows well
 *   unsure      one of the known classes, but it hesitates, most of all between `class` and `alternative`; or, where
 *               these are the same, the cell is not quite like those that it knows, whatever its class
 *   unfamiliar  unlike all it was trained to name: its class means nothing */
typedef enum { HV_UNSURE, HV_CONFIDENT, HV_UNFAMILIAR } hv_verdict;

/* "unsure", "confident" or "unfamiliar": a constant string. */
const char *hv_verdict_name(hv_verdict verdict);

/* What is wrong with the picture of a cell: each reason's bit, its name (in JSON and CSV) and words for it that end a
 * sentence. Reasons are told; they change no verdict. quality.h says how they are measured. */
#define HV_QUALITIES(X)                                                                                      \
  X(HV_BLURRED, 1, "blurred", "blurred")                                                                     \
  X(HV_TOO_DARK, 2, "too-dark", "too dark")                                                                  \
  X(HV_TOO_SMALL, 4, "too-small", "too few pixels")                                                          \
  X(HV_CUT_OFF, 8, "cut-off", "cut off by the border")

#define HV_QUALITY_BIT(bit, value, name, words) bit = (value),
enum { HV_QUALITIES(HV_QUALITY_BIT) };
#undef HV_QUALITY_BIT

typedef struct {
  hv_box box;                 /* of the whole cell, nucleus and cytoplasm; inside the picture */
  float score;                /* 0 ... 1: how sure it is that this is a white cell; 1 for a whole picture */
  bool cut_off;               /* the picture's border cuts it off */
  uint32_t class_index;       /* into class_names: the most probable class */
  uint32_t alternative_index; /* the second most probable; class_index where it does not count */
  float confidence;           /* 0 ... 1: the probability of the class */
  float unfamiliarity;        /* 0 ... 1, the larger the stranger; NaN where the model does not measure it */
  hv_verdict verdict;
  uint32_t quality;           /* the bits of HV_QUALITIES; 0 for a whole picture, whose cell is not known */
  hv_box patch;               /* what the model was shown: may leave the picture */
  const float *probabilities; /* class_count numbers, 0 ... 1, their sum 1 */
  const float *map;           /* [map_rows][map_columns], 0 ... 1; NULL where these are 0 */
} hv_cell;

/* What one picture gave. With any status but HV_OK, cells_found and cell_count are 0. */
typedef struct {
  hv_status status;
  const char *message;         /* for a person, one sentence in UTF-8 */
  int32_t width, height;       /* of the upright picture in pixels; 0 where it could not be read */
  float micrometres_per_pixel; /* of the upright picture, by its red cells; 0 where they do not tell */
  uint32_t cells_found; /* how many cells there are; `message` says so where that is more than HV_MAX_CELLS */
  uint32_t cell_count;  /* how many are reported: 0 ... HV_MAX_CELLS */
  /* The most prominent first: sure, large, whole and near to the middle. The picture's own class is that of cells[0]. */
  const hv_cell *cells;
  uint32_t class_count;
  const char *const *class_names; /* class_count strings in UTF-8 */
  /* The size of each cell's map, which is stretched over its patch: the larger the number at a place, the more that
   * place speaks for the verdict (for the class; where the cell is unfamiliar and the model tells "none of these", for
   * that). 0 and 0 for a model that cannot tell. */
  uint32_t map_rows, map_columns;
} hv_result;

typedef struct hv_classifier hv_classifier;

/* A classifier without a model or detector, to be given to hv_destroy; NULL when there is no memory. */
hv_classifier *hv_create(void);

/* Frees the classifier and all it handed out. NULL is allowed. */
void hv_destroy(hv_classifier *classifier);

/* Loads a TensorFlow Lite model with one input [1, side, side, 3] and one output, which is one of these, with at most
 * HV_MAX_CLASSES classes or channels:
 *
 *   [1, classes]                  a row of logits or, out of a SOFTMAX, of probabilities: no map
 *   [1, rows, columns, channels]  a class map: a channel of logits for each class and, where the metadata names one
 *                                 class fewer than there are channels, a last one for "none of these". The mean over
 *                                 all places is the row of logits (Zhou et al., Learning Deep Features for
 *                                 Discriminative Localization, 2016): with a linear head that is what mean and dense
 *                                 layer would give, and the map explains it at no further cost. One of a single
 *                                 place, which may come out of a SOFTMAX too, explains nothing.
 *
 * The bytes are copied: the caller may free them at once. On an error the model loaded before stays in place.
 *
 * Class names, input scaling, the patch's width, temperature and thresholds come from the model's
 * metadata buffer "hematovision" (metadata.h). A model without one runs with these defaults: classes named
 * "class 0" and on, the whole picture as its one cell, bytes scaled to -1 ... 1, temperature 1, `confident` from a
 * confidence of 0.5, and no unfamiliarity: what it gives for a stranger was never measured.
 *
 * HV_OK, HV_EMPTY_FILE, HV_NOT_A_MODEL, HV_TRUNCATED_MODEL, HV_BROKEN_MODEL, HV_MODEL_TOO_LARGE,
 * HV_UNSUPPORTED_MODEL, HV_UNSUPPORTED_OPERATOR, HV_OUT_OF_MEMORY, HV_INTERNAL_ERROR;
 * hv_message then says what exactly. */
hv_status hv_load_model(hv_classifier *classifier, const uint8_t *model, size_t size);

/* Loads the cell detector, a TensorFlow Lite model whose metadata says `task cells` (metadata.h; detections.h says what
 * goes in and comes out), without which a model that has its cells looked for cannot be asked. The bytes are copied.
 * On an error the detector loaded before stays in place. What its metadata leaves out has these defaults: bytes scaled
 * to -1 ... 1, working copies of 62208 pixels, the logistic function of the logit as the score, 0.5 as the least one.
 *
 * The statuses of hv_load_model; hv_message then says what exactly. */
hv_status hv_load_detector(hv_classifier *classifier, const uint8_t *detector, size_t size);

/* The sentence about the last hv_load_model or hv_load_detector, with its details (the operator's name, say). Valid
 * until the next call with this classifier. */
const char *hv_message(const hv_classifier *classifier);

/* What the model says of itself: the `about` line of its metadata, or "". Valid until the next hv_load_model. */
const char *hv_model_about(const hv_classifier *classifier);

/* Reads one picture (the bytes of a JPEG or PNG file), finds its cells and classifies each. The result belongs
 * to the classifier and is valid until the next call with it; it is never NULL.
 *
 * Its status: HV_OK, HV_EMPTY_FILE, HV_NOT_AN_IMAGE, HV_UNSUPPORTED_* but for models, HV_TRUNCATED_IMAGE,
 * HV_BROKEN_IMAGE, HV_IMAGE_TOO_LARGE, HV_IMAGE_TOO_SMALL, HV_NO_CELL, HV_NO_MODEL, HV_NO_DETECTOR,
 * HV_OUT_OF_MEMORY, HV_INTERNAL_ERROR. */
const hv_result *hv_classify(hv_classifier *classifier, const uint8_t *file, size_t size);

/* How wide the square patch around a cell is. */
typedef struct {
  float scale;       /* this many times the longer side of the cell's box */
  float micrometres; /* > 0: this instead where the scale is known, but 1.2 ... 2.5 times that side */
} hv_patch_width;

/* The door for training and evaluation: finds the cells as hv_classify does and cuts the patches that a network would
 * be shown, so that it learns from just what it will see. `margin` makes them that many times as wide (1: as they are),
 * so that they can be turned and shifted afterwards; `side` is their size in pixels. Writes at most `capacity` patches,
 * the most prominent cell's first, into `patches` [capacity][side][side][3] (RGB8, in even light). Needs the detector
 * and no model.
 *
 * The result is as that of hv_classify, with the cells whose patches were written, but nothing in it tells a class or a
 * quality: class_count is 0, each cell's probabilities and map are NULL and its unfamiliarity is NaN; its patch is the
 * one that was cut. `message` does not say that there are more cells than were asked for. Its status may not be
 * HV_NO_MODEL. */
const hv_result *hv_cut_patches(hv_classifier *classifier, const uint8_t *file, size_t size,
                                hv_patch_width width, double margin, int32_t side, size_t capacity,
                                uint8_t *patches);

/* Writes the result as one JSON object on one line, UTF-8 with a final NUL and no newline:
 *
 *   {"file":"a.jpg","status":"ok","message":"…","width":640,"height":480,"class":"neutrophil",
 *    "confidence":0.973100,"probabilities":{"neutrophil":0.973100,…},"verdict":"confident",
 *    "unfamiliarity":0.031200,"alternative":"monocyte","quality":["blurred"],
 *    "micrometres_per_pixel":0.071200,"cells_found":1,
 *    "cells":[{"box":[210,120,180,176],"score":0.991200,"cut_off":false,"class":"neutrophil","confidence":0.973100,
 *              "probabilities":{…},"verdict":"confident","unfamiliarity":0.031200,"alternative":"monocyte",
 *              "quality":["blurred"],"patch":[138,46,324,324],
 *              "map":{"rows":3,"columns":3,"values":[0.000,0.213,…]}}]}
 *
 * What is between "class" and "quality" is told of each cell, and of the picture: that of its first cell, and null
 * without one; of the cells of hv_cut_patches it is null, too. unfamiliarity and map are null where the model tells
 * none, alternative where it has one class only, or is unsure of the cell and not of its class, micrometres_per_pixel
 * where it is unknown. `file` is left out where it is NULL; bytes of it that are no UTF-8 become U+FFFD. Numbers have
 * six decimals, those of the map, row by row from the top, three.
 * Writes at most `capacity` bytes, cut short but NUL-terminated; returns the length the whole text needs,
 * without its NUL, as snprintf does. */
size_t hv_record_json(const hv_result *result, const char *file, char *json, size_t capacity);

#endif
