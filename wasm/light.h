/* Evens out the light of a picture and the strength of its stain, so that pale, hazy or badly lit fields look much as
 * good ones do, and one stain alike under every lamp and camera: for the detector, and for whoever names a cell.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_LIGHT_H
#define HV_LIGHT_H

#include "image.h"

/* What the glass between the cells is brought to in each channel: a light grey, yet with room above for what is
 * brighter. */
#define HV_GLASS 235

/* Whether a pixel is so dark in all channels that it is the eyepiece's rim or a scale bar: not light to measure by. */
static inline bool hv_is_black(const uint8_t rgb[3]) { return rgb[0] < 40 && rgb[1] < 40 && rgb[2] < 40; }

/* The square of how far the middle of pixel (x, y) is from that of a cell's box; 1 is the ellipse that fills the box. */
static inline double hv_squared_distance(hv_box box, int32_t x, int32_t y) {
  double across = (2 * (x - box.x) + 1.0) / box.width - 1, down = (2 * (y - box.y) + 1.0) / box.height - 1;
  return across * across + down * down;
}

/* The light is measured in so many tiles each way. A cell seldom covers more than two of them, which is what their
 * closing takes out; a vignette is smooth over them. */
#define HV_LIGHT_TILES 6

/* The light of a picture: what evens it out in the middle of each tile, and the glass of the brightest one as it is,
 * both for R, G, B. */
typedef struct {
  float gains[HV_LIGHT_TILES][HV_LIGHT_TILES][3];
  float glass[3];
} hv_light;

/* Measures the light of a picture, as the brightness of the glass in each tile; what a cell darkens is taken from the
 * tiles around it, and so is what shows nothing: black (hv_is_black), or white that was painted. A picture and a smaller
 * copy of it have the same light. */
hv_light hv_light_measure(const hv_image *image);

/* The light of a picture that is cut so close to a cell that the tiles behind it have no glass to be measured by: the
 * glass of what lies around the cell, an ellipse in the box, alike everywhere. Leaves the light as it is where nothing
 * does, or little but black. Of cells of laboratories never seen, in pictures cut to their boxes, a classifier names
 * 0.89 right with it and 0.85 by the tiles (balanced, mean of four). */
void hv_light_measure_around(const hv_image *image, hv_box cell, hv_light *light);

/* The light of a picture whose one cell was cut out on white: the brightest that is left of it, and not what is white.
 * True where that is so; else the light stays as it is. */
bool hv_light_measure_cut_out(const hv_image *image, hv_box cell, hv_light *light);

/* Brings every pixel to even glass: even [height][width][3], RGB8, owned by the caller; width and height are at least
 * the picture's, and what is beyond it on the right and at the bottom becomes glass.
 *
 * The curve tells what is to become of each byte of that: it multiplies the stain's optical density so that the darkest
 * hundredth of the picture is as dark as in a well-stained field, and leaves a picture that is so already as it is. Of
 * Chula's pale and unevenly lit fields a detector that had seen neither them nor this found 0.40 of the cells without
 * both and 0.74 with them, at a precision of 0.9.
 *
 * HV_OK, HV_OUT_OF_MEMORY. */
hv_status hv_light_even_out(const hv_image *image, const hv_light *light, int32_t width, int32_t height,
                            uint8_t *even, uint8_t curve[256]);

/* Brings one pixel to even glass: rgb is of the place (x, y) of the picture, in shares of its width and height; beyond
 * its borders the light goes on as it is there. The stain stays as strong as it is. */
void hv_light_at(const hv_light *light, double x, double y, double rgb[3]);

#endif
