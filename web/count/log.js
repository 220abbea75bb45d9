/* A count as a log of what the person did. Nothing else is remembered of the judgements: every state of the count
 * follows from its fields and its log alone (`replay`), and to undo is to drop the last event. Pure.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { CLASSES, letterOf } from '../classes.js';

/**
 * @typedef {import('../module.js').Cell} Cell
 * @typedef {import('../module.js').PictureRecord} PictureRecord
 * @typedef {[number, number, number, number]} Box x, y, width, height in pixels of the upright picture
 *
 * @typedef {{ id: string, record: PictureRecord | null }} ReadField a field; its record is null until it was read
 *
 * @typedef {{ kind: 'judge', cell: string, as: Call }
 *   | { kind: 'add', field: string, box: Box }
 *   | { kind: 'drop', field: string }
 *   | { kind: 'target', of: number }} CountEvent what the person can do: judge a cell, add one that was missed, drop a
 *   whole field, choose how many are to be counted
 *
 * @typedef {object} CountedCell
 * @property {string} id
 * @property {string} field its id
 * @property {number} number within its field, from 1
 * @property {Box} box
 * @property {Cell | null} found as the program reported it; null where the person added the cell
 * @property {boolean} outside whether it is left out by the rule of the border
 * @property {Call | null} judged null until the person has judged it
 *
 * @typedef {object} Count
 * @property {number} target
 * @property {string[]} fields the ids of those that were read and not dropped, in their order
 * @property {CountedCell[]} cells field after field, the most prominent of each first
 */

/** What is counted to the target: white cells, one of the five or another (immature, atypical, smudge). */
export const LEUKOCYTES = /** @type {const} */ ([...CLASSES, 'other']);

/**
 * Nucleated red cells are no leukocytes: laboratories note them beside, per 100 leukocytes. The last three take a box
 * out of the count: it holds no cell, or one counted in another field, or one left out by the rule of the border.
 *
 * @typedef {typeof LEUKOCYTES[number] | 'erythroblast' | 'not-a-cell' | 'seen' | 'border'} Call
 */

/**
 * One key a call, the same in every language; what the border cuts off is only ever proposed.
 *
 * @type {Readonly<Record<string, Call>>}
 */
export const KEYS = {
  ...Object.fromEntries(CLASSES.map((name) => [letterOf(name), name])),
  o: 'other',
  r: 'erythroblast',
  x: 'not-a-cell',
  s: 'seen',
};

export const TARGETS = [100, 200];

/** @param {string | null} call */
export const isLeukocyte = (call) => /** @type {readonly (string | null)[]} */ (LEUKOCYTES).includes(call);

/**
 * @param {ReadField[]} fields
 * @param {CountEvent[]} log
 * @returns {Count}
 */
export function replay(fields, log) {
  let target = TARGETS[0];
  const read = new Map(fields.flatMap(({ id, record }) => (record ? [[id, foundCells(id, record)]] : [])));
  const cells = new Map([...read.values()].flat().map((cell) => [cell.id, cell]));
  log.forEach((event, index) => {
    if (event.kind === 'target') target = event.of;
    if (event.kind === 'drop') read.delete(event.field);
    if (event.kind === 'judge') {
      const cell = cells.get(event.cell);
      if (cell) cell.judged = event.as;
    }
    if (event.kind === 'add') {
      const ofField = read.get(event.field);
      if (!ofField) return;
      const added = addedCell(event, index, ofField.length + 1);
      ofField.push(added);
      cells.set(added.id, added);
    }
  });
  return { target, fields: [...read.keys()], cells: [...read.values()].flat() };
}

/**
 * @param {string} field
 * @param {PictureRecord} record
 * @returns {CountedCell[]}
 */
function foundCells(field, record) {
  return record.cells.map((found, index) => {
    const outside = isOutside(found, record);
    return {
      id: `${field}/${index}`,
      field,
      number: index + 1,
      box: found.box,
      found,
      outside,
      judged: null,
    };
  });
}

/**
 * The id that an added cell gets from its event's place in the log.
 *
 * @param {string} field
 * @param {number} index
 */
export const addedId = (field, index) => `${field}/added-${index}`;

/**
 * @param {{ field: string, box: Box }} event
 * @param {number} index
 * @param {number} number
 * @returns {CountedCell}
 */
const addedCell = ({ field, box }, index, number) => ({
  id: addedId(field, index),
  field,
  number,
  box,
  found: null,
  outside: false,
  judged: null,
});

/**
 * The usual rule of counting chambers and fields: of the cells that the border cuts off, those on the left and the
 * upper edge are counted, those on the right and the lower are not; so a cell on the seam of two fields counts once.
 *
 * @param {Cell} cell
 * @param {{ width: number, height: number }} picture
 */
function isOutside({ cut_off: cutOff, box: [x, y, width, height] }, picture) {
  /* Cells are sought in a smaller copy of a large picture, where a pixel is several of the picture's. */
  const near = 0.005 * Math.max(picture.width, picture.height);
  return cutOff && (x + width >= picture.width - near || y + height >= picture.height - near);
}

/**
 * The next cell that is not judged yet: after this one, or else from the beginning.
 *
 * @param {CountedCell[]} cells
 * @param {string | null} from a cell's id
 * @returns {string | null} null where all are judged
 */
export function nextOpen(cells, from) {
  const after = cells.findIndex(({ id }) => id === from) + 1;
  const next = [...cells.slice(after), ...cells.slice(0, after)].find(({ judged }) => !judged);
  return next?.id ?? null;
}
