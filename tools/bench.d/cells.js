/* Times the cells stage in both HematoVision modules: on a field, and on 12-megapixel photographs made from it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { download, instantiate } from './module.js';

/**
 * @typedef {{ width: number, height: number, data: Uint8ClampedArray }} Pixels RGBA, as a canvas gives them
 * @typedef {{ show: (pixels: Pixels) => void, find: () => number }} Finder
 * @typedef {{ milliseconds: number[], cells: number }} Timing
 */

/**
 * A photograph of 4000 x 3000 pixels: the field enlarged, or fields side by side, as with a weaker objective.
 *
 * @param {ImageBitmap} field
 * @param {'enlarged' | 'tiled'} way
 */
function photograph(field, way) {
  const context = contextOf(4000, 3000);
  const [width, height] = way === 'enlarged' ? [4000, 3000] : [field.width, field.height];
  for (let y = 0; y < 3000; y += height) {
    for (let x = 0; x < 4000; x += width) context.drawImage(field, x, y, width, height);
  }
  return context.getImageData(0, 0, 4000, 3000);
}

/** @param {ImageBitmap} field */
function asItIs(field) {
  const context = contextOf(field.width, field.height);
  context.drawImage(field, 0, 0);
  return context.getImageData(0, 0, field.width, field.height);
}

/**
 * @param {number} width
 * @param {number} height
 */
function contextOf(width, height) {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
}

/**
 * @param {string} url of one of our modules
 * @param {Uint8Array} detector
 * @returns {Promise<Finder>}
 */
async function openFinder(url, detector) {
  const module = await instantiate(url);
  const pointer = module.bench_allocate(detector.length);
  new Uint8Array(module.memory.buffer).set(detector, pointer);
  if (module.bench_load_detector(pointer, detector.length) !== 0) throw new Error(`${url}: no detector`);
  return {
    show: ({ width, height, data }) => {
      const pointer = module.bench_picture(width, height);
      if (pointer === 0) throw new Error(`${url}: no memory for ${width} x ${height}`);
      const rgb = new Uint8Array(module.memory.buffer, pointer, width * height * 3);
      for (let from = 0, to = 0; to < rgb.length; from++) if (from % 4 !== 3) rgb[to++] = data[from];
    },
    find: () => {
      const cells = module.bench_cells();
      if (cells < 0) throw new Error(`${url}: the cells stage does not run`);
      return cells;
    },
  };
}

/**
 * The milliseconds of each finder in each round, by turns, and the cells that it finds.
 *
 * @param {Record<string, Finder>} finders
 * @param {Pixels} pixels
 * @param {number} rounds
 */
function time(finders, pixels, rounds) {
  /** @type {Record<string, Timing>} */
  const timings = {};
  for (const [name, finder] of Object.entries(finders)) {
    finder.show(pixels);
    timings[name] = { milliseconds: [], cells: 0 };
  }
  for (let round = -10; round < rounds; round++) {
    for (const [name, finder] of Object.entries(finders)) {
      const start = performance.now();
      timings[name].cells = finder.find();
      if (round >= 0) timings[name].milliseconds.push(performance.now() - start); /* the first ten warm up */
    }
  }
  return timings;
}

/**
 * By picture, then by module.
 *
 * @param {string} detectorUrl
 * @param {string} fieldUrl a picture of 640 x 480 pixels
 * @param {number} rounds
 */
export async function timeCells(detectorUrl, fieldUrl, rounds) {
  const detector = await download(detectorUrl);
  const field = await createImageBitmap(new Blob([await download(fieldUrl)]));
  const finders = {
    relaxed: await openFinder('/bench-relaxed.wasm', detector),
    simd: await openFinder('/bench-simd.wasm', detector),
  };
  return {
    field: time(finders, asItIs(field), rounds),
    enlarged: time(finders, photograph(field, 'enlarged'), rounds),
    tiled: time(finders, photograph(field, 'tiled'), rounds),
  };
}

/** @type {any} */ (window).timeCells = timeCells;
