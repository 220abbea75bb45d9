/* Part of the network stage: TensorFlow Lite's operators as nodes of an XNNPACK subgraph.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_OPERATORS_H
#define HV_OPERATORS_H

#include "values.h"

/* Adds the operator, whose inputs are constants or written before, to the subgraph.
 *
 * HV_OK, HV_BROKEN_MODEL, HV_UNSUPPORTED_OPERATOR, HV_OUT_OF_MEMORY. */
hv_status hv_define_operator(hv_builder *b, const hv_operator *op);

#endif
