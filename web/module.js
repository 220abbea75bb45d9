/* The WebAssembly module (wasm/boundary.c), the model and the cell detector as one object: bytes of a picture in,
 * its record out. Knows nothing of workers, queues and the page.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { failures, sentences } from './messages.js';

/**
 * One result, with the names of wasm/hematovision.h. The page adds `file` in front.
 *
 * @typedef {'confident' | 'unsure' | 'unfamiliar'} Verdict
 * @typedef {'blurred' | 'too-dark' | 'too-small' | 'cut-off'} Quality what is wrong with the picture of a cell
 *
 * @typedef {object} ClassMap how much each place of the patch speaks for the verdict
 * @property {number} rows
 * @property {number} columns
 * @property {number[]} values 0 … 1, row by row from the top left
 *
 * @typedef {object} Cell
 * @property {[number, number, number, number]} box x, y, width, height in pixels of the upright picture
 * @property {number} score 0 … 1: how sure it is that this is a white cell
 * @property {boolean} cut_off whether the picture's border cuts it off
 * @property {string} class
 * @property {number} confidence 0 … 1
 * @property {Record<string, number>} probabilities 0 … 1 of each class
 * @property {Verdict} verdict
 * @property {number | null} unfamiliarity 0 … 1, the larger the stranger; null where the model does not tell
 * @property {string | null} alternative the second most probable class; null where there is only one
 * @property {Quality[]} quality
 * @property {[number, number, number, number]} patch what the model was shown: may leave the picture
 * @property {ClassMap | null} map of the patch; null where the model gives none
 *
 * @typedef {object} PictureRecord
 * @property {string} status
 * @property {string} message
 * @property {number} width of the upright picture in pixels; 0 where it could not be read
 * @property {number} height
 * @property {string | null} class the first cell's, as are the next six; null without a cell
 * @property {number | null} confidence
 * @property {Record<string, number> | null} probabilities
 * @property {Verdict | null} verdict
 * @property {number | null} unfamiliarity
 * @property {string | null} alternative
 * @property {Quality[] | null} quality
 * @property {number | null} micrometres_per_pixel of the upright picture; null where it is unknown
 * @property {number} cells_found how many there are; `cells` may hold fewer
 * @property {Cell[]} cells the most prominent first
 */

/**
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {() => void} _initialize
 * @property {(size: number) => number} hv_wasm_allocate
 * @property {(bytes: number) => void} hv_wasm_free
 * @property {(model: number, size: number) => number} hv_wasm_load_model
 * @property {(model: number, size: number) => number} hv_wasm_load_detector
 * @property {(file: number, size: number) => number} hv_wasm_classify
 * @property {(status: number) => number} hv_wasm_status_name
 * @property {() => number} hv_wasm_message
 */

/* One function, v128 () → v128: what the browser validates tells what it can run.
 * Magic and version, type section, function section, code section up to the body's length. */
const prologue = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10];
/* i32.const 0, i8x16.splat */
const simd = Uint8Array.from([...prologue, 8, 1, 6, 0, 65, 0, 253, 15, 11]);
/* the same twice, then i8x16.relaxed_swizzle */
const relaxedSimd = Uint8Array.from([
  ...prologue,
  15,
  1,
  13,
  0,
  65,
  0,
  253,
  15,
  65,
  0,
  253,
  15,
  253,
  128,
  2,
  11,
]);

/** Why the classifier cannot start: a status' name and a sentence for a person. */
export class LoadError extends Error {
  /**
   * @param {string} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} name of a file beside this one
 * @param {LoadError} failure thrown where it cannot be fetched
 */
async function download(name, failure) {
  const response = await fetch(new URL(name, import.meta.url)).catch(() => null);
  if (!response?.ok) throw failure;
  return response;
}

/** @returns {Promise<Exports>} */
async function instantiate() {
  if (typeof WebAssembly !== 'object' || !WebAssembly.validate(simd)) {
    throw new LoadError('internal-error', failures.browser);
  }
  const name = WebAssembly.validate(relaxedSimd) ? 'hematovision-relaxed.wasm' : 'hematovision-simd.wasm';
  const response = await download(name, new LoadError('internal-error', failures.module));
  /* A server that does not know the type of .wasm would make the streaming compiler refuse it. */
  const streams = response.headers.get('Content-Type')?.startsWith('application/wasm');
  try {
    const { instance } = streams
      ? await WebAssembly.instantiateStreaming(response, {})
      : await WebAssembly.instantiate(await response.arrayBuffer(), {});
    return /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
  } catch (error) {
    if (error instanceof RangeError) throw new LoadError('out-of-memory', sentences['out-of-memory']);
    throw new LoadError('internal-error', failures.brokenModule);
  }
}

/**
 * @param {string} name of a file beside this one
 * @param {LoadError} failure thrown where it cannot be fetched whole
 */
async function downloadBytes(name, failure) {
  const response = await download(name, failure);
  const bytes = await response.arrayBuffer().catch(() => Promise.reject(failure));
  return new Uint8Array(bytes);
}

/**
 * Loads module, model and detector. Throws a LoadError.
 *
 * `classify` throws a RangeError where memory has run out, and a WebAssembly.RuntimeError where the module
 * trapped; the module is not to be used after either.
 *
 * @returns {Promise<{ classify: (file: Uint8Array) => PictureRecord }>}
 */
export async function openClassifier() {
  const [module, model, detector] = await Promise.all([
    instantiate(),
    downloadBytes('hematovision.tflite', new LoadError('no-model', failures.model)),
    downloadBytes('detector.tflite', new LoadError('no-detector', failures.detector)),
  ]);
  module._initialize();

  /**
   * @param {Uint8Array} bytes
   * @returns {number} where they now lie in the module's memory
   */
  const copyIn = (bytes) => {
    const pointer = module.hv_wasm_allocate(bytes.length);
    if (pointer === 0) throw new RangeError('out of memory');
    /* The view is made anew each time: growing the memory detaches the buffer. */
    new Uint8Array(module.memory.buffer).set(bytes, pointer);
    return pointer;
  };

  /** @param {number} pointer to text in UTF-8 with a final NUL */
  const text = (pointer) => {
    const memory = new Uint8Array(module.memory.buffer);
    return new TextDecoder().decode(memory.subarray(pointer, memory.indexOf(0, pointer)));
  };

  /**
   * @param {(model: number, size: number) => number} into
   * @param {Uint8Array} bytes of a .tflite file
   */
  const load = (into, bytes) => {
    const pointer = copyIn(bytes);
    const status = into(pointer, bytes.length);
    module.hv_wasm_free(pointer);
    if (status === 0) return;
    /* Without memory for the classifier itself there is no message, and its pointer is 0. */
    const message = module.hv_wasm_message();
    throw new LoadError(
      text(module.hv_wasm_status_name(status)),
      message === 0 ? sentences['out-of-memory'] : text(message),
    );
  };
  load(module.hv_wasm_load_model, model);
  load(module.hv_wasm_load_detector, detector);

  return {
    classify(file) {
      const pointer = copyIn(file);
      const json = module.hv_wasm_classify(pointer, file.length);
      if (json === 0) throw new RangeError('out of memory');
      const record = /** @type {PictureRecord} */ (JSON.parse(text(json)));
      module.hv_wasm_free(pointer);
      return record;
    },
  };
}
