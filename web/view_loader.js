/* Brings each view when it is first wanted: its module and its style sheet, which the page does not wait for before
 * another view can be seen.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { isSingleFile } from './assets.js';
import { byId, element } from './views/element.js';

/**
 * @typedef {import('./main.js').App} App
 * @typedef {import('./router.js').Name} Name
 * @typedef {import('./router.js').View} View
 */

/** @type {Record<Name, () => Promise<{ create: (container: HTMLElement, app: App) => View }>>} */
const modules = {
  classify: () => import('./classify/view.js'),
  count: () => import('./count/view.js'),
  learn: () => import('./learn/view.js'),
  about: () => import('./about/view.js'),
};

/**
 * @param {App} app
 * @returns {(name: Name) => Promise<View>} the same view each time; rejected where it cannot be had, and then tried
 *   again with the next call
 */
export function viewLoader(app) {
  /** @type {Map<Name, Promise<View>>} */
  const views = new Map();

  /** @param {Name} name */
  async function load(name) {
    const [{ create }] = await Promise.all([modules[name](), styled(name)]);
    const container = byId(name);
    container.replaceChildren();
    return create(container, app);
  }

  return (name) => {
    const view = views.get(name) ?? load(name);
    views.set(name, view);
    view.catch(() => views.delete(name));
    return view;
  };
}

/**
 * The first view's style sheet stands in index.html, and all of them in the single file.
 *
 * @param {Name} name
 */
async function styled(name) {
  const href = `${name}/${name}.css`;
  if (isSingleFile || document.querySelector(`link[href="${href}"]`)) return;
  const link = element('link', { rel: 'stylesheet', href });
  const loaded = new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => reject(new Error(`${href} cannot be loaded`)));
  });
  document.head.append(link);
  await loaded.catch((error) => {
    link.remove();
    throw error;
  });
}
