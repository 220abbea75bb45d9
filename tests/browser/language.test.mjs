/* The page's languages: the browser's, or the one that the person chose, whole.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { texts as de } from '../../web/texts/de.js';
import { texts as en } from '../../web/texts/en.js';
import { examplePath, examples, picture, results, withPage } from './site.mjs';

const [example] = examples();

test('a German browser gets the page in German, the core’s sentences and the numbers too', () =>
  withPage({ context: { locale: 'de-AT' } }, async (page) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    assert.equal(await page.locator('#classify h1').innerText(), de.classify.title);
    await page.setInputFiles('#choose', [examplePath(example), picture('text.jpg')]);
    const [good, bad] = await results(page, 2);
    assert.match(good.text, /Neutrophiler Granulozyt[^]*\d,\d %/);
    assert.ok(bad.text.includes(de.core.statuses['not-an-image']), bad.text);
    assert.match((await page.locator('#announcement').textContent()) ?? '', /2 Bilder, davon 1 nicht lesbar/);
  }));

test('a browser in a language that the page lacks gets it in English', () =>
  withPage({ context: { locale: 'fr-FR' } }, async (page) => {
    assert.equal(await page.locator('#classify h1').innerText(), en.classify.title);
  }));

test('where the texts of the person’s language do not come, the page is there in English, and says so', () => {
  const replies = { 'texts/de.js': { status: 404, body: '' } };
  return withPage({ replies, context: { locale: 'de' }, expected: /status of 404/ }, async (page) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('#language').inputValue(), 'en');
    assert.equal(await page.locator('#classify h1').innerText(), en.classify.title);
  });
});

test('the choice is asked about where results would be lost, and stays', () =>
  withPage({ mayReload: true, hash: '#count' }, async (page) => {
    const language = page.locator('#language');
    await page.setInputFiles('#choose', examplePath(example));
    await page.waitForFunction(() => document.querySelectorAll('[data-status]').length === 1);
    await language.selectOption('de');
    const dialog = page.getByRole('alertdialog', { name: en.app.languageQuestion });
    await dialog.getByRole('button', { name: en.app.cancel }).click();
    /* The choice goes back when the dialog's answer has arrived, a moment after the click. */
    await page.waitForFunction(() => document.querySelector('select#language')?.value === 'en');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await language.selectOption('de');
    await dialog.getByRole('button', { name: en.app.languageConfirm }).click();
    await page.waitForSelector('html[lang=de][data-loaded]');
    assert.equal(await page.locator('nav [aria-current=page]').innerText(), de.app.views.count);
    await page.reload();
    await page.waitForSelector('html[lang=de][data-loaded]');
  }));

test('where the browser keeps nothing, the address keeps the choice', () =>
  withPage({ mayReload: true }, async (page) => {
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('', 'QuotaExceededError');
      };
    });
    await page.locator('#language').selectOption('de');
    await page.waitForSelector('html[lang=de][data-loaded]');
    assert.equal(new URL(page.url()).searchParams.get('language'), 'de');
  }));

/**
 * The texts by their paths; of a function its number of parameters is enough.
 *
 * @param {unknown} at
 * @param {string} path
 * @returns {string[]}
 */
const paths = (at, path = '') =>
  typeof at === 'object' && at !== null
    ? Object.entries(at).flatMap(([name, each]) => paths(each, `${path}.${name}`))
    : [`${path} ${typeof at}`];

test('German has each text that English has, and no more', () => assert.deepEqual(paths(de), paths(en)));
