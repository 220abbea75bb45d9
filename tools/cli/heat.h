/* What a model's verdicts rest on, as warm colour over a picture.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_HEAT_H
#define CLI_HEAT_H

#include "image.h"

/* Colours the picture, which is that of `result`, where its cells' maps speak for their verdicts: the more, the warmer.
 */
void draw_heat(hv_image *image, const hv_result *result);

#endif
