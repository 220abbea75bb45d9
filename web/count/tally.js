/* The differential: how many cells of each class the person counted, with limits, and how far the model agreed. Pure.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { agreement, wilson } from '../statistics.js';
import { isLeukocyte, LEUKOCYTES } from './log.js';
import { modelsCall } from './proposal.js';

/**
 * @typedef {import('./log.js').CountedCell} CountedCell
 * @typedef {typeof LEUKOCYTES[number]} Leukocyte
 * @typedef {{ name: Leukocyte, count: number, share: number | null, limits: [number, number], byModel: number }} Row
 *   `share` and its 95 % limits are of all white cells counted, 0 … 1; `byModel` is how many of these the model called so
 *
 * @typedef {object} Tally
 * @property {number} total white cells counted
 * @property {Row[]} rows
 * @property {number} erythroblasts noted beside
 * @property {number} open cells not yet judged
 * @property {number} missed white cells that the person added
 * @property {number} false what the program had found and is no cell
 * @property {number} seen counted in another field
 * @property {number} border left out by the rule of the border
 * @property {number} unnamed white cells found by the program for which the model named no class
 * @property {{ agreed: number, of: number, kappa: number | null }} agreement of the person with the model, over the
 *   white cells for which the model named a class
 */

/**
 * @param {CountedCell[]} cells
 * @returns {Tally}
 */
export function tally(cells) {
  const counted = cells.filter(({ judged }) => isLeukocyte(judged));
  /** @param {CountedCell['judged']} call */
  const judged = (call) => cells.filter((cell) => cell.judged === call).length;
  const named = counted.filter(({ found }) => modelsCall(found));
  return {
    total: counted.length,
    rows: LEUKOCYTES.map((name) => row(name, counted)),
    erythroblasts: judged('erythroblast'),
    open: judged(null),
    missed: counted.filter(({ found }) => !found).length,
    false: cells.filter((cell) => cell.found && cell.judged === 'not-a-cell').length,
    seen: judged('seen'),
    border: judged('border'),
    unnamed: counted.filter(({ found }) => found && !modelsCall(found)).length,
    agreement: agreement(named.map((cell) => [String(cell.judged), String(modelsCall(cell.found))])),
  };
}

/**
 * @param {Leukocyte} name
 * @param {CountedCell[]} counted
 * @returns {Row}
 */
function row(name, counted) {
  const count = counted.filter(({ judged }) => judged === name).length;
  return {
    name,
    count,
    share: counted.length > 0 ? count / counted.length : null,
    limits: wilson(count, counted.length),
    byModel: counted.filter(({ found }) => modelsCall(found) === name).length,
  };
}
