/* The picture of a result, with what the program found drawn over it: a mark for each cell, numbered where there are
 * several and dashed where the picture's border cuts the cell off; a scale bar where the scale is known; and, where
 * the model explains itself, its maps, shown when asked for. All of it can be enlarged.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';
import { button, element } from './element.js';
import { explanation } from './heat.js';
import { openZoom } from './zoom.js';

/**
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').Cell} Cell
 * @typedef {Cell['box']} Box
 */

/** The frame's width over its height; style.css says the same of .frame. */
const FRAME_RATIO = 4 / 3;

/** A box narrower than this share of the picture has no room for its number, which then stands above it; or below,
 * where the box begins within this share from the top. */
const NARROW = 0.09;
const TOP = 0.05;

/** So many cells are listed at once; the others are folded away, and the numbers of their marks with them. */
export const LISTED = 24;

/** How long a scale bar may be, in micrometres. */
const SCALE_LENGTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** The most of the picture's width that the scale bar takes. */
const SCALE_SHARE = 0.3;

/**
 * A picture that was read.
 *
 * @typedef {{ file: string, url: string, record: FileRecord }} Shown
 */

/**
 * The picture in its frame, always of the same size, so that nothing jumps; below it the button that enlarges it and,
 * where there are maps, what shows and explains them.
 *
 * @param {Shown} shown
 */
export function figure(shown) {
  const { record } = shown;
  const { picture, button: map, caption } = pictureWithMap(shown);
  const ratio = record.width / record.height;
  picture.style.width = `${100 * Math.min(1, ratio / FRAME_RATIO)}%`;
  const enlarge = button({ class: 'quiet enlarge' }, texts.core.zoom.open, () =>
    openZoom(shown.file, record, pictureWithMap(shown)),
  );
  picture.addEventListener('click', () => enlarge.click());
  const tools = element('div', { class: 'tools' }, enlarge);
  const made = element('figure', {}, element('div', { class: 'frame' }, picture), tools);
  if (map) tools.append(map);
  if (caption) made.append(caption);
  return made;
}

/**
 * The picture at its own shape with all that is drawn over it, and what shows its map and explains it.
 *
 * @param {Shown} shown
 */
function pictureWithMap({ url, record, file }) {
  const image = element('img', { src: url, alt: file, loading: 'lazy', decoding: 'async' });
  const picture = element('div', { class: 'picture' }, image);
  picture.style.aspectRatio = String(record.width / record.height);
  const map = record.cells.some((cell) => cell.map) ? explanation(record) : null;
  if (map) picture.append(map.layer);
  /* The first cell is drawn last, over the others. */
  picture.append(...record.cells.map((cell, index) => mark(record, cell, index)).reverse());
  if (record.micrometres_per_pixel) picture.append(scaleBar(record.width * record.micrometres_per_pixel));
  return { picture, button: map?.button ?? null, caption: map?.caption ?? null };
}

/**
 * @param {FileRecord} record
 * @param {Cell} cell
 * @param {number} index
 */
function mark({ width, height, cells }, { box, cut_off: cutOff }, index) {
  const [, y, boxWidth] = box;
  const made = element('span', { class: 'mark', 'aria-hidden': 'true' });
  made.classList.toggle('first', index === 0);
  made.classList.toggle('folded', index >= LISTED);
  made.classList.toggle('cut-off', cutOff);
  made.classList.toggle('narrow', boxWidth < NARROW * width);
  made.classList.toggle('top', y < TOP * height);
  place(made, box, [0, 0, width, height]);
  if (cells.length > 1) made.append(element('span', {}, String(index + 1)));
  return made;
}

/**
 * Lays something over the part of a picture that is shown.
 *
 * @param {HTMLElement} layer
 * @param {Box} box where it belongs
 * @param {Box} shown
 */
export function place(layer, [x, y, width, height], [left, top, across, down]) {
  layer.style.left = `${(100 * (x - left)) / across}%`;
  layer.style.top = `${(100 * (y - top)) / down}%`;
  layer.style.width = `${(100 * width) / across}%`;
  layer.style.height = `${(100 * height) / down}%`;
}

/**
 * The square part of a picture that shows a cell with its surroundings; it may leave the picture.
 *
 * @param {Box} box of the cell
 * @param {number} scale the square's side over the longer side of the box
 * @returns {Box}
 */
export function squareAbout([x, y, width, height], scale) {
  const side = scale * Math.max(width, height);
  return [x + width / 2 - side / 2, y + height / 2 - side / 2, side, side];
}

/** @param {number} width of the picture in micrometres */
function scaleBar(width) {
  const length = SCALE_LENGTHS.findLast((each) => each <= SCALE_SHARE * width) ?? SCALE_LENGTHS[0];
  const line = element('span', { class: 'line' });
  line.style.width = `${(100 * length) / width}%`;
  const words = `${length} µm`;
  const label = texts.core.scaleSpoken(words);
  const attributes = { class: 'scale', role: 'img', 'aria-label': label, title: texts.core.scaleHint };
  return element('div', attributes, element('span', {}, words), line);
}
