/* The explanation of a picture's verdicts: each cell's map as a layer of colour over its patch, as the command line's
 * --explain draws it, with the button that shows it and the words that say what it is.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { namedClasses, texts } from '../texts.js';
import { element } from './element.js';

const words = texts.core.heat;

/**
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../module.js').ClassMap} ClassMap
 */

/** Yellow stands out from every stain. Where a map is 1, the colour covers this share of the picture. */
const COLOUR = [255, 214, 0];
const MOST_COVER = 0.65;

/** The layer's longer side in pixels at most: enough for colours that run into each other. */
const LAYER_SIDE = 1200;

/**
 * The layer to be put over the picture, and what shows and explains it. The layer is drawn when it is first shown:
 * most never are.
 *
 * @param {FileRecord} record
 */
export function explanation(record) {
  const layer = element('canvas', { class: 'heat', 'aria-hidden': 'true' });
  const button = element(
    'button',
    { type: 'button', class: 'quiet map', 'aria-pressed': 'false' },
    words.button,
  );
  const caption = element('figcaption', {}, key(), meaning(record.cells));
  layer.hidden = caption.hidden = true;
  button.addEventListener('click', () => draw(layer, record), { once: true });
  button.addEventListener('click', () => {
    layer.hidden = caption.hidden = !layer.hidden;
    button.setAttribute('aria-pressed', String(!layer.hidden));
  });
  return { layer, button, caption };
}

/**
 * @param {HTMLCanvasElement} layer
 * @param {FileRecord} record
 */
function draw(layer, { width, height, cells }) {
  const scale = Math.min(1, LAYER_SIDE / Math.max(width, height));
  layer.width = Math.round(width * scale);
  layer.height = Math.round(height * scale);
  const context = layer.getContext('2d');
  for (const { map, patch } of cells) {
    if (!map) continue;
    const [left, top, patchWidth, patchHeight] = patch.map((pixels) => Math.round(pixels * scale));
    /* Enlarged, the places run into each other: a browser scales pictures so, unless it is told not to. */
    context?.drawImage(picture(map), left, top, patchWidth, patchHeight);
  }
}

/**
 * A map as a picture with one pixel for each place.
 *
 * @param {ClassMap} map
 */
export function picture({ rows, columns, values }) {
  const image = new ImageData(columns, rows);
  values.forEach((value, place) => image.data.set([...COLOUR, 255 * MOST_COVER * value], 4 * place));
  const made = element('canvas');
  made.width = columns;
  made.height = rows;
  made.getContext('2d')?.putImageData(image, 0, 0);
  return made;
}

/**
 * What the maps of these cells mean, and what they do not.
 *
 * @param {import('../module.js').Cell[]} cells
 */
export function meaning(cells) {
  return [
    words.meaning,
    ...(cells.some((cell) => namedClasses(cell).length > 1) ? [words.ofTheFirst] : []),
    ...(cells.length > 1 ? [words.ownScale] : []),
    words.limits,
  ].join(' ');
}

/** What the colours mean, from the least to the most. */
function key() {
  const scale = picture({ rows: 1, columns: 2, values: [0, 1] });
  return element('span', { class: 'key', 'aria-hidden': 'true' }, words.least, scale, words.most);
}
