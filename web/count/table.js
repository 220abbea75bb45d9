/* The differential as a table: how many of each class, what share that is, and its limits, in numbers and as a bar.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { sharePercent, texts } from '../texts.js';
import { element } from '../views/element.js';
import { callShort, rangeWords } from './words.js';

const words = texts.count.table;

/** @param {import('./tally.js').Tally} tally */
export function tallyTable({ rows, total }) {
  const table = element('table', { class: 'tally' });
  table.append(element('caption', {}, element('span', {}, words.title)));
  const head = table.createTHead().insertRow();
  const titles = [words.class, words.count, words.share, words.limits];
  head.append(...titles.map((title) => element('th', { scope: 'col' }, title)));
  head.append(element('td', { 'aria-hidden': 'true' }), element('th', { scope: 'col' }, words.model));
  const body = table.createTBody();
  for (const row of rows) body.append(tallyRow(row, total));
  const foot = table.createTFoot().insertRow();
  foot.append(
    element('th', { scope: 'row' }, words.total),
    element('td', {}, String(total)),
    element('td', { colspan: '4' }),
  );
  return table;
}

/**
 * @param {import('./tally.js').Row} row
 * @param {number} total
 */
function tallyRow({ name, count, share, limits, byModel }, total) {
  const known = total > 0;
  return element(
    'tr',
    { 'data-class': name },
    element('th', { scope: 'row' }, callShort(name)),
    element('td', {}, String(count)),
    element('td', {}, sharePercent(share)),
    element('td', { class: 'limits' }, known ? rangeWords(limits) : '–'),
    element('td', { class: 'bars', 'aria-hidden': 'true' }, ...(known ? [bars(share ?? 0, limits)] : [])),
    element('td', {}, name === 'other' ? '–' : String(byModel)),
  );
}

/**
 * @param {number} share 0 … 1
 * @param {[number, number]} limits
 */
function bars(share, [low, high]) {
  const bar = element('span', { class: 'bar' });
  bar.style.width = `${100 * share}%`;
  const whisker = element('span', { class: 'whisker' });
  whisker.style.left = `${100 * low}%`;
  whisker.style.width = `${100 * (high - low)}%`;
  return element('span', { class: 'rail' }, bar, whisker);
}
