/* Classify, the view that the page begins with: pictures in, and what the model makes of each.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { update } from '../state.js';
import { texts } from '../texts.js';
import { element } from '../views/element.js';
import { sift } from '../views/files.js';
import { examplesElement } from './examples.js';
import { intakeElement } from './intake.js';
import { Queue } from './queue.js';
import { resultsElement, undoElement } from './results.js';

const words = texts.classify;

/**
 * @param {HTMLElement} container
 * @param {import('../main.js').App} app
 * @returns {import('../router.js').View}
 */
export function create(container, app) {
  const queue = new Queue(app);

  /** @param {File[]} files */
  function accept(files) {
    const { wanted, notice } = sift(files);
    update({ notice });
    if (wanted.length === 0) return;
    queue.add(wanted.map((file) => ({ file: file.webkitRelativePath || file.name, blob: file })));
    bringIntoView(results);
  }

  /** @param {import('../state.js').Example} example */
  function tryExample(example) {
    if (!example.blob) return;
    update({ notice: '' });
    queue.add([{ file: example.file, blob: example.blob, example }]);
    bringIntoView(results);
  }

  const results = resultsElement(queue, app);
  container.append(
    element(
      'div',
      { class: 'opening' },
      element('h1', { tabindex: '-1' }, words.title),
      element('p', { class: 'lead' }, words.lead),
    ),
    intakeElement(accept, () => void app.classifier.start()),
    examplesElement(tryExample),
    results,
    undoElement(queue),
    element('p', { class: 'privacy' }, element('strong', {}, words.privacyTitle), ' ', words.privacy),
  );
  return { show() {}, hide() {}, accept };
}

/**
 * The newest result is the first: it is to be seen without scrolling, and the page else left where it is.
 *
 * @param {HTMLElement} results
 */
function bringIntoView(results) {
  const { top } = results.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.6) results.scrollIntoView();
}
