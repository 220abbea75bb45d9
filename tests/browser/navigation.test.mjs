/* The views and their addresses: what the address says is shown, the back button goes back, and the focus follows.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { texts } from '../../web/texts/en.js';
import { examplePath, examples, results, withPage } from './site.mjs';

const { views, pageTitle } = texts.app;

/**
 * A click has been done before the page hears that its address has changed.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
const waitForView = (page, name) => page.waitForSelector(`#${name}:not([hidden])`);

/** @param {import('playwright-core').Page} page */
const shown = (page) =>
  page.$$eval('section.view', (sections) => sections.filter(({ hidden }) => !hidden).map(({ id }) => id));

test('each view has its address, its title and its mark in the navigation', () =>
  withPage({}, async (page) => {
    for (const [name, title] of Object.entries(views)) {
      await page.getByRole('navigation').getByRole('link', { name: title }).click();
      await waitForView(page, name);
      assert.deepEqual(await shown(page), [name]);
      assert.equal(await page.title(), pageTitle(title));
      assert.equal(await page.locator('nav [aria-current=page]').innerText(), title);
      assert.equal(new URL(page.url()).hash, `#${name}`);
    }
  }));

test('the address of a view opens it, and one that nobody knows opens the first', async () => {
  for (const [hash, view] of [
    ['', 'classify'],
    ['#count', 'count'],
    ['#learn/pairs', 'learn'],
    ['#nonsense', 'classify'],
    ['#%E0%A4%A', 'classify'],
  ]) {
    await withPage({ hash }, async (page) => assert.deepEqual(await shown(page), [view], hash));
  }
});

test('the back button goes back to the results, and the focus to the view’s title', () =>
  withPage({}, async (page) => {
    await page.setInputFiles('#choose', examplePath(examples()[0]));
    await results(page, 1);
    await page.getByRole('navigation').getByRole('link', { name: views.about }).click();
    await waitForView(page, 'about');
    assert.equal(await page.evaluate(() => document.activeElement?.closest('section')?.id), 'about');
    await page.goBack();
    await waitForView(page, 'classify');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
    assert.equal((await results(page, 1))[0].status, 'ok');
    await page.goForward();
    await page.waitForSelector('#about:not([hidden])');
  }));
