/* Measures what the README promises: the network against LiteRT.js in one Chromium, the cells stage, the bytes
 * before the first verdict, and the time from a picture to its verdict.
 *
 * Run by tools/bench, whose help says what the model must be.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const site = join(root, 'build/site');
const rounds = 60;

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * @param {Record<string, string>} places the file or folder of each path prefix, the longest prefix first
 */
function serve(places) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const prefix = Object.keys(places).find((each) => path.startsWith(each)) ?? '/';
    const rest = path.slice(prefix.length);
    const file = join(places[prefix], rest === '' && extname(places[prefix]) === '' ? 'index.html' : rest);
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .once('open', () =>
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream'),
      )
      .pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** @param {string} file */
const compressed = (file) => brotliCompressSync(readFileSync(file)).length;

/** The page's first example: a field of 640x480 pixels. */
function firstExample() {
  const list = readFileSync(join(site, 'examples/examples.json'), 'utf8');
  return join(site, 'examples', JSON.parse(list)[0].file);
}

/**
 * Opens bench.html and lets `use` run what its modules offer.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {Record<string, string>} places as of serve, beside those of the benchmark itself
 * @param {(page: import('playwright-core').Page) => Promise<void>} use
 */
async function withBench(browser, places, use) {
  const server = await serve({
    ...places,
    '/node_modules/': join(root, 'tools/node_modules'),
    '/bench-relaxed.wasm': join(root, 'build/wasm/bench-relaxed.wasm'),
    '/bench-simd.wasm': join(root, 'build/wasm/bench-simd.wasm'),
    '/': join(root, 'tools/bench.d'),
  });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${server.address().port}/bench.html`);
  await page.waitForFunction('window.race && window.timeCells');
  await use(page);
  await page.close();
  server.close();
}

/**
 * The cells stage from the upright pixels to the boxes, light and both passes included.
 *
 * @param {import('playwright-core').Page} page
 */
async function measureCells(page) {
  const timings = await page.evaluate(
    ([detector, field, count]) => /** @type {any} */ (window).timeCells(detector, field, count),
    /** @type {[string, string, number]} */ (['/detector.tflite', '/field.jpg', rounds]),
  );
  console.log(`\nThe cells stage after decoding, one thread, median of ${rounds} rounds by turns`);
  const pictures = [
    ['field', 'field of 640x480', 4],
    ['enlarged', 'photograph of 4000x3000, large cells', 60],
    ['tiled', 'photograph of 4000x3000, small cells', 60],
  ];
  for (const [picture, title, goal] of pictures) {
    const times = ['relaxed', 'simd'].map((name) => {
      const { milliseconds, cells } = timings[picture][name];
      return `${name} ${median(milliseconds).toFixed(2).padStart(6)} ms, ${cells} cells`;
    });
    console.log(`  ${title.padEnd(38)} ${times.join('   ')}   (goal: ${goal} ms)`);
  }
}

/** @param {import('playwright-core').Page} page */
async function measureNetwork(page) {
  const { milliseconds, classes } = await page
    .evaluate(
      ([url, classifier, count]) => /** @type {any} */ (window).race(url, classifier, count),
      /** @type {[string, string, number]} */ (['/model.tflite', '/classifier.tflite', rounds]),
    )
    .catch((error) => {
      const reason = error.message.split('\n')[0].replace('page.evaluate: ', '');
      console.error(`tools/bench: ${basename(model)} does not run (${reason}). See tools/bench --help.`);
      process.exit(1);
    });
  console.log(`\nMobileNetV2 1.0 224 int8, one thread, median of ${rounds} rounds by turns`);
  const theirs = median(milliseconds.litert);
  const names = { litert: 'LiteRT.js', relaxed: 'ours, relaxed SIMD', simd: 'ours, fixed-width SIMD' };
  for (const [name, title] of Object.entries(names)) {
    const ours = median(milliseconds[name]);
    const ratio = `${(ours / theirs).toFixed(2)} × LiteRT.js`;
    console.log(
      `  ${title.padEnd(24)} ${ours.toFixed(2).padStart(6)} ms   ${ratio}   class ${classes[name]}`,
    );
  }
  const once = median(milliseconds.classifier);
  console.log(
    `  ${'shipped classifier'.padEnd(24)} ${once.toFixed(2).padStart(6)} ms   ` +
      `${(once / median(milliseconds.relaxed)).toFixed(2)} × ours, relaxed SIMD (goal: 0.45), at one look`,
  );
}

/**
 * Milliseconds of one picture after the other, all stages: runs in the page, with the page's own module.
 *
 * @param {[string, number]} picture its URL, and how often it is classified
 */
async function timeVerdicts([url, count]) {
  const { openClassifier } = await import(new URL('module.js', document.baseURI).href);
  const { fetchParts } = await import(new URL('parts.js', document.baseURI).href);
  const classifier = await openClassifier(await fetchParts());
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const times = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    classifier.classify(bytes);
    times.push(performance.now() - start);
  }
  return times;
}

/** @param {import('playwright-core').Browser} browser */
async function measurePage(browser) {
  const server = await serve({ '/': site });
  const page = await browser.newPage();
  /** @type {Set<string>} */
  const loaded = new Set();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol === 'http:') loaded.add(url.pathname === '/' ? '/index.html' : url.pathname);
  });
  const start = performance.now();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const example = firstExample();
  await page.locator('input[type=file]').first().setInputFiles(example);
  await page.locator('[data-status="ok"]').first().waitFor();
  console.log(`\nThe page: ${(performance.now() - start).toFixed(0)} ms from nothing to the first verdict`);
  const paths = [...loaded].sort();
  const times = await page.evaluate(timeVerdicts, [`examples/${basename(example)}`, rounds]);
  console.log(
    `  ${median(times).toFixed(2)} ms from the bytes of ${basename(example)}, 640x480, to its verdict (median)`,
  );
  let total = 0;
  for (const path of paths) {
    const size = compressed(join(site, path));
    total += size;
    console.log(`  ${kilobytes(size).padStart(10)} brotli  ${path.slice(1)}`);
  }
  console.log(`  ${kilobytes(total).padStart(10)} brotli in all (goal: 3000 kB)`);
  server.close();
}

const model = process.argv[2];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const name of ['simd', 'relaxed']) {
  const size = compressed(join(site, `hematovision-${name}.wasm`));
  console.log(`hematovision-${name}.wasm: ${kilobytes(size)} brotli`);
}
const detector = join(site, 'detector.tflite');
console.log(`detector.tflite: ${kilobytes(statSync(detector).size)} (goal: 150 kB)`);
await measurePage(browser);
const places = {
  '/model.tflite': model,
  '/classifier.tflite': join(site, 'hematovision.tflite'),
  '/detector.tflite': detector,
  '/field.jpg': firstExample(),
};
await withBench(browser, places, async (page) => {
  await measureCells(page);
  await measureNetwork(page);
});
await browser.close();
