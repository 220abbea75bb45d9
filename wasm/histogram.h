/* Percentiles of numbers that were counted.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_HISTOGRAM_H
#define HV_HISTOGRAM_H

#include <stdint.h>

/* The number below which `share` (0 ... 1) of what was counted lies: counts [size], of each number from 0; their sum is
 * `total`. The largest number where nothing was counted. */
static inline int hv_percentile(const uint32_t *counts, int size, uint64_t total, double share) {
  uint64_t wanted = (uint64_t)((double)total * share), seen = 0;
  for (int number = 0; number < size; number++) {
    seen += counts[number];
    if (seen > wanted) return number;
  }
  return size - 1;
}

#endif
