/* What a report was made with: the program's build and the model, in words.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';

const said = texts.app.made;

/** @param {Omit<import('../count/export.js').Made, 'date'>} made */
export const madeWords = ({ build, model }) => [
  said.program(build?.version ?? said.unknown, build?.build ?? said.unknown),
  said.model(model?.name ?? said.unknown, model?.sha256 ?? said.unknown),
];
