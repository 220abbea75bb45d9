/* The pictures of Classify and their reading, one after another: what a person does to them becomes a change of the
 * state. A picture's object URL lives as long as the picture is shown.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { failedRecord } from '../classifier.js';
import { state, update } from '../state.js';
import { spokenCells, texts } from '../texts.js';

/**
 * @typedef {import('../state.js').Picture} Picture
 * @typedef {import('../state.js').Example} Example
 */

const words = texts.classify;

/** What may well go better a second time: the others say for good what is wrong with the file. */
const retryable = [
  'cancelled',
  'internal-error',
  'no-detector',
  'no-model',
  'out-of-memory',
  'unreadable-file',
];

/** How often those who listen are told how far it is, in milliseconds. */
const TELL_EVERY = 15_000;

/** @param {Picture} picture */
export const mayRetry = ({ record }) => record !== null && retryable.includes(record.status);

export class Queue {
  /** @type {import('../main.js').App} */
  #app;
  #lastId = 0;
  #working = false;
  #cancelling = new AbortController();

  /** @param {import('../main.js').App} app */
  constructor(app) {
    this.#app = app;
  }

  /** @param {{ file: string, blob: Blob, example?: Example }[]} batch */
  add(batch) {
    const pictures = batch.map(({ file, blob, example = null }) => {
      return {
        id: ++this.#lastId,
        file,
        blob,
        example,
        record: null,
        milliseconds: 0,
        model: null,
        url: null,
      };
    });
    update({ pictures: [...pictures, ...state.pictures], removed: null });
    void this.#work();
  }

  /** Those that have not been read are told to be cancelled, and can be tried again. */
  cancel() {
    this.#cancelling.abort();
    this.#cancelling = new AbortController();
    const message = texts.core.statuses.cancelled;
    let count = 0;
    const pictures = state.pictures.map((picture) => {
      if (picture.record) return picture;
      count++;
      return { ...picture, record: { file: picture.file, ...failedRecord('cancelled', message) } };
    });
    update({ pictures });
    this.#app.announce(words.cancelled(count));
  }

  /** @param {(picture: Picture) => boolean} wanted of those that may be tried again */
  retry(wanted) {
    const again = (/** @type {Picture} */ picture) => mayRetry(picture) && wanted(picture);
    update({
      pictures: state.pictures.map((picture) => (again(picture) ? { ...picture, record: null } : picture)),
    });
    void this.#work();
  }

  /** @param {(picture: Picture) => boolean} gone */
  remove(gone) {
    const pictures = state.pictures.filter(gone);
    for (const { url } of pictures) if (url) URL.revokeObjectURL(url);
    update({
      pictures: state.pictures.filter((picture) => !gone(picture)),
      removed: { pictures, before: state.pictures.map(({ id }) => id) },
    });
    this.#app.announce(words.removed(pictures.length, pictures[0]?.file));
  }

  /** Brings back what was removed last, each picture to its place; an answer that came meanwhile is not lost either. */
  undo() {
    if (!state.removed) return;
    const { pictures, before } = state.removed;
    const back = pictures.map((picture) => {
      return { ...picture, url: isShown(picture.record) ? URL.createObjectURL(picture.blob) : null };
    });
    const place = new Map(before.map((id, index) => [id, index]));
    const all = [...state.pictures, ...back];
    all.sort((one, other) => (place.get(one.id) ?? -1) - (place.get(other.id) ?? -1));
    update({ pictures: all, removed: null });
    this.#app.announce(words.broughtBack(back.length));
    void this.#work();
  }

  /** Reads the pictures that wait, one at a time: a thousand files at once would not fit into memory. */
  async #work() {
    if (this.#working) return;
    this.#working = true;
    let told = performance.now();
    /** @type {Picture[]} */
    const done = [];
    for (let next = firstWaiting(); next; next = firstWaiting()) {
      const waiting = next;
      const picture = await this.#read(waiting);
      if (!state.pictures.includes(waiting)) continue; /* Removed or cancelled meanwhile. */
      const url = isShown(picture.record) ? URL.createObjectURL(picture.blob) : null;
      done.push(picture);
      update({ pictures: state.pictures.map((other) => (other === waiting ? { ...picture, url } : other)) });
      if (performance.now() - told < TELL_EVERY) continue;
      told = performance.now();
      this.#app.announce(words.progress(readCount(), state.pictures.length));
    }
    this.#working = false;
    if (done.length > 0) this.#app.announce(spoken(done));
  }

  /**
   * @param {Picture} picture
   * @returns {Promise<Picture>}
   */
  async #read(picture) {
    const { signal } = this.#cancelling;
    const { record, ...answer } = await this.#app.classifier.read(picture.blob, { signal });
    return { ...picture, record: { file: picture.file, ...record }, ...answer };
  }
}

const firstWaiting = () => state.pictures.find(({ record }) => !record);

export const readCount = () => state.pictures.filter(({ record }) => record).length;

/**
 * Only what the core could read is shown: a hostile file is left to the worker.
 *
 * @param {import('../state.js').FileRecord | null} record
 */
const isShown = (record) => record?.status === 'ok' || record?.status === 'no-cell';

/** @param {Picture[]} done at least one */
function spoken(done) {
  const failed = done.filter(({ record }) => !isShown(record)).length;
  if (done.length > 1) return words.allRead(done.length, failed);
  const [{ file, record }] = done;
  return `${file}: ${record?.cells.length ? spokenCells(record) : record?.message}`;
}
