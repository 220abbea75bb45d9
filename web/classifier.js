/* The page's side of the worker: a promise for each picture. One request is with the worker at a time; the others
 * wait here, and so outlive a worker that trapped, ran out of memory or could not start: it is ended, and another
 * started at once or, where starting failed, with the next request.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { LackingError, fetchParts, modelName } from './parts.js';
import { startWorker } from './start_worker.js';
import { statusSentence, texts } from './texts.js';

/**
 * @typedef {import('./module.js').PictureRecord} PictureRecord
 * @typedef {import('./parts.js').Parts} Parts
 *
 * @typedef {{ name: string, sha256: string | null }} ModelId what a model is known by: its file's name and hash, which
 *   is null where the browser cannot tell it (only a secure page may ask)
 *
 * @typedef {object} Answer
 * @property {PictureRecord} record its `message` is in the page's language
 * @property {number} milliseconds
 * @property {ModelId | null} model that answered; null where none did
 *
 * @typedef {{ phase: 'loading' | 'ready' } | { phase: 'failed', message: string }} Engine
 *
 * @typedef {ModelId & { bytes: number, foreign: boolean }} Model the one in use; `foreign` where it is not the page's own
 *
 * @typedef {{ status: string, message: string }} Outcome
 *
 * @typedef {object} Job what the worker is to do
 * @property {number} id
 * @property {(worker: Worker, id: number) => void} post
 * @property {(outcome: Outcome) => void} fail
 * @property {(answer: any) => void} finish is given the worker's answer
 */

/** @type {Record<import('./parts.js').Lacking, string>} */
const lackingStatus = {
  browser: 'internal-error',
  module: 'internal-error',
  model: 'no-model',
  detector: 'no-detector',
};

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

/**
 * The largest file that is read whole, in bytes: four a pixel of the largest picture that the core decodes
 * (HV_MAX_PIXELS). Of a larger one, such as a slide scan, the head is enough to say what it is.
 */
const LARGEST_FILE = 4 * 50_000_000;
const HEAD = 64 * 1024;

/**
 * The answer where the core gave none.
 *
 * @param {Outcome} why
 * @returns {Answer}
 */
const unanswered = ({ status, message }) => ({
  record: failedRecord(status, message),
  milliseconds: 0,
  model: null,
});

/** @param {'cancelled' | 'unreadable-file' | 'image-too-large'} status */
const outcome = (status) => ({ status, message: texts.core.statuses[status] });

export class Classifier {
  /** @type {'off' | 'starting' | 'ready'} */
  #phase = 'off';
  /** @type {Worker | null} */
  #worker = null;
  #lastId = 0;
  /** @type {Job[]} */
  #waiting = [];
  /** @type {Job | null} the one that is with the worker */
  #current = null;
  /** @type {Parts | null} the module, the detector and the page's own model, once they have come */
  #parts = null;
  /** @type {{ model: ArrayBuffer, names: string[] | null, name: string } | null} null: the page's own model */
  #foreign = null;
  /** @type {(change: { engine: Engine } | { model: Model }) => void} */
  #report;
  /** @type {Promise<Model> | null} the one in use; null until it is loaded */
  #model = null;

  /** @param {(change: { engine: Engine } | { model: Model }) => void} report is told of every change */
  constructor(report) {
    this.#report = report;
  }

  /** Starts the worker and its loading, unless it runs. */
  async start() {
    if (this.#phase !== 'off') return;
    this.#phase = 'starting';
    this.#report({ engine: { phase: 'loading' } });
    try {
      this.#parts ??= await fetchParts();
      this.#open(this.#parts);
    } catch (error) {
      const lacking = error instanceof LackingError ? error.lacking : null;
      const status = lacking ? lackingStatus[lacking] : 'internal-error';
      this.#cannotStart({ status, message: texts.core.failures[lacking ?? 'worker'] });
    }
  }

  /**
   * Reads a file and classifies it. Never rejects, as `classify`.
   *
   * @param {Blob} file
   * @param {{ signal?: AbortSignal }} options
   * @returns {Promise<Answer>}
   */
  async read(file, options = {}) {
    const whole = file.size <= LARGEST_FILE;
    const bytes = await (whole ? file : file.slice(0, HEAD)).arrayBuffer().catch(() => null);
    if (!bytes) return unanswered(outcome('unreadable-file'));
    const answer = await this.classify(bytes, options);
    const cut = !whole && answer.record.status === 'truncated-image';
    return cut ? unanswered(outcome('image-too-large')) : answer;
  }

  /**
   * Never rejects: whatever goes wrong is the record's status, 'cancelled' where the signal said so.
   *
   * @param {ArrayBuffer} bytes of the file; they are given away
   * @param {{ signal?: AbortSignal }} options
   * @returns {Promise<Answer>}
   */
  classify(bytes, { signal } = {}) {
    return new Promise((resolve) => {
      /** @type {(why: Outcome) => void} */
      const fail = (why) => resolve(unanswered(why));
      if (signal?.aborted) return fail(outcome('cancelled'));
      const job = this.#enqueue({
        post: (worker, id) => worker.postMessage({ id, kind: 'classify', bytes }, [bytes]),
        fail,
        finish: async ({ record, milliseconds }) => {
          const model = await this.#model;
          const id = model && { name: model.name, sha256: model.sha256 };
          resolve({ record: inWords(record), milliseconds, model: id });
        },
      });
      /* What the worker is at it finishes, for nobody: to end it would cost the next picture more. */
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((other) => other !== job);
        fail(outcome('cancelled'));
      });
    });
  }

  /**
   * Never rejects. A model that cannot be used leaves the one before in place.
   *
   * @param {ArrayBuffer | null} model a .tflite file; null: the page's own model
   * @param {string[] | null} names of its classes, where its own are not to be used
   * @param {string} name of its file
   * @returns {Promise<Outcome>}
   */
  useModel(model, names = null, name = '') {
    return new Promise((resolve) => {
      this.#enqueue({
        post: (worker, id) => {
          const bytes = model ?? this.#parts?.model;
          worker.postMessage({ id, kind: 'useModel', model: bytes, names });
        },
        fail: resolve,
        finish: ({ status, message }) => {
          if (status === 'ok') this.#foreign = model && { model, names, name };
          const told = { status, message: statusSentence(status, message) };
          void (status === 'ok' ? this.#tellModel() : Promise.resolve()).then(() => resolve(told));
        },
      });
    });
  }

  /** @param {Omit<Job, 'id'>} job */
  #enqueue(job) {
    const numbered = { id: ++this.#lastId, ...job };
    this.#waiting.push(numbered);
    void this.start();
    this.#next();
    return numbered;
  }

  #next() {
    if (this.#phase !== 'ready' || this.#current || !this.#worker) return;
    this.#current = this.#waiting.shift() ?? null;
    this.#current?.post(this.#worker, this.#current.id);
  }

  /** @param {Parts} parts */
  #open(parts) {
    const worker = startWorker();
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.#phase === 'ready') this.#crashed('internal-error');
      else this.#cannotStart({ status: 'internal-error', message: texts.core.failures.worker });
    };
    const { model = parts.model, names = null } = this.#foreign ?? {};
    worker.postMessage({ kind: 'open', parts: { ...parts, model }, names });
  }

  /** @param {import('./worker.js').Answer} answer */
  #receive(answer) {
    if (answer.kind === 'ready') {
      this.#phase = 'ready';
      void this.#tellModel().then(() => this.#report({ engine: { phase: 'ready' } }));
      this.#next();
    } else if (answer.kind === 'failed') {
      const { status, message } = answer;
      const why = status === 'broken-module' ? texts.core.failures[status] : statusSentence(status, message);
      this.#parts = null; /* What was damaged on its way is fetched again. */
      this.#cannotStart({ status: status === 'broken-module' ? 'internal-error' : status, message: why });
    } else if (answer.kind === 'crashed') {
      this.#crashed(answer.status);
    } else if (answer.kind === 'record' && answer.record.status === 'out-of-memory') {
      /* The module's memory never shrinks: only a new module gives it back. */
      this.#crashed('out-of-memory');
    } else {
      const job = this.#current;
      this.#current = null;
      job?.finish(answer);
      this.#next();
    }
  }

  /** @param {'out-of-memory' | 'internal-error'} status of the request that the worker was at */
  #crashed(status) {
    const job = this.#current;
    this.#end();
    job?.fail({ status, message: `${texts.core.statuses[status]} ${texts.core.restarted}` });
    void this.start();
  }

  /** @param {Outcome} why every request that waits is told it, and the next one tries again */
  #cannotStart(why) {
    this.#end();
    this.#report({ engine: { phase: 'failed', message: why.message } });
    for (const job of this.#waiting.splice(0)) job.fail(why);
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#current = null;
    this.#phase = 'off';
  }

  async #tellModel() {
    const bytes = this.#foreign?.model ?? this.#parts?.model;
    if (!bytes) return;
    this.#model = described(bytes, this.#foreign);
    this.#report({ model: await this.#model });
  }
}

/**
 * The record with its sentence in the page's language.
 *
 * @param {PictureRecord} record
 */
function inWords(record) {
  const { status, message, cells, cells_found: found } = record;
  const sentence = found > cells.length ? texts.core.capped(cells.length) : statusSentence(status, message);
  return { ...record, message: sentence };
}

/**
 * @param {ArrayBuffer} bytes of a model
 * @param {{ name: string } | null} foreign null: the page's own
 * @returns {Promise<Model>}
 */
const described = async (bytes, foreign) => ({
  name: foreign?.name ?? modelName,
  bytes: bytes.byteLength,
  sha256: await sha256(bytes),
  foreign: foreign !== null,
});

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<string | null>} in hexadecimal; null where the browser cannot tell
 */
export async function sha256(bytes) {
  const hash = await globalThis.crypto?.subtle?.digest('SHA-256', bytes).catch(() => null);
  if (!hash) return null;
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
