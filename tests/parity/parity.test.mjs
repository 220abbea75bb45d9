/* The same bytes through the native build and through both WebAssembly modules give the same answer.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { classify, root, withDrawn } from '../program.mjs';

/* Observed over 60 drawn cells on x86-64 (AVX-512 VNNI): no difference at all, in either module. XNNPACK chooses its
 * kernels by the processor, and another's may round otherwise. */
const tolerance = 0.005;

const site = join(root, 'build/site');

/**
 * The page's own classifier (web/module.js) in Node, with one of the two modules.
 *
 * @param {'simd' | 'relaxed'} variant
 */
async function openVariant(variant) {
  globalThis.fetch = async (url) => {
    const name = new URL(url).pathname
      .split('/')
      .at(-1)
      .replace(/(simd|relaxed)\.wasm$/, `${variant}.wasm`);
    return new Response(readFileSync(join(site, name)), { headers: { 'Content-Type': 'application/wasm' } });
  };
  const { openClassifier } = await import(pathToFileURL(join(site, 'module.js')).href);
  return openClassifier();
}

function closeTo(number, expected, about) {
  const difference = Math.abs(number - expected);
  assert.ok(difference <= tolerance, `${difference} for ${about}`);
}

/** Holds a record of WebAssembly against the native one. */
function compare(file, native, wasm) {
  const about = `${file}: ${JSON.stringify(native)} ${JSON.stringify(wasm)}`;
  for (const name of ['status', 'message', 'width', 'height', 'cells_found', 'class', 'verdict']) {
    assert.equal(wasm[name], native[name], `${name} of ${about}`);
  }
  closeTo(wasm.micrometres_per_pixel ?? 0, native.micrometres_per_pixel ?? 0, `scale of ${about}`);
  assert.equal(wasm.cells.length, native.cells.length, about);
  native.cells.forEach((cell, i) => {
    assert.deepEqual(wasm.cells[i].box, cell.box, about);
    assert.equal(wasm.cells[i].cut_off, cell.cut_off, about);
    closeTo(wasm.cells[i].score, cell.score, `score in ${about}`);
    for (const [name, probability] of Object.entries(cell.probabilities)) {
      closeTo(wasm.cells[i].probabilities[name], probability, `${name} in ${about}`);
    }
  });
}

const pictures = join(root, 'tests/pictures');
const awkward = readdirSync(pictures)
  .filter((name) => /\.(jpg|png)$/.test(name))
  .map((name) => join(pictures, name));

for (const variant of /** @type {const} */ (['simd', 'relaxed'])) {
  test(`native and ${variant} agree`, () =>
    withDrawn(['--count', '60', '--seed', '7'], async (drawn) => {
      const classifier = await openVariant(variant);
      const files = [...drawn.map(({ file }) => file), ...awkward];
      const records = classify(files);
      assert.ok(records.filter(({ status }) => status === 'ok').length >= 50);
      files.forEach((file, i) => compare(file, records[i], classifier.classify(readFileSync(file))));
    }));
}
