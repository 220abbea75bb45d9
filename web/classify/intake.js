/* The place where pictures come in: by picker, folder or camera; and the lines that say how the classifier is and what
 * became of the last files. Drop and paste are the whole page's (main.js).
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { watch } from '../state.js';
import { texts } from '../texts.js';
import { button, element } from '../views/element.js';
import { cameraButton } from './camera.js';

const words = texts.classify;

/**
 * @param {(files: File[]) => void} accept
 * @param {() => void} retry
 */
export function intakeElement(accept, retry) {
  const engineLine = element('p', { class: 'engine' });
  const noticeLine = element('p', { class: 'notice', role: 'alert' });
  const types = '.jpg,.jpeg,.png,image/jpeg,image/png';
  const ways = element(
    'div',
    { class: 'ways' },
    ...way('choose', words.choose, 'button', { multiple: '', accept: types }, accept),
    ...way('folder', words.folder, 'button outline pointer-only', { webkitdirectory: '' }, accept),
    ...way(
      'photograph',
      words.photograph,
      'button outline touch-only',
      { accept: 'image/jpeg,image/png', capture: 'environment' },
      accept,
    ),
    cameraButton(accept),
  );
  /** @type {unknown[]} */
  let shown = [];
  watch(({ engine, model, notice }) => {
    if (noticeLine.textContent !== notice) noticeLine.textContent = notice;
    if (shown[0] === engine && shown[1] === model) return;
    shown = [engine, model];
    engineLine.dataset.engine = engine.phase;
    engineLine.replaceChildren(...engineWords(engine, model, retry));
  });
  return element(
    'section',
    { class: 'intake', 'aria-label': words.intake },
    element('p', { class: 'invitation pointer-only' }, words.invitation),
    ways,
    element('p', { class: 'hint pointer-only' }, words.hint),
    engineLine,
    noticeLine,
  );
}

/**
 * A file input with its label, which looks like a button.
 *
 * @param {string} id
 * @param {string} label
 * @param {string} look
 * @param {Record<string, string>} attributes
 * @param {(files: File[]) => void} accept
 */
function way(id, label, look, attributes, accept) {
  const hidden = look.replace('button', 'visually-hidden').replace('outline ', '');
  const input = element('input', { id, type: 'file', class: hidden, ...attributes });
  input.addEventListener('change', () => {
    const files = Array.from(input.files ?? []);
    if (files.length > 0 || input.webkitdirectory) accept(files);
    input.value = ''; /* Else the same file could not be chosen twice. */
  });
  return [input, element('label', { for: id, class: look }, label)];
}

/**
 * @param {import('../classifier.js').Engine} engine
 * @param {import('../classifier.js').Model | null} model
 * @param {() => void} retry
 */
function engineWords(engine, model, retry) {
  if (engine.phase === 'failed') {
    return [engine.message, ' ', button({}, texts.core.engine.retry, retry)];
  }
  const foreign = engine.phase === 'ready' && model?.foreign;
  return [foreign ? texts.core.engine.foreign(model.name) : texts.core.engine[engine.phase]];
}
