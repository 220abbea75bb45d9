/* Stage 5, verdict: the network's scores become calibrated probabilities and a decision. Knows nothing of
 * pictures.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_VERDICT_H
#define HV_VERDICT_H

#include "metadata.h"

/* The row of logits of a class map, map [places][channels]: the mean of each channel into logits [channels]. */
void hv_mean_logits(const float *map, size_t places, uint32_t channels, float *logits);

/* Probabilities back into logits (their logarithms), so that the temperature applies to a model that ends in
 * its own softmax too; in place. */
void hv_logits_of_probabilities(float *probabilities, uint32_t count);

/* Decides by logits [class_count], and [class_count + 1] with the metadata's `has_none`: writes
 * softmax(logits / temperature) of the classes alone into probabilities [class_count], class_count >= 1, and into the
 * cell its class, alternative, confidence, unfamiliarity and verdict. The rest of the cell is left alone.
 *
 * Unfamiliarity is the logistic function (metadata.h) of
 *     s = none - logsumexp(the classes' logits),
 * the logits as they are, without temperature; `none` is the logit of "none of these", 0 in a model that has none. s is
 * then the free energy (Liu et al., Energy-based Out-of-distribution Detection, 2020): every class denies the cell.
 *
 * Not a number in, not a number nowhere out: such a logit counts as the lowest for the probabilities, and where it leaves
 * s without a number the cell is wholly unfamiliar. Of equals the first decides. */
void hv_decide(const float *logits, const hv_metadata *metadata, float *probabilities, hv_cell *cell);

#endif
