/* Records written by hand, and a page whose program answers with them: what the page makes of an answer, whatever
 * model there is. How good the answers are is no matter of such tests.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * A module that gives these records, one after another and then from the first again, for whatever pictures.
 *
 * @param {object[]} records as wasm/hematovision.h has them
 */
export const answering = (...records) => ({
  'module.js': {
    body: `export class LoadError extends Error {}
      const records = ${JSON.stringify(records)};
      let next = 0;
      export const openClassifier = async () => ({ classify: () => records[next++ % records.length] });`,
  },
});

const finding = {
  class: 'monocyte',
  confidence: 0.87,
  probabilities: { monocyte: 0.87, neutrophil: 0.13 },
  verdict: 'confident',
  unfamiliarity: 0.03,
  alternative: 'neutrophil',
  quality: [],
};

/**
 * @param {number[]} box
 * @param {object} differences
 */
export const cell = (box, differences = {}) => ({
  box,
  score: 0.9,
  cut_off: false,
  ...finding,
  patch: box,
  map: null,
  ...differences,
});

/**
 * @param {object[]} cells
 * @param {object} differences
 */
export function recordOf(cells, differences = {}) {
  const size = { width: 640, height: 480, micrometres_per_pixel: null, cells_found: cells.length };
  return { status: 'ok', message: 'Found.', ...size, ...first(cells), cells, ...differences };
}

/**
 * What a picture takes from its first cell.
 *
 * @param {object[]} cells
 */
function first([{ class: name, confidence, probabilities, verdict, unfamiliarity, alternative, quality }]) {
  return { class: name, confidence, probabilities, verdict, unfamiliarity, alternative, quality };
}
