/* axe-core finds no violation in any view, light and dark: what a program can tell of how the page serves everyone.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { texts } from '../../web/texts/en.js';
import { answering, cell, recordOf } from './records.mjs';
import { examplePath, examples, file, hand, picture, results, withPage } from './site.mjs';

/** @typedef {import('playwright-core').Page} Page */

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const bytes = readFileSync(examplePath(examples()[0]));

/**
 * Every rule that axe-core violates on the page as it now is, with the elements.
 *
 * @param {Page} page
 */
async function violations(page) {
  await page.evaluate(source);
  return page.evaluate(async () => {
    const found = await /** @type {any} */ (window).axe.run(document);
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
  });
}

const box = [200, 100, 180, 176];
const map = { rows: 2, columns: 2, values: [0, 0.5, 1, 0.25] };
const unsure = { verdict: 'unsure' };
const strange = { verdict: 'unfamiliar', unfamiliarity: 0.97, quality: ['blurred'] };
const replies = answering(
  recordOf([cell(box, { map }), cell([420, 260, 150, 160], unsure)], { micrometres_per_pixel: 0.1 }),
  recordOf([cell(box, unsure)]),
  recordOf([cell(box, strange)]),
  { ...recordOf([cell(box)]), status: 'no-cell', cells_found: 0, cells: [] },
  { ...recordOf([cell(box)]), status: 'not-an-image', cells_found: 0, cells: [] },
);

/**
 * What can be seen of Classify, one after another.
 *
 * @type {[what: string, go: (page: Page) => Promise<unknown>][]}
 */
const classify = [
  ['empty', async () => {}],
  [
    'results',
    async (page) => {
      await page.setInputFiles(
        '#choose',
        Array.from({ length: 5 }, (_, i) => file(`${i}.jpg`, bytes)),
      );
      await results(page, 5);
      await page.getByRole('button', { name: texts.core.heat.button }).click();
    },
  ],
  ['enlarged', (page) => page.locator('.enlarge').first().click()],
  [
    'keys',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.locator('#keys').click();
    },
  ],
  [
    'removed',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.locator('.remove').first().click();
    },
  ],
];

/** @param {Page} page @param {string} phase of a session */
const phase = (page, phase) => page.waitForSelector(`.exercise[data-phase=${phase}]`);

/**
 * What can be seen of Learn.
 *
 * @type {[what: string, go: (page: Page) => Promise<unknown>][]}
 */
const learn = [
  ['opened', async () => {}],
  [
    'question',
    async (page) => {
      await page.click('#start-guess');
      await phase(page, 'question');
    },
  ],
  [
    'revealed',
    async (page) => {
      await page.keyboard.press('n');
      await phase(page, 'reveal');
    },
  ],
  [
    'pair',
    async (page) => {
      await page.evaluate(() => (location.hash = '#learn/pairs/monocyte-lymphocyte'));
      await phase(page, 'question');
    },
  ],
  [
    'pair revealed',
    async (page) => {
      await page.keyboard.press('ArrowLeft');
      await phase(page, 'reveal');
    },
  ],
  [
    'progress',
    async (page) => {
      await page.evaluate(() => (location.hash = '#learn/progress'));
      await page.waitForSelector('.figures');
    },
  ],
];

/** @type {typeof classify} */
const count = [
  ['empty', async () => {}],
  [
    'counting',
    async (page) => {
      await hand(page, 'drop', [examplePath(examples()[0]), examplePath(examples()[1]), picture('text.jpg')]);
      await page.locator('.count-stage .box').first().waitFor();
      await page.locator('#count .count-panel .map').click();
    },
  ],
  ['missed', (page) => page.locator('.count-stage').press('a')],
  [
    'judged',
    async (page) => {
      await page.keyboard.press('Enter');
      await page.keyboard.press('o');
    },
  ],
  ['report', (page) => page.getByRole('link', { name: texts.count.report }).click()],
];

/** @type {Record<string, [what: string, go: (page: Page) => Promise<unknown>][]>} */
const views = {
  classify,
  count,
  learn,
  about: [['opened', async () => {}]],
};

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const [view, states] of Object.entries(views)) {
    test(`axe finds nothing in ${view}, ${colorScheme}`, () =>
      withPage({ replies, hash: `#${view}`, context: { colorScheme } }, async (page) => {
        for (const [what, go] of states) {
          await go(page);
          assert.deepEqual(await violations(page), [], what);
        }
      }));
  }
}
