/* Which view is shown: the address says it behind its #, first the view, then what the view makes of the rest
 * (#learn/pairs). Without one, and with one that nobody knows, it is the first.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from './texts.js';
import { byId, element } from './views/element.js';

/**
 * @typedef {keyof typeof texts.app.views} Name
 *
 * @typedef {object} View
 * @property {(path: string[]) => void} show called whenever the address names the view, with the rest of it
 * @property {() => void} hide called when another view takes its place
 * @property {(files: File[]) => void} accept takes the files that were dropped or pasted while the view is shown
 */

export const viewNames = /** @type {Name[]} */ (Object.keys(texts.app.views));

/** @returns {{ name: Name, path: string[] }} */
function address() {
  const [first, ...path] = location.hash.slice(1).split('/').map(decoded);
  const name = viewNames.find((each) => each === first);
  return name ? { name, path } : { name: viewNames[0], path: [] };
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
 * @param {(name: Name) => Promise<View>} load
 * @returns {() => Promise<View | null>} the one that is shown; null where it cannot be had
 */
export function startRouter(load) {
  /** @type {Name | null} */
  let shown = null;
  /** @type {Promise<View | null>} the one that is shown */
  let view = Promise.resolve(null);
  /** @type {Map<Name, number>} how far each view was scrolled when it was left */
  const scrolled = new Map();

  async function follow() {
    const { hash } = location;
    const { name, path } = address();
    const before = shown;
    if (name !== before) {
      change(name);
      view = load(name).catch((error) => fail(name, error));
    }
    const loaded = await view;
    if (location.hash !== hash) return; /* Left again while it was loading. */
    /* Whoever has just opened the page is at its beginning. */
    if (before && name !== before) enter(name);
    loaded?.show(path);
  }

  /** @param {Name} name */
  function change(name) {
    if (shown) scrolled.set(shown, scrollY);
    shown = name;
    void view.then((left) => left?.hide());
    for (const each of viewNames) byId(each).hidden = each !== name;
    for (const link of document.querySelectorAll('nav a')) {
      if (link.getAttribute('href') === `#${name}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    document.title = texts.app.pageTitle(texts.app.views[name]);
  }

  /** @param {Name} name */
  function enter(name) {
    byId(name).querySelector('h1')?.focus({ preventScroll: true });
    scrollTo({ top: scrolled.get(name) ?? 0, behavior: 'instant' });
  }

  addEventListener('hashchange', follow);
  void follow();
  return () => view;
}

/**
 * @param {Name} name
 * @param {unknown} error
 */
function fail(name, error) {
  console.error(error);
  byId(name).replaceChildren(element('p', { class: 'warning', role: 'alert' }, texts.app.viewFailed));
  return null;
}
