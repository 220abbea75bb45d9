/* What a person needs to use the page at all: it fits the screen, its text can be read in light and dark, and the
 * keyboard reaches everything.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { poorContrasts } from './contrast.mjs';
import { examplePath, examples, file, picture, records, results, withPage } from './site.mjs';

const [first, second] = examples();
const longName = file(`${'a-very-long-name-without-a-space'.repeat(5)}.jpg`, 'no picture');

/**
 * The page with a verdict, a refusal and a name that is too long.
 *
 * @param {import('playwright-core').Page} page
 */
async function fill(page) {
  await page.setInputFiles('#choose', [examplePath(first), examplePath(second), picture('text.jpg')]);
  await results(page, 3);
  await page.setInputFiles('#choose', longName);
  await results(page, 4);
}

for (const width of [320, 360, 768, 1600]) {
  test(`nothing sticks out at a width of ${width} pixels`, () =>
    withPage({ context: { viewport: { width, height: 740 } } }, async (page) => {
      await fill(page);
      const sticking = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sticking <= 0, `${sticking} pixels`);
    }));
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`all text can be read in ${colorScheme}`, () =>
    withPage({ context: { colorScheme } }, async (page) => {
      await fill(page);
      await page.dispatchEvent('body', 'drop');
      await page.waitForSelector('.notice:not(:empty)');
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const dark = (paper.match(/\d+/g) ?? []).every((channel) => Number(channel) < 128);
      assert.equal(dark, colorScheme === 'dark');
      assert.deepEqual(await page.evaluate(poorContrasts), []);
    }));
}

test('the keyboard chooses, tries an example, and clears', () =>
  withPage({}, async (page) => {
    const focused = () =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.className);
    const tabTo = async (/** @type {string} */ wanted) => {
      for (let i = 0; i < 40 && (await focused()) !== wanted; i++) await page.keyboard.press('Tab');
      assert.equal(await focused(), wanted);
    };
    await tabTo('choose');
    const outline = await page
      .locator('label[for=choose]')
      .evaluate((label) => getComputedStyle(label).outlineStyle);
    assert.equal(outline, 'solid');
    await tabTo('folder');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await results(page, 1);
    await tabTo('clear');
    await page.keyboard.press('Enter');
    await results(page, 0);
    assert.equal(await focused(), 'undo');
  }));

test('a screen reader is told the verdict', () =>
  withPage({}, async (page) => {
    await page.setInputFiles('#choose', examplePath(first));
    await results(page, 1);
    const said = await page.locator('#announcement').textContent();
    const [{ verdict }] = await records(page);
    assert.ok(said?.startsWith(`${first.file}: `) && said.includes(verdict ?? '?'), said ?? '');
  }));

test('a phone is offered its camera', () =>
  withPage(
    { context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
    async (page) => {
      await page.getByText('Take a photograph').waitFor();
      assert.equal(await page.locator('#photograph').getAttribute('capture'), 'environment');
      await page.setInputFiles('#photograph', examplePath(first));
      assert.equal((await results(page, 1))[0].status, 'ok');
    },
  ));

test('that it is no medical device, that pictures stay, and the licences can be read', () =>
  withPage({}, async (page) => {
    await page.getByText('must not be used for diagnosis').waitFor();
    await page.locator('#classify').getByText('sent nowhere').waitFor();
    const notices = page.getByRole('link', { name: 'Licences and notices' });
    assert.equal(await notices.getAttribute('href'), 'notices.html');
  }));
