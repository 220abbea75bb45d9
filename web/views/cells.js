/* The list of the cells of one picture, for pictures with several: each cut out, with the number of its mark.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { cellList, cellUnsure, numberedCell, otherCells, percent, qualityNote } from '../messages.js';
import { element } from './element.js';

/**
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').Cell} Cell
 */

/** How much of a cell's surroundings its cut-out shows: its side over the longer side of the box. */
const CUTOUT_SCALE = 1.3;

/** So many cells are listed at once; the others are folded away, and the numbers of their marks with them. */
export const LISTED = 24;

/**
 * @param {FileRecord} record
 * @param {string} url of the picture
 */
export function cellLists(record, url) {
  const items = record.cells.map((cell, index) => item(record, cell, index + 1, url));
  const others = items.splice(LISTED);
  const first = list(items);
  if (others.length === 0) return [first];
  return [first, element('details', {}, element('summary', {}, otherCells(others.length)), list(others))];
}

/** @param {HTMLElement[]} items */
const list = (items) => element('ul', { class: 'cells', 'aria-label': cellList }, ...items);

/**
 * @param {FileRecord} record
 * @param {Cell} cell
 * @param {number} number
 * @param {string} url
 */
function item(record, cell, number, url) {
  const notes = [];
  if (cell.verdict === 'confident') notes.push(percent(cell.confidence));
  if (cell.verdict === 'unsure') notes.push(cellUnsure);
  if (cell.quality.length > 0) notes.push(qualityNote(cell.quality));
  return element(
    'li',
    { class: cell.verdict },
    cutout(record, cell, url),
    element('span', { class: 'cell-class' }, numberedCell(number, cell)),
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
function cutout({ width, height }, { box: [x, y, boxWidth, boxHeight] }, url) {
  const side = CUTOUT_SCALE * Math.max(boxWidth, boxHeight);
  const image = element('img', { src: url, alt: '', loading: 'lazy' });
  image.style.width = `${(100 * width) / side}%`;
  image.style.height = `${(100 * height) / side}%`;
  image.style.left = `${(-100 * (x + boxWidth / 2 - side / 2)) / side}%`;
  image.style.top = `${(-100 * (y + boxHeight / 2 - side / 2)) / side}%`;
  return element('span', { class: 'cutout' }, image);
}
