/* Part of the cells stage: what the detector's network says at each place becomes boxes, each cell once.
 *
 * The network's places lie 8 pixels apart. Each has HV_MAP_CHANNELS numbers:
 *   0     white cell: the logit of its box's centre being here
 *   1-4   how far the box's left, top, right and bottom edge are from the place's centre: 32 * 2^(v / 2) pixels
 *   5     red cell: the logit of its centre being here
 *   6     its diameter: 32 * 2^(v / 2) pixels
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_DETECTIONS_H
#define HV_DETECTIONS_H

#include "metadata.h"

/* Pixels from one place to the next; the centre of place (row, column) is (8 column + 4, 8 row + 4). */
#define HV_PLACE 8

#define HV_MAP_CHANNELS 7

/* What the network gave: values [rows][columns][HV_MAP_CHANNELS]. */
typedef struct {
  const float *values;
  int32_t rows, columns;
} hv_map;

/* A white cell in pixels of the network's input, clipped to the part of it that shows the picture. */
typedef struct {
  float left, top, right, bottom;
  float score;      /* 0 ... 1 */
  bool cut_off;     /* by the picture's border */
  float prominence; /* set by hv_detections_order */
} hv_detection;

/* Writes the white cells whose score is at least `least`, each once and the surest first, into `found`, which has
 * room for a detection at every place of the map; returns how many there are. The picture takes width x height pixels
 * of the network's input, from the top left. */
size_t hv_detections_read(const hv_map *map, const hv_detector_metadata *metadata, float least, int32_t width,
                          int32_t height, hv_detection *found);

/* Orders the most prominent first: sure, large, not cut off, and in the middle of the picture, which takes width x
 * height pixels as above. */
void hv_detections_order(hv_detection *found, size_t count, int32_t width, int32_t height);

/* The median side of the boxes in pixels, 0 without any; changes their order. */
float hv_detections_side(hv_detection *found, size_t count);

/* The median diameter of the red cells in pixels, 0 where there are too few to tell. `room` holds a number for every
 * place of the map. */
float hv_red_cell_diameter(const hv_map *map, float *room);

#endif
