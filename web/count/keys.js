/* The keys of Count. Those of one letter work while the focus is in the field or beside it and nowhere else, so that
 * they never take a key from the browser, from a screen reader or from one who dictates.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { KEYS } from './log.js';

/**
 * @typedef {object} Acts
 * @property {(call: import('./log.js').Call) => void} judge
 * @property {() => void} confirm
 * @property {(by: 1 | -1) => void} moveCell
 * @property {(by: 1 | -1) => void} moveField
 * @property {ReturnType<typeof import('./stage.js').createStage>} stage
 *
 * @param {HTMLElement} bench
 * @param {Acts} acts
 */
export function listenToKeys(bench, acts) {
  bench.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
    const crosses = acts.stage.crossing() && acts.stage.element.contains(target);
    const refused = event.repeat && !mayBeHeld(key);
    if (refused || (crosses ? onCross(event, acts) : onBench(event, target, acts))) event.preventDefault();
  });
}

/** @type {Record<string, [number, number] | undefined>} */
const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/**
 * What only moves. Any other key held down, a button's own Enter too, would judge cells that nobody has looked at.
 *
 * @param {string} key
 */
const mayBeHeld = (key) => key in arrows || ['PageDown', 'PageUp', 'Tab'].includes(key);

/**
 * @param {KeyboardEvent} event
 * @param {Acts} acts
 * @returns {boolean} whether the key means anything here
 */
function onCross({ key, shiftKey }, { stage }) {
  const arrow = arrows[key];
  if (arrow) stage.moveCross(...arrow, shiftKey);
  else if (key === 'Enter' || key === ' ') stage.addAtCross();
  else if (key === 'Escape') stage.leaveCross();
  else return false;
  return true;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} target
 * @param {Acts} acts
 */
function onBench({ key }, target, acts) {
  const call = /** @type {Record<string, import('./log.js').Call | undefined>} */ (KEYS)[key.toLowerCase()];
  const arrow = arrows[key];
  /* Enter on another button presses that one. */
  const inStage = acts.stage.element.contains(target);
  if (call) acts.judge(call);
  else if (arrow && !target.closest('.scrolls')) acts.moveCell(arrow[0] + arrow[1] > 0 ? 1 : -1);
  else if (key === 'PageDown' || key === 'PageUp') acts.moveField(key === 'PageDown' ? 1 : -1);
  else if ((key === 'Enter' || key === ' ') && inStage) acts.confirm();
  else if (key.toLowerCase() === 'a') acts.stage.enterCross();
  else return false;
  return true;
}
