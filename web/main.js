/* Wiring: what a person does becomes a change of the state; pictures go to the classifier one after another.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { Classifier, failedRecord } from './classifier.js';
import { notices, pictureCount, sentences, spokenCells } from './messages.js';
import { show, state, update } from './state.js';
import { accuracyView } from './views/accuracy.js';
import { byId } from './views/element.js';
import { examplesView } from './views/examples.js';
import { intakeView } from './views/intake.js';
import { resultsView } from './views/results.js';

/**
 * @typedef {import('./state.js').Picture} Picture
 * @typedef {import('./state.js').Example} Example
 */

/** @type {(value: unknown) => void} */
let settle;
/** Resolved once the classifier's loading has ended, well or badly. */
const settled = new Promise((resolve) => (settle = resolve));
const classifier = new Classifier((engine) => {
  update({ engine });
  if (engine.phase !== 'loading') settle(null);
});
let lastId = 0;
/** @type {Promise<void> | null} the reading of the pictures that wait */
let working = null;

/** @param {{ file: string, blob: Blob, example?: Example }[]} batch */
function add(batch) {
  if (batch.length === 0) return update({ notice: notices.noFile });
  const pictures = batch.map(({ file, blob, example = null }) => {
    return { id: ++lastId, file, blob, example, record: null, milliseconds: 0, url: null };
  });
  update({ pictures: [...pictures, ...state.pictures], notice: '' });
  bringResultsIntoView();
  working ??= work().finally(() => (working = null));
}

/** The newest result is the first: it is to be seen without scrolling, and the page else left where it is. */
function bringResultsIntoView() {
  const results = byId('results');
  const { top } = results.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.6) results.scrollIntoView();
}

/** @param {Iterable<File>} files */
const addFiles = (files) => add(Array.from(files, (file) => ({ file: file.name, blob: file })));

/** Reads the pictures that wait, one at a time: a thousand files at once would not fit into memory. */
async function work() {
  /** @type {Picture[]} */
  const done = [];
  for (let next = firstWaiting(); next; next = firstWaiting()) {
    const picture = await read(next);
    done.push(picture);
    if (picture.url && !state.pictures.includes(next)) URL.revokeObjectURL(picture.url);
    update({ pictures: state.pictures.map((other) => (other === next ? picture : other)) });
  }
  update({ announcement: done.length === 1 ? spoken(done[0]) : `${pictureCount(done.length)} read.` });
}

const firstWaiting = () => state.pictures.find(({ record }) => !record);

/**
 * @param {Picture} picture
 * @returns {Promise<Picture>}
 */
async function read(picture) {
  const bytes = await picture.blob.arrayBuffer().catch(() => null);
  const { record, milliseconds } = bytes
    ? await classifier.classify(bytes)
    : { record: failedRecord('unreadable-file', sentences['unreadable-file']), milliseconds: 0 };
  /* Shown only where the core could read it: a hostile file is left to the worker. */
  const readable = record.status === 'ok' || record.status === 'no-cell';
  const url = readable ? URL.createObjectURL(picture.blob) : null;
  return { ...picture, record: { file: picture.file, ...record }, milliseconds, url };
}

/** @param {Picture} picture that has been read */
function spoken({ file, record }) {
  return `${file}: ${record?.cells.length ? spokenCells(record) : record?.message}`;
}

/** @param {(picture: Picture) => boolean} gone */
function removeWhere(gone) {
  for (const picture of state.pictures) if (gone(picture) && picture.url) URL.revokeObjectURL(picture.url);
  update({ pictures: state.pictures.filter((picture) => !gone(picture)), announcement: 'Removed.' });
  /* The button that was pressed is gone; without this the keyboard would start at the top of the page. */
  byId(state.pictures.length > 0 ? 'results-title' : 'choose').focus();
}

function listenToInputs() {
  for (const id of ['choose', 'photograph']) {
    const input = /** @type {HTMLInputElement} */ (byId(id));
    input.addEventListener('change', () => {
      if (input.files?.length) addFiles(input.files);
      input.value = ''; /* Else the same file could not be chosen twice. */
    });
  }
  document.addEventListener('paste', ({ clipboardData }) => addFiles(clipboardData?.files ?? []));
  byId('clear').addEventListener('click', () => removeWhere(() => true));
}

/** The whole page takes files: one that misses a small target would be opened by the browser instead. */
function listenToDrops() {
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (!state.dragging) update({ dragging: Boolean(event.dataTransfer?.types.includes('Files')) });
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) update({ dragging: false });
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    update({ dragging: false });
    addFiles(event.dataTransfer?.files ?? []);
  });
}

/**
 * The examples come whole when the page loads, and it then asks for nothing more; but after the model, and after
 * the pictures that a person was quick to give.
 */
async function loadExamples() {
  const list = /** @type {Example[]} */ ((await fetchJson('examples/examples.json')) ?? []);
  update({ examples: list.map((example) => ({ ...example, blob: null, url: null })) });
  await settled;
  await working;
  const examples = await Promise.all(
    list.map(async (example) => {
      const response = await fetchOwn(`examples/${example.file}`);
      const blob = (await response?.blob()) ?? null;
      return { ...example, blob, url: blob && URL.createObjectURL(blob) };
    }),
  );
  update({ examples });
}

/** @param {string} path beside this file */
async function fetchOwn(path) {
  const response = await fetch(new URL(path, import.meta.url)).catch(() => null);
  return response?.ok ? response : null;
}

/** @param {string} path beside this file */
const fetchJson = async (path) => (await fetchOwn(path))?.json().catch(() => null);

show(
  intakeView(() => classifier.start()),
  examplesView((example) => {
    if (example.blob) add([{ file: example.file, blob: example.blob, example }]);
  }),
  resultsView((id) => removeWhere((picture) => picture.id === id)),
  accuracyView(),
  ({ announcement }) => (byId('announcement').textContent = announcement),
);
classifier.start();
listenToInputs();
listenToDrops();
void loadExamples();
void fetchJson('model.json').then((model) => update({ model: model ?? null }));
