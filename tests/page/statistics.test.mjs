/* What the page reckons and writes for itself: Wilson's limits, Cohen's kappa, cells of CSV.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csvCell, csvTable } from '../../web/download.js';
import { agreement, wilson } from '../../web/statistics.js';

test('Wilson’s limits are those of the tables', () => {
  /* hits, of, limits: the first three by hand; 81 of 263 from R. G. Newcombe, Stat. Med. 17:857-872, 1998, table I. */
  const rows = /** @type {const} */ ([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [50, 100, 0.4038, 0.5962],
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [0, 0, 0, 1],
  ]);
  for (const [hits, of, low, high] of rows) {
    const limits = wilson(hits, of);
    assert.ok(
      Math.abs(limits[0] - low) < 6e-5 && Math.abs(limits[1] - high) < 6e-5,
      `${hits}/${of}: ${limits}`,
    );
  }
});

/**
 * @param {[string, string, number][]} counts the one's name, the other's, how often
 * @returns {[string, string][]}
 */
const pairs = (counts) => counts.flatMap(([one, other, count]) => Array(count).fill([one, other]));

test('kappa is what it is in Cohen’s own example', () => {
  /* Cohen 1960, table 1, in shares of 200: kappa 0.492. */
  const counts = /** @type {[string, string, number][]} */ ([
    ...[
      ['a', 'a', 88],
      ['a', 'b', 14],
      ['a', 'c', 18],
    ],
    ...[
      ['b', 'a', 10],
      ['b', 'b', 40],
      ['b', 'c', 10],
    ],
    ...[
      ['c', 'a', 2],
      ['c', 'b', 6],
      ['c', 'c', 12],
    ],
  ]);
  const { agreed, of, kappa } = agreement(pairs(counts));
  assert.deepEqual([agreed, of], [140, 200]);
  assert.ok(Math.abs((kappa ?? 0) - 0.492) < 5e-4, String(kappa));
});

test('kappa is 1 for full, 0 for chance, below for less; and has no value where chance alone agrees', () => {
  assert.equal(
    agreement(
      pairs([
        ['a', 'a', 3],
        ['b', 'b', 2],
      ]),
    ).kappa,
    1,
  );
  assert.equal(
    agreement(
      pairs([
        ['a', 'a', 1],
        ['a', 'b', 1],
        ['b', 'a', 1],
        ['b', 'b', 1],
      ]),
    ).kappa,
    0,
  );
  assert.equal(
    agreement(
      pairs([
        ['a', 'b', 1],
        ['b', 'a', 1],
      ]),
    ).kappa,
    -1,
  );
  assert.equal(agreement(pairs([['a', 'a', 9]])).kappa, null);
  assert.deepEqual(agreement([]), { agreed: 0, of: 0, kappa: null });
});

test('no cell of a CSV is a formula, and none breaks out of its place', () => {
  const rows = /** @type {const} */ ([
    ['plain.jpg', 'plain.jpg'],
    ['a-b=c', 'a-b=c'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\t=1', '"\'\t=1"'],
    ['\rx', '"\'\rx"'],
    ['a;=1', '"a;\'=1"'],
    ['a\n=1', '"a\n\'=1"'],
    ['say "hi", you', '"say ""hi"", you"'],
    ['', ''],
  ]);
  for (const [text, written] of rows) assert.equal(csvCell(text), written);
  assert.deepEqual([csvCell(-1.5), csvCell(null)], ['-1.5', '']);
  assert.equal(
    csvTable([
      ['ä', 1],
      ['b', null],
    ]),
    '\ufeffä,1\r\nb,\r\n',
  );
});
