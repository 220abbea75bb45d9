/* Each map is stretched over its cell's patch. See heat.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "heat.h"

#include <math.h>

/* Yellow stands out from every stain. Where a map is 1, the colour covers this share of the picture. */
static const uint8_t heat_colour[3] = {255, 214, 0};
#define MOST_COVER 0.65

/* Where a pixel lies among the places of a map along one side: between place `from` and `to`, `share` of the way. */
typedef struct {
  uint32_t from, to;
  double share;
} position;

static position position_of(int32_t pixel, int32_t side, uint32_t places) {
  double at = fmin(fmax((pixel + 0.5) / side * places - 0.5, 0), places - 1);
  uint32_t from = (uint32_t)at;
  return (position){from, from + 1 < places ? from + 1 : from, at - from};
}

static double between(double from, double to, double share) { return from + (to - from) * share; }

static double heat_at(const float *map, uint32_t columns, position down, position across) {
  const float *upper = map + (size_t)down.from * columns, *lower = map + (size_t)down.to * columns;
  return between(between(upper[across.from], upper[across.to], across.share),
                 between(lower[across.from], lower[across.to], across.share), down.share);
}

static void cover(uint8_t rgb[3], double share) {
  for (int channel = 0; channel < 3; channel++)
    rgb[channel] = (uint8_t)(between(rgb[channel], heat_colour[channel], share) + 0.5);
}

static void draw_map(hv_image *image, const hv_cell *cell, uint32_t rows, uint32_t columns) {
  hv_box patch = cell->patch;
  for (int32_t y = patch.y > 0 ? 0 : -patch.y; y < patch.height && patch.y + y < image->height; y++) {
    position down = position_of(y, patch.height, rows);
    uint8_t *row = image->rgb + 3 * (size_t)(patch.y + y) * (size_t)image->width;
    for (int32_t x = patch.x > 0 ? 0 : -patch.x; x < patch.width && patch.x + x < image->width; x++) {
      position across = position_of(x, patch.width, columns);
      cover(row + 3 * (patch.x + x), MOST_COVER * heat_at(cell->map, columns, down, across));
    }
  }
}

void draw_heat(hv_image *image, const hv_result *result) {
  for (uint32_t i = 0; i < result->cell_count; i++)
    draw_map(image, &result->cells[i], result->map_rows, result->map_columns);
}
