/* The examples to try: a button with a thumbnail for each. Their class is not told before the model has spoken.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { exampleCredits } from '../messages.js';
import { byId, element } from './element.js';

/**
 * @param {(example: import('../state.js').Example) => void} choose
 * @returns {(state: import('../state.js').State) => void}
 */
export function examplesView(choose) {
  const section = byId('examples');
  const list = byId('example-list');
  const credits = byId('example-credits');
  /** @type {import('../state.js').Example[] | null} */
  let shown = null;

  return ({ examples }) => {
    if (examples === shown) return;
    shown = examples;
    section.hidden = examples?.length === 0;
    credits.textContent = creditsOf(examples ?? []);
    list.replaceChildren(...(examples ?? []).map((example, index) => item(example, index + 1)));
  };

  /**
   * @param {import('../state.js').Example} example
   * @param {number} number
   */
  function item(example, number) {
    const thumbnail = element('span', { class: 'thumbnail' });
    if (example.url) thumbnail.append(element('img', { src: example.url, alt: `Example ${number}` }));
    const button = element('button', { type: 'button' }, thumbnail, element('span', {}, example.source));
    button.disabled = !example.blob;
    button.addEventListener('click', () => choose(example));
    return element('li', {}, button);
  }
}

/** @param {import('../state.js').Example[]} examples */
function creditsOf(examples) {
  const credits = new Set(examples.filter(({ source }) => source === 'real').map(({ credit }) => credit));
  return credits.size > 0 ? exampleCredits([...credits]) : '';
}
