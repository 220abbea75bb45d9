/* How bright and what colour the light of a picture is, and how to even it out, so that one stain looks alike
 * under every lamp and camera.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_BALANCE_H
#define HV_BALANCE_H

#include "image.h"

/* What the glass between the cells is brought to in each channel: a light grey, yet with room above for what is
 * brighter. */
#define HV_GLASS 235

/* Whether a pixel is so dark in all channels that it is the eyepiece's rim or a scale bar: not light to measure by. */
static inline bool hv_is_black(const uint8_t rgb[3]) { return rgb[0] < 40 && rgb[1] < 40 && rgb[2] < 40; }

/* How the picture's light is evened out: a table from a byte to a byte for each of R, G, B, which brings the
 * bright background to the same light grey in every picture; and that background as it is before, with which a
 * patch is filled where it leaves the picture. */
typedef struct {
  uint8_t table[3][256];
  uint8_t background[3];
} hv_white_balance;

/* Measures the balance of a picture. */
hv_white_balance hv_white_balance_measure(const hv_image *image);

#endif
