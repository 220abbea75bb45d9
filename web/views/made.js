/* What a report was made with, and when: the build of the page, and the models that read its pictures, which may be
 * others than that in use, as what was read outlives a reload and an update.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';

/**
 * @typedef {import('../classifier.js').ModelId} ModelId
 *
 * @typedef {object} Made with what
 * @property {Date} date
 * @property {{ version: string, build: string } | null} build null where it is unknown
 * @property {(ModelId | null)[]} models each once; null among them where one is unknown
 */

const said = texts.app.made;

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
 * @param {Omit<Made, 'date'>} made
 */
export const madeWords = ({ build, models }) => [
  said.program(build?.version ?? said.unknown, build?.build ?? said.unknown),
  ...models.map((model) => said.model(model?.name ?? said.unknown, model?.sha256 ?? said.unknown)),
];
