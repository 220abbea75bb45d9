/* The cells of a field that earlier fields show too. A smear may have hundreds of fields, and each new one is compared
 * with all before it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { inSlices } from '../slices.js';
import { sharedCells } from './overlap.js';

/** @typedef {import('./counting.js').Field} Field */

/**
 * @param {Field[]} earlier
 * @param {Field} later
 * @param {AbortSignal} signal after which nobody wants to know
 * @returns {Promise<[string, string][]>} pairs of cells' ids, the earlier field's first
 */
export async function twinsOf(earlier, later, signal) {
  const second = seen(later);
  /** @type {[string, string][]} */
  const found = [];
  function* compare() {
    for (const each of earlier) {
      if (signal.aborted) return;
      const first = seen(each);
      if (first && second) found.push(...sharedCells(first, second));
      yield;
    }
  }
  await inSlices(compare());
  return found;
}

/**
 * @param {Field} field
 * @returns {import('./overlap.js').Seen | null} null where there is nothing to compare
 */
function seen({ id, record, look }) {
  if (!record || !look || record.cells.length === 0) return null;
  const cells = record.cells.map(({ box }, index) => ({ id: `${id}/${index}`, box }));
  return { width: record.width, height: record.height, look, cells };
}
