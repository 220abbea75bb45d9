/* Drawn smears, whose truth is known, through the shipped model: the cells are named. The model learned from drawn cells
 * too, but not from these. How the cells are found is cells.test.mjs's.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { classify, withDrawn } from '../program.mjs';

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

test('at least 90 of a hundred drawn cells are named right', () =>
  withDrawn(['--count', '100'], (drawn) => {
    assert.equal(drawn.length, 100);
    const wrong = mistakes(drawn, classify(drawn.map(({ file }) => file)));
    assert.ok(wrong.length <= 10, wrong.join('\n'));
  }));

test('every example of the page is named right, and an empty field has no cell', () =>
  withDrawn(['--examples'], (drawn) => {
    assert.deepEqual(mistakes(drawn, classify(drawn.map(({ file }) => file))), []);
  }));

test('of twenty fields without a white cell 19 have the status no-cell', () =>
  withDrawn(['--kind', 'empty', '--count', '20'], (drawn) => {
    const empty = classify(drawn.map(({ file }) => file)).filter(({ status }) => status === 'no-cell');
    assert.ok(empty.length >= 19, `${empty.length} of 20`);
  }));
