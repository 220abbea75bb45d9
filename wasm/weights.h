/* Part of the network stage: the weights of convolutions and FULLY_CONNECTED.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_WEIGHTS_H
#define HV_WEIGHTS_H

#include "values.h"

typedef struct {
  hv_form as;            /* the form in which the operator then runs */
  uint32_t filter, bias; /* values; bias may be XNN_INVALID_VALUE_ID */
} hv_weights;

/* Defines the operator's second and third input as filter and bias. The filter has `rank` dimensions, at most
 * 4, of which `channel_axis` is the output's channels. Checks the first input's and the output's type, too.
 */
hv_status hv_define_weights(hv_builder *b, uint32_t rank, uint32_t channel_axis, hv_weights *w);

#endif
