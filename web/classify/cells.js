/* The list of the cells of one picture, for pictures with several: each cut out, with the number of its mark.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { percent, qualityNote, texts, verdictTitle } from '../texts.js';
import { element } from '../views/element.js';
import { LISTED, place, squareAbout } from '../views/picture.js';

/**
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').Cell} Cell
 */

/** How much of a cell's surroundings its cut-out shows: its side over the longer side of the box. */
const CUTOUT_SCALE = 1.3;

/**
 * @param {FileRecord} record
 * @param {string} url of the picture
 */
export function cellLists(record, url) {
  const items = record.cells.map((cell, index) => item(record, cell, index + 1, url));
  const others = items.splice(LISTED);
  const first = list(items);
  if (others.length === 0) return [first];
  const summary = element('summary', {}, texts.classify.otherCells(others.length));
  return [first, element('details', {}, summary, list(others))];
}

/** @param {HTMLElement[]} items */
const list = (items) => element('ul', { class: 'cells', 'aria-label': texts.classify.cells }, ...items);

/**
 * @param {FileRecord} record
 * @param {Cell} cell
 * @param {number} number
 * @param {string} url
 */
function item(record, cell, number, url) {
  const notes = [];
  if (cell.verdict === 'confident') notes.push(percent(cell.confidence));
  if (cell.verdict === 'unsure') notes.push(texts.core.verdictWords.unsure);
  if (cell.quality.length > 0) notes.push(qualityNote(cell.quality));
  return element(
    'li',
    { class: cell.verdict },
    cutout(record, cell, url),
    element('span', { class: 'cell-class' }, `${number} · ${verdictTitle(cell)}`),
    ...notes.map((note) => element('span', { class: 'cell-note' }, note)),
  );
}

/**
 * The cell alone: the same picture, enlarged and shifted behind a square opening.
 *
 * @param {FileRecord} record
 * @param {Cell} cell
 * @param {string} url
 */
function cutout({ width, height }, { box }, url) {
  const image = element('img', { src: url, alt: '', loading: 'lazy' });
  place(image, [0, 0, width, height], squareAbout(box, CUTOUT_SCALE));
  return element('span', { class: 'cutout' }, image);
}
