/* The page's main job: pictures in, by every way, and verdicts out.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { examplePath, examples, hand, header, model, picture, records, results, withPage } from './site.mjs';

const [first, second, third] = examples();

/**
 * Every name used anywhere in a record, sorted, but for those of classes.
 *
 * @param {unknown} record
 * @returns {string[]}
 */
function names(record) {
  if (typeof record !== 'object' || record === null) return [];
  if (Array.isArray(record)) return record.flatMap(names);
  return Object.entries(record).flatMap(([name, value]) => [
    name,
    ...(name === 'probabilities' ? [] : names(value)),
  ]);
}

test('every example is named right, and asks for nothing', () =>
  withPage({}, async (page) => {
    const offered = examples();
    const buttons = page.locator('#example-list button');
    assert.equal(await buttons.count(), offered.length);
    for (const [i, example] of offered.entries()) {
      await buttons.nth(i).click();
      const [newest] = await results(page, i + 1);
      const truth = {
        file: example.file,
        status: example.class ? 'ok' : 'no-cell',
        class: example.class ?? '',
      };
      assert.deepEqual({ file: newest.file, status: newest.status, class: newest.class }, truth);
      if (!example.class) continue;
      /* One that is unfamiliar would not be named. */
      assert.match(newest.verdict ?? '', /^(confident|unsure)$/);
      assert.match(newest.text, /The model is (confident|unsure)[^]*\d %/);
      assert.match(newest.text, /\d ms/);
    }
  }));

test('the file input is the first input, and takes several pictures in their order', () =>
  withPage({}, async (page) => {
    await page.locator('input').first().setInputFiles([first, second, third].map(examplePath));
    const batch = await results(page, 3);
    assert.deepEqual(
      batch.map(({ file }) => file),
      [first.file, second.file, third.file],
    );
    assert.deepEqual(
      batch.map(({ status }) => status),
      ['ok', 'ok', 'ok'],
    );
    assert.equal(await page.locator('.result-count').innerText(), '3 pictures');
    await page.locator('input').first().setInputFiles(examplePath(first));
    const all = await results(page, 4);
    assert.deepEqual(
      all.map(({ file }) => file),
      [first.file, first.file, second.file, third.file],
    );
  }));

for (const way of /** @type {const} */ (['drop', 'paste'])) {
  test(`pictures come in by ${way}`, () =>
    withPage({}, async (page) => {
      await hand(page, way, [first, second].map(examplePath));
      const batch = await results(page, 2);
      assert.deepEqual(
        batch.map(({ file, status }) => [file, status]),
        [
          [first.file, 'ok'],
          [second.file, 'ok'],
        ],
      );
      assert.equal(await page.locator('#veil').isVisible(), false);
      await hand(page, way, []);
      assert.match(await page.locator('.notice').innerText(), /no picture file/);
    }));
}

/** A model that leaves nothing out of a record (tests/models/README.md). */
const classMap = { 'hematovision.tflite': { body: readFileSync(model('class_map_cells-int8.tflite')) } };

test('the record has the names of hematovision.h, in the same order', () =>
  withPage({ replies: classMap }, async (page) => {
    await page.setInputFiles('#choose', [examplePath(first), picture('text.jpg')]);
    await results(page, 2);
    const [good, bad] = await records(page);
    const example = header.slice(
      header.indexOf('{"file":"a.jpg"'),
      header.indexOf('Class, confidence, probabilities'),
    );
    const documented = [...example.matchAll(/"([a-z_]+)":/g)].map(([, name]) => name);
    const expected = documented.filter((name) => name !== 'neutrophil');
    assert.deepEqual(names({ ...good, cells: good.cells.slice(0, 1) }), expected);
    assert.deepEqual(Object.keys(bad), Object.keys(good));
    assert.deepEqual(bad.cells, []);
  }));

test('the mark lies on the picture where the record says', () =>
  withPage({}, async (page) => {
    await page.setInputFiles('#choose', examplePath(first));
    await results(page, 1);
    const [{ width, height, cells }] = await records(page);
    const image = await page.locator('.picture img').boundingBox();
    const mark = await page.locator('.mark.first').boundingBox();
    assert.ok(image && mark);
    const [x, y, boxWidth, boxHeight] = cells[0].box;
    const seen = [mark.x - image.x, mark.y - image.y, mark.width, mark.height];
    const expected = [x, y, boxWidth, boxHeight].map((pixels) => (pixels * image.width) / width);
    seen.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1, `${seen} is not ${expected}`));
    assert.ok(Math.abs(image.width / image.height - width / height) < 0.02, 'the picture keeps its shape');
  }));

test('a picture turned by its EXIF orientation is shown upright, at the size of its record', () =>
  withPage({}, async (page) => {
    await page.setInputFiles('#choose', picture('orientation-6.jpg'));
    const [{ status }] = await results(page, 1);
    assert.ok(status === 'ok' || status === 'no-cell', status);
    const [{ width, height }] = await records(page);
    const size = await page
      .locator('.picture img')
      .evaluate(async (/** @type {HTMLImageElement} */ image) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      });
    assert.deepEqual(size, [width, height]);
  }));

test('results are removed one by one or all at once, and their pictures let go', () =>
  withPage({ expected: /ERR_FILE_NOT_FOUND/ }, async (page) => {
    await page.setInputFiles('#choose', [first, second, third].map(examplePath));
    await results(page, 3);
    const urls = await page.$$eval('.picture img', (images) =>
      images.map((image) => image.getAttribute('src')),
    );
    await page.getByRole('button', { name: `Remove ${second.file}` }).click();
    assert.deepEqual(
      (await results(page, 2)).map(({ file }) => file),
      [first.file, third.file],
    );
    await page.getByRole('button', { name: 'Clear all' }).click();
    await results(page, 0);
    assert.equal(await page.locator('#results').isVisible(), false);
    const loads = await page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) => {
            const image = new Image();
            image.src = url ?? '';
            return image.decode().then(
              () => true,
              () => false,
            );
          }),
        ),
      urls,
    );
    assert.deepEqual(loads, [false, false, false]);
  }));
