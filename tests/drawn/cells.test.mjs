/* Drawn smears, whose truth is known, through the shipped detector: every white cell is found, touching ones too, and
 * nothing else is.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { classify, withDrawn } from '../program.mjs';

/** Whether the middle of `box` lies in `truth`; both [x, y, width, height]. */
const inside = (box, truth) => {
  const x = box[0] + box[2] / 2 - truth[0];
  const y = box[1] + box[3] / 2 - truth[1];
  return x >= 0 && y >= 0 && x <= truth[2] && y <= truth[3];
};

/**
 * How many true cells there are, how many of them hold the middle of a found box, and which found boxes hold none's.
 * One found box stands for one cell alone.
 *
 * @param {{ cells: { box: number[] }[] }} picture
 * @param {{ cells: { box: number[] }[] }} record
 */
const compared = (picture, record) => {
  const strangers = record.cells.map(({ box }) => box);
  let found = 0;
  for (const { box } of picture.cells) {
    const i = strangers.findIndex((each) => inside(each, box));
    if (i < 0) continue;
    strangers.splice(i, 1);
    found += 1;
  }
  return { cells: picture.cells.length, found, strangers: strangers.length };
};

/**
 * Draws, has the cells found, and hands over each picture with its record.
 *
 * @param {string[]} options of the generator
 * @param {(pairs: { picture: any, record: any }[]) => void | Promise<void>} check
 */
const withFound = (options, check) =>
  withDrawn(options, (drawn) => {
    const records = classify(drawn.map(({ file }) => file));
    return check(drawn.map((picture, i) => ({ picture, record: records[i] })));
  });

/** The share of the pairs of which something holds, with the files of the others. */
const share = (pairs, holds) => {
  const others = pairs.filter((pair) => !holds(pair)).map(({ picture }) => picture.file);
  return { value: 1 - others.length / pairs.length, others: others.join('\n') };
};

test('a hundred drawn fields', (t) =>
  withFound(['--kind', 'field', '--count', '100', '--cells', '2'], async (pairs) => {
    await t.test('the cells are found, and nothing else is', () => {
      const all = pairs.map(({ picture, record }) => compared(picture, record));
      const sum = (name) => all.reduce((total, each) => total + each[name], 0);
      assert.equal(sum('cells'), 200);
      assert.ok(sum('found') >= 0.97 * sum('cells'), `${sum('found')} of ${sum('cells')} found`);
      assert.ok(
        sum('strangers') <= 0.05 * (sum('found') + sum('strangers')),
        `${sum('strangers')} boxes without a cell`,
      );
    });

    await t.test('the scale, where it is told, is within a tenth', () => {
      const told = pairs.filter(({ record }) => record.micrometres_per_pixel !== null);
      assert.ok(told.length >= 50, `told in ${told.length}`);
      const close = share(
        told,
        ({ picture, record }) =>
          Math.abs(record.micrometres_per_pixel / picture.micrometres_per_pixel - 1) <= 0.1,
      );
      assert.ok(close.value >= 0.95, close.others);
    });
  }));

test('of a hundred touching pairs both cells are found in 95', () =>
  withFound(['--kind', 'field', '--count', '100', '--cells', '2', '--touching'], (pairs) => {
    const both = share(pairs, ({ picture, record }) => compared(picture, record).found === 2);
    assert.ok(both.value >= 0.95, both.others);
  }));

/* Each field shows about ten such things; smudges as large as a cell and the largest stain lumps still pass for cells:
 * 1.4 boxes a field were observed. The aim is none. */
test('of clumps, lumps, smudges, parasites, scale bars and the rim, few are taken for cells', () =>
  withFound(['--kind', 'empty', '--count', '100', '--clutter'], (pairs) => {
    const boxes = pairs.reduce((total, { record }) => total + record.cells.length, 0);
    assert.ok(boxes <= 1.6 * pairs.length, `${boxes} boxes in ${pairs.length} fields`);
  }));

for (const light of [
  ['--background', 'yellow'],
  ['--background', 'green'],
  ['--background', 'blue'],
  ['--background', 'pink'],
  ['--exposure', '35'],
  ['--exposure', '150'],
])
  test(`a cell is found under other light: ${light.join(' ')}`, () =>
    withFound(['--kind', 'field', '--count', '6', ...light], (pairs) => {
      const right = share(pairs, ({ picture, record }) => {
        const { found, strangers } = compared(picture, record);
        return found === 1 && strangers === 0;
      });
      assert.ok(right.value >= 0.8, right.others);
    }));
