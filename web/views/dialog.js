/* Dialogs: one that holds whatever a view puts into it, and one that asks before something is lost.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';
import { button, element } from './element.js';

/**
 * Shows a dialog over the page until it is closed, and then forgets it. Esc closes it, as does a press beside it; the
 * focus goes back to where it was.
 *
 * @param {string} label its name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} content
 */
export function openDialog(label, attributes, ...content) {
  const dialog = element('dialog', { 'aria-label': label, ...attributes }, ...content);
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * @param {{ question: string, confirm: string }} words the second is what the button does
 * @returns {Promise<boolean>} whether the person wants it
 */
export function ask({ question, confirm }) {
  const yes = button({ class: 'button' }, confirm, () => dialog.close('yes'));
  const no = button({ class: 'button outline', autofocus: '' }, texts.app.cancel, () => dialog.close());
  const inner = element(
    'div',
    { class: 'inner' },
    element('p', {}, question),
    element('div', { class: 'ways' }, no, yes),
  );
  const dialog = openDialog(question, { class: 'ask', role: 'alertdialog' }, inner);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'));
  });
}
