/* The list of results: one article per picture, made once, filled again when its picture changes.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { pictureCount } from '../messages.js';
import { byId } from './element.js';
import { fillResult, resultElement } from './result.js';

/** From so many results on, only those in sight are laid out; a script then finds no innerText in the others. */
const MANY = 100;

/**
 * @param {(id: number) => void} remove
 * @returns {(state: import('../state.js').State) => void}
 */
export function resultsView(remove) {
  const section = byId('results');
  const list = byId('result-list');
  const count = byId('result-count');
  /** @type {Map<number, { article: HTMLElement, picture: import('../state.js').Picture }>} */
  const shown = new Map();
  /** @type {import('../state.js').Picture[]} */
  let pictures = [];

  return (state) => {
    if (state.pictures === pictures) return;
    pictures = state.pictures;
    section.hidden = pictures.length === 0;
    list.classList.toggle('many', pictures.length >= MANY);
    count.textContent = progress(pictures);
    dropRemoved();
    pictures.forEach(place);
  };

  function dropRemoved() {
    const kept = new Set(pictures.map(({ id }) => id));
    for (const [id, { article }] of shown) {
      if (kept.has(id)) continue;
      article.remove();
      shown.delete(id);
    }
  }

  /**
   * @param {import('../state.js').Picture} picture
   * @param {number} index
   */
  function place(picture, index) {
    const known = shown.get(picture.id);
    if (known?.picture === picture) return;
    const article = known?.article ?? resultElement(picture, remove);
    fillResult(article, picture);
    shown.set(picture.id, { article, picture });
    if (!known) list.insertBefore(article, list.children[index] ?? null);
  }
}

/** @param {import('../state.js').Picture[]} pictures */
function progress(pictures) {
  const done = pictures.filter(({ record }) => record).length;
  return done === pictures.length ? pictureCount(done) : `${done} of ${pictureCount(pictures.length)}`;
}
