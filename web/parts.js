/* What the classifier is made of, as bytes: the module that this browser can run, the model and the cell detector.
 * The page fetches them once and hands them to each worker it starts, so that a worker that died can be replaced
 * without a network.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { asset } from './assets.js';

/**
 * @typedef {{ module: ArrayBuffer, model: ArrayBuffer, detector: ArrayBuffer }} Parts
 * @typedef {'browser' | 'module' | 'model' | 'detector'} Lacking texts.core.failures says each in words
 */

/* One function, v128 () → v128: what the browser validates tells what it can run.
 * Magic and version, type section, function section, code section up to the body's length. */
const prologue = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10];
/* i32.const 0, i8x16.splat */
const simd = Uint8Array.from([...prologue, 8, 1, 6, 0, 65, 0, 253, 15, 11]);
/* the same twice, then i8x16.relaxed_swizzle */
const relaxedSimd = Uint8Array.from([
  ...prologue,
  ...[15, 1, 13, 0, 65, 0, 253, 15, 65, 0, 253, 15, 253, 128, 2, 11],
]);

/** The file of the module that this browser can run; null where it can run none. */
export function moduleName() {
  if (typeof WebAssembly !== 'object' || !WebAssembly.validate(simd)) return null;
  return WebAssembly.validate(relaxedSimd) ? 'hematovision-relaxed.wasm' : 'hematovision-simd.wasm';
}

export const modelName = 'hematovision.tflite';
export const detectorName = 'detector.tflite';

/** Why the classifier cannot start. */
export class LackingError extends Error {
  /** @param {Lacking} lacking */
  constructor(lacking) {
    super(lacking);
    this.lacking = lacking;
  }
}

/**
 * Throws a LackingError.
 *
 * @returns {Promise<Parts>}
 */
export async function fetchParts() {
  const name = moduleName();
  if (!name) throw new LackingError('browser');
  const [module, model, detector] = await Promise.all([
    bytesOf(name, 'module'),
    bytesOf(modelName, 'model'),
    bytesOf(detectorName, 'detector'),
  ]);
  return { module, model, detector };
}

/**
 * @param {string} name
 * @param {Lacking} part
 */
async function bytesOf(name, part) {
  const blob = await asset(name);
  if (!blob) throw new LackingError(part);
  return blob.arrayBuffer();
}
