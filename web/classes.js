/* The five classes that are learnt and counted, the key of each, and which of them are taken for one another.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** @typedef {'neutrophil' | 'eosinophil' | 'basophil' | 'lymphocyte' | 'monocyte'} ClassName */

/** @type {readonly ClassName[]} */
export const CLASSES = ['neutrophil', 'eosinophil', 'basophil', 'lymphocyte', 'monocyte'];

/**
 * The key that stands for a class, in every language of the page: its first letter.
 *
 * @param {ClassName} name
 */
export const letterOf = (name) => name[0];

/** The pairs that are confused most: granules that stain weakly, nuclei that are not folded, granules that hide them.
 *
 * @typedef {'neutrophil-eosinophil' | 'monocyte-lymphocyte' | 'basophil-lymphocyte'} PairName
 * @type {Record<PairName, readonly [ClassName, ClassName]>}
 */
export const PAIRS = {
  'neutrophil-eosinophil': ['neutrophil', 'eosinophil'],
  'monocyte-lymphocyte': ['monocyte', 'lymphocyte'],
  'basophil-lymphocyte': ['basophil', 'lymphocyte'],
};

/**
 * The look-alike pair that two classes make, or null.
 *
 * @param {string} one
 * @param {string} other
 */
export function pairOf(one, other) {
  const names = /** @type {PairName[]} */ (Object.keys(PAIRS));
  return names.find((name) => new Set([...PAIRS[name], one, other]).size === 2 && one !== other) ?? null;
}
