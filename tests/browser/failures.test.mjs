/* What goes wrong in the program and around it: a module that traps, memory that runs out, files that are missing,
 * cut short or served under a wrong type. The person is told, and the page needs no reload.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { texts } from '../../web/texts/en.js';
import { examplePath, examples, file, results, site, withPage } from './site.mjs';

const { failures, restarted, statuses: sentences } = texts.core;
const [example] = examples();
const relaxed = 'hematovision-relaxed.wasm';
const simd = 'hematovision-simd.wasm';
const notFound = /status of 404/;

/** The page's own module.js behind one that fails, truly, at pictures that begin with a certain word. */
const failingModule = {
  'module-itself.js': { type: 'text/javascript', body: readFileSync(join(site, 'module.js')) },
  'module.js': {
    body: `
      import { openClassifier as open } from './module-itself.js';
      export { LoadError } from './module-itself.js';
      const unreachable = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
        7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11);
      export async function openClassifier(parts) {
        const { classify } = await open(parts);
        const { instance } = await WebAssembly.instantiate(unreachable);
        return {
          classify(file) {
            const word = new TextDecoder().decode(new Uint8Array(file, 0, 4));
            if (word === 'TRAP') instance.exports.trap();
            if (word === 'FULL') new ArrayBuffer(2 ** 53 - 1);
            if (word === 'EXIT') setTimeout(() => { throw new Error('the worker itself fails'); });
            return word === 'EXIT' ? new Promise(() => {}) : classify(file);
          },
        };
      }`,
  },
};

test('a module that traps or runs out of memory is replaced, and the other pictures go on', () =>
  withPage({ replies: failingModule, mayReload: true }, async (page) => {
    const good = file('good.jpg', readFileSync(examplePath(example)));
    await page.setInputFiles('#choose', [
      good,
      file('trap.jpg', 'TRAP'),
      good,
      file('full.jpg', 'FULL'),
      file('trap-again.jpg', 'TRAP'),
      good,
    ]);
    const all = await results(page, 6);
    const seen = all.map(({ file, status }) => `${file} ${status}`);
    assert.deepEqual(seen, [
      'good.jpg ok',
      'trap.jpg internal-error',
      'good.jpg ok',
      'full.jpg out-of-memory',
      'trap-again.jpg internal-error',
      'good.jpg ok',
    ]);
    assert.ok(all[1].text.includes(`${sentences['internal-error']} ${restarted}`), all[1].text);
    assert.ok(all[3].text.includes(sentences['out-of-memory']), all[3].text);
    await page.waitForSelector('.engine[data-engine=ready]');
  }));

for (const [what, name, sentence, status] of [
  ['module', relaxed, failures.module, 'internal-error'],
  ['model', 'hematovision.tflite', failures.model, 'no-model'],
  ['detector', 'detector.tflite', failures.detector, 'no-detector'],
]) {
  test(`a missing ${what} is told of, and once it is back everything works`, () => {
    /** @type {import('./site.mjs').Replies} */
    const replies = { [name]: { status: 404, body: '' } };
    return withPage({ replies, mayReload: true, expected: notFound, engine: 'failed' }, async (page) => {
      assert.ok((await page.locator('.engine').innerText()).includes(sentence));
      await page.setInputFiles('#choose', examplePath(example));
      const [first] = await results(page, 1);
      assert.equal(first.status, status);
      assert.ok(first.text.includes(sentence), first.text);
      delete replies[name];
      await page.locator('.engine button').click();
      await page.waitForSelector('.engine[data-engine=ready]');
      await page.setInputFiles('#choose', examplePath(example));
      assert.equal((await results(page, 2))[0].status, 'ok');
    });
  });
}

test('a module, a model or a detector that is cut short is told of', async () => {
  for (const [name, sentence] of [
    [relaxed, failures['broken-module']],
    ['hematovision.tflite', 'The model'],
    ['detector.tflite', 'The model'],
  ]) {
    const whole = readFileSync(join(site, name));
    const replies = { [name]: { body: whole.subarray(0, whole.length / 2) } };
    await withPage({ replies, engine: 'failed' }, async (page) => {
      assert.ok((await page.locator('.engine').innerText()).includes(sentence));
    });
  }
});

test('a worker that cannot be fetched is told of', () =>
  withPage(
    { replies: { 'worker.js': { status: 404, body: '' } }, expected: notFound, engine: 'failed' },
    async (page) => assert.ok((await page.locator('.engine').innerText()).includes(failures.worker)),
  ));

for (const name of ['count/view.js', 'count/count.css']) {
  test(`a view that cannot be loaded for want of ${name} is told of, the others work, and it comes with the page`, () => {
    /** @type {import('./site.mjs').Replies} */
    const replies = { [name]: { status: 404, body: '' } };
    const expected = new RegExp(`${notFound.source}|cannot be loaded|dynamically imported module`);
    return withPage({ replies, expected, hash: '#count', mayReload: true }, async (page) => {
      const said = page.getByRole('alert').filter({ hasText: texts.app.viewFailed });
      assert.equal(await said.count(), 1);
      await page.locator('nav a[href="#classify"]').click();
      await page.setInputFiles('#choose', examplePath(example));
      assert.equal((await results(page, 1))[0].status, 'ok');
      await page.locator('nav a[href="#count"]').click();
      await said.waitFor();
      delete replies[name];
      await page.reload();
      assert.equal(await page.locator('#count h1').first().innerText(), texts.count.title);
      assert.equal(await said.count(), 0);
    });
  });
}

test('a server that does not know the type of .wasm does no harm', () =>
  withPage({ replies: { [relaxed]: { type: 'application/octet-stream' } } }, async (page, requested) => {
    assert.ok(requested.includes(relaxed) && !requested.includes(simd));
    await page.setInputFiles('#choose', examplePath(example));
    assert.equal((await results(page, 1))[0].status, 'ok');
  }));

/**
 * parts.js, told that the browser cannot do something.
 *
 * @param {string} lacking the name of the probe in parts.js
 */
function browserWithout(lacking) {
  const source = readFileSync(join(site, 'parts.js'), 'utf8');
  const body = source.replace(`WebAssembly.validate(${lacking})`, 'false');
  assert.notEqual(body, source);
  return { 'parts.js': { body } };
}

test('a browser without relaxed SIMD gets the module without it', () =>
  withPage({ replies: browserWithout('relaxedSimd') }, async (page, requested) => {
    assert.ok(requested.includes(simd) && !requested.includes(relaxed));
    await page.setInputFiles('#choose', examplePath(example));
    assert.equal((await results(page, 1))[0].status, 'ok');
  }));

test('a browser without SIMD is told to be too old', () =>
  withPage({ replies: browserWithout('simd'), engine: 'failed' }, async (page) => {
    assert.ok((await page.locator('.engine').innerText()).includes(failures.browser));
  }));
