/* The page's one state. Views read it, main.js changes it, always by `update`, never in place: a view tells by
 * identity what has changed.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @typedef {import('./classifier.js').Engine} Engine
 * @typedef {import('./module.js').PictureRecord & { file: string }} FileRecord
 *
 * @typedef {object} Example one entry of examples/examples.json, with its bytes once they have come
 * @property {string} file
 * @property {string | null} class what the picture shows in truth; null where it has no white cell
 * @property {'drawn' | 'real'} source
 * @property {string} credit
 * @property {Blob | null} blob
 * @property {string | null} url of the blob, for its thumbnail
 *
 * @typedef {object} Picture
 * @property {number} id
 * @property {string} file its name
 * @property {Blob} blob
 * @property {Example | null} example where it is one
 * @property {FileRecord | null} record null until it has been read
 * @property {number} milliseconds that decoding, finding and classifying took in the worker
 * @property {string | null} url of the blob, where the picture could be read
 *
 * @typedef {{ value: number, interval: [number, number], of: number }} Measure a share, 0 … 1; its 95 % interval; of
 *   how many
 *
 * @typedef {object} Measurement one entry of model.json (a row of the report of tools/evaluate)
 * @property {string} data what was measured on
 * @property {number} pictures
 * @property {number} groups of pictures that belong together and count once
 * @property {string} group what a group is: a field, a slide, a picture
 * @property {{ accuracy: Measure, accuracy_per_group: Measure, confident: Measure, right_when_confident?: Measure }}
 *   measures the last only where a picture was confident
 *
 * @typedef {{ about: string, measured: Measurement[] }} ModelCard model.json
 *
 * @typedef {object} State
 * @property {Engine} engine
 * @property {Picture[]} pictures in the order shown: the newest batch first, each batch as it was given
 * @property {Example[] | null} examples null until the list has come
 * @property {ModelCard | null} model
 * @property {boolean} dragging a file is held over the page
 * @property {string} notice a sentence about the last thing done, or ''
 * @property {string} announcement for screen readers
 */

/** @type {State} */
export const state = {
  engine: { phase: 'loading' },
  pictures: [],
  examples: null,
  model: null,
  dragging: false,
  notice: '',
  announcement: '',
};

/** @type {((state: State) => void)[]} */
const renders = [];

/** @param {((state: State) => void)[]} views each is called now and after every change */
export function show(...views) {
  renders.push(...views);
  update({});
}

/** @param {Partial<State>} change */
export function update(change) {
  Object.assign(state, change);
  for (const render of renders) render(state);
}
