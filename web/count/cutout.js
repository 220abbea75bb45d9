/* One cell enlarged: a part of its field's picture, behind a square opening; over it, where there is one, the map of
 * what the model looked at.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { element } from '../views/element.js';
import { picture } from '../views/heat.js';
import { place, squareAbout } from '../views/picture.js';

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
  const opening = squareAbout(box, SCALE);
  const image = element('img', { src: url ?? '', alt: label });
  place(image, [0, 0, record?.width ?? 0, record?.height ?? 0], opening);
  const made = element('span', { class: 'cutout' }, image);
  if (found?.map) {
    const map = picture(found.map);
    map.setAttribute('aria-hidden', 'true');
    map.hidden = !mapShown;
    place(map, found.patch, opening);
    made.append(map);
  }
  return made;
}
