/* Count: a whole differential by keyboard, on drawn fields, through a reload; what it refuses; cells that two fields
 * show; and a browser that keeps nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';

import { texts } from '../../web/texts/en.js';
import { validateFhir } from '../fhir.mjs';
import { withDrawn } from '../program.mjs';
import { answering, cell, recordOf } from './records.mjs';
import {
  allKept,
  examplePath,
  examples,
  farEast,
  file,
  hand,
  model,
  noonInGreenwich,
  picture,
  reloadAsked,
  useModel,
  withPage,
} from './site.mjs';

const words = texts.count;
const bytes = readFileSync(examplePath(examples()[0]));

/** @typedef {import('playwright-core').Page} Page */

/**
 * Gives files by the button, pressed by key, and waits until all are read.
 *
 * @param {Page} page
 * @param {any[] | string} files or a folder
 * @param {string} button its name
 */
async function give(page, files, button = words.choose) {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).press('Enter');
  await (await asked).setFiles(files);
  await allRead(page);
}

/** @param {Page} page */
async function allRead(page) {
  for (;;) {
    const { waiting, fields, failures } = await counting(page);
    if (waiting === 0 && fields.length + failures.length > 0) return;
    await page.waitForTimeout(100);
  }
}

/**
 * What the count is, by the page's own state.
 *
 * @param {Page} page
 * @returns {Promise<{ log: any[], fields: string[], waiting: number, failures: [string, string][] }>}
 */
const counting = (page) =>
  page.evaluate(async () => {
    const { state } = await import(new URL('state.js', document.baseURI).href);
    const { log, fields, failures } = state.count;
    return {
      log,
      fields: fields.map((/** @type {any} */ { file }) => file),
      waiting: fields.filter((/** @type {any} */ { record }) => !record).length,
      failures: failures.map((/** @type {any} */ { file, sentence }) => [file, sentence]),
    };
  });

/** @param {Page} page */
const progress = (page) => page.locator('#count .progress').textContent();

/** @param {Page} page */
const announcement = (page) => page.locator('#announcement').textContent();

/** @param {Page} page */
const focusCell = (page) => page.locator('.count-stage .box[aria-current]').focus();

/** @param {Page} page */
const current = (page) => page.locator('.count-stage .box[aria-current]').getAttribute('aria-label');

/**
 * The tally as the table has it: count by class.
 *
 * @param {Page} page
 */
const counts = (page) =>
  page.$$eval('#count .work .tally tbody tr', (rows) =>
    Object.fromEntries(
      rows.map((row) => [
        /** @type {HTMLElement} */ (row).dataset.class,
        Number(row.children[1].textContent),
      ]),
    ),
  );

/**
 * Presses a button of the report, and reads the file that comes.
 *
 * @param {Page} page
 * @param {string} name
 */
async function saved(page, name) {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).press('Enter');
  const download = await coming;
  return readFileSync(await download.path(), 'utf8');
}

// Of what is found here some is clutter, which the model finds unfamiliar: it proposes no class for it.
const drawn = ['--kind', 'field', '--cells', '9', '--clutter', '--count', '13', '--seed', '60'];

test('a hundred cells are counted by keyboard, through a reload, and exported', { timeout: 600000 }, () =>
  withDrawn(drawn, (fields) =>
    withPage({ hash: '#count', mayReload: true }, async (page) => {
      await give(page, [
        fields[0].file,
        picture('truncated.jpg'),
        ...fields.slice(1).map((each) => each.file),
      ]);
      const { fields: read, failures } = await counting(page);
      assert.deepEqual(
        read,
        fields.map((each) => basename(each.file)),
      );
      assert.deepEqual(failures, [['truncated.jpg', texts.core.statuses['truncated-image']]]);
      assert.match((await announcement(page)) ?? '', /^13 fields read, \d+ cells found\.$/);

      await focusCell(page);
      await page.keyboard.press('Enter');
      assert.equal(await progress(page), words.progress(1, 100));
      assert.match((await announcement(page)) ?? '', /1 of 100/);
      await overrideAndUndo(page);
      await addAndRemove(page);

      for (let i = 0; i < 40; i++) await count(page);
      const before = await counting(page);
      const tallied = await counts(page);
      await allKept(page);
      await page.reload();
      await page.waitForSelector('html[data-loaded]', { state: 'attached' });
      const after = await counting(page);
      assert.deepEqual([after.log, after.fields], [before.log, before.fields]);
      assert.deepEqual(await counts(page), tallied);
      assert.match((await current(page)) ?? '', new RegExp(words.cell.open));

      await focusCell(page);
      for (let i = 0; i < 90 && (await progress(page)) !== words.progress(100, 100); i++) {
        if (i % 10 === 9) await page.keyboard.press('l');
        else await count(page);
      }
      assert.equal(await progress(page), words.progress(100, 100));
      assert.equal(await page.locator('#count .status').textContent(), words.complete);
      await checkReport(page, fields.length);
    }),
  ),
);

/**
 * As what is proposed, or, where nothing is, as a lymphocyte.
 *
 * @param {Page} page with the focus on a cell
 */
async function count(page) {
  await page.keyboard.press('Enter');
  if ((await announcement(page)) === words.cell.noProposalSpoken) await page.keyboard.press('l');
}

/** @param {Page} page with the focus on a cell */
async function overrideAndUndo(page) {
  const tallied = await counts(page);
  const cellBefore = await current(page);
  await page.keyboard.press('b');
  assert.equal((await counts(page)).basophil, tallied.basophil + 1);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await counts(page), tallied);
  assert.equal(await current(page), cellBefore);
  assert.equal(await announcement(page), words.undone);
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await current(page), cellBefore);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await current(page), cellBefore);
}

/** @param {Page} page with the focus on a cell */
async function addAndRemove(page) {
  const boxes = await page.locator('.count-stage .box').count();
  const tallied = await counts(page);
  await page.keyboard.press('a');
  for (const key of ['ArrowRight', 'ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
  assert.match((await announcement(page)) ?? '', /5\d % across, 5\d % down/);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.count-stage .box').count(), boxes + 1);
  assert.match((await current(page)) ?? '', new RegExp(words.cell.added));
  await focusCell(page);
  await page.keyboard.press('Enter');
  assert.equal(await announcement(page), words.cell.noProposalSpoken);
  await page.keyboard.press('m');
  assert.equal((await counts(page)).monocyte, tallied.monocyte + 1);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  assert.equal(await page.locator('.count-stage .box').count(), boxes);
  await page.keyboard.press('x');
  assert.deepEqual(await counts(page), tallied);
}

/**
 * @param {Page} page with a complete count
 * @param {number} fields how many
 */
async function checkReport(page, fields) {
  const tallied = await counts(page);
  await page.getByRole('link', { name: words.report }).press('Enter');
  const report = page.locator('.report');
  await report.waitFor();
  const text = await report.innerText();
  const named = 100 - Number(text.match(/White cells that the model did not name: (\d+)\./)?.[1]);
  assert.ok(named > 90, `${named}`);
  assert.match(text, new RegExp(`You and the model agreed on \\d+ of ${named} cells: \\d+\\.\\d\u00a0%`));
  assert.match(text, /Cohen’s kappa: 0\.\d\d/);
  assert.ok(text.includes(texts.app.medicalTitle) && text.includes(words.summary.seenFirst));
  assert.match(text, /SHA-256 [0-9a-f]{64}/);
  await page.waitForFunction(
    (fields) => document.querySelectorAll('.report .numbered img').length === fields,
    fields,
  );

  const [head, ...rows] = (await saved(page, words.summary.classesCsv)).trim().split('\r\n');
  assert.ok(head.includes('class,count,of,percent,lower_95,upper_95'));
  assert.deepEqual(
    Object.fromEntries(rows.map((row) => [row.split(',')[0], Number(row.split(',')[1])])),
    tallied,
  );
  const byModel = rows.map((row) => Number(row.split(',')[6])).reduce((sum, count) => sum + count);
  assert.equal(byModel, named);
  const cells = (await saved(page, words.summary.cellsCsv)).trim().split('\r\n').slice(1);
  const json = JSON.parse(await saved(page, words.summary.json));
  assert.equal(json.tally.total, 100);
  assert.equal(json.fields.flatMap((/** @type {any} */ field) => field.cells).length, cells.length);
  const bundle = JSON.parse(await saved(page, words.summary.fhir));
  assert.deepEqual(validateFhir(bundle), []);
  const values = bundle.entry.slice(1).map((/** @type {any} */ { resource }) => resource.valueQuantity.value);
  assert.deepEqual(values, Object.values(tallied));

  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 50000 && pdf.subarray(0, 5).toString() === '%PDF-', `${pdf.length} bytes`);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('#count .saving').isVisible(), false);
  assert.equal(await page.locator('.report .tally').isVisible(), true);
  for (const left of ['body > header', '#count .back']) {
    assert.equal(await page.locator(left).isVisible(), false, left);
  }
  await page.emulateMedia({ media: null });
  await page.getByRole('link', { name: words.back }).press('Enter');
  await page.locator('.count-stage').waitFor();
}

test('a folder is read whole: broken pictures are told of one by one, what is no picture in one sentence', () =>
  withDrawn(['--kind', 'field', '--cells', '2', '--count', '24', '--seed', '200'], (fields) =>
    withPage({ hash: '#count' }, async (page) => {
      const folder = dirname(fields[0].file);
      for (const name of ['broken-1.jpg', 'broken-2.jpg']) {
        copyFileSync(picture('truncated.jpg'), join(folder, name));
      }
      copyFileSync(picture('real.bmp'), join(folder, 'bitmap.bmp'));
      for (const name of ['.DS_Store', 'Thumbs.db', 'notes.txt']) writeFileSync(join(folder, name), 'text');
      await give(page, folder, words.folder);
      const { fields: read, failures } = await counting(page);
      assert.equal(read.length, 24);
      const truncated = texts.core.statuses['truncated-image'];
      assert.deepEqual(failures.sort(), [
        ['bitmap.bmp', texts.core.statuses['unsupported-bmp']],
        ['broken-1.jpg', truncated],
        ['broken-2.jpg', truncated],
      ]);
      /* The three, and the truth of what was drawn. */
      assert.ok(await page.locator('#count').getByText(texts.app.skipped(4)).isVisible());
    }),
  ));

const two = recordOf([cell([200, 100, 180, 176]), cell([460, 100, 180, 176], { cut_off: true })]);

test('keys do nothing outside the field, and nothing is counted twice that is one picture', () =>
  withPage({ hash: '#count', replies: answering(two) }, async (page) => {
    await give(page, [file('one.jpg', bytes), file('<b>copy.jpg', bytes)]);
    const { failures } = await counting(page);
    assert.deepEqual(failures, [['<b>copy.jpg', words.sameFile('one.jpg')]]);
    await page.locator('nav a').first().focus();
    for (const key of ['n', 'x', 'a', 'ArrowRight']) await page.keyboard.press(key);
    assert.equal((await counting(page)).log.length, 0);
  }));

const none = { ...two, status: 'no-cell', cells_found: 0, cells: [] };

/** @param {number} many files that differ, of one picture */
const pictures = (many) =>
  Array.from({ length: many }, (_, i) => file(`${i}.jpg`, Buffer.concat([bytes, Buffer.alloc(i)])));

test('in a field without cells keys judge nothing, and what undo takes back is shown', () =>
  withPage({ hash: '#count', replies: answering(two, none) }, async (page) => {
    await give(page, pictures(2));
    await focusCell(page);
    await page.keyboard.press('n');
    await page.keyboard.press('PageDown');
    const title = page.locator('.field-title h2');
    assert.equal(await title.innerText(), words.field.number(2, 2));
    const { log } = await counting(page);
    for (const key of ['n', 'Enter', 'x']) await page.keyboard.press(key);
    assert.deepEqual((await counting(page)).log, log);

    for (const key of ['a', 'Enter', 'Control+z']) await page.keyboard.press(key);
    assert.equal(await title.innerText(), words.field.number(2, 2), 'a cell was added here and taken back');
    await page.keyboard.press('Control+z');
    assert.equal(await title.innerText(), words.field.number(1, 2));
    assert.match((await current(page)) ?? '', new RegExp(`^${words.cell.number(1, 2)},.*${words.cell.open}`));
    assert.equal((await counting(page)).log.length, 0);
  }));

test('a key that is held down judges one cell, and an arrow goes on', () =>
  withPage({ hash: '#count', replies: answering(two) }, async (page) => {
    await give(page, pictures(3));
    await focusCell(page);
    for (const key of ['n', 'Enter']) {
      for (let i = 0; i < 3; i++) await page.keyboard.down(key);
      await page.keyboard.up(key);
    }
    assert.equal((await counting(page)).log.length, 2);
    await page.locator('.confirm').focus();
    for (let i = 0; i < 3; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    assert.equal((await counting(page)).log.length, 3);
    await focusCell(page);
    for (let i = 0; i < 2; i++) await page.keyboard.down('ArrowRight');
    assert.equal(await page.locator('.field-title h2').innerText(), words.field.number(3, 3));
  }));

test('the keys of other controls beside the field stay theirs', () =>
  withPage({ hash: '#count', replies: answering(two) }, async (page) => {
    await give(page, [file('one.jpg', bytes)]);
    const before = await current(page);
    await page.locator('#count .work .scrolls').press('ArrowRight');
    assert.equal(await current(page), before);
    await focusCell(page);
    await page.keyboard.press('a');
    await page.locator('.confirm').press('Enter');
    assert.deepEqual(
      (await counting(page)).log.map(({ kind }) => kind),
      ['judge'],
    );
  }));

test('what the right border cuts off is proposed to be left out, and can be counted all the same', () =>
  withPage({ hash: '#count', replies: answering(two) }, async (page) => {
    await give(page, [file('one.jpg', bytes)]);
    await focusCell(page);
    await page.keyboard.press('Enter');
    assert.ok(await page.getByText(words.cell.border).isVisible());
    await page.keyboard.press('Enter');
    assert.equal(await progress(page), words.progress(1, 100));
    await page.keyboard.press('Control+z');
    await page.keyboard.press('n');
    assert.equal(await progress(page), words.progress(2, 100));
    assert.equal(await page.locator('#count .status').textContent(), words.exhausted);
  }));

test(
  'a file that can no longer be read is not taken for another, and reading goes on',
  { timeout: 60000 },
  () =>
    withPage({ hash: '#count', replies: answering(two) }, async (page) => {
      await page.evaluate(() => {
        const files = ['gone.jpg', 'other.jpg'].map((name) => new File(['x'], name));
        const [gone] = files;
        const read = gone.arrayBuffer.bind(gone);
        gone.arrayBuffer = () => {
          gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
          return read();
        };
        const event = new DragEvent('drop', { bubbles: true });
        Object.defineProperty(event, 'dataTransfer', { value: { files, types: ['Files'] } });
        document.body.dispatchEvent(event);
      });
      await allRead(page);
      const { fields, failures } = await counting(page);
      assert.deepEqual([fields, failures], [['gone.jpg', 'other.jpg'], []]);
    }),
);

test('the report names the models that answered, whichever is in use since', () =>
  withPage({ hash: '#count', mayReload: true }, async (page) => {
    const [one, other] = pictures(2);
    await give(page, [one]);
    await focusCell(page);
    await page.keyboard.press('n');
    await useModel(page, model('class_map-float32.tflite'));
    await give(page, [other], words.add);
    await allKept(page);
    await page.reload();
    await page.waitForSelector('html[data-loaded]', { state: 'attached' });
    await page.getByRole('link', { name: words.report }).press('Enter');
    const names = ['hematovision.tflite', 'class_map-float32.tflite'];
    await page.locator('.report .made').first().waitFor();
    const told = (await page.locator('.report .made').allInnerTexts()).slice(1);
    assert.deepEqual(
      told.map((line) => line.replace(/[0-9a-f]{64}/, 'hash')),
      names.map((name) => texts.app.made.model(name, 'hash')),
    );
    const { models } = JSON.parse(await saved(page, words.summary.json));
    assert.deepEqual(
      models.map(({ name, sha256 }) => texts.app.made.model(name, sha256)),
      told,
    );
    const { entry } = JSON.parse(await saved(page, words.summary.fhir));
    const versions = entry[0].resource.version.map(({ value }) => value);
    assert.deepEqual(
      versions.filter((value) => names.includes(value)),
      names,
    );
  }));

test('a field kept by an earlier version is counted on, and which model answered is said to be unknown', () => {
  const kept = `const field = { id: '000001', file: 'old.jpg', blob: new Blob(['x']), record: ${JSON.stringify(two)},
      look: null, twins: [], url: null };
    export const read = async (key) => key === 'count/fields/000001' ? field : undefined;
    export const write = async () => true;
    export const remove = async () => undefined;
    export const list = async (prefix) => prefix === 'count/fields/' ? ['count/fields/000001'] : [];
    export const available = async () => true;`;
  return withPage(
    { hash: '#count', replies: { ...answering(two), 'storage.js': { body: kept } } },
    async (page) => {
      await focusCell(page);
      await page.keyboard.press('n');
      await page.getByRole('link', { name: words.report }).press('Enter');
      const { model, unknown } = texts.app.made;
      await page.locator('.report .made', { hasText: model(unknown, unknown) }).waitFor();
    },
  );
});

test('the files of a report are named by the clock of the person', () =>
  withPage({ hash: '#count', replies: answering(two), context: farEast }, async (page) => {
    await give(page, [file('one.jpg', bytes)]);
    await focusCell(page);
    await page.keyboard.press('n');
    await page.clock.setFixedTime(noonInGreenwich);
    await page.getByRole('link', { name: words.report }).press('Enter');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: words.summary.json, exact: true }).press('Enter');
    assert.equal((await coming).suggestedFilename(), 'differential-20260302T0200.json');
  }));

test('a click adds a cell, a click on a box goes there, and a click on a class names it', () =>
  withPage({ hash: '#count', replies: answering(two) }, async (page) => {
    await give(page, [file('one.jpg', bytes)]);
    const stage = (await page.locator('.count-stage').boundingBox()) ?? assert.fail();
    await page.mouse.click(stage.x + 0.15 * stage.width, stage.y + 0.8 * stage.height);
    assert.equal(await page.locator('.count-stage .box').count(), 3);
    await page.locator('.call-button', { hasText: words.calls.other }).click();
    assert.equal((await counts(page)).other, 1);
    await page.locator('.count-stage .box').first().click();
    await page.locator('.confirm').click();
    assert.equal((await counts(page)).monocyte, 1);
  }));

test('a cell that two overlapping fields show is pointed out in the second', { timeout: 120000 }, () =>
  withDrawn(['--kind', 'field', '--cells', '3', '--count', '1', '--seed', '12'], ([field]) =>
    withPage({ hash: '#count' }, async (page) => {
      const parts = await windows(page, readFileSync(field.file).toString('base64'), [
        [0, 0],
        [90, 50],
      ]);
      await give(page, parts);
      await focusCell(page);
      for (let i = 0; i < 12; i++) {
        if (await page.getByRole('button', { name: words.cell.goToTwin }).isVisible()) break;
        await page.keyboard.press('Enter');
      }
      const counted = await progress(page);
      assert.match(
        (await page.locator('.count-panel').innerText()) ?? '',
        /This looks like cell \d of field 1/,
      );
      await page.locator('.count-panel .map').click();
      assert.equal(await page.locator('.count-panel .twin .cutout').count(), 1);
      assert.equal(await page.locator('.count-panel canvas:visible').count(), 1);
      await page.locator('.count-stage').focus();
      await page.keyboard.press('Enter');
      assert.equal(await progress(page), counted);
      assert.equal((await counting(page)).log.at(-1).as, 'seen');
    }),
  ),
);

/**
 * Parts of a picture, 500 × 380, as files.
 *
 * @param {Page} page
 * @param {string} source in base64
 * @param {number[][]} corners
 */
async function windows(page, source, corners) {
  const taken = await page.evaluate(
    async ({ source, corners }) => {
      const content = Uint8Array.from(atob(source), (character) => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([content]));
      return corners.map(([x, y]) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 500, height: 380 });
        canvas.getContext('2d')?.drawImage(image, -x, -y);
        return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
      });
    },
    { source, corners },
  );
  return taken.map((base64, i) => file(`part-${i + 1}.jpg`, Buffer.from(base64, 'base64')));
}

test('a new count asks first; a removed field comes back by undo', () =>
  withPage({ hash: '#count', replies: answering(two) }, async (page) => {
    await hand(page, 'drop', [examplePath(examples()[0]), examplePath(examples()[1])]);
    await allRead(page);
    await page.getByRole('button', { name: words.field.drop }).press('Enter');
    assert.equal(await page.locator('.field-title h2').innerText(), words.field.number(1, 1));
    await page.keyboard.press('Enter'); /* The focus is on Undo. */
    assert.match(await page.locator('.field-title h2').innerText(), /of 2$/);
    await page.getByRole('button', { name: words.anew }).press('Enter');
    await page.getByRole('button', { name: texts.app.cancel }).press('Enter');
    assert.equal((await counting(page)).fields.length, 2);
    await page.getByRole('button', { name: words.anew }).press('Enter');
    await page.getByRole('button', { name: words.anewConfirm }).press('Enter');
    await page.getByText(words.invitation).waitFor();
    assert.deepEqual((await counting(page)).fields, []);
  }));

test('a second tab says whose the count is, writes nothing over it, and takes it over', () =>
  withPage({ hash: '#count', replies: answering(two), mayReload: true }, async (first) => {
    await give(first, [file('one.jpg', bytes)]);
    await focusCell(first);
    await first.keyboard.press('n');
    await first.getByText(words.progress(1, 100), { exact: true }).waitFor();

    const second = await anotherTab(first);
    await second.getByText(words.elsewhere).waitFor();
    await give(second, [file('two.jpg', bytes), file('three.jpg', Buffer.concat([bytes, bytes]))]);
    await second.getByText(words.besideAnother).waitFor();
    await focusCell(second);
    for (const key of ['b', 'b', 'b']) await second.keyboard.press(key);
    assert.equal(await progress(second), words.progress(3, 100));
    const asked = second.waitForEvent('dialog');
    await second.close({ runBeforeUnload: true });
    await (await asked).accept();

    const third = await anotherTab(first);
    await third.getByText(words.elsewhere).waitFor();
    await first.close();
    await third.getByText(words.progress(1, 100), { exact: true }).waitFor();
    assert.equal(await third.getByText(words.elsewhere).count(), 0);
    const { fields, log } = await counting(third);
    assert.deepEqual([fields, log], [['one.jpg'], [{ kind: 'judge', cell: '000001/0', as: 'neutrophil' }]]);
    await third.getByRole('button', { name: words.undo, exact: true }).press('Enter');
    await allKept(third);
    await third.reload();
    await third.getByText(words.progress(0, 100), { exact: true }).waitFor();
  }));

/** @param {Page} page the first of the tabs */
async function anotherTab(page) {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.waitForSelector('html[data-loaded]', { state: 'attached' });
  return tab;
}

for (const [written, key] of [
  ['a field', 'count/fields/000001'],
  ['a judgement', 'count/log'],
]) {
  test(`a page that is still writing ${written} down asks before it is left`, () => {
    const slow = `export const read = async () => undefined;
      export const write = (key) => key === '${key}' ? new Promise(() => {}) : Promise.resolve(true);
      export const remove = async () => undefined;
      export const list = async () => [];
      export const available = async () => true;`;
    const replies = { ...answering(two), 'storage.js': { body: slow } };
    return withPage({ hash: '#count', replies, mayReload: true }, async (page) => {
      const asked = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: words.choose, exact: true }).press('Enter');
      await (await asked).setFiles([file('one.jpg', bytes)]);
      await page.locator('.count-stage .box').first().waitFor();
      await focusCell(page);
      await page.keyboard.press('n');
      await reloadAsked(page);
    });
  });
}

test('where nothing can be kept the count goes on, says so, and asks before it is left', () => {
  const refusing = `export const read = async () => undefined;
    export const write = async () => false;
    export const remove = async () => undefined;
    export const list = async () => [];
    export const available = async () => false;`;
  const replies = { ...answering(two), 'storage.js': { body: refusing } };
  return withPage({ hash: '#count', replies, mayReload: true }, async (page) => {
    await give(page, [file('one.jpg', bytes)]);
    await page.getByText(words.notKept).waitFor();
    await focusCell(page);
    await page.keyboard.press('n');
    assert.equal(await progress(page), words.progress(1, 100));
    await reloadAsked(page);
    await page.waitForSelector('html[data-loaded]', { state: 'attached' });
    await page.getByText(words.invitation).waitFor();
  });
});
