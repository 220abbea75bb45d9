/* Learn in Chromium: whole sessions by keyboard with real pictures, what is kept and carried away, and what is given
 * that cannot be used.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { texts } from '../../web/texts.js';
import { makeZip } from '../page/zip_maker.mjs';
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

const words = texts.learn;
/** One cell each, so that the class is plain. */
const pictures = examples().filter(({ class: name, cells }) => name && cells === 1);

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const exercise = (page) =>
  page.evaluate(async () => {
    const { state } = await import(new URL('state.js', document.baseURI).href);
    const { turn, cards, asked, unreadable } = state.learn.exercise;
    const shown = (cards ?? []).map(({ labelled }) => ({ name: labelled.name, class: labelled.class }));
    return { again: turn?.again, cards: shown, asked, unreadable };
  });

/** @param {Page} page @param {string} phase */
const phase = (page, phase) => page.waitForSelector(`.exercise[data-phase=${phase}]`);

/** @param {Page} page @param {string} id */
async function tabTo(page, id) {
  for (let i = 0; i < 60; i++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not reach #${id}`);
}

/**
 * Answers the question that is shown.
 *
 * @param {Page} page
 * @param {boolean} rightly
 */
async function guess(page, rightly) {
  await phase(page, 'question');
  const { cards } = await exercise(page);
  const key = rightly ? cards[0].class[0] : cards[0].class === 'basophil' ? 'm' : 'b';
  await page.keyboard.press(key);
  await phase(page, 'reveal');
  return cards[0];
}

/** @param {Page} page */
async function goOn(page) {
  await page.keyboard.press('Enter');
  await page.waitForSelector('.exercise[data-phase=question], .exercise[data-phase=end]');
}

/** @param {Page} page @param {string} hash */
async function visit(page, hash) {
  await page.evaluate((hash) => (location.hash = hash), hash);
  await page.waitForTimeout(50);
}

/** @param {Page} page the rows of the table of progress, without their limits */
const figures = (page) =>
  page.$$eval('.figures tbody tr', (rows) =>
    rows.map((row) =>
      [...row.children]
        .slice(0, 4)
        .map((cell) => cell.querySelector('span')?.textContent ?? cell.textContent),
    ),
  );

/**
 * Chooses a file where the page asks for one.
 *
 * @param {Page} page
 * @param {string} button
 * @param {any} files
 */
async function choose(page, button, files) {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await asked).setFiles(files);
}

/** @param {string} name @param {Buffer} bytes */
const zipFile = (name, bytes) => ({ name, mimeType: 'application/zip', buffer: bytes });

test('a session by keyboard: the missed picture comes again, and progress survives a reload', () =>
  withPage({ hash: '#learn', mayReload: true }, async (page) => {
    await tabTo(page, 'start-guess');
    await page.keyboard.press('Enter');
    const missed = await guess(page, false);
    assert.match(await page.locator('h1:visible').innerText(), new RegExp(`^${words.wrong}: `));
    assert.equal(await page.locator('.differences tbody tr').count(), 5);
    assert.match((await page.locator('#announcement').textContent()) ?? '', new RegExp(words.model));
    const shown = [];
    for (let i = 0; i < 10; i++) {
      await goOn(page);
      shown.push((await guess(page, true)).name);
      assert.equal((await exercise(page)).again, shown.length === 4);
      assert.equal(await page.locator('.class-notes dt').count(), 5);
    }
    assert.equal(shown[3], missed.name);
    assert.equal(new Set(shown).size, 10);
    await goOn(page);
    await phase(page, 'end');
    assert.match(await page.locator('.exercise').innerText(), /You had 9 of 10 right at first sight/);
    assert.equal(await page.locator('.missed img').count(), 1);
    await visit(page, '#learn/progress');
    const before = await figures(page);
    assert.deepEqual(before.at(-1)?.slice(0, 3), [words.table.all, '9 of 10', '9 of 10']);
    await allKept(page);
    await page.reload();
    await page.waitForSelector('html[data-loaded]', { state: 'attached' });
    assert.deepEqual(await figures(page), before);
    await page.goBack();
    await visit(page, '#learn');
    assert.match(await page.locator('.so-far').innerText(), /10 pictures met so far, 0 to be repeated now/);
  }));

test('what was missed earlier comes first in the next session', () =>
  withPage({ hash: '#learn/guess' }, async (page) => {
    const { name } = await guess(page, false);
    await visit(page, '#learn');
    await page.click('#start-guess');
    await phase(page, 'question');
    assert.equal((await exercise(page)).cards[0].name, name);
  }));

test('look-alikes by the arrow keys', () =>
  withPage({ hash: '#learn/pairs/neutrophil-eosinophil' }, async (page) => {
    await phase(page, 'question');
    for (const rightly of [true, false]) {
      const { cards, asked } = await exercise(page);
      assert.deepEqual(cards.map((each) => each.class).sort(), ['eosinophil', 'neutrophil']);
      assert.equal(await page.locator('h1:visible').innerText(), words.pairQuestion[asked]);
      const side = cards.findIndex((each) => each.class === asked);
      await page.keyboard.press((side === 0) === rightly ? 'ArrowLeft' : 'ArrowRight');
      await phase(page, 'reveal');
      const title = await page.locator('h1:visible').innerText();
      assert.ok(title.startsWith(rightly ? words.right : words.wrong), title);
      assert.ok((await page.locator('.tells').innerText()) === words.tells['neutrophil-eosinophil']);
      await goOn(page);
    }
    await visit(page, '#learn/progress');
    assert.match(await page.locator('.lists').innerText(), /Neutrophil – Eosinophil\s+1 of 2/);
  }));

test('progress is exported, wiped only when confirmed, and imported again', () =>
  withPage({ hash: '#learn/guess' }, async (page) => {
    await guess(page, true);
    await goOn(page);
    await guess(page, false);
    await visit(page, '#learn/progress');
    const before = await figures(page);
    await page.fill('#learner', '=HYPERLINK("x")');
    const [json] = await Promise.all([page.waitForEvent('download'), page.click(`text=${words.json}`)]);
    const exported = readFileSync(await json.path());
    assert.equal(JSON.parse(String(exported)).summary.all.first.of, 2);
    const [csv] = await Promise.all([page.waitForEvent('download'), page.click(`text=${words.csv}`)]);
    const table = readFileSync(await csv.path(), 'utf8');
    assert.match(table, /first answers,all,2,1,/);
    assert.ok(table.includes(`"'=HYPERLINK(""x"")"`), table);

    await page.getByRole('button', { name: words.wipe }).click();
    await page.keyboard.press('Escape');
    assert.deepEqual(await figures(page), before);
    await page.getByRole('button', { name: words.wipe }).click();
    await page.getByRole('button', { name: words.wipeConfirm }).click();
    await page.waitForSelector(`text=${words.noProgress}`);

    const damaged = JSON.parse(String(exported));
    damaged.answers[0].guess = 'erythroblast';
    await choose(page, words.import, file('damaged.json', JSON.stringify(damaged)));
    await page.waitForSelector('#progress-notice:not(:empty)');
    assert.equal(
      await page.locator('#progress-notice').innerText(),
      words.progressFile.field('answers[0].guess'),
    );
    await choose(page, words.import, file('progress.json', exported));
    await page.waitForSelector('.figures');
    assert.deepEqual(await figures(page), before);
    assert.equal(await page.locator('#progress-notice').innerText(), words.imported(2));
  }));

test('the summary names the model that answered, whichever is in use since', () =>
  withPage({ hash: '#learn/guess' }, async (page) => {
    await guess(page, true);
    await visit(page, '#learn');
    await useModel(page, model('class_map-float32.tflite'));
    await visit(page, '#learn/progress');
    const [json] = await Promise.all([page.waitForEvent('download'), page.click(`text=${words.json}`)]);
    const [answered, ...others] = JSON.parse(readFileSync(await json.path(), 'utf8')).summary.models;
    assert.deepEqual([answered.name, others], ['hematovision.tflite', []]);
    assert.match(answered.sha256, /^[0-9a-f]{64}$/);
    const [, told] = await page.locator('.progress-page .made').allTextContents();
    assert.equal(told, texts.app.made.model(answered.name, answered.sha256));
  }));

test('the summary is dated by the clock of the person', () =>
  withPage({ hash: '#learn/guess', context: farEast }, async (page) => {
    await guess(page, true);
    await page.clock.setFixedTime(noonInGreenwich);
    await visit(page, '#learn/progress');
    const [csv] = await Promise.all([page.waitForEvent('download'), page.click(`text=${words.csv}`)]);
    assert.equal(csv.suggestedFilename(), 'hematovision-learning-2026-03-02.csv');
    assert.match(readFileSync(await csv.path(), 'utf8'), /,2026-03-02,first answers,all,1,/);
  }));

test('the summary is printed without what only a screen needs', () =>
  withPage({ hash: '#learn/guess' }, async (page) => {
    await guess(page, true);
    await visit(page, '#learn/progress');
    await page.fill('#learner', 'Ada');
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 5000);
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.getByText('Ada', { exact: true }).isVisible());
    assert.ok(await page.locator('.figures').isVisible());
    assert.ok(!(await page.getByRole('button', { name: words.print }).isVisible()));
  }));

test('a zip in Kaggle’s layout: broken pictures are skipped, unknown folders told, names are text', () => {
  const markup = '<img src=x onerror=alert(1)>.jpg';
  const good = pictures.slice(0, 3).map(({ class: name }, i) => ({
    path: `TEST/${name.toUpperCase()}/${i}.jpg`,
    content: readFileSync(examplePath(pictures[i])),
  }));
  const zip = makeZip([
    ...good,
    { path: `TEST/MONOCYTE/${markup}`, content: 'no picture' },
    { path: 'TEST/MONOCYTE/damaged.jpg', content: 'one', crc: 7 },
    { path: 'TEST/<b>BLAST/1.jpg', content: 'one' },
    { path: 'TEST/labels.csv', content: 'one' },
  ]);
  return withPage({ hash: '#learn' }, async (page) => {
    await choose(page, words.chooseZip, zipFile('=set.zip', zip));
    await page.waitForSelector(`text=${words.opened('=set.zip', 5)}`);
    const notes = await page.locator('.notes-on-pictures').innerText();
    assert.ok(notes.includes(words.unknownFolders(words.unknownFolder('<b>BLAST', 1), 1)), notes);
    assert.ok(notes.includes(words.otherFiles(1)), notes);
    await page.click('#start-guess');
    for (let i = 0; i < 3; i++) {
      await guess(page, true);
      await goOn(page);
    }
    await phase(page, 'end');
    await page.click('.unreadable summary');
    const unreadable = await page.locator('.unreadable').innerText();
    assert.ok(unreadable.includes(markup) && unreadable.includes(words.zip.damaged), unreadable);
    assert.ok(unreadable.includes(texts.core.statuses['not-an-image']), unreadable);
  });
});

test('zips that cannot be used are told of, and the built-in pictures stay', () => {
  const one = { path: 'MONOCYTE/a.jpg', content: 'one' };
  /** @type {[Buffer, string][]} */
  const zips = [
    [Buffer.from('no zip'), words.zip['not-a-zip']],
    [makeZip([one]).subarray(0, 60), words.zip.damaged],
    [makeZip([{ ...one, flags: 1 }]), words.zip.encrypted],
    [makeZip([one], { count: 0xffff }), words.zip.zip64],
    [makeZip([one], { count: 20001 }), words.zip['too-many']],
    [makeZip([{ ...one, path: 'a.jpg' }]), words.noPictures],
  ];
  return withPage({ hash: '#learn' }, async (page) => {
    for (const [zip, sentence] of zips) {
      await choose(page, words.chooseZip, zipFile('set.zip', zip));
      await page.waitForSelector(`text=set.zip: ${sentence}`);
    }
    assert.equal(await page.locator('.set').count(), 1);
    await page.click('#start-guess');
    await guess(page, true);
  });
});

test('a folder of 500 pictures with broken ones among them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hematovision-'));
  const contents = pictures.map((each) => readFileSync(examplePath(each)));
  const broken = readFileSync(picture('truncated.jpg')).subarray(0, 300);
  for (const { class: name } of pictures) mkdirSync(join(folder, name.toUpperCase()), { recursive: true });
  for (let i = 0; i < 500; i++) {
    const which = i % pictures.length;
    const bytes = i % 3 > 0 ? broken : Buffer.concat([contents[which], Buffer.from(`${i}`)]);
    writeFileSync(join(folder, pictures[which].class.toUpperCase(), `${i}.jpg`), bytes);
  }
  try {
    await withPage({ hash: '#learn' }, async (page) => {
      await choose(page, words.chooseFolder, folder);
      await page.waitForSelector('text=500 pictures with a class');
      await page.selectOption('#session-length', 'Infinity');
      await page.click('#start-guess');
      for (let answered = 0; answered < 12; answered++) {
        await guess(page, true);
        await goOn(page);
      }
      const { unreadable } = await exercise(page);
      assert.ok(unreadable.length > 0);
      const bar = await page.locator('.exercise .bar-above').innerText();
      assert.ok(bar.includes(words.position(13, 500 - unreadable.length)), bar);
      assert.ok(bar.includes(words.score(12, 12)), bar);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the site’s own set is there, and a wrong field of its manifest is named', async () => {
  const [example] = pictures;
  const set = {
    name: '<i>Giemsa</i>',
    credit: 'Ourtown',
    licence: 'CC BY 4.0',
    pictures: [{ file: 'giemsa/1.jpg', class: example.class }],
  };
  const replies = {
    'sets/sets.json': { body: JSON.stringify({ sets: [set] }) },
    'sets/giemsa/1.jpg': { body: readFileSync(examplePath(example)) },
  };
  await withPage({ hash: '#learn', replies }, async (page) => {
    await page.getByLabel('<i>Giemsa</i>').check();
    await page.click('#start-guess');
    assert.equal((await guess(page, true)).class, example.class);
  });
  const wrong = { ...set, pictures: [{ file: '../1.jpg', class: 'monocyte' }] };
  const body = JSON.stringify({ sets: [set, wrong] });
  await withPage({ hash: '#learn', replies: { ...replies, 'sets/sets.json': { body } } }, async (page) => {
    await page.waitForSelector(`text=${words.manifest.file('sets[1].pictures[0].file')}`);
  });
});

test('where the browser keeps nothing, it says so and the session goes on', () => {
  const body = `export const read = async () => undefined, write = async () => false, remove = read,
    list = async () => [], available = async () => false;`;
  return withPage({ hash: '#learn', replies: { 'storage.js': { body } } }, async (page) => {
    await page.waitForSelector(`text=${words.notKept}`);
    await page.click('#start-guess');
    await guess(page, true);
    await visit(page, '#learn/progress');
    assert.equal((await figures(page)).at(-1)?.[1], '1 of 1');
  });
});

test('a page that is still writing an answer down asks before it is left', () => {
  const body = `export const read = async () => undefined, write = () => new Promise(() => {}), remove = read,
    list = async () => [], available = async () => true;`;
  return withPage(
    { hash: '#learn/guess', replies: { 'storage.js': { body } }, mayReload: true },
    async (page) => {
      await guess(page, true);
      await reloadAsked(page);
    },
  );
});

test('without its model the page says so, and goes on when it is back', () => {
  /** @type {import('./site.mjs').Replies} */
  const replies = { 'hematovision.tflite': { status: 404, body: '' } };
  const options = { hash: '#learn/guess', replies, mayReload: true, expected: /status of 404/ };
  return withPage({ ...options, engine: 'failed' }, async (page) => {
    await page.waitForSelector(`.exercise >> text=${texts.core.failures.model}`);
    delete replies['hematovision.tflite'];
    await page.locator('.exercise').getByRole('button', { name: texts.core.engine.retry }).click();
    await guess(page, true);
  });
});

test('a drop without a file leaves the session where it is', () =>
  withPage({ hash: '#learn/guess' }, async (page) => {
    await phase(page, 'question');
    await hand(page, 'drop', []);
    await page.keyboard.press('b');
    await phase(page, 'reveal');
    assert.equal(new URL(page.url()).hash, '#learn/guess');
  }));

test('letters do nothing outside of a question, and nothing with a modifier', () =>
  withPage({ hash: '#learn/guess' }, async (page) => {
    await phase(page, 'question');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('x');
    await phase(page, 'question');
    await page.focus('#language');
    await page.keyboard.press('b');
    await phase(page, 'question');
  }));
