/* The examples to try: a button with a thumbnail for each. Their class is not told before the model has spoken.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { watch } from '../state.js';
import { texts } from '../texts.js';
import { element } from '../views/element.js';

const words = texts.classify;

/** @typedef {import('../state.js').Example} Example */

/** @param {(example: Example) => void} choose */
export function examplesElement(choose) {
  const list = element('ul', { id: 'example-list' });
  const credits = element('p', { class: 'credits' });
  const title = element('h2', { id: 'examples-title' }, words.examples);
  const section = element(
    'section',
    { class: 'examples', 'aria-labelledby': 'examples-title' },
    title,
    list,
    credits,
  );
  /** @type {Example[] | null} */
  let shown = null;
  watch(({ examples }) => {
    if (examples === shown) return;
    shown = examples;
    section.hidden = examples?.length === 0;
    credits.textContent = creditsOf(examples ?? []);
    list.replaceChildren(...(examples ?? []).map((example, index) => item(example, index + 1, choose)));
  });
  return section;
}

/**
 * @param {Example} example
 * @param {number} number
 * @param {(example: Example) => void} choose
 */
function item(example, number, choose) {
  const thumbnail = element('span', { class: 'thumbnail' });
  if (example.url) thumbnail.append(element('img', { src: example.url, alt: words.example(number) }));
  const source = element('span', {}, words.sources[example.source]);
  const button = element('button', { type: 'button' }, thumbnail, source);
  button.disabled = !example.blob;
  button.addEventListener('click', () => choose(example));
  return element('li', {}, button);
}

/** @param {Example[]} examples */
function creditsOf(examples) {
  const credits = new Set(examples.filter(({ source }) => source === 'real').map(({ credit }) => credit));
  return credits.size > 0 ? words.exampleCredits([...credits].join('; ')) : '';
}
