/* How sure the model is of a cell: its verdict in a line, and how probable each class is, as bars and in numbers.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { classShort, namedClasses, percent, texts, verdictSentence } from '../texts.js';
import { element } from './element.js';

/** @param {import('../module.js').Cell} cell */
export function verdictLine(cell) {
  const line = element('p', { class: `verdict ${cell.verdict}` });
  /* Of one class among two the number would look surer than the model is: the bars tell it of both. */
  if (cell.verdict === 'confident') line.append(element('strong', {}, percent(cell.confidence)), ' ');
  line.append(element('span', {}, verdictSentence(cell)));
  return line;
}

/** @param {import('../module.js').Cell} cell of which the classes that its verdict names stand out */
export function probabilityTable(cell) {
  const named = namedClasses(cell);
  const table = element('table', { class: 'probabilities' });
  table.append(element('caption', { class: 'visually-hidden' }, texts.core.probabilities));
  for (const [name, probability] of Object.entries(cell.probabilities)) {
    const bar = element('span', { class: 'bar' });
    bar.style.width = `${100 * probability}%`;
    const row = table.insertRow();
    if (named.includes(name)) row.className = 'named';
    row.append(
      element('th', { scope: 'row' }, classShort(name)),
      element('td', { 'aria-hidden': 'true' }, element('span', { class: 'rail' }, bar)),
      element('td', { class: 'value' }, percent(probability)),
    );
  }
  return table;
}
