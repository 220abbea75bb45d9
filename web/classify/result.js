/* One card: the picture with its cells marked, the class in words, how sure the model is and why a person might agree;
 * or that it names none, or that there is no cell. For scripts the card carries data-file, data-status, data-class and
 * data-verdict, all four from the moment the picture has been read, none before.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import {
  classFeatures,
  className,
  classWithin,
  duration,
  namedClasses,
  qualityNote,
  texts,
  verdictTitle,
} from '../texts.js';
import { button, element } from '../views/element.js';
import { figure } from '../views/picture.js';
import { probabilityTable, verdictLine } from '../views/probabilities.js';
import { cellLists } from './cells.js';
import { copyButtons } from './copy.js';
import { mayRetry } from './queue.js';

/**
 * @typedef {import('../state.js').Picture} Picture
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').Cell} Cell
 *
 * @typedef {object} Actions
 * @property {(id: number) => void} remove
 * @property {(id: number) => void} retry
 * @property {(sentence: string) => void} announce
 */

const words = texts.classify;

/**
 * @param {Picture} picture
 * @param {Actions} actions
 */
export function cardElement({ id, file }, { remove }) {
  const removes = button({ class: 'remove', 'aria-label': words.remove(file) }, '×', () => remove(id));
  const attributes = { class: 'result', tabindex: '-1', 'data-id': String(id), 'aria-label': file };
  return element('article', attributes, element('div', { class: 'reading' }), removes);
}

/**
 * @param {HTMLElement} card as cardElement made it
 * @param {Picture} picture
 * @param {Actions} actions
 */
export function fillCard(card, picture, actions) {
  const { record } = picture;
  card.setAttribute('aria-busy', String(!record));
  const [old] = card.getElementsByClassName('reading');
  old.replaceWith(
    element('div', { class: 'reading' }, pictureArea(picture), fileLine(picture), said(picture, actions)),
  );
  const data = { file: record?.file, status: record?.status, class: record?.class, verdict: record?.verdict };
  for (const [name, value] of Object.entries(data)) {
    if (record) card.dataset[name] = value ?? '';
    else delete card.dataset[name];
  }
}

/** @param {Picture} picture */
function pictureArea({ file, url, record }) {
  if (record && url) return figure({ file, url, record });
  const look = record ? 'frame empty' : 'frame pending';
  return element('figure', {}, element('div', { class: look }, record?.status ?? ''));
}

/** @param {Picture} picture */
function fileLine({ file, record, milliseconds }) {
  const line = element('p', { class: 'file' }, element('span', { class: 'file-name' }, file));
  if (record?.status !== 'ok' && record?.status !== 'no-cell') return line;
  const cells = record.cells_found > 0 ? [texts.core.cells(record.cells_found)] : [];
  const facts = [`${record.width} × ${record.height}`, ...cells, duration(milliseconds)];
  line.append(...facts.map((fact) => element('span', {}, fact)));
  return line;
}

/**
 * @param {Picture} picture
 * @param {Actions} actions
 */
function said(picture, actions) {
  const { record, example, url } = picture;
  const made = element('div', { class: 'words' });
  if (!record) {
    made.append(element('h3', {}, words.reading));
    return made;
  }
  if (record.status === 'ok') made.append(...finding(record.cells[0]));
  else if (record.status === 'no-cell') made.append(...noCell());
  else made.append(element('h3', { class: 'failure' }, record.message));
  if (example) made.append(origin(example));
  /* More were found than are reported: the message says so. */
  if (record.cells_found > record.cells.length) made.append(element('p', { class: 'cap' }, record.message));
  if (url && record.cells.length > 1) made.append(...cellLists(record, url));
  made.append(tools(picture, record, actions));
  return made;
}

/** That there is none is an answer like any other. */
const noCell = () => [
  element('h3', {}, texts.core.noCell),
  element('p', { class: 'features' }, texts.core.noCellHint),
];

/**
 * @param {Picture} picture
 * @param {FileRecord} record
 * @param {Actions} actions
 */
function tools(picture, record, { retry, announce }) {
  const made = element('div', { class: 'tools' });
  if (picture.url) made.append(...copyButtons(record, picture.model, announce));
  if (mayRetry(picture)) {
    made.append(button({}, words.retry, () => retry(picture.id)));
  }
  return made;
}

/**
 * The picture's own verdict, which is that of its first cell.
 *
 * @param {Cell} cell
 */
function finding(cell) {
  const named = namedClasses(cell);
  const made = [element('h3', {}, verdictTitle(cell)), verdictLine(cell)];
  if (named.length === 0) made.push(element('p', { class: 'features' }, texts.core.unfamiliarHint));
  if (cell.quality.length > 0) {
    const sentence = texts.core.qualitySentence(qualityNote(cell.quality));
    made.push(element('p', { class: 'quality' }, sentence));
  }
  if (named.length > 0) made.push(probabilityTable(cell), ...features(named));
  return made;
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
  const text = words.exampleTruth(source, truth && classWithin(truth));
  return element('p', { class: 'origin' }, source === 'real' ? `${text} ${credit}` : text);
}
