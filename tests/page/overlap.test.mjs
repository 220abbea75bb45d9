/* Whether overlapping fields are known, on a plain of drawn discs: what the page makes of real pictures is measured
 * where the threshold stands (web/count/overlap.js).
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharedCells } from '../../web/count/overlap.js';

const [WIDTH, HEIGHT, SCALE] = [640, 480, 5];

/** @param {number} seed */
function random(seed) {
  return () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
}

/**
 * A plain larger than a field, with red cells and a few white ones: { x, y, radius }.
 *
 * @param {number} seed
 */
function plain(seed) {
  const next = random(seed);
  const discs = (/** @type {number} */ count, /** @type {number} */ radius) =>
    Array.from({ length: count }, () => ({ x: next() * 1280, y: next() * 960, radius }));
  return { red: discs(220, 28), white: discs(16, 45) };
}

/**
 * The field of a plain whose corner is at x, y; white cells that the border would cut off are left out.
 *
 * @param {ReturnType<typeof plain>} plain
 * @param {number} x
 * @param {number} y
 * @param {{ light?: number, jitter?: number }} [taken] otherwise lit; boxes off by so many pixels
 */
function fieldAt(plain, x, y, { light = 1, jitter = 0 } = {}) {
  const [width, height] = [WIDTH / SCALE, HEIGHT / SCALE];
  const grey = new Uint8Array(width * height).fill(220 * light);
  for (const { discs, level } of [
    { discs: plain.red, level: 150 },
    { discs: plain.white, level: 70 },
  ]) {
    for (const disc of discs) {
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const far = Math.hypot((column + 0.5) * SCALE + x - disc.x, (row + 0.5) * SCALE + y - disc.y);
          if (far < disc.radius) grey[row * width + column] = level * light;
        }
      }
    }
  }
  const cells = plain.white.flatMap(({ x: cx, y: cy, radius }, index) => {
    const [left, top] = [cx - x - radius, cy - y - radius];
    const whole = left >= 0 && top >= 0 && left + 2 * radius <= WIDTH && top + 2 * radius <= HEIGHT;
    const shake = index % 2 ? jitter : -jitter;
    const box = /** @type {[number, number, number, number]} */ ([left + shake, top, 2 * radius, 2 * radius]);
    return whole ? [{ id: String(index), box }] : [];
  });
  return { width: WIDTH, height: HEIGHT, look: { width, height, grey }, cells };
}

/** @param {{ cells: { id: string }[] }[]} fields */
const common = ([one, other]) =>
  one.cells.filter(({ id }) => other.cells.some((each) => each.id === id)).map(({ id }) => [id, id]);

test('overlapping fields share the cells that lie in both, however lit', () => {
  let met = 0;
  for (const seed of [1, 2, 3, 4]) {
    const smear = plain(seed);
    for (const [x, y] of [
      [150, 0],
      [0, 200],
      [200, 160],
      [-180, 120],
    ]) {
      const fields = [fieldAt(smear, 300, 200), fieldAt(smear, 300 + x, 200 + y, { light: 0.8, jitter: 4 })];
      const expected = common(fields);
      met += expected.length;
      assert.deepEqual(sharedCells(fields[0], fields[1]), expected, `seed ${seed}, shift ${x} ${y}`);
    }
  }
  assert.ok(met > 10, `only ${met} shared cells were drawn`);
});

test('fields that do not overlap share none', () => {
  const fields = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => fieldAt(plain(seed), 300, 200));
  for (const one of fields) {
    for (const other of fields) if (one !== other) assert.deepEqual(sharedCells(one, other), []);
  }
});

test('fields without cells, and of another camera, share none', () => {
  const field = fieldAt(plain(1), 300, 200);
  assert.deepEqual(sharedCells(field, { ...field, cells: [] }), []);
  assert.deepEqual(sharedCells(field, { ...field, width: 2 * WIDTH, height: 2 * HEIGHT }), []);
});

test('a copy of a field shares all of its cells', () => {
  const field = fieldAt(plain(1), 300, 200);
  assert.ok(field.cells.length >= 2);
  const copy = { ...field, cells: field.cells.map(({ id, box }) => ({ id: `copy ${id}`, box })) };
  assert.deepEqual(
    sharedCells(field, copy),
    field.cells.map(({ id }) => [id, `copy ${id}`]),
  );
});
