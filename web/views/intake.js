/* The place where pictures come in: the classifier's state, the notice, and the veil while a file is dragged.
 * The inputs themselves stand in index.html and are wired in main.js.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { engine } from '../messages.js';
import { byId, element } from './element.js';

/**
 * @param {() => void} retry
 * @returns {(state: import('../state.js').State) => void}
 */
export function intakeView(retry) {
  const engineLine = byId('engine');
  const noticeLine = byId('notice');
  /** @type {import('../state.js').Engine | null} */
  let shown = null;

  return (state) => {
    document.body.classList.toggle('dragging', state.dragging);
    if (noticeLine.textContent !== state.notice) noticeLine.textContent = state.notice;
    if (state.engine === shown) return;
    shown = state.engine;
    engineLine.dataset.engine = shown.phase;
    if (shown.phase === 'failed') {
      const button = element('button', { type: 'button', class: 'quiet' }, engine.retry);
      button.addEventListener('click', retry);
      engineLine.replaceChildren(shown.message, ' ', button);
    } else {
      engineLine.replaceChildren(engine[shown.phase]);
    }
  };
}
