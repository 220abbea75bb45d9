/* Stage 2, cells: finds the stained white cells in a picture. How it finds them shows in no other stage.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_CELLS_H
#define HV_CELLS_H

#include "balance.h"

/* Writes the boxes of the white cells, largest first, at most `capacity`; `count` is how many. A picture of a
 * single cell that fills it gives one box. `balance` is that of the picture.
 *
 * HV_OK (count >= 1), HV_NO_CELL (count 0), HV_OUT_OF_MEMORY (count 0). */
hv_status hv_cells_find(const hv_image *image, const hv_white_balance *balance, hv_box *boxes,
                        size_t capacity, size_t *count);

#endif
