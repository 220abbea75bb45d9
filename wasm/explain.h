/* Beside stage 5, explain: which places of a class map speak for a verdict (class activation map: Zhou et al., Learning
 * Deep Features for Discriminative Localization, 2016). Knows nothing of pictures.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_EXPLAIN_H
#define HV_EXPLAIN_H

#include <stddef.h>
#include <stdint.h>

/* Writes how much each place of the class map, map [places][channels], speaks for `channel` rather than for the others:
 * the channel's logit there less the mean of all channels' there, nought where it is less, divided by the largest.
 * values [places], 0 ... 1; all 0 where no place speaks for it. What is no number is 0. */
void hv_explain(const float *map, size_t places, uint32_t channels, uint32_t channel, float *values);

#endif
