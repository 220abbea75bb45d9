/* The worker: decoding and inference run here, never on the page's thread.
 *
 * In:  { id, kind: 'classify', bytes: ArrayBuffer }, the bytes transferred.
 * Out: { kind: 'ready' } once, or { kind: 'failed', status, message } where the classifier cannot start;
 *      for each picture { kind: 'record', id, record, milliseconds }, or { kind: 'crashed', status } where
 *      the module trapped or memory ran out. After 'failed' and 'crashed' the worker is of no more use:
 *      classifier.js ends it and starts another.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { LoadError, openClassifier } from './module.js';
import { sentences } from './messages.js';

/**
 * @typedef {import('./module.js').PictureRecord} PictureRecord
 * @typedef {{ id: number, kind: 'classify', bytes: ArrayBuffer }} Request
 * @typedef {{ kind: 'ready' }
 *   | { kind: 'failed', status: string, message: string }
 *   | { kind: 'record', id: number, record: PictureRecord, milliseconds: number }
 *   | { kind: 'crashed', status: 'out-of-memory' | 'internal-error' }} Answer
 */

/** @param {Answer} answer */
const answer = (answer) => self.postMessage(answer);

/** @param {unknown} error */
const crashStatus = (error) => (error instanceof RangeError ? 'out-of-memory' : 'internal-error');

const opening = openClassifier();
opening.then(
  () => answer({ kind: 'ready' }),
  (error) => {
    const status = error instanceof LoadError ? error.status : crashStatus(error);
    const message = error instanceof LoadError ? error.message : sentences[crashStatus(error)];
    answer({ kind: 'failed', status, message });
  },
);

self.onmessage = async (/** @type {MessageEvent<Request>} */ { data: { id, bytes } }) => {
  const classifier = await opening.catch(() => null);
  if (!classifier) return; /* 'failed' has been sent, and speaks for every picture waiting. */
  try {
    const start = performance.now();
    const record = classifier.classify(new Uint8Array(bytes));
    answer({ kind: 'record', id, record, milliseconds: performance.now() - start });
  } catch (error) {
    answer({ kind: 'crashed', status: crashStatus(error) });
  }
};
