/* The page kept for use without a network: registers service-worker.js, says at the page's foot how far that is, and
 * asks before a new version takes over.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { isSingleFile } from './assets.js';
import { texts } from './texts.js';
import { button, byId, element } from './views/element.js';

const said = texts.offline;

/**
 * To be called once the page has loaded: keeping it asks for all its files.
 *
 * @param {(sentence: string) => void} announce
 */
export async function startOffline(announce) {
  const line = byId('offline');
  let shown = '';

  /**
   * @param {string} sentence
   * @param {Node[]} buttons
   */
  const say = (sentence, ...buttons) => {
    if (sentence === shown) return;
    /* That it is kept is news only to those who saw it being done. */
    if (sentence !== said.ready || shown) announce(sentence);
    shown = sentence;
    line.replaceChildren(element('p', {}, sentence), ...buttons);
  };

  if (isSingleFile) {
    line.textContent = said.singleFile;
    return;
  }
  /* Only a secure page may be kept: https, or this machine's own. */
  if (!('serviceWorker' in navigator)) return;
  const options = /** @type {const} */ ({ updateViaCache: 'none' });
  const address = new URL('service-worker.js', import.meta.url);
  const registration = await navigator.serviceWorker.register(address, options).catch(() => null);
  if (!registration) return say(said.failed);

  const look = () => {
    const { installing, waiting, active } = registration;
    if (active && waiting) say(said.update, ...updateButtons(registration, line));
    /* When it takes over from another tab, this one still is the old version: the offer stays. */
    else if (shown === said.update) return;
    else if (active) say(said.ready);
    else say(installing || waiting ? said.storing : said.failed);
  };
  const follow = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', () => {
    follow();
    look();
  });
  follow();
  look();
}

/**
 * @param {ServiceWorkerRegistration} registration with a new version that waits
 * @param {HTMLElement} line
 */
function updateButtons(registration, line) {
  return [
    button({}, said.updateNow, () => takeOver(registration)),
    button({}, said.later, () => line.replaceChildren()),
  ];
}

/**
 * Loads the page in the new version. Where none waits any more, it took over from another tab of the page meanwhile.
 *
 * @param {ServiceWorkerRegistration} registration
 */
function takeOver({ waiting }) {
  if (!waiting) {
    location.reload();
    return;
  }
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  waiting.postMessage('take over');
}
