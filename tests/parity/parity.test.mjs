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

const model = join(site, 'hematovision.tflite');

/**
 * The page's own classifier (web/module.js) in Node, with one of the two modules.
 *
 * @param {'simd' | 'relaxed'} variant
 * @param {string} modelFile
 */
async function openVariant(variant, modelFile) {
  const { openClassifier } = await import(pathToFileURL(join(site, 'module.js')).href);
  return openClassifier({
    module: readFileSync(join(site, `hematovision-${variant}.wasm`)),
    model: readFileSync(modelFile),
    detector: readFileSync(join(site, 'detector.tflite')),
  });
}

function closeTo(number, expected, about) {
  const difference = Math.abs(number - expected);
  assert.ok(difference <= tolerance, `${difference} for ${about}`);
}

function compareMaps(map, expected, about) {
  assert.deepEqual([map?.rows, map?.columns], [expected?.rows, expected?.columns], about);
  expected?.values.forEach((value, i) => closeTo(map.values[i], value, `place ${i} of the map in ${about}`));
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
    for (const name of ['box', 'cut_off', 'quality', 'patch']) {
      assert.deepEqual(wasm.cells[i][name], cell[name], `${name} in ${about}`);
    }
    closeTo(wasm.cells[i].score, cell.score, `score in ${about}`);
    assert.equal(wasm.cells[i].unfamiliarity === null, cell.unfamiliarity === null, about);
    closeTo(wasm.cells[i].unfamiliarity ?? 0, cell.unfamiliarity ?? 0, `unfamiliarity in ${about}`);
    compareMaps(wasm.cells[i].map, cell.map, about);
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
      const classifier = await openVariant(variant, model);
      const files = [...drawn.map(({ file }) => file), ...awkward];
      const records = classify(files);
      assert.ok(records.filter(({ status }) => status === 'ok').length >= 50);
      files.forEach((file, i) => compare(file, records[i], classifier.classify(readFileSync(file))));
    }));

  /* Whatever the shipped model puts out: this one gives a map and an unfamiliarity. */
  test(`native and ${variant} agree about a class map`, () =>
    withDrawn(['--count', '10', '--seed', '8'], async (drawn) => {
      const map = join(root, 'tests/models/class_map_cells-int8.tflite');
      const classifier = await openVariant(variant, map);
      const files = drawn.map(({ file }) => file);
      const records = classify(files, ['--model', map]);
      assert.ok(records.filter(({ cells }) => cells.some((cell) => cell.map !== null)).length >= 5);
      files.forEach((file, i) => compare(file, records[i], classifier.classify(readFileSync(file))));
    }));
}
