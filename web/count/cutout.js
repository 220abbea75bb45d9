/* One cell enlarged: a part of its field's picture, behind a square opening; over it, where there is one, the map of
 * what the model looked at.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { element } from '../views/element.js';
import { picture } from '../views/heat.js';

/** How much of a cell's surroundings is shown: the opening's side over the longer side of the box. */
const SCALE = 1.6;

/**
 * @typedef {import('./log.js').CountedCell} CountedCell
 * @typedef {import('./counting.js').Field} Field
 *
 * @param {Field} field
 * @param {CountedCell} cell
 * @param {string} label
 * @param {boolean} mapShown
 */
export function cutout({ url, record }, { box, found }, label, mapShown) {
  const [x, y, width, height] = box;
  const side = SCALE * Math.max(width, height);
  const [left, top] = [x + width / 2 - side / 2, y + height / 2 - side / 2];
  const image = element('img', { src: url ?? '', alt: label });
  place(image, [-left, -top, record?.width ?? 0, record?.height ?? 0], side);
  const made = element('span', { class: 'cutout' }, image);
  if (found?.map) {
    const [mapLeft, mapTop, mapWidth, mapHeight] = found.patch;
    const map = picture(found.map);
    map.setAttribute('aria-hidden', 'true');
    map.hidden = !mapShown;
    place(map, [mapLeft - left, mapTop - top, mapWidth, mapHeight], side);
    made.append(map);
  }
  return made;
}

/**
 * @param {HTMLElement} layer
 * @param {import('./log.js').Box} box within the opening, in pixels of the field
 * @param {number} side of the opening
 */
function place(layer, [x, y, width, height], side) {
  layer.style.left = `${(100 * x) / side}%`;
  layer.style.top = `${(100 * y) / side}%`;
  layer.style.width = `${(100 * width) / side}%`;
  layer.style.height = `${(100 * height) / side}%`;
}
