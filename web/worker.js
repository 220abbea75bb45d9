/* The worker: decoding and inference run here, never on the page's thread.
 *
 * In:  first { kind: 'open', parts, names }; then { id, kind: 'classify', bytes: ArrayBuffer }, the bytes transferred,
 *      or { id, kind: 'useModel', model: ArrayBuffer, names }. `names` are those of the classes where the model's own
 *      are not to be used, else null.
 * Out: { kind: 'ready' } once, or { kind: 'failed', status, message } where the classifier cannot start;
 *      for each picture { kind: 'record', id, record, milliseconds }, for each model { kind: 'model', id, status,
 *      message }; or { kind: 'crashed', status } where the module trapped or memory ran out. After 'failed' and
 *      'crashed' the worker is of no more use: classifier.js ends it and starts another.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { LoadError, openClassifier } from './module.js';

/**
 * @typedef {import('./module.js').PictureRecord} PictureRecord
 * @typedef {{ kind: 'open', parts: import('./parts.js').Parts, names: string[] | null }
 *   | { id: number, kind: 'classify', bytes: ArrayBuffer }
 *   | { id: number, kind: 'useModel', model: ArrayBuffer, names: string[] | null }} Request
 * @typedef {{ kind: 'ready' }
 *   | { kind: 'failed', status: string, message: string }
 *   | { kind: 'record', id: number, record: PictureRecord, milliseconds: number }
 *   | { kind: 'model', id: number, status: string, message: string }
 *   | { kind: 'crashed', status: 'out-of-memory' | 'internal-error' }} Answer
 */

/** @param {Answer} answer */
const answer = (answer) => self.postMessage(answer);

/** @param {unknown} error */
const crashStatus = (error) => (error instanceof RangeError ? 'out-of-memory' : 'internal-error');

/** @type {Awaited<ReturnType<typeof openClassifier>>} there is one once 'ready' has been sent, and no request before */
let classifier;

/** @param {Request & { kind: 'open' }} request */
async function open({ parts, names }) {
  try {
    classifier = await openClassifier(parts);
    if (names) classifier.useModel(parts.model, names);
    answer({ kind: 'ready' });
  } catch (error) {
    const known = error instanceof LoadError;
    const status = known ? error.status : crashStatus(error);
    answer({ kind: 'failed', status, message: known ? error.message : '' });
  }
}

/** @param {Request & { kind: 'classify' }} request */
function classify({ id, bytes }) {
  const start = performance.now();
  const record = classifier.classify(bytes);
  answer({ kind: 'record', id, record, milliseconds: performance.now() - start });
}

/** @param {Request & { kind: 'useModel' }} request */
function useModel({ id, model, names }) {
  try {
    classifier.useModel(model, names);
    answer({ kind: 'model', id, status: 'ok', message: '' });
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    answer({ kind: 'model', id, status: error.status, message: error.message });
  }
}

self.onmessage = (/** @type {MessageEvent<Request>} */ { data }) => {
  try {
    if (data.kind === 'open') void open(data);
    else if (data.kind === 'classify') classify(data);
    else useModel(data);
  } catch (error) {
    answer({ kind: 'crashed', status: crashStatus(error) });
  }
};
