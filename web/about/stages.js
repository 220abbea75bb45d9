/* How it works: five steps, each with a small drawing. The drawings show one and the same cell, from the field to the
 * answer.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';
import { element } from '../views/element.js';
import { paragraph, section } from './section.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * One shape: its element, its class, and its geometry.
 *
 * @typedef {[tag: string, name: string, attributes: Record<string, string | number>]} Shape
 */

/** @param {Shape[]} shapes */
function drawing(shapes) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 120 90');
  svg.setAttribute('aria-hidden', 'true');
  for (const [tag, name, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    shape.setAttribute('class', name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, String(value));
    svg.append(shape);
  }
  return svg;
}

/**
 * The white cell.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} size 1: as in the field
 * @returns {Shape[]}
 */
const whiteCell = (x, y, size) => [
  ['circle', 'plasm', { cx: x, cy: y, r: 13 * size }],
  ['circle', 'nucleus', { cx: x - 4.6 * size, cy: y - 4 * size, r: 5 * size }],
  ['circle', 'nucleus', { cx: x + 4.8 * size, cy: y - 2.6 * size, r: 5.2 * size }],
  ['circle', 'nucleus', { cx: x + 0.2 * size, cy: y + 5 * size, r: 5 * size }],
];

/** @type {[number, number][]} */
const redCells = [
  [18, 20],
  [42, 14],
  [100, 18],
  [20, 52],
  [36, 74],
  [62, 78],
  [98, 66],
  [80, 16],
];

/** @type {Shape[]} */
const field = [
  ['rect', 'paper', { x: 2, y: 2, width: 116, height: 86, rx: 8 }],
  ...redCells.map(([cx, cy]) => /** @type {Shape} */ (['circle', 'red', { cx, cy, r: 8 }])),
  ...whiteCell(66, 44, 1),
];

/**
 * The network's layers: dots, and what links them.
 *
 * @returns {Shape[]}
 */
function layers() {
  const columns = [5, 4, 3].map((count, column) =>
    Array.from({ length: count }, (_, row) => [24 + 36 * column, 45 + 17 * (row - (count - 1) / 2)]),
  );
  const links = columns
    .slice(1)
    .flatMap((right, index) =>
      right.flatMap(([x2, y2]) =>
        columns[index].map(([x1, y1]) => /** @type {Shape} */ (['line', 'link', { x1, y1, x2, y2 }])),
      ),
    );
  const dots = columns.flat().map(([cx, cy]) => /** @type {Shape} */ (['circle', 'dot', { cx, cy, r: 5 }]));
  return [...links, ...dots];
}

/** @type {Shape[]} */
const bars = [92, 26, 12, 8, 5].flatMap((width, row) => {
  const place = { x: 14, y: 12 + 14.5 * row, height: 8, rx: 4 };
  return /** @type {Shape[]} */ ([
    ['rect', 'rail', { ...place, width: 92 }],
    ['rect', row === 0 ? 'bar first' : 'bar', { ...place, width: width * 0.9 }],
  ]);
});

/** @type {Shape[][]} */
const drawings = [
  field,
  [...field, ['rect', 'box', { x: 51, y: 29, width: 30, height: 30, rx: 3 }]],
  /* 1.4 times as wide as the box, as the page's own model has it. */
  [['rect', 'paper', { x: 21, y: 6, width: 78, height: 78, rx: 6 }], ...whiteCell(60, 45, 78 / (1.4 * 30))],
  layers(),
  bars,
];

export function stagesSection() {
  const { title, lead, steps, note } = texts.about.stages;
  const items = steps.map(({ name, text }, index) => {
    const item = element('li', {}, element('h3', {}, name), element('p', {}, text));
    item.prepend(drawing(drawings[index]));
    return item;
  });
  return section(
    'stages',
    title,
    paragraph(lead, 'lead'),
    element('ol', {}, ...items),
    paragraph(note, 'hint'),
  );
}
