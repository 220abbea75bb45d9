/* Long work in slices: whole and in order, and others get their turn between; and the longest step that Count makes
 * of it, two fields with as many cells as the program ever reports.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharedCells } from '../../web/count/overlap.js';
import { inSlices } from '../../web/slices.js';

/** @param {number} milliseconds */
function busy(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('the work is done whole and in order, and others get their turn between', async () => {
  /** @type {number[]} */
  const done = [];
  function* work() {
    for (let i = 0; i < 50; i++) {
      busy(4);
      done.push(i);
      yield;
    }
  }
  let turns = 0;
  let beating = true;
  const beat = () => {
    turns++;
    if (beating) setImmediate(beat);
  };
  beat();
  await inSlices(work());
  beating = false;
  assert.deepEqual(
    done,
    Array.from({ length: 50 }, (_, i) => i),
  );
  assert.ok(turns >= 10, `${turns} turns`);
});

test('work that nobody wants any more ends', async () => {
  let steps = 0;
  function* work() {
    for (;;) {
      busy(1);
      steps++;
      yield;
    }
  }
  const working = work();
  const end = inSlices(working);
  setImmediate(() => working.return(undefined));
  await end;
  assert.ok(steps > 0);
});

test('two fields with 256 cells each are compared in a moment', () => {
  const seen = (/** @type {number} */ seed) => ({
    width: 640,
    height: 480,
    look: { width: 112, height: 84, grey: new Uint8Array(112 * 84).map((_, i) => 1 + ((i * seed) % 250)) },
    cells: Array.from({ length: 256 }, (_, i) => ({
      id: String(i),
      box: /** @type {[number, number, number, number]} */ ([(i % 16) * 39, (i >> 4) * 28, 30, 27]),
    })),
  });
  const [one, other] = [seen(7919), seen(104729)];
  const start = performance.now();
  sharedCells(one, other);
  const took = performance.now() - start;
  /* Observed: 67 ms, and 18 ms once it is warm. */
  assert.ok(took < 1000, `${took} ms`);
});
