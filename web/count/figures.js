/* The fields of the report, each with its cells numbered and called. A smear may have hundreds of fields: they are drawn
 * in slices, and one of which nothing has changed is kept as it is.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { inSlices } from '../slices.js';
import { texts, verdictTitle } from '../texts.js';
import { element } from '../views/element.js';
import { place } from '../views/picture.js';
import { modelsCall } from './proposal.js';
import { callName } from './words.js';

/**
 * @typedef {import('./log.js').Count} Count
 * @typedef {import('./log.js').CountedCell} CountedCell
 * @typedef {import('./counting.js').Field} Field
 */

const words = texts.count;

/** From so many fields on, only those in sight are laid out. */
const MANY = 100;

export function createFigures() {
  const list = element('div', { class: 'fields' });
  const section = element('section', {}, element('h2', {}, words.summary.fields), list);
  /** @type {Map<string, { figure: HTMLElement, shows: string }>} by the fields' ids */
  const drawn = new Map();
  /** @type {Generator | null} */
  let drawing = null;

  /**
   * @param {Count} count
   * @param {Map<string, Field>} fields by their ids
   */
  function render(count, fields) {
    drawing?.return(null);
    drawing = draw(count, fields);
    void inSlices(drawing);
  }

  /**
   * @param {Count} count
   * @param {Map<string, Field>} fields
   */
  function* draw(count, fields) {
    list.classList.toggle('many', count.fields.length >= MANY);
    const kept = new Set(count.fields);
    for (const [id, { figure }] of drawn) {
      if (kept.has(id)) continue;
      figure.remove();
      drawn.delete(id);
    }
    for (const [index, id] of count.fields.entries()) {
      const field = fields.get(id);
      const cells = count.cells.filter((cell) => cell.field === id);
      if (field) place(field, cells, index);
      yield;
    }
  }

  /**
   * @param {Field} field
   * @param {CountedCell[]} cells of the field
   * @param {number} index
   */
  function place(field, cells, index) {
    const shows = JSON.stringify([index, field.url, cells.map(({ box, judged }) => [box, judged])]);
    const before = drawn.get(field.id);
    if (before?.shows === shows) return;
    before?.figure.remove();
    const figure = fieldFigure(field, cells, index + 1);
    list.insertBefore(figure, list.children[index] ?? null);
    drawn.set(field.id, { figure, shows });
  }

  function finish() {
    while (drawing && !drawing.next().done);
  }

  /** Waits until all the fields are drawn and their pictures have come. */
  async function whole() {
    finish();
    await Promise.all(Array.from(list.querySelectorAll('img'), loaded));
  }

  /* The browser's own way to print does not wait. */
  addEventListener('beforeprint', finish);

  return { element: section, render, whole };
}

/** @param {HTMLImageElement} image */
const loaded = (image) =>
  image.complete || new Promise((resolve) => (image.onload = image.onerror = resolve));

/**
 * @param {Field} field
 * @param {CountedCell[]} cells of the field
 * @param {number} number
 */
function fieldFigure({ file, url, record }, cells, number) {
  const [width, height] = [record?.width ?? 1, record?.height ?? 1];
  const image = element('img', { src: url ?? '', alt: file, decoding: 'async' });
  const picture = element('div', { class: 'numbered' }, image);
  picture.style.aspectRatio = `${width} / ${height}`;
  for (const { number: cell, box } of cells) {
    const mark = element('span', { 'aria-hidden': 'true' }, element('b', {}, String(cell)));
    place(mark, box, [0, 0, width, height]);
    picture.append(mark);
  }
  const title = element('figcaption', {}, `${number} · ${file}`);
  const list = element('ol', {}, ...cells.map((cell) => element('li', {}, calledWords(cell))));
  return element('figure', { class: 'counted' }, title, picture, list);
}

/** @param {CountedCell} cell */
function calledWords({ judged, found }) {
  const yours = judged ? callName(judged) : words.cell.open;
  if (!found || (judged && judged === modelsCall(found))) return yours;
  return words.summary.differing(yours, verdictTitle(found));
}
