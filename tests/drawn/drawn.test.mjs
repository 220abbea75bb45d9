/* Drawn smears, whose truth is known, through the shipped model: the cells are found and named. The model was
 * trained on real cells alone.
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
 * The pictures that were not named right, one line each.
 *
 * @param {{ file: string, class: string | null }[]} drawn
 * @param {{ class: string | null }[]} records
 */
const mistakes = (drawn, records) =>
  drawn
    .map((picture, i) => `${picture.file}: ${picture.class} taken for ${records[i].class}`)
    .filter((_, i) => records[i].class !== drawn[i].class);

test('a hundred drawn cells', (t) =>
  withDrawn(['--count', '100'], async (drawn) => {
    assert.equal(drawn.length, 100);
    const records = classify(drawn.map(({ file }) => file));

    await t.test('at least 90 are named right', () => {
      const wrong = mistakes(drawn, records);
      assert.ok(wrong.length <= 10, wrong.join('\n'));
    });

    await t.test('they are found, and nothing else is', () => {
      let cells = 0;
      let found = 0;
      let strangers = 0;
      drawn.forEach((picture, i) => {
        const boxes = records[i].cells.map(({ box }) => box);
        cells += picture.cells.length;
        found += picture.cells.filter((cell) => boxes.some((box) => inside(box, cell.box))).length;
        strangers += boxes.filter((box) => !picture.cells.some((cell) => inside(box, cell.box))).length;
      });
      assert.ok(found >= 0.95 * cells, `${found} of ${cells} found`);
      assert.ok(strangers <= 0.05 * cells, `${strangers} boxes without a cell`);
    });
  }));

test('every example of the page is named right, and an empty field has no cell', () =>
  withDrawn(['--examples'], (drawn) => {
    assert.deepEqual(mistakes(drawn, classify(drawn.map(({ file }) => file))), []);
  }));

/* A large platelet still passes for a small nucleus here and there. */
test('most fields without a white cell have the status no-cell', () =>
  withDrawn(['--kind', 'empty', '--count', '20'], (drawn) => {
    const empty = classify(drawn.map(({ file }) => file)).filter(({ status }) => status === 'no-cell');
    assert.ok(empty.length >= 15, `${empty.length} of 20`);
  }));
