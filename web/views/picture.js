/* The picture of a result, with what the program found drawn over it: a mark for each cell, numbered where there are
 * several and dashed where the picture's border cuts the cell off; a scale bar where the scale is known; and, where
 * the model explains itself, its maps, shown when asked for.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { scaleHint, scaleLength, scaleSpoken } from '../messages.js';
import { LISTED } from './cells.js';
import { element } from './element.js';
import { explanation } from './heat.js';

/**
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').Cell} Cell
 */

/** The frame's width over its height; style.css says the same of .frame. */
const FRAME_RATIO = 4 / 3;

/** A box narrower than this share of the picture has no room for its number, which then stands above it; or below,
 * where the box begins within this share from the top. */
const NARROW = 0.09;
const TOP = 0.05;

/** How long a scale bar may be, in micrometres. */
const SCALE_LENGTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** The most of the picture's width that the scale bar takes. */
const SCALE_SHARE = 0.3;

/**
 * The picture in its frame; below it, where there are maps, what shows and explains them.
 *
 * @param {import('../state.js').Picture} picture
 */
export function figure(picture) {
  const made = element('figure', {}, frame(picture));
  if (picture.record?.cells.some(({ map }) => map)) {
    const { layer, button, caption } = explanation(picture.record);
    made.querySelector('.picture img')?.after(layer);
    made.append(button, caption);
  }
  return made;
}

/**
 * The picture at its own shape within a frame that is always of the same size, so that nothing jumps.
 *
 * @param {import('../state.js').Picture} picture
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
  if (record.micrometres_per_pixel) shape.append(scaleBar(record.width * record.micrometres_per_pixel));
  return element('div', { class: 'frame' }, shape);
}

/**
 * @param {FileRecord} record
 * @param {Cell} cell
 * @param {number} index
 */
function mark({ width, height, cells }, { box: [x, y, boxWidth, boxHeight], cut_off: cutOff }, index) {
  const made = element('span', { class: 'mark', 'aria-hidden': 'true' });
  made.classList.toggle('first', index === 0);
  made.classList.toggle('folded', index >= LISTED);
  made.classList.toggle('cut-off', cutOff);
  made.classList.toggle('narrow', boxWidth < NARROW * width);
  made.classList.toggle('top', y < TOP * height);
  made.style.left = `${(100 * x) / width}%`;
  made.style.top = `${(100 * y) / height}%`;
  made.style.width = `${(100 * boxWidth) / width}%`;
  made.style.height = `${(100 * boxHeight) / height}%`;
  if (cells.length > 1) made.append(element('span', {}, String(index + 1)));
  return made;
}

/** @param {number} width of the picture in micrometres */
function scaleBar(width) {
  const length = SCALE_LENGTHS.findLast((each) => each <= SCALE_SHARE * width) ?? SCALE_LENGTHS[0];
  const line = element('span', { class: 'line' });
  line.style.width = `${(100 * length) / width}%`;
  const attributes = { class: 'scale', role: 'img', 'aria-label': scaleSpoken(length), title: scaleHint };
  return element('div', attributes, element('span', {}, scaleLength(length)), line);
}
