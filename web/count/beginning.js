/* What Count knows before anything was counted. Apart from counting.js, which needs the state that this is part of.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** @type {import('./counting.js').Counting} */
export const beginning = { fields: [], log: [], current: null, failures: [], kept: true, elsewhere: false };
