/* The WebAssembly module (wasm/boundary.c), the model and the cell detector as one object: bytes of a picture in,
 * its record out. Knows nothing of workers, queues, texts and the page, nor where the bytes come from.
 *
 * SPDX-License-Identifier: Apache-2.0 */

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
 * @property {string | null} alternative the second most probable class; null where there is only one, or an
 *   unsure verdict is not for the class’ sake
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

/** Why the module, the model or the detector cannot be used. */
export class LoadError extends Error {
  /**
   * @param {string} status of wasm/hematovision.h, or 'broken-module'
   * @param {string} message the core's own sentence with its details; '' where it has none
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<Exports>}
 */
async function instantiate(bytes) {
  try {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
  } catch (error) {
    throw error instanceof RangeError ? error : new LoadError('broken-module', '');
  }
}

/**
 * The same record with other class names, in the order of the model's own.
 *
 * @param {PictureRecord} record
 * @param {string[]} names
 * @returns {PictureRecord}
 */
function renamed(record, names) {
  const own = Object.keys(record.probabilities ?? {});
  /** @param {string | null} name */
  const other = (name) => (name === null ? null : (names[own.indexOf(name)] ?? name));
  /** @param {{ class: string | null, alternative: string | null, probabilities: Record<string, number> | null }} verdict */
  const change = (verdict) => ({
    class: other(verdict.class),
    alternative: other(verdict.alternative),
    probabilities:
      verdict.probabilities &&
      Object.fromEntries(Object.entries(verdict.probabilities).map(([name, each]) => [other(name), each])),
  });
  const cells = record.cells.map((cell) => /** @type {Cell} */ ({ ...cell, ...change(cell) }));
  return /** @type {PictureRecord} */ ({ ...record, ...change(record), cells });
}

/**
 * Loads module, model and detector. Throws a LoadError, or a RangeError where memory has run out.
 *
 * `classify` throws a RangeError where memory has run out, and a WebAssembly.RuntimeError where the module
 * trapped; the module is not to be used after either. `useModel` throws a LoadError, after which the model before
 * stays in place, and the same two.
 *
 * @param {import('./parts.js').Parts} parts
 * @returns {Promise<{ classify: (file: ArrayBuffer) => PictureRecord,
 *   useModel: (model: ArrayBuffer, names: string[] | null) => void }>} `names` of its classes, instead of its own
 */
export async function openClassifier(parts) {
  const module = await instantiate(parts.module);
  module._initialize();
  /** @type {string[] | null} */
  let classNames = null;

  /**
   * @param {ArrayBuffer} bytes
   * @returns {number} where they now lie in the module's memory
   */
  const copyIn = (bytes) => {
    const pointer = module.hv_wasm_allocate(bytes.byteLength);
    if (pointer === 0) throw new RangeError('out of memory');
    /* The view is made anew each time: growing the memory detaches the buffer. */
    new Uint8Array(module.memory.buffer).set(new Uint8Array(bytes), pointer);
    return pointer;
  };

  /** @param {number} pointer to text in UTF-8 with a final NUL */
  const text = (pointer) => {
    const memory = new Uint8Array(module.memory.buffer);
    return new TextDecoder().decode(memory.subarray(pointer, memory.indexOf(0, pointer)));
  };

  /**
   * @param {(model: number, size: number) => number} into
   * @param {ArrayBuffer} bytes of a .tflite file
   */
  const load = (into, bytes) => {
    const pointer = copyIn(bytes);
    const status = into(pointer, bytes.byteLength);
    module.hv_wasm_free(pointer);
    if (status === 0) return;
    /* Without memory for the classifier itself there is no message, and its pointer is 0. */
    const message = module.hv_wasm_message();
    throw new LoadError(text(module.hv_wasm_status_name(status)), message === 0 ? '' : text(message));
  };
  load(module.hv_wasm_load_model, parts.model);
  load(module.hv_wasm_load_detector, parts.detector);

  return {
    classify(file) {
      const pointer = copyIn(file);
      const json = module.hv_wasm_classify(pointer, file.byteLength);
      if (json === 0) throw new RangeError('out of memory');
      const record = /** @type {PictureRecord} */ (JSON.parse(text(json)));
      module.hv_wasm_free(pointer);
      return classNames ? renamed(record, classNames) : record;
    },
    useModel(model, names) {
      load(module.hv_wasm_load_model, model);
      classNames = names;
    },
  };
}
