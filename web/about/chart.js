/* A chart of shares: a row for each, with a dot for what was measured and a line for its interval, on a scale from 0
 * to 100 %. Each row tells its figures in words too, and below stands the same as a table.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { sharePercent, texts } from '../texts.js';
import { element } from '../views/element.js';

/**
 * @typedef {{ value: number, interval: [number, number], of: number }} Measure a share, 0 … 1; its 95 % interval; of
 *   how many
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} note how many there were
 * @property {Measure | null} measure null where it was not measured
 */

const said = texts.about.measured;

/** Where the scale has a line, in percent. */
const LINES = [0, 25, 50, 75, 100];

/**
 * @param {{ title: string, note: string }} words
 * @param {Row[]} rows
 */
export function chart({ title, note }, rows) {
  return element(
    'figure',
    { class: 'chart' },
    element('figcaption', {}, element('h3', {}, title), element('p', { class: 'hint' }, note)),
    element('ul', {}, ...rows.map(bar)),
    axis(),
    element('details', {}, element('summary', {}, said.table), table(title, rows)),
  );
}

/** @param {Row} row */
function bar({ name, note, measure }) {
  const label = element('span', { class: 'label' }, name, ' ', element('small', {}, note));
  if (!measure) return element('li', {}, label, element('span', { class: 'value' }, said.none));
  const value = element(
    'span',
    { class: 'value' },
    element('strong', {}, sharePercent(measure.value)),
    ' ',
    element('small', {}, intervalWords(measure)),
  );
  return element('li', {}, label, value, track(measure));
}

/** @param {Measure} measure */
function track({ value, interval: [low, high] }) {
  const whisker = element('span', { class: 'whisker' });
  whisker.style.left = `${100 * low}%`;
  whisker.style.width = `${100 * (high - low)}%`;
  const dot = element('span', { class: 'dot' });
  dot.style.left = `${100 * value}%`;
  return element('span', { class: 'track', 'aria-hidden': 'true' }, ...LINES.map(line), whisker, dot);
}

/** @param {number} percent */
function line(percent) {
  const made = element('span', { class: 'line' });
  made.style.left = `${percent}%`;
  return made;
}

function axis() {
  const marks = LINES.map((percent) => {
    const mark = element('span', {}, `${percent} %`);
    mark.style.left = `${percent}%`;
    return mark;
  });
  return element('div', { class: 'axis', 'aria-hidden': 'true' }, element('div', {}, ...marks));
}

/** @param {Measure} measure */
const intervalWords = ({ interval: [low, high] }) => said.interval(sharePercent(low), sharePercent(high));

/**
 * @param {string} title
 * @param {Row[]} rows
 */
function table(title, rows) {
  const head = Object.values(said.columns).map((name) => element('th', { scope: 'col' }, name));
  const body = rows.map(({ name, measure }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, measure ? sharePercent(measure.value) : said.none),
      element('td', {}, measure ? intervalWords(measure) : ''),
      element('td', {}, measure ? String(measure.of) : ''),
    ),
  );
  return element(
    'table',
    {},
    element('caption', { class: 'visually-hidden' }, title),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  );
}
