/* The page's side of the worker: a promise for each picture. A worker that trapped, ran out of memory or could
 * not start is ended; the next is started at once, or, where starting failed, with the next picture.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { failures, restarted, sentences } from './messages.js';

/**
 * @typedef {import('./module.js').PictureRecord} PictureRecord
 * @typedef {{ record: PictureRecord, milliseconds: number }} Answer
 * @typedef {{ phase: 'loading' | 'ready' } | { phase: 'failed', message: string }} Engine
 */

/**
 * The record of a picture of which nothing is known but why.
 *
 * @param {string} status
 * @param {string} message
 * @returns {PictureRecord}
 */
export function failedRecord(status, message) {
  const nothing = { class: null, confidence: null, probabilities: null };
  const undecided = { verdict: null, unfamiliarity: null, alternative: null, quality: null };
  const unknown = { micrometres_per_pixel: null, cells_found: 0, cells: [] };
  return { status, message, width: 0, height: 0, ...nothing, ...undecided, ...unknown };
}

export class Classifier {
  /** @type {Worker | null} */
  #worker = null;
  #started = false;
  #lastId = 0;
  /** @type {Map<number, (answer: Answer) => void>} */
  #waiting = new Map();
  /** @type {(engine: Engine) => void} */
  #report;

  /** @param {(engine: Engine) => void} report is told whenever the classifier's state changes */
  constructor(report) {
    this.#report = report;
  }

  /** Starts the worker and its loading, unless it runs. */
  start() {
    if (this.#worker) return;
    this.#started = false;
    this.#report({ phase: 'loading' });
    try {
      this.#worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    } catch {
      this.#end('internal-error', failures.worker);
      this.#report({ phase: 'failed', message: failures.worker });
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      if (this.#started) this.#receive({ kind: 'crashed', status: 'internal-error' });
      else this.#receive({ kind: 'failed', status: 'internal-error', message: failures.worker });
    };
  }

  /**
   * Never rejects: whatever goes wrong is the record's status.
   *
   * @param {ArrayBuffer} bytes of the file; they are given away
   * @returns {Promise<Answer>}
   */
  classify(bytes) {
    return new Promise((resolve) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, resolve);
      this.start();
      this.#worker?.postMessage({ id, kind: 'classify', bytes }, [bytes]);
    });
  }

  /** @param {import('./worker.js').Answer} answer */
  #receive(answer) {
    switch (answer.kind) {
      case 'ready':
        this.#started = true;
        this.#report({ phase: 'ready' });
        break;
      case 'failed':
        this.#end(answer.status, answer.message);
        this.#report({ phase: 'failed', message: answer.message });
        break;
      case 'crashed':
        this.#end(answer.status, `${sentences[answer.status]} ${restarted}`);
        this.start();
        break;
      case 'record':
        /* The module's memory never shrinks: only a new module gives it back. */
        if (answer.record.status === 'out-of-memory') {
          this.#receive({ kind: 'crashed', status: 'out-of-memory' });
          break;
        }
        this.#waiting.get(answer.id)?.({ record: answer.record, milliseconds: answer.milliseconds });
        this.#waiting.delete(answer.id);
    }
  }

  /**
   * Ends the worker; the pictures that wait for it get this status.
   *
   * @param {string} status
   * @param {string} message
   */
  #end(status, message) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const resolve of this.#waiting.values()) {
      resolve({ record: failedRecord(status, message), milliseconds: 0 });
    }
    this.#waiting.clear();
  }
}
