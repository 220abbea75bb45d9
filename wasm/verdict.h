/* Stage 5, verdict: the network's scores become calibrated probabilities and a decision. Knows nothing of
 * pictures.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_VERDICT_H
#define HV_VERDICT_H

#include "hematovision.h"

/* softmax(logits / temperature) into probabilities [count], count >= 1, which may be the same memory.
 * Not a number in, not a number nowhere out: such a logit counts as the lowest. */
void hv_softmax(const float *logits, uint32_t count, float temperature, float *probabilities);

/* Probabilities back into logits (their logarithms), so that the temperature applies to a model that ends in
 * its own softmax too; in place. */
void hv_logits_of_probabilities(float *probabilities, uint32_t count);

/* The cell's class, confidence and verdict from its probabilities [count]; its box is left alone. */
void hv_decide(const float *probabilities, uint32_t count, float confident_at, hv_cell *cell);

#endif
