/* What a report was made with, and when: the build of the page, and the models that read its pictures, which may be
 * others than that in use, as what was read outlives a reload and an update. Learn's summary says it too.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { madeWords } from '../views/made.js';

/**
 * @typedef {import('../classifier.js').ModelId} ModelId
 * @typedef {import('./export.js').Made} Made
 * @typedef {{ date: Date, build: Made['build'], models: Made['model'][] }} Origin each model once
 */

/**
 * The models that answered, each once, in the order in which they came; null among them where one is not known.
 *
 * @param {{ model: ModelId | null }[]} answers
 */
export function modelsOf(answers) {
  const all = answers.map(({ model }) => /** @type {const} */ ([`${model?.name} ${model?.sha256}`, model]));
  return [...new Map(all).values()];
}

/**
 * A line for the build, and one for each model.
 *
 * @param {Omit<Origin, 'date'>} origin
 */
export function originWords({ build, models }) {
  const [program] = madeWords({ build, model: null });
  return [program, ...models.map((model) => madeWords({ build, model })[1])];
}
