/* One result: the picture with its cells marked, the class in words, how sure the model is and why a person
 * might agree; or that it names none. For scripts the article carries data-file, data-status, data-class and
 * data-verdict, all four from the moment the picture has been read, none before.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import {
  cellCount,
  classFeatures,
  className,
  duration,
  exampleTruth,
  namedClasses,
  percent,
  probabilities,
  qualitySentence,
  reading,
  unfamiliarHint,
  verdictTitle,
  verdicts,
} from '../messages.js';
import { cellLists } from './cells.js';
import { element } from './element.js';
import { figure } from './picture.js';

/**
 * @typedef {import('../state.js').Picture} Picture
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').Cell} Cell
 */

/**
 * @param {Picture} picture
 * @param {(id: number) => void} remove
 */
export function resultElement(picture, remove) {
  const button = element(
    'button',
    { type: 'button', class: 'remove', 'aria-label': `Remove ${picture.file}` },
    '×',
  );
  button.addEventListener('click', () => remove(picture.id));
  return element('article', { class: 'result' }, element('div', { class: 'reading' }), button);
}

/**
 * @param {HTMLElement} article as resultElement made it
 * @param {Picture} picture
 */
export function fillResult(article, picture) {
  const { record } = picture;
  article.setAttribute('aria-busy', String(!record));
  const [old] = article.getElementsByClassName('reading');
  old.replaceWith(
    element(
      'div',
      { class: 'reading' },
      figure(picture),
      fileLine(picture),
      record ? words(picture, record) : element('div', { class: 'words' }, element('h3', {}, reading)),
    ),
  );
  if (!record) return;
  article.dataset.file = record.file;
  article.dataset.status = record.status;
  article.dataset.class = record.class ?? '';
  article.dataset.verdict = record.verdict ?? '';
}

/** @param {Picture} picture */
function fileLine({ file, record, milliseconds }) {
  const line = element('p', { class: 'file' }, element('span', { class: 'file-name' }, file));
  if (record?.status !== 'ok') return line;
  const facts = [`${record.width} × ${record.height}`, cellCount(record.cells_found), duration(milliseconds)];
  line.append(...facts.map((fact) => element('span', {}, fact)));
  return line;
}

/**
 * @param {Picture} picture
 * @param {FileRecord} record
 */
function words(picture, record) {
  const made = element('div', { class: 'words' });
  if (record.status === 'ok') made.append(...finding(record));
  else made.append(element('h3', { class: 'failure' }, record.message));
  if (picture.example) made.append(origin(picture.example));
  /* More were found than are reported: the message says so. */
  if (record.cells_found > record.cells.length) made.append(element('p', { class: 'cap' }, record.message));
  if (picture.url && record.cells.length > 1) made.append(...cellLists(record, picture.url));
  return made;
}

/**
 * The picture's own verdict, which is that of its first cell.
 *
 * @param {FileRecord} record
 */
function finding({ cells: [first] }) {
  const named = namedClasses(first);
  const verdict = element('p', { class: `verdict ${first.verdict}` });
  /* Of one class among two the number would look surer than the model is: the bars tell it of both. */
  if (first.verdict === 'confident') verdict.append(element('strong', {}, percent(first.confidence)), ' ');
  verdict.append(element('span', {}, verdicts[first.verdict]));
  const made = [element('h3', {}, verdictTitle(first)), verdict];
  if (named.length === 0) made.push(element('p', { class: 'features' }, unfamiliarHint));
  if (first.quality.length > 0) made.push(element('p', { class: 'quality' }, qualitySentence(first.quality)));
  if (named.length > 0) made.push(probabilityTable(first, named), ...features(named));
  return made;
}

/**
 * @param {Cell} cell
 * @param {string[]} named the classes that the verdict names
 */
function probabilityTable(cell, named) {
  const table = element('table', { class: 'probabilities' });
  table.append(element('caption', { class: 'visually-hidden' }, probabilities));
  for (const [name, probability] of Object.entries(cell.probabilities)) {
    const bar = element('span', { class: 'bar' });
    bar.style.width = `${100 * probability}%`;
    const row = table.insertRow();
    if (named.includes(name)) row.className = 'named';
    row.append(
      element('th', { scope: 'row' }, className(name)),
      element('td', { 'aria-hidden': 'true' }, element('span', { class: 'rail' }, bar)),
      element('td', { class: 'value' }, percent(probability)),
    );
  }
  return table;
}

/**
 * How to tell the classes by eye; nothing of one that is unknown here.
 *
 * @param {string[]} named
 */
const features = (named) =>
  named.filter(classFeatures).map((name) => {
    const text = element('p', { class: 'features' }, classFeatures(name));
    if (named.length > 1) text.prepend(element('strong', {}, `${className(name)}:`), ' ');
    return text;
  });

/** @param {import('../state.js').Example} example */
function origin({ source, class: truth, credit }) {
  const text = exampleTruth(source, truth);
  return element('p', { class: 'origin' }, source === 'real' ? `${text} ${credit}` : text);
}
