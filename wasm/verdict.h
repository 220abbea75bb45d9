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
 * its own softmax too; in place. What is not a number stays so. */
void hv_logits_of_probabilities(float *probabilities, uint32_t count);

/* How unlike the classes a cell is, 0 ... 1, by its logits as they are, without temperature, and by the detector's score
 * for it; NaN where the model does not measure it. The logistic function (metadata.h) of
 *     s = none - logsumexp(the classes' logits) + unfamiliar_evenness * evenness + doubt,
 * where `none` is the logit of "none of these", 0 in a model that has none: s is then the free energy (Liu et al.,
 * Energy-based Out-of-distribution Detection, 2020), and every class denies the cell. The evenness is the mean of the
 * logarithms of softmax(the classes' logits), each of 1e-12 at least: ln(1 / n) where n classes speak up alike, and the
 * lower the more one stands out. It is minus the cross-entropy of uniform probabilities with these (Hendrycks et al., Deep
 * Anomaly Detection with Outlier Exposure, 2019). The doubt is ln((1 - score) / score) where the detector rather sees no
 * white cell, score < 0.5, and else 0: that it trusts a cell makes it no more familiar, since it trusts cells of other
 * kinds, too (tools/train/tried.md). Where s is not a number, 1. */
float hv_unfamiliarity(const float *logits, float score, const hv_metadata *metadata);

/* A score without doubt. */
#define HV_UNDOUBTED 1.0F

/* How many times a cell's size alone multiplies the odds of a class, at most: e^2. */
#define HV_MOST_TIMES 7.389F

/* Decides by logits [class_count], and [class_count + 1] with the metadata's `has_none`, and by the cell's score and size:
 * writes softmax(logits / temperature) of the classes alone, and what the size makes of it, into probabilities
 * [class_count], class_count >= 1, and into the cell its class, alternative, confidence, unfamiliarity and verdict. The
 * rest of the cell is left alone.
 *
 * The size is the root of the area of the cell's box, in micrometres; 0 where it is not known. A patch does not show it: a
 * cell fills each alike. The odds of the metadata's `small_class` are multiplied (Bayes' rule) by
 *     (small_below / size) ^ small_power,
 * but by no less than 1, since a lymphocyte may be large as well, and by HV_MOST_TIMES at most, since the scale may be
 * wrong.
 *
 * Not a number in, not a number nowhere out: such a logit counts as the lowest for the probabilities, and no verdict on it
 * is `confident`, nor on a highest one that is infinite. Of equals the first decides. */
void hv_decide(const float *logits, float size, const hv_metadata *metadata, float *probabilities,
               hv_cell *cell);

#endif
