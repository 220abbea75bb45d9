/* About: the figures with their tables, the versions, the sections by their address; and a model of one's own, good,
 * bad, named by hand, and gone again.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { texts } from '../../web/texts/en.js';
import { examplePath, examples, file, model, records, results, site, withPage } from './site.mjs';

const [first] = examples();
const card = JSON.parse(readFileSync(join(site, 'model.json'), 'utf8'));
const build = JSON.parse(readFileSync(join(site, 'build.json'), 'utf8'));

/** @param {string | Buffer} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Chooses a model as a person does.
 *
 * @param {import('playwright-core').Page} page
 * @param {Parameters<import('playwright-core').FileChooser['setFiles']>[0]} files
 */
async function choose(page, files) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a model' }).click(),
  ]);
  await chooser.setFiles(files);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {RegExp} sentence
 */
const told = (page, sentence) => page.locator('#about .told', { hasText: sentence }).waitFor();

test('every figure of the model card is drawn, told and tabled', () =>
  withPage({ hash: '#about' }, async (page) => {
    const charts = page.locator('#about .chart');
    assert.equal(await charts.count(), 4);
    const { value } = card.measured[0].measures.accuracy_per_group;
    const words = `${(100 * value).toFixed(1)} %`;
    const chart = charts.first();
    assert.ok((await chart.locator('li').first().innerText()).includes(words));
    const left = await chart
      .locator('.dot')
      .first()
      .evaluate((dot) => dot.style.left);
    assert.ok(Math.abs(parseFloat(left) - 100 * value) < 0.01, left);
    await chart.locator('summary').click();
    assert.ok((await chart.locator('tbody tr').first().innerText()).includes(words));
    assert.equal(await chart.locator('tbody tr').count(), card.measured.length);
    await page.locator('#about .measured select').selectOption({ index: card.measured.length - 1 });
    const classes = Object.keys(card.measured.at(-1).classes).length;
    assert.equal(await charts.last().locator('li').count(), classes);
  }));

test('each row tells how many pictures its figure is of', () =>
  withPage({ hash: '#about' }, async (page) => {
    const { charts, files } = texts.about.measured;
    for (const name of /** @type {const} */ (['confident', 'right_when_confident'])) {
      const notes = await page
        .locator('#about .chart', { hasText: charts[name].title })
        .locator('.label small')
        .allInnerTexts();
      assert.deepEqual(
        notes.map((note) => note.split(', ')[0]),
        card.measured.map((/** @type {any} */ { measures }) => files(measures[name].of.toLocaleString('en'))),
      );
    }
  }));

test('a measure that is missing is told, and breaks nothing', () => {
  const measured = card.measured.map((/** @type {any} */ each) => {
    const { right_when_confident, ...measures } = each.measures;
    assert.ok(right_when_confident);
    return { ...each, measures, classes: { neutrophil: {} } };
  });
  const body = JSON.stringify({ ...card, measured });
  return withPage({ hash: '#about', replies: { 'model.json': { body } } }, async (page) => {
    const missing = page.locator('#about .chart', { hasText: 'Right, where confident' });
    assert.match(await missing.locator('li').first().innerText(), /not measured/);
    assert.match(await page.locator('#about .chart').last().innerText(), /Neutrophil[^]*not measured/);
  });
});

test('the versions are those of the bytes that run', () =>
  withPage({ hash: '#about/versions' }, async (page) => {
    const text = await page.locator('#about .versions').innerText();
    for (const name of ['hematovision.tflite', 'detector.tflite']) {
      assert.ok(text.includes(sha256(readFileSync(join(site, name)))), name);
    }
    assert.ok(text.includes(build.build) && text.includes(build.version));
    assert.match(text, /(relaxed|fixed-width) SIMD [0-9a-f]{64}/);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Versions');
  }));

test('a model of one’s own is used, named by hand, and given up again', () =>
  withPage({ hash: '#about' }, async (page) => {
    await choose(page, model('class_map-float32.tflite'));
    await told(page, /class_map-float32\.tflite is in use: \d class/);
    const hash = sha256(readFileSync(model('class_map-float32.tflite')));
    assert.ok((await page.locator('#about .versions').innerText()).includes(hash));
    const names = page.getByLabel('Names of the classes');
    const own = (await names.inputValue()).split('\n');

    await names.fill('one');
    await page.getByRole('button', { name: 'Use these names' }).click();
    await told(page, /and this is 1 name\./);
    await names.fill(own.map(() => 'same').join('\n'));
    await page.getByRole('button', { name: 'Use these names' }).click();
    await told(page, /“same” stands there twice/);
    const given = own.map((_, index) => `<b>kind</b> ${index + 1}`);
    await names.fill(given.join('\n'));
    await page.getByRole('button', { name: 'Use these names' }).click();
    await told(page, /These names are used/);

    await page.evaluate(() => (location.hash = '#classify'));
    await page.setInputFiles('#choose', examplePath(first));
    await results(page, 1);
    const [record] = await records(page);
    assert.deepEqual(Object.keys(record.probabilities ?? {}).toSorted(), given.toSorted());
    assert.ok(given.includes(record.class ?? ''));
    assert.match(await page.locator('#classify').innerText(), /<b>kind<\/b>/);

    await page.evaluate(() => (location.hash = '#about'));
    await page.getByRole('button', { name: 'Back to HematoVision’s own model' }).click();
    await told(page, /own model is in use again/);
    assert.equal(await names.isVisible(), false);
  }));

test('a model that cannot be used leaves the one before, with the core’s sentence', () =>
  withPage({ hash: '#about' }, async (page) => {
    await choose(page, model('refused_operator.tflite'));
    await told(page, /refused_operator\.tflite was not taken; the model before it stays in use\. .+operator/);
    await choose(page, file('<i>broken</i>.tflite', 'TFL?'));
    await told(page, /^<i>broken<\/i>\.tflite was not taken/);
    await choose(page, examplePath(first));
    await told(page, /not a TensorFlow Lite model/);
    await choose(page, [model('relu-int8.tflite'), model('softmax-int8.tflite')]);
    await told(page, /more than one file/);
    assert.match(await page.locator('#about .in-use').innerText(), /HematoVision’s own model/);

    await page.evaluate(() => (location.hash = '#classify'));
    await page.setInputFiles('#choose', examplePath(first));
    await results(page, 1);
    assert.ok('neutrophil' in ((await records(page))[0].probabilities ?? {}));
  }));

for (const width of [320, 1280]) {
  test(`nothing sticks out at a width of ${width} pixels, tables opened`, () =>
    withPage(
      { hash: '#about', context: { locale: 'de', viewport: { width, height: 800 } } },
      async (page) => {
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        const sticking = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sticking <= 0, `${sticking} pixels`);
      },
    ));
}
