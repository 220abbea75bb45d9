/* Wiring: the frame around the views, the classifier that they share, and the files that come in by drop or paste.
 * The view that the address names is loaded first, so that it is soon to be seen; then the model, then all else.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { asset, assetJson } from './assets.js';
import { Classifier } from './classifier.js';
import { startOffline } from './offline.js';
import { startRouter, viewNames } from './router.js';
import { state, update, watch } from './state.js';
import { chooseLanguage, language, languages, texts } from './texts.js';
import { ask } from './views/dialog.js';
import { byId, element } from './views/element.js';
import { filesOf, pickFiles } from './views/files.js';
import { viewLoader } from './view_loader.js';

/**
 * What the views share.
 *
 * @typedef {object} App
 * @property {Classifier} classifier
 * @property {(sentence: string) => void} announce to screen readers
 * @property {(wanted?: { folder?: boolean, accept?: string }) => Promise<File[]>} pickFiles empty where the person
 *   chose none
 * @property {(loading: Promise<unknown>) => void} loading tells of something that a view still fetches
 *
 * @typedef {import('./state.js').Example} Example
 */

/** @type {(value: unknown) => void} */
let settle;
/** Resolved once the classifier's loading has ended, well or badly. */
const settled = new Promise((resolve) => (settle = resolve));
const classifier = new Classifier((change) => {
  update(change);
  if (state.engine.phase === 'failed') app.announce(state.engine.message);
  if (state.engine.phase !== 'loading') settle(null);
});

/** @type {Promise<unknown>[]} */
const loadings = [settled];

/** @type {App} */
const app = {
  classifier,
  announce: (sentence) => (byId('announcement').textContent = sentence),
  pickFiles,
  loading: (loading) => loadings.push(loading),
};

/** What index.html leaves to texts/: the content of data-text, the name of data-label. */
function fillTexts() {
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll('[data-text]')) {
    each.textContent = textAt(each.getAttribute('data-text'));
  }
  for (const each of document.querySelectorAll('[data-label]')) {
    each.setAttribute('aria-label', textAt(each.getAttribute('data-label')));
  }
}

/** @param {string | null} path in texts, as app.views.count */
const textAt = (path) => (path ?? '').split('.').reduce((/** @type {any} */ at, name) => at[name], texts);

function offerLanguages() {
  const select = /** @type {HTMLSelectElement} */ (byId('language'));
  for (const [each, name] of Object.entries(languages)) {
    select.append(element('option', { value: each, lang: each }, name));
  }
  select.value = language;
  select.addEventListener('change', async () => {
    const { languageQuestion: question, languageConfirm: confirm } = texts.app;
    const nothingLost = state.pictures.length === 0 || (await ask({ question, confirm }));
    if (nothingLost) chooseLanguage(/** @type {import('./texts.js').Language} */ (select.value));
    else select.value = language;
  });
}

/**
 * The whole page takes files: one that misses a small target would be opened by the browser instead.
 *
 * @param {() => Promise<import('./router.js').View | null>} shown
 */
function listenToFiles(shown) {
  /* A picture of the page's own is not to be dragged: it would come back as a drop without a file, and cannot be moved
   * in the enlarged view meanwhile. */
  document.addEventListener('dragstart', (event) => {
    if (event.target instanceof HTMLImageElement) event.preventDefault();
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (!state.dragging) update({ dragging: Boolean(event.dataTransfer?.types.includes('Files')) });
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) update({ dragging: false });
  });
  document.addEventListener('drop', async (event) => {
    event.preventDefault();
    update({ dragging: false });
    const [view, files] = await Promise.all([shown(), filesOf(event.dataTransfer)]);
    view?.accept(files);
  });
  document.addEventListener('paste', async ({ clipboardData, target }) => {
    const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    const files = Array.from(clipboardData?.files ?? []);
    if (files.length > 0 || !typing) (await shown())?.accept(files);
  });
}

/** The examples come whole when the page loads, and it then asks for nothing more; but after the model. */
async function loadExamples() {
  const list = /** @type {Example[]} */ ((await assetJson('examples/examples.json')) ?? []);
  update({ examples: list.map((example) => ({ ...example, blob: null, url: null })) });
  await settled;
  const examples = await Promise.all(
    list.map(async (example) => {
      const blob = await asset(`examples/${example.file}`);
      return { ...example, blob, url: blob && URL.createObjectURL(blob) };
    }),
  );
  update({ examples });
}

/**
 * The page is to be seen before the model takes the line: a moment after its second frame has begun, the first is on the
 * screen. One that nobody looks at is never painted.
 */
const painted = () =>
  new Promise((resolve) => {
    if (document.hidden) resolve(null);
    else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)));
  });

/**
 * All that the page will ever ask for: afterwards it needs no network.
 *
 * @param {() => Promise<unknown>} shown
 */
async function loadRest(shown) {
  await shown();
  await painted();
  await classifier.start();
  await Promise.allSettled(viewNames.map(loadView));
  await Promise.allSettled(loadings);
}

fillTexts();
offerLanguages();
loadings.push(loadExamples());
loadings.push(assetJson('build.json').then((build) => update({ build })));
const loadView = viewLoader(app);
const shown = startRouter(loadView);
listenToFiles(shown);
watch(({ dragging }) => document.body.classList.toggle('dragging', dragging));
void loadRest(shown).then(() => {
  document.documentElement.dataset.loaded = '';
  void startOffline(app.announce);
});
