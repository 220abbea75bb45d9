/* Which view is shown: the address says it behind its #, first the view, then what the view makes of the rest
 * (#learn/pairs). Without one, and with one that nobody knows, it is the first.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from './texts.js';
import { byId } from './views/element.js';

/**
 * @typedef {keyof typeof texts.app.views} Name
 *
 * @typedef {object} View
 * @property {(path: string[]) => void} show called whenever the address names the view, with the rest of it
 * @property {() => void} hide called when another view takes its place
 * @property {(files: File[]) => void} accept takes the files that were dropped or pasted while the view is shown
 */

const names = /** @type {Name[]} */ (Object.keys(texts.app.views));

/** @returns {{ name: Name, path: string[] }} */
function address() {
  const [first, ...path] = location.hash.slice(1).split('/').map(decoded);
  const name = names.find((each) => each === first);
  return name ? { name, path } : { name: names[0], path: [] };
}

/** @param {string} part of an address, maybe typed by hand */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * Shows the view of the address, now and whenever it changes.
 *
 * @param {Record<Name, View>} views
 * @returns {() => View} the one that is shown
 */
export function startRouter(views) {
  /** @type {Name | null} */
  let shown = null;
  /** @type {Map<Name, number>} how far each view was scrolled when it was left */
  const scrolled = new Map();

  function follow() {
    const { name, path } = address();
    if (name !== shown) change(name);
    views[name].show(path);
  }

  /** @param {Name} name */
  function change(name) {
    const before = shown;
    shown = name;
    if (before) {
      scrolled.set(before, scrollY);
      views[before].hide();
    }
    for (const each of names) byId(each).hidden = each !== name;
    for (const link of document.querySelectorAll('nav a')) {
      if (link.getAttribute('href') === `#${name}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    document.title = texts.app.pageTitle(texts.app.views[name]);
    if (!before) return; /* Whoever has just opened the page is at its beginning. */
    byId(name).querySelector('h1')?.focus({ preventScroll: true });
    scrollTo({ top: scrolled.get(name) ?? 0, behavior: 'instant' });
  }

  addEventListener('hashchange', follow);
  follow();
  return () => views[shown ?? names[0]];
}
