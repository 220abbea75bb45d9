/* The keys among the results. They work while the focus is there and nowhere else, so that they never take a key from
 * the browser, from a screen reader or from one who dictates.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';
import { openDialog } from '../views/dialog.js';
import { button, element } from '../views/element.js';

const words = texts.classify.keys;

/**
 * @param {HTMLElement} section that holds the results
 * @param {import('./queue.js').Queue} queue
 */
export function listenToKeys(section, queue) {
  section.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if ((ctrlKey || metaKey) && key === 'z') queue.undo();
    else if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return;
    else if (!actOn(key, target, section)) return;
    event.preventDefault();
  });
}

/**
 * @param {string} key
 * @param {HTMLElement} target
 * @param {HTMLElement} section
 * @returns {boolean} whether the key means anything here
 */
function actOn(key, target, section) {
  const card = /** @type {HTMLElement | null} */ (target.closest('.result'));
  const onCard = target === card;
  if (key === 'j' || (key === 'ArrowDown' && onCard)) return focusOn(card?.nextElementSibling, section, card);
  if (key === 'k' || (key === 'ArrowUp' && onCard))
    return focusOn(card?.previousElementSibling, section, card);
  if (key === '?') showKeys();
  else if (card && (key === 'z' || (key === 'Enter' && onCard))) press(card, '.enlarge');
  else if (card && key === 'm') press(card, '.map');
  else if (card && key === 'c') press(card, '.copy');
  else if (card && key === 'Delete') press(card, '.remove');
  else return false;
  return true;
}

/**
 * @param {Element | null | undefined} card that comes next; none at either end
 * @param {HTMLElement} section
 * @param {HTMLElement | null} from
 */
function focusOn(card, section, from) {
  const next = /** @type {HTMLElement | null} */ (card ?? from ?? section.querySelector('.result'));
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
  return true;
}

/**
 * @param {HTMLElement} card
 * @param {string} selector
 */
function press(card, selector) {
  /** @type {HTMLElement | null} */ (card.querySelector(selector))?.click();
}

export function showKeys() {
  const rows = words.list.map(([keys, meaning]) => [
    element('dt', {}, ...keys.split(' ').flatMap((key) => [element('kbd', {}, key), ' '])),
    element('dd', {}, meaning),
  ]);
  const close = button({ class: 'button' }, texts.app.close, () => dialog.close());
  const dialog = openDialog(
    words.title,
    { class: 'keys' },
    element(
      'div',
      { class: 'inner' },
      element('h2', {}, words.title),
      element('p', {}, words.where),
      element('dl', {}, ...rows.flat()),
      close,
    ),
  );
}
