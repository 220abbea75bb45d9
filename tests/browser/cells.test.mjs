/* What the page shows of the cells in a picture: a mark for each, a list of several, what the border cuts off, the
 * scale, and that there is none or more than are reported. How well cells are found is no matter of these
 * tests: where it matters what the program answers, the answer is written by hand (records.mjs).
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { qualityNote } from '../../web/texts.js';
import { texts } from '../../web/texts/en.js';
import { withDrawn } from '../program.mjs';
import { answering, cell, recordOf } from './records.mjs';
import { examplePath, examples, file, header, records, results, withPage } from './site.mjs';

const [example] = examples();
const bytes = readFileSync(examplePath(example));

/** @param {{ x: number, y: number, width: number, height: number }} rectangle */
const edges = ({ x, y, width, height }) => [x, y, x + width, y + height];

test('each cell has its mark, its number and its line in the list', () => {
  const boxes = [
    [200, 100, 180, 176],
    [340, 220, 150, 160],
    [20, 300, 90, 96],
  ];
  const cells = boxes.map((box) => cell(box));
  cells[1].verdict = 'unsure';
  return withPage({ replies: answering(recordOf(cells)) }, async (page) => {
    await page.setInputFiles('#choose', file('several.jpg', bytes));
    const [{ text }] = await results(page, 1);
    assert.match(text ?? '', /640 × 480\s+3 cells/);
    const image = await page.locator('.picture img').boundingBox();
    assert.ok(image);
    /* The first cell's mark lies over the others. */
    const marks = (await page.locator('.mark').all()).reverse();
    assert.equal(marks.length, boxes.length);
    for (const [i, [x, y, width, height]] of boxes.entries()) {
      assert.equal(await marks[i].innerText(), String(i + 1));
      const seen = edges((await marks[i].boundingBox()) ?? assert.fail());
      const expected = edges({ x, y, width, height }).map(
        (pixels, side) => (side % 2 ? image.y : image.x) + (pixels * image.width) / 640,
      );
      seen.forEach((value, side) => assert.ok(Math.abs(value - expected[side]) < 1, `${seen} ${expected}`));
    }
    const listed = await page.locator('.cells li').allInnerTexts();
    assert.deepEqual(
      listed.map((line) => line.trim().split(/\s*\n\s*/)),
      [
        ['1 · Monocyte', '87.0 %'],
        ['2 · Monocyte or neutrophil', texts.core.verdictWords.unsure],
        ['3 · Monocyte', '87.0 %'],
      ],
    );
    assert.match((await page.locator('#announcement').textContent()) ?? '', /3 cells$/);
  });
});

test('a cell that the border cuts off is dashed, and said to be', () => {
  const cut = { cut_off: true, quality: ['cut-off'] };
  const cells = [cell([0, 100, 80, 176], cut), cell([340, 220, 150, 160])];
  return withPage({ replies: answering(recordOf(cells)) }, async (page) => {
    await page.setInputFiles('#choose', file('border.jpg', bytes));
    const [{ text }] = await results(page, 1);
    assert.ok(text?.includes(texts.core.qualitySentence(qualityNote(['cut-off']))), text);
    const styles = await page.$$eval('.mark', (marks) =>
      marks.map((mark) => getComputedStyle(mark).borderTopStyle),
    );
    assert.deepEqual(styles, ['solid', 'dashed']);
    const listed = await page.locator('.cells li').allInnerTexts();
    assert.deepEqual(
      listed.map((line) => line.includes(qualityNote(['cut-off']))),
      [true, false],
    );
  });
});

test('the scale bar is as long as it says, and is missing where the scale is unknown', async () => {
  /* Micrometres a pixel, what the bar says, and how many pixels of the picture that is. */
  const rows = /** @type {const} */ ([
    [0.1, '10 µm', 100],
    [0.5, '50 µm', 100],
    [0.04, '5 µm', 125],
  ]);
  for (const [micrometres_per_pixel, words, pixels] of rows) {
    const record = recordOf([cell([200, 100, 180, 176])], { micrometres_per_pixel });
    await withPage({ replies: answering(record) }, async (page) => {
      await page.setInputFiles('#choose', file('scale.jpg', bytes));
      await results(page, 1);
      assert.equal(await page.getByRole('img', { name: `Scale bar: ${words}` }).innerText(), words);
      const line = await page.locator('.scale .line').boundingBox();
      const image = await page.locator('.picture img').boundingBox();
      assert.ok(line && image && Math.abs(line.width - (pixels * image.width) / 640) < 1, words);
    });
  }
  await withPage({ replies: answering(recordOf([cell([200, 100, 180, 176])])) }, async (page) => {
    await page.setInputFiles('#choose', file('scale.jpg', bytes));
    await results(page, 1);
    assert.equal(await page.locator('.scale').count(), 0);
  });
});

test('more cells than are reported are told of; many are marked, and listed behind a fold', () => {
  const most = Number(/HV_MAX_CELLS (\d+)/.exec(header)?.[1]);
  const cells = Array.from({ length: most }, (_, i) => cell([40 * (i % 16), 30 * (i >> 4), 30, 24]));
  const message = `There are more than ${most} cells; the ${most} most prominent are reported.`;
  const record = recordOf(cells, { cells_found: 1234, message });
  return withPage({ replies: answering(record) }, async (page) => {
    await page.setInputFiles('#choose', file('crowd.jpg', bytes));
    const [{ text }] = await results(page, 1);
    assert.ok(text?.includes(message) && text.includes('1234 cells'), text);
    assert.equal(await page.locator('.mark').count(), most);
    const items = page.locator('.cells li');
    assert.equal(await items.count(), most);
    const last = items.last();
    assert.equal(await last.isVisible(), false);
    /* The last cell's mark is the first to be drawn. */
    const number = page.locator('.mark span').first();
    assert.deepEqual([await number.textContent(), await number.isVisible()], [String(most), false]);
    await page.locator('.result summary').press('Enter');
    await last.scrollIntoViewIfNeeded();
    assert.ok(await number.isVisible());
    assert.match(await last.innerText(), new RegExp(`^${most} · Monocyte`, 'm'));
  });
});

test('two touching drawn cells are told apart', () =>
  withDrawn(['--kind', 'field', '--cells', '2', '--touching', '--count', '1'], ([drawn]) =>
    withPage({}, async (page) => {
      await page.setInputFiles('#choose', drawn.file);
      await results(page, 1);
      const [{ width, cells }] = await records(page);
      assert.equal(cells.length, 2);
      const image = await page.locator('.picture img').boundingBox();
      assert.ok(image);
      for (const { box } of drawn.cells) {
        const x = image.x + ((box[0] + box[2] / 2) * image.width) / width;
        const y = image.y + ((box[1] + box[3] / 2) * image.width) / width;
        const around = await page.$$eval(
          '.mark',
          (marks, [x, y]) =>
            marks.filter((mark) => {
              const { left, top, right, bottom } = mark.getBoundingClientRect();
              return left < x && x < right && top < y && y < bottom;
            }).length,
          [x, y],
        );
        assert.ok(around >= 1, `no mark around ${box}`);
      }
    }),
  ));

test('a drawn cell at the border of a cropped picture is found to be cut off', () =>
  withDrawn(['--kind', 'field', '--count', '1'], ([drawn]) =>
    withPage({}, async (page) => {
      const [x, , width] = drawn.cells[0].box;
      const half = Math.round(x + width / 2);
      const source = readFileSync(drawn.file).toString('base64');
      const cropped = await painted(page, { width: 640 - half, height: 480, source, left: half });
      await page.setInputFiles('#choose', { ...cropped, name: 'half.png' });
      await results(page, 1);
      const [{ cells }] = await records(page);
      assert.ok(
        cells.some(({ box, cut_off: cut }) => cut && box[0] <= 2),
        JSON.stringify(cells),
      );
      assert.equal(await page.locator('.mark.cut-off').count(), cells.filter((each) => each.cut_off).length);
    }),
  ));

for (const [what, picture] of /** @type {const} */ ([
  ['a page of text', { background: 'white', text: 'No white cell was ever seen on a page of text. ' }],
  ['a black picture', { background: 'black' }],
  ['a white picture', { background: 'white' }],
])) {
  test(`${what} holds no cell, and the answer says so`, () =>
    withPage({}, async (page) => {
      await page.setInputFiles('#choose', await painted(page, { width: 640, height: 480, ...picture }));
      const [{ status, text, class: name, verdict }] = await results(page, 1);
      assert.deepEqual([status, name, verdict], ['no-cell', '', '']);
      assert.ok(text?.includes(texts.core.noCell) && text.includes(texts.core.noCellHint), text);
      assert.equal(await page.locator('.picture').count(), 1);
      assert.equal(await page.locator('.mark').count(), 0);
    }));
}

/**
 * A PNG painted by the browser: of one colour, with lines of text, or a part of another picture.
 *
 * @param {import('playwright-core').Page} page
 * @param {{ width: number, height: number, background?: string, text?: string, source?: string, left?: number }}
 *   wanted `source` is a picture in base64, of which the columns from `left` on are taken
 */
async function painted(page, wanted) {
  const base64 = await page.evaluate(async ({ width, height, background, text, source, left = 0 }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = background ?? 'white';
    context.fillRect(0, 0, width, height);
    if (source) {
      const content = Uint8Array.from(atob(source), (character) => character.charCodeAt(0));
      context.drawImage(await createImageBitmap(new Blob([content])), -left, 0);
    }
    context.fillStyle = 'black';
    context.font = '16px serif';
    for (let y = 30; text && y < height; y += 22) context.fillText(text.repeat(3), 20, y);
    return canvas.toDataURL('image/png').split(',')[1];
  }, wanted);
  return { name: 'painted.png', mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') };
}
