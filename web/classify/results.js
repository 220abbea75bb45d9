/* The list of results: one card a picture, made once, filled again when its picture changes; above it how far the
 * reading is, and beside it the offer to bring back what was removed.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { state, update, watch } from '../state.js';
import { texts } from '../texts.js';
import { button, element } from '../views/element.js';
import { listenToKeys, showKeys } from './keys.js';
import { mayRetry, readCount } from './queue.js';
import { cardElement, fillCard } from './result.js';

/**
 * @typedef {import('../state.js').Picture} Picture
 * @typedef {import('./queue.js').Queue} Queue
 */

const words = texts.classify;

/** From so many results on, only those in sight are laid out; a script then finds no innerText in the others. */
const MANY = 100;

/**
 * @param {Queue} queue
 * @param {import('../main.js').App} app
 */
export function resultsElement(queue, app) {
  const list = element('div', { class: 'result-list' });
  const bar = barAbove(queue);
  const section = element('section', { id: 'results', 'aria-labelledby': 'results-title' }, bar, list);
  const actions = {
    /** @param {number} id */
    remove: (id) => {
      const next = neighbour(list, id);
      queue.remove((picture) => picture.id === id);
      (next ?? document.getElementById('undo'))?.focus();
    },
    /** @param {number} id */
    retry: (id) => queue.retry((picture) => picture.id === id),
    announce: app.announce,
  };
  watch(listOf(list, actions));
  watch(({ pictures }) => (section.hidden = pictures.length === 0));
  listenToKeys(section, queue);
  return section;
}

/**
 * The card to go on with once this one is gone: without it the keyboard would start at the top of the page.
 *
 * @param {HTMLElement} list
 * @param {number} id
 */
function neighbour(list, id) {
  const card = list.querySelector(`[data-id="${id}"]`);
  return /** @type {HTMLElement | null} */ (card?.nextElementSibling ?? card?.previousElementSibling ?? null);
}

/**
 * @param {HTMLElement} list
 * @param {import('./result.js').Actions} actions
 */
function listOf(list, actions) {
  /** @type {Map<number, { card: HTMLElement, picture: Picture }>} */
  const shown = new Map();
  /** @type {Picture[]} */
  let pictures = [];

  /**
   * @param {Picture} picture
   * @param {number} index
   */
  function place(picture, index) {
    const known = shown.get(picture.id);
    if (known?.picture === picture) return;
    const card = known?.card ?? cardElement(picture, actions);
    fillCard(card, picture, actions);
    shown.set(picture.id, { card, picture });
    if (!known) list.insertBefore(card, list.children[index] ?? null);
  }

  return () => {
    if (state.pictures === pictures) return;
    pictures = state.pictures;
    list.classList.toggle('many', pictures.length >= MANY);
    const kept = new Set(pictures.map(({ id }) => id));
    for (const [id, { card }] of shown) {
      if (kept.has(id)) continue;
      card.remove();
      shown.delete(id);
    }
    pictures.forEach(place);
  };
}

/** @param {Queue} queue */
function barAbove(queue) {
  const count = element('p', { class: 'result-count' });
  const meter = element('progress', { 'aria-label': words.reading });
  const cancel = button({ id: 'cancel' }, texts.app.cancel, () => queue.cancel());
  const retry = button({ id: 'retry' }, '', () => queue.retry(() => true));
  const clear = button({ id: 'clear' }, words.clear, () => {
    queue.remove(() => true);
    document.getElementById('undo')?.focus();
  });
  const keys = button({ id: 'keys', class: 'quiet pointer-only' }, words.keys.button, showKeys);
  /** @type {Picture[]} */
  let shown = [];
  watch(({ pictures }) => {
    if (pictures === shown) return;
    shown = pictures;
    const [done, all, again] = [readCount(), pictures.length, pictures.filter(mayRetry).length];
    const reading = done < all;
    count.textContent = reading ? words.progress(done, all) : texts.core.pictures(all);
    meter.max = Math.max(1, all);
    meter.value = done;
    meter.hidden = cancel.hidden = !reading;
    retry.hidden = reading || again === 0;
    retry.textContent = words.retryAll(again);
    clear.hidden = all === 0;
  });
  const title = element('h2', { id: 'results-title', tabindex: '-1' }, words.results);
  return element('div', { class: 'bar-above' }, title, count, meter, cancel, retry, keys, clear);
}

/**
 * The offer to bring back what was removed.
 *
 * @param {Queue} queue
 */
export function undoElement(queue) {
  const line = element('span', {});
  const undo = button({ id: 'undo' }, words.undo, () => {
    const first = state.removed?.pictures[0]?.id;
    queue.undo();
    /** @type {HTMLElement | null} */ (document.querySelector(`.result[data-id="${first}"]`))?.focus();
  });
  const forget = button({ id: 'forget' }, '×', () => {
    update({ removed: null });
    document.getElementById(state.pictures.length > 0 ? 'results-title' : 'choose')?.focus();
  });
  forget.setAttribute('aria-label', texts.app.close);
  const made = element('p', { class: 'undo' }, line, undo, forget);
  watch(({ removed }) => {
    made.hidden = !removed;
    if (removed) line.textContent = words.removed(removed.pictures.length, removed.pictures[0]?.file);
  });
  return made;
}
