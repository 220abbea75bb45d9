/* Classify, the view that the page begins with: pictures in, and what the model makes of each.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { update } from '../state.js';
import { texts } from '../texts.js';
import { element } from '../views/element.js';
import { examplesElement } from './examples.js';
import { intakeElement } from './intake.js';
import { Queue } from './queue.js';
import { resultsElement, undoElement } from './results.js';

const words = texts.classify;

/** What the name of a picture ends with, even of one that the core does not read: it then says so. */
const PICTURE = /\.(jpe?g|jfif|png|gif|webp|bmp|tiff?|hei[cf]|avif|svg|pdf)$/i;

/** @param {File} file of a folder */
const isPicture = ({ name, type }) =>
  !name.startsWith('.') && (type.startsWith('image/') || PICTURE.test(name));

/**
 * @param {HTMLElement} container
 * @param {import('../main.js').App} app
 * @returns {import('../router.js').View}
 */
export function create(container, app) {
  const queue = new Queue(app);

  /** @param {File[]} files what lies in a folder beside its pictures is left out, and what was handed over is read */
  function accept(files) {
    const wanted = files.filter((file) => !file.webkitRelativePath || isPicture(file));
    const skipped = files.length - wanted.length;
    update({ notice: notice(wanted.length, skipped) });
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
 * @param {number} wanted
 * @param {number} skipped
 */
function notice(wanted, skipped) {
  if (wanted + skipped === 0) return words.noFile;
  if (wanted === 0) return words.noPictureInFolder;
  return skipped > 0 ? words.skipped(skipped) : '';
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
