/* What the page says of a cell: the three verdicts, what is wrong with its picture, and the map that explains it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { qualityNote } from '../../web/texts.js';
import { texts } from '../../web/texts/en.js';
import { poorContrasts } from './contrast.mjs';
import { answering, cell, recordOf } from './records.mjs';
import { examplePath, examples, file, hand, header, model, records, results, withPage } from './site.mjs';

const { heat, qualities, qualitySentence, unsureOfTheCell, verdicts } = texts.core;
const [example] = examples();
const bytes = readFileSync(examplePath(example));
const box = [200, 100, 180, 176];
const otherBox = [420, 260, 150, 160];

const hesitating = {
  class: 'neutrophil',
  alternative: 'eosinophil',
  confidence: 0.62,
  probabilities: { neutrophil: 0.62, eosinophil: 0.31, monocyte: 0.07 },
  verdict: 'unsure',
};
const strange = { verdict: 'unfamiliar', unfamiliarity: 0.97 };
/** Leaves the picture at its top. */
const explained = {
  patch: [150, -60, 280, 280],
  map: { rows: 2, columns: 2, values: [0, 0.5, 1, 0.25] },
};

/**
 * The page with these records' results, in their order.
 *
 * @param {object[]} given
 * @param {import('playwright-core').BrowserContextOptions} context
 * @param {(page: import('playwright-core').Page, text: string[]) => Promise<void>} use
 */
const withRecords = (given, context, use) =>
  withPage({ replies: answering(...given), context }, async (page) => {
    await page.setInputFiles(
      '#choose',
      given.map((_, i) => file(`${i}.jpg`, bytes)),
    );
    const shown = await results(page, given.length);
    await use(
      page,
      shown.map(({ text }) => text),
    );
  });

/** @param {import('playwright-core').Page} page */
const announcement = async (page) => (await page.locator('#announcement').textContent()) ?? '';

test('a cell that the model is unsure of has two names, and no number says more', () =>
  withRecords([recordOf([cell(box, hesitating)])], {}, async (page, [text]) => {
    assert.equal(await page.locator('.words h3').innerText(), 'Neutrophil or eosinophil');
    assert.equal(await page.locator('.verdict').innerText(), verdicts.unsure);
    assert.deepEqual(await page.locator('.probabilities .named th').allInnerTexts(), [
      'Neutrophil',
      'Eosinophil',
    ]);
    assert.match(text, /Neutrophil: Nucleus in[^]*Eosinophil: Nucleus mostly/);
    assert.equal(await announcement(page), '0.jpg: Neutrophil or eosinophil, unsure');
  }));

test('a cell that is rather strange has the name of its class alone, and no number', () =>
  withRecords(
    [recordOf([cell(box, { ...hesitating, confidence: 0.98, alternative: null, unfamiliarity: 0.4 })])],
    {},
    async (page) => {
      assert.equal(await page.locator('.words h3').innerText(), 'Neutrophil');
      assert.equal(await page.locator('.verdict').innerText(), unsureOfTheCell);
      assert.deepEqual(await page.locator('.probabilities .named th').allInnerTexts(), ['Neutrophil']);
      assert.equal(await announcement(page), '0.jpg: Neutrophil, unsure');
    },
  ));

test('an unfamiliar cell is not named', () =>
  withRecords([recordOf([cell(box, strange)])], {}, async (page, [text]) => {
    assert.equal(await page.locator('.words h3').innerText(), 'Unfamiliar');
    assert.equal(await page.locator('.verdict').innerText(), verdicts.unfamiliar);
    assert.doesNotMatch(text, /monocyte|neutrophil|%/i);
    assert.equal(await page.locator('.probabilities').count(), 0);
    assert.match(await announcement(page), /^0\.jpg: unfamiliar, unlike the cells/);
  }));

test('a confident verdict has its number, and is announced with it', () =>
  withRecords([recordOf([cell(box, { unfamiliarity: null, alternative: null })])], {}, async (page) => {
    assert.equal(await page.locator('.words h3').innerText(), 'Monocyte');
    const line = await page.locator('.verdict').innerText();
    assert.equal(line.replace(/\s+/g, ' '), `87.0 % ${verdicts.confident}`);
    assert.equal(await announcement(page), '0.jpg: Monocyte, 87.0 %, confident');
  }));

test('the list tells each cell’s verdict, and what is wrong with its picture', () => {
  /** @type {import('../../web/module.js').Quality[]} */
  const quality = ['blurred', 'too-dark', 'too-small'];
  const cells = [cell(box), cell(otherBox, hesitating), cell([20, 300, 90, 96], { ...strange, quality })];
  return withRecords([recordOf(cells)], {}, async (page) => {
    const listed = await page.locator('.cells li').allInnerTexts();
    assert.deepEqual(
      listed.map((line) => line.trim().split(/\s*\n\s*/)),
      [
        ['1 · Monocyte', '87.0 %'],
        ['2 · Neutrophil or eosinophil', texts.core.verdictWords.unsure],
        ['3 · Unfamiliar', qualityNote(quality)],
      ],
    );
  });
});

test('what is wrong with the picture of a cell stands beside its verdict, in words', () =>
  withRecords([recordOf([cell(box, { quality: ['too-dark', 'blurred'] })])], {}, async (page, [text]) => {
    assert.ok(text.includes(qualitySentence(qualityNote(['too-dark', 'blurred']))), text);
    assert.match(await announcement(page), /confident, picture: too dark, blurred$/);
  }));

test('the words for that are those of hematovision.h', () => {
  const documented = [...header.matchAll(/X\(HV_\w+, \d+, "([a-z-]+)", "([^"]+)"\)/g)];
  assert.deepEqual(
    Object.entries(qualities),
    documented.map(([, name, words]) => [name, words]),
  );
});

/**
 * The bounds of what differs between two screenshots, in pixels; null where nothing does. Of 255 levels, two do not
 * count: under a layer, clear or not, one was observed.
 *
 * @param {import('playwright-core').Page} page
 * @param {Buffer[]} shots
 */
const differing = (page, shots) =>
  page.evaluate(
    async (both) => {
      const [one, other] = await Promise.all(
        both.map(async (base64) => {
          const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const image = await createImageBitmap(new Blob([content]));
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          if (!context) throw new Error('no canvas');
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height);
        }),
      );
      let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
      one.data.forEach((value, i) => {
        if (Math.abs(value - other.data[i]) <= 2) return;
        const [x, y] = [(i >> 2) % one.width, Math.floor((i >> 2) / one.width)];
        [left, top] = [Math.min(left, x), Math.min(top, y)];
        [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
      });
      return right < 0 ? null : [left, top, right, bottom];
    },
    shots.map((shot) => shot.toString('base64')),
  );

test('the map is shown when asked for, on the patch and nowhere else', () =>
  withRecords([recordOf([cell(box, explained)])], {}, async (page) => {
    const picture = page.locator('.picture');
    const caption = page.getByText(heat.meaning);
    const button = page.getByRole('button', { name: heat.button });
    assert.deepEqual(
      [await button.getAttribute('aria-pressed'), await caption.isVisible()],
      ['false', false],
    );
    await picture.locator('img').evaluate((/** @type {HTMLImageElement} */ image) => image.decode());
    const before = await picture.screenshot();
    await button.focus();
    await page.keyboard.press('Enter');
    assert.deepEqual([await button.getAttribute('aria-pressed'), await caption.isVisible()], ['true', true]);
    const bounds = (await differing(page, [before, await picture.screenshot()])) ?? assert.fail('no change');
    const scale = ((await picture.boundingBox()) ?? assert.fail()).width / 640;
    /* The patch within the picture, and the right upper place of the map is not nothing. */
    const expected = [150, 0, 430, 220].map((pixels) => pixels * scale);
    bounds.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 2, `${bounds} ${expected}`));
    await page.keyboard.press('Space');
    assert.deepEqual(
      [await button.getAttribute('aria-pressed'), await caption.isVisible()],
      ['false', false],
    );
    assert.equal(await differing(page, [before, await picture.screenshot()]), null);
  }));

test('the enlarged picture’s map comes with its explanation, in view beside it', () =>
  withRecords([recordOf([cell(box, { ...hesitating, ...explained })])], {}, async (page) => {
    await page.locator('.enlarge').click();
    const caption = page.locator('dialog figcaption');
    const stage = page.locator('dialog .stage');
    const height = async () => ((await stage.boundingBox()) ?? assert.fail()).height;
    const before = await height();
    assert.equal(await caption.isVisible(), false);
    await page.locator('dialog .map').click();
    for (const sentence of [heat.meaning, heat.ofTheFirst, heat.limits])
      assert.ok((await caption.innerText()).includes(sentence), sentence);
    const { y, height: own } = (await caption.boundingBox()) ?? assert.fail();
    assert.ok(Math.abs(y + own - 900) < 1, `${y} + ${own}`);
    assert.ok(Math.abs((await height()) + own - before) < 1);
    const picture = (await page.locator('dialog .picture').boundingBox()) ?? assert.fail();
    assert.ok(picture.y + picture.height <= y + 1, 'the picture fits what is left');
    await page.locator('dialog .map').click();
    assert.equal(await caption.isVisible(), false);
  }));

test('a map in Count comes with its explanation, and both stay from cell to cell', () => {
  const cells = [cell(box, explained), cell([420, 260, 150, 160], { ...hesitating, ...explained })];
  return withPage({ replies: answering(recordOf(cells)), hash: '#count' }, async (page) => {
    await hand(page, 'drop', [examplePath(example)]);
    const told = page.locator('#count .count-panel .told');
    const explanation = told.getByText(heat.limits);
    await told.locator('.map').waitFor();
    assert.equal(await explanation.isVisible(), false);
    await told.locator('.map').click();
    assert.equal(await explanation.innerText(), `${heat.meaning} ${heat.limits}`);
    await page.locator('.count-stage .box').nth(1).click();
    await told.getByText(`${heat.meaning} ${heat.ofTheFirst} ${heat.limits}`).waitFor();
    await told.locator('.map').click();
    assert.equal(await explanation.isVisible(), false);
  });
});

test('the places of a map run into each other', () => {
  const map = { rows: 1, columns: 2, values: [0, 1] };
  return withRecords([recordOf([cell(box, { patch: [100, 100, 400, 200], map })])], {}, async (page) => {
    await page.getByRole('button', { name: heat.button }).click();
    const cover = await page.locator('canvas.heat').evaluate((/** @type {HTMLCanvasElement} */ layer) => {
      const pixels = layer.getContext('2d')?.getImageData(0, 0, 640, 480).data ?? [];
      return [50, 110, 200, 300, 400, 490, 550].map((x) => pixels[4 * (200 * 640 + x) + 3]);
    });
    const expected = [0, 0, 0, 83, 166, 166, 0];
    cover.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) <= 3, `${cover} is not ${expected}`));
  });
});

test('without a map there is no button for it', () =>
  withRecords([recordOf([cell(box)])], {}, async (page) => {
    assert.equal(await page.getByRole('button', { name: heat.button }).count(), 0);
    assert.equal(await page.locator('canvas').count(), 0);
  }));

for (const [name, verdict] of [
  ['class_map_cells-int8', /^(confident|unsure|unfamiliar)$/],
  ['class_map_strange-float32', /^unfamiliar$/],
]) {
  test(`a model with a class map is shown with its map: ${name}`, () => {
    const replies = { 'hematovision.tflite': { body: readFileSync(model(`${name}.tflite`)) } };
    return withPage({ replies }, async (page) => {
      await page.setInputFiles('#choose', examplePath(example));
      const [shown] = await results(page, 1);
      assert.match(shown.verdict ?? '', /** @type {RegExp} */ (verdict));
      const [{ cells }] = await records(page);
      assert.equal(cells[0].map?.values.length, 9);
      await page.getByRole('button', { name: heat.button }).click();
      assert.ok(await page.locator('canvas.heat').isVisible());
    });
  });
}

const everyVerdict = [
  recordOf([cell(box, { ...explained, quality: ['blurred', 'too-dark', 'too-small', 'cut-off'] })]),
  recordOf([cell(box, { ...hesitating, ...explained }), cell(otherBox, strange), cell(otherBox, hesitating)]),
  recordOf([cell(box, { ...strange, quality: ['cut-off'], cut_off: true })]),
];

for (const [width, colorScheme] of /** @type {const} */ ([
  [320, 'light'],
  [360, 'dark'],
  [1600, 'light'],
])) {
  test(`every verdict and its map fit and can be read: ${width} pixels, ${colorScheme}`, () =>
    withRecords(everyVerdict, { viewport: { width, height: 740 }, colorScheme }, async (page) => {
      for (const button of await page.getByRole('button', { name: heat.button }).all()) await button.click();
      const sticking = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sticking <= 0, `${sticking} pixels`);
      assert.deepEqual(await page.evaluate(poorContrasts), []);
    }));
}
