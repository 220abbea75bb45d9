/* Runs the same model in both HematoVision modules and in LiteRT.js, and the shipped classifier beside it, by turns, one
 * thread each.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

import { download, instantiate } from './module.js';

/**
 * @param {string} url of one of our modules
 * @param {Uint8Array} model
 */
async function openOurs(url, model) {
  const module = await instantiate(url);
  const pointer = module.bench_allocate(model.length);
  new Uint8Array(module.memory.buffer).set(model, pointer);
  const side = module.bench_load(pointer, model.length);
  if (side === 0) throw new Error(`${url}: the model does not load`);
  new Uint8Array(module.memory.buffer).set(noise(side), module.bench_patch());
  return {
    run: async () => {
      if (module.bench_run() !== 0) throw new Error(`${url}: the network does not run`);
    },
    scores: () => [...new Float32Array(module.memory.buffer, module.bench_scores(), 1001)],
  };
}

/**
 * @param {string} url of the model
 * @param {Uint8Array} pixels
 */
async function openLiteRt(url, pixels) {
  await loadLiteRt('/node_modules/@litertjs/core/wasm/', { threads: false });
  const model = await loadAndCompile(url, { accelerator: 'wasm', cpuOptions: { numThreads: 1 } });
  const input = new Tensor(pixels, [1, 224, 224, 3]);
  /** @type {Tensor[]} */
  let outputs = [];
  return {
    run: async () => {
      for (const output of outputs) output.delete();
      outputs = await model.run(input);
    },
    scores: () => [...outputs[0].toTypedArray()],
  };
}

/**
 * A picture of noise alone: an int8 network takes as long for any.
 *
 * @param {number} side
 */
const noise = (side) => Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 2654435761) >>> 24);

/** @param {number[]} scores */
const best = (scores) => scores.indexOf(Math.max(...scores));

/**
 * Milliseconds of each runtime in each round, and the class each names.
 *
 * @param {string} modelUrl
 * @param {string} classifierUrl
 * @param {number} rounds
 */
export async function race(modelUrl, classifierUrl, rounds) {
  const model = await download(modelUrl);
  const runtimes = {
    relaxed: await openOurs('/bench-relaxed.wasm', model),
    litert: await openLiteRt(modelUrl, noise(224)),
    simd: await openOurs('/bench-simd.wasm', model),
    classifier: await openOurs('/bench-relaxed.wasm', await download(classifierUrl)),
  };
  /** @type {Record<string, number[]>} */
  const milliseconds = { relaxed: [], litert: [], simd: [], classifier: [] };
  for (let round = -10; round < rounds; round++) {
    for (const [name, runtime] of Object.entries(runtimes)) {
      const start = performance.now();
      await runtime.run();
      if (round >= 0) milliseconds[name].push(performance.now() - start); /* the first ten warm up */
    }
  }
  const classes = Object.fromEntries(
    Object.entries(runtimes).map(([name, runtime]) => [name, best(runtime.scores())]),
  );
  return { milliseconds, classes };
}

/** @type {any} */ (window).race = race;
