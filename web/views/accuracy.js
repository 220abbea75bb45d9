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
  const { data, files, groups, group, interval_per_group: interval } = measurement;
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      data,
      small(groups < files ? `${files} files, ${groups} ${group}s` : `${files} files`),
    ),
    element('td', {}, sharePercent(measurement.accuracy_per_file)),
    element(
      'td',
      {},
      sharePercent(measurement.accuracy_per_group),
      small(interval.map(sharePercent).join(' to ')),
    ),
    element(
      'td',
      {},
      sharePercent(measurement.accuracy_when_confident),
      small(`${sharePercent(measurement.confident)} of files`),
    ),
  );
}

/** @param {string} text */
const small = (text) => element('small', {}, text);
