/* What Learn knows before anything was loaded. Apart from model.js, which needs the state that this is part of.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** @type {import('./model.js').Learning} */
export const beginning = {
  sets: [],
  chosen: '',
  notes: [],
  length: 10,
  answers: [],
  kept: true,
  exercise: null,
};
