/* How good the model is: nothing but what model.json says was measured.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { sharePercent } from '../messages.js';
import { byId, element } from './element.js';

/** @returns {(state: import('../state.js').State) => void} */
export function accuracyView() {
  const section = byId('accuracy');
  return ({ model }) => {
    if (!model || !section.hidden) return;
    byId('about-model').textContent = model.about;
    byId('measured').append(...model.measured.map(row));
    section.hidden = false;
  };
}

/** @param {import('../state.js').Measurement} measurement */
function row(measurement) {
  const { data, pictures, groups, group, measures } = measurement;
  const per = measures.accuracy_per_group;
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      data,
      small(groups < pictures ? `${pictures} files, ${groups} ${group}s` : `${pictures} files`),
    ),
    element('td', {}, sharePercent(measures.accuracy.value)),
    element('td', {}, sharePercent(per.value), small(per.interval.map(sharePercent).join(' to '))),
    element(
      'td',
      {},
      sharePercent(measures.right_when_confident?.value ?? null),
      small(`${sharePercent(measures.confident.value)} of files`),
    ),
  );
}

/** @param {string} text */
const small = (text) => element('small', {}, text);
