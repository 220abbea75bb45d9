/* The page's one state. Views read it, and change it always by `update`, never in place: a view tells by identity what
 * has changed. Each view owns its part.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { beginning as countBeginning } from './count/beginning.js';
import { beginning } from './learn/beginning.js';

/**
 * @typedef {import('./classifier.js').Engine} Engine
 * @typedef {import('./module.js').PictureRecord & { file: string }} FileRecord
 *
 * @typedef {object} Example one entry of examples/examples.json, with its bytes once they have come
 * @property {string} file
 * @property {string | null} class what the picture shows in truth; null where it has no white cell
 * @property {number} cells how many white cells it shows
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
 * @property {import('./classifier.js').ModelId | null} model that answered; null where none did
 * @property {string | null} url of the blob, where the picture could be read
 *
 * @typedef {{ version: string, build: string, files: Record<string, string> }} Build build.json: hashes as hexadecimal
 *   SHA-256, of all files and of some
 *
 * @typedef {object} State
 * @property {Engine} engine
 * @property {import('./classifier.js').Model | null} model the one in use; null until it is loaded
 * @property {Build | null} build null until it has come
 * @property {Example[] | null} examples null until the list has come
 * @property {boolean} dragging a file is held over the page
 * @property {Picture[]} pictures of Classify, in the order shown: the newest batch first, each batch as it was given
 * @property {{ pictures: Picture[], before: number[] } | null} removed what Classify can still bring back, and the ids of
 *   all pictures in the order before; null where there is nothing
 * @property {string} notice of Classify: a sentence about the last thing done, or ''
 * @property {import('./count/counting.js').Counting} count
 * @property {import('./learn/model.js').Learning} learn
 */

/** @type {State} */
export const state = {
  engine: { phase: 'loading' },
  model: null,
  build: null,
  examples: null,
  dragging: false,
  pictures: [],
  removed: null,
  notice: '',
  count: countBeginning,
  learn: beginning,
};

/** @type {((state: State) => void)[]} */
const renders = [];

/** @param {((state: State) => void)[]} added each is called now and after every change */
export function watch(...added) {
  renders.push(...added);
  update({});
}

/** @param {Partial<State>} change */
export function update(change) {
  Object.assign(state, change);
  for (const render of renders) render(state);
}
