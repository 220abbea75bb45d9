/* The count as files: the classes as CSV, every cell as CSV, and all of it as JSON. The names in them are those of
 * wasm/hematovision.h and the same in every language: they are read by programs. Pure.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { csvTable } from '../download.js';

/**
 * @typedef {import('./log.js').Count} Count
 * @typedef {import('./tally.js').Tally} Tally
 * @typedef {import('../views/made.js').Made} Made
 *
 * @typedef {{ id: string, file: string, record: import('../module.js').PictureRecord | null }} Named
 */

/** @param {number | null} share 0 … 1 */
const perCent = (share) => (share === null ? null : Number((100 * share).toFixed(2)));

/**
 * One row a class.
 *
 * @param {Tally} tally
 */
export const classesCsv = ({ total, rows }) =>
  csvTable([
    ['class', 'count', 'of', 'percent', 'lower_95', 'upper_95', 'model_count'],
    ...rows.map(({ name, count, share, limits, byModel }) => {
      return [name, count, total, perCent(share), perCent(limits[0]), perCent(limits[1]), byModel];
    }),
  ]);

/**
 * One row a cell.
 *
 * @param {Count} count
 * @param {Named[]} fields
 */
export function cellsCsv(count, fields) {
  const head = ['field', 'file', 'cell', 'x', 'y', 'width', 'height', 'counted_as'];
  const model = ['model_class', 'model_verdict', 'model_confidence', 'model_unfamiliarity', 'added_by_hand'];
  const rows = count.cells.map(({ field, number, box, found, judged }) => {
    const file = fields.find(({ id }) => id === field)?.file ?? '';
    const place = [count.fields.indexOf(field) + 1, file, number, ...box, judged];
    if (!found) return [...place, null, null, null, null, 'yes'];
    return [...place, found.class, found.verdict, found.confidence, found.unfamiliarity, 'no'];
  });
  return csvTable([[...head, ...model], ...rows]);
}

/**
 * @param {Count} count
 * @param {Tally} tally
 * @param {Named[]} fields
 * @param {Made} made
 */
export function countJson(count, tally, fields, { date, build, models }) {
  const written = {
    kind: 'hematovision-count',
    date: date.toISOString(),
    notice: 'Not a medical device.',
    build,
    models,
    target: count.target,
    tally: { ...tally, limits: 'Wilson, 95 %' },
    fields: count.fields.map((id) => fieldJson(id, count, fields)),
  };
  return JSON.stringify(written, null, 2) + '\n';
}

/**
 * @param {string} id
 * @param {Count} count
 * @param {Named[]} fields
 */
function fieldJson(id, count, fields) {
  const field = fields.find((each) => each.id === id);
  const cells = count.cells.filter((cell) => cell.field === id);
  return {
    file: field?.file,
    width: field?.record?.width,
    height: field?.record?.height,
    micrometres_per_pixel: field?.record?.micrometres_per_pixel,
    cells: cells.map(({ number, box, judged, outside, found }) => {
      return { number, box, counted_as: judged, outside, model: found && { ...found, map: undefined } };
    }),
  };
}
