/* One result: the picture with its cells marked, the class in words, how sure the model is and why a person
 * might agree. For scripts the article carries data-file, data-status, data-class and data-verdict, all four from
 * the moment the picture has been read, none before.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { classFeatures, className, duration, exampleTruth, percent, reading, verdicts } from '../messages.js';
import { element } from './element.js';

/**
 * @typedef {import('../state.js').Picture} Picture
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').Cell} Cell
 */

/** The frame's width over its height; style.css says the same of .frame. */
const FRAME_RATIO = 4 / 3;

/** How much of a cell's surroundings its cut-out shows: its side over the longer side of the box. */
const CUTOUT_SCALE = 1.3;

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
  const facts =
    record?.status === 'ok' ? [`${record.width} × ${record.height}`, duration(picture.milliseconds)] : [];
  old.replaceWith(
    element(
      'div',
      { class: 'reading' },
      frame(picture),
      fileLine(picture.file, facts),
      record ? words(picture, record) : element('div', { class: 'words' }, element('h3', {}, reading)),
    ),
  );
  if (!record) return;
  article.dataset.file = record.file;
  article.dataset.status = record.status;
  article.dataset.class = record.class ?? '';
  article.dataset.verdict = record.verdict ?? '';
}

/**
 * @param {string} file
 * @param {string[]} facts
 */
function fileLine(file, facts) {
  const spans = facts.map((fact) => element('span', {}, fact));
  return element('p', { class: 'file' }, element('span', { class: 'file-name' }, file), ...spans);
}

/**
 * The picture at its own shape within a frame that is always of the same size, so that nothing jumps.
 *
 * @param {Picture} picture
 */
function frame({ url, record, file }) {
  if (!record) return element('div', { class: 'frame pending' });
  if (!url) return element('div', { class: 'frame empty' }, record.status);
  const ratio = record.width / record.height;
  const shape = element(
    'div',
    { class: 'picture' },
    element('img', { src: url, alt: file, loading: 'lazy' }),
  );
  shape.style.aspectRatio = String(ratio);
  shape.style.width = `${100 * Math.min(1, ratio / FRAME_RATIO)}%`;
  /* The first cell is drawn last, over the others. */
  shape.append(...record.cells.map((cell, index) => mark(record, cell, index)).reverse());
  return element('div', { class: 'frame' }, shape);
}

/**
 * @param {FileRecord} record
 * @param {Cell} cell
 * @param {number} index
 */
function mark({ width, height, cells }, { box: [x, y, boxWidth, boxHeight] }, index) {
  const made = element('span', { class: index === 0 ? 'mark first' : 'mark', 'aria-hidden': 'true' });
  made.style.left = `${(100 * x) / width}%`;
  made.style.top = `${(100 * y) / height}%`;
  made.style.width = `${(100 * boxWidth) / width}%`;
  made.style.height = `${(100 * boxHeight) / height}%`;
  if (cells.length > 1) made.append(element('span', {}, String(index + 1)));
  return made;
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
  if (picture.url && record.cells.length > 1) made.append(cellList(record, picture.url));
  return made;
}

/**
 * The picture's own verdict, which is that of its first cell.
 *
 * @param {FileRecord} record
 */
function finding({ cells: [first] }) {
  return [
    element('h3', {}, className(first.class)),
    element(
      'p',
      { class: `verdict ${first.verdict}` },
      element('strong', {}, percent(first.confidence)),
      ' ',
      element('span', {}, verdicts[first.verdict]),
    ),
    probabilityTable(first),
    element('p', { class: 'features' }, classFeatures(first.class)),
  ];
}

/** @param {Cell} cell */
function probabilityTable(cell) {
  const table = element('table', { class: 'probabilities' });
  table.append(element('caption', { class: 'visually-hidden' }, 'Probability of each class'));
  for (const [name, probability] of Object.entries(cell.probabilities)) {
    const bar = element('span', { class: 'bar' });
    bar.style.width = `${100 * probability}%`;
    const row = table.insertRow();
    if (name === cell.class) row.className = 'first';
    row.append(
      element('th', { scope: 'row' }, className(name)),
      element('td', { 'aria-hidden': 'true' }, element('span', { class: 'rail' }, bar)),
      element('td', { class: 'value' }, percent(probability)),
    );
  }
  return table;
}

/** @param {import('../state.js').Example} example */
function origin({ source, class: truth, credit }) {
  const text = exampleTruth(source, truth);
  return element('p', { class: 'origin' }, source === 'real' ? `${text} ${credit}` : text);
}

/**
 * @param {FileRecord} record
 * @param {string} url
 */
function cellList(record, url) {
  const items = record.cells.map((cell) =>
    element(
      'li',
      { class: cell.verdict },
      cutout(record, cell, url),
      element('span', { class: 'cell-class' }, className(cell.class)),
      element('span', { class: 'cell-confidence' }, percent(cell.confidence)),
      ...(cell.verdict === 'unsure' ? [element('span', { class: 'cell-unsure' }, 'unsure')] : []),
    ),
  );
  return element('ol', { class: 'cells', 'aria-label': 'The cells found' }, ...items);
}

/**
 * The cell alone: the same picture, enlarged and shifted behind a square opening.
 *
 * @param {FileRecord} record
 * @param {Cell} cell
 * @param {string} url
 */
function cutout({ width, height }, { box: [x, y, boxWidth, boxHeight] }, url) {
  const side = CUTOUT_SCALE * Math.max(boxWidth, boxHeight);
  const image = element('img', { src: url, alt: '', loading: 'lazy' });
  image.style.width = `${(100 * width) / side}%`;
  image.style.height = `${(100 * height) / side}%`;
  image.style.left = `${(-100 * (x + boxWidth / 2 - side / 2)) / side}%`;
  image.style.top = `${(-100 * (y + boxHeight / 2 - side / 2)) / side}%`;
  return element('span', { class: 'cutout' }, image);
}
