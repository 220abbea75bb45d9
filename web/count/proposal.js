/* What the page proposes for a cell, and the person confirms or overrides: the model's class, unless the cell is to be
 * left out because the border cuts it off or because another field shows it too. Pure.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { isLeukocyte } from './log.js';

/**
 * @typedef {import('./log.js').Call} Call
 * @typedef {import('./log.js').CountedCell} CountedCell
 * @typedef {{ cell: CountedCell, twin: CountedCell | null, proposed: Call | null }} Proposal `twin` is the same cell in
 *   another field, where that one is counted; nothing is proposed for a cell that the model does not know
 */

/**
 * @param {CountedCell[]} cells in their order
 * @param {[string, string][]} twins ids of cells in overlapping fields that are one and the same
 * @returns {Map<string, Proposal>} by the cell's id
 */
export function propose(cells, twins) {
  /** @type {Map<string, Proposal>} */
  const made = new Map();
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  for (const cell of cells) {
    const others = twins
      .filter((pair) => pair.includes(cell.id))
      .flatMap(([one, other]) => byId.get(one === cell.id ? other : one) ?? []);
    const twin = others.find((other) => isCounted(other, made)) ?? null;
    made.set(cell.id, { cell, twin, proposed: proposed(cell, twin) });
  }
  return made;
}

/**
 * Whether a cell is counted as a white cell, or, not yet judged, comes first and is likely to be.
 *
 * @param {CountedCell} cell
 * @param {Map<string, Proposal>} earlier
 */
function isCounted(cell, earlier) {
  if (cell.judged) return isLeukocyte(cell.judged);
  const proposal = earlier.get(cell.id);
  return proposal !== undefined && proposal.proposed !== 'seen' && proposal.proposed !== 'border';
}

/**
 * @param {CountedCell} cell
 * @param {CountedCell | null} twin
 * @returns {Call | null}
 */
function proposed({ found, outside }, twin) {
  if (outside) return 'border';
  if (twin) return 'seen';
  return modelsCall(found);
}

/**
 * The class that the model names, sure or unsure; null where it names none, or one that is not counted here.
 *
 * @param {import('../module.js').Cell | null} found
 * @returns {Call | null}
 */
export function modelsCall(found) {
  if (!found || found.verdict === 'unfamiliar' || !isLeukocyte(found.class)) return null;
  return /** @type {Call} */ (found.class);
}
