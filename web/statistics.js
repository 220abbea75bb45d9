/* The few statistics that the page tells. Nothing here knows of cells or pictures.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** The normal distribution's 97.5 % point: limits that hold 95 %. */
const Z = 1.959964;

/**
 * The 95 % limits of a share that was counted (E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", J. Am. Stat. Assoc. 22:209-212, 1927). Unlike p ± z·s they hold for small counts, never
 * leave 0 … 1, and say something of a class that was not met at all.
 *
 * @param {number} hits
 * @param {number} of how many; of none nothing is known, and the limits are 0 and 1
 * @returns {[number, number]} 0 … 1
 */
export function wilson(hits, of) {
  if (of === 0) return [0, 1];
  const share = hits / of;
  const centre = share + Z ** 2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  /* Rounding would leave 1e-17 where the limit is 0. */
  return [hits === 0 ? 0 : (centre - half) / scale, hits === of ? 1 : (centre + half) / scale];
}

/**
 * How often two judges agree, and Cohen's kappa: how much of the agreement that chance leaves open they reach
 * (J. Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20:37-46, 1960).
 *
 * @param {[string, string][]} pairs what the one and the other called each thing
 * @returns {{ agreed: number, of: number, kappa: number | null }} kappa is null where it has no value: without pairs,
 *   and where both called everything by one name, so that chance alone would agree always
 */
export function agreement(pairs) {
  const agreed = pairs.filter(([one, other]) => one === other).length;
  const names = new Set(pairs.flat());
  let chance = 0;
  for (const name of names) {
    const ofOne = pairs.filter(([one]) => one === name).length;
    const ofOther = pairs.filter(([, other]) => other === name).length;
    chance += (ofOne / pairs.length) * (ofOther / pairs.length);
  }
  const open = names.size > 1 ? 1 - chance : 0;
  return { agreed, of: pairs.length, kappa: open > 0 ? (agreed / pairs.length - chance) / open : null };
}
