/* What to look for in a cell: the teaching notes of a class, or of two beside each other; and what the model said.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { pairOf } from '../classes.js';
import { className, namedClasses, percent, texts, verdictTitle } from '../texts.js';
import { element } from '../views/element.js';

/** @typedef {import('../classes.js').ClassName} ClassName */

const words = texts.learn;

/** @typedef {keyof typeof words.features} Feature */

const features = /** @type {Feature[]} */ (Object.keys(words.features));

/** @param {ClassName} name */
export function classNotes(name) {
  const list = element('dl', { class: 'class-notes' });
  for (const feature of features) {
    const [term, note] = [words.features[feature], words.notes[name][feature]];
    list.append(element('div', {}, element('dt', {}, term), element('dd', {}, note)));
  }
  return element('section', {}, element('h2', {}, words.look), list);
}

/**
 * Two classes, feature by feature.
 *
 * @param {ClassName} one
 * @param {ClassName} other
 */
export function differences(one, other) {
  const pair = pairOf(one, other);
  const cells = (/** @type {Feature} */ feature) =>
    [one, other].map((name) => element('td', { 'data-class': className(name) }, words.notes[name][feature]));
  const table = element(
    'table',
    { class: 'differences' },
    element('caption', { class: 'visually-hidden' }, words.differences),
    element(
      'thead',
      {},
      row(
        element('th', { scope: 'col' }, words.feature),
        ...[one, other].map((name) => element('th', { scope: 'col' }, className(name))),
      ),
    ),
    element(
      'tbody',
      {},
      ...features.map((feature) =>
        row(element('th', { scope: 'row' }, words.features[feature]), ...cells(feature)),
      ),
    ),
  );
  const section = element('section', {}, element('h2', {}, words.differences));
  if (pair) section.append(element('p', { class: 'tells' }, words.tells[pair]));
  section.append(table);
  return section;
}

/** @param {Node[]} cells */
const row = (...cells) => element('tr', {}, ...cells);

/**
 * What the model says of a picture, and whether it is right. It names one class, two, or none.
 *
 * @param {import('./cards.js').Card} card
 */
export function modelSentence({ record: { cells }, labelled }) {
  const [cell] = cells;
  if (!cell) return words.modelNoCell + '.';
  if (cell.verdict === 'unfamiliar') return words.modelUnfamiliar + '.';
  const [title, named] = [verdictTitle(cell), namedClasses(cell)];
  const said =
    cell.verdict === 'confident'
      ? words.modelConfident(title, percent(cell.confidence))
      : words.modelUnsure(title);
  const right = named.length === 1 ? words.modelRight : words.modelOneOfTwo;
  return `${said}. ${named.includes(labelled.class) ? right : words.modelWrong}`;
}
