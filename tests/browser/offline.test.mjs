/* The page without a network: it is kept on first load and opens when its server is gone; a new version is offered
 * and waits until the person agrees, a count in progress being kept; one that comes damaged is not taken.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { texts } from '../../web/texts/en.js';
import { examplePath, examples, launch, path, records, results, serve, site } from './site.mjs';

const words = texts.count;
const [first] = examples();
const READY = texts.offline.ready;
const list = readFileSync(join(site, 'offline-files.js'), 'utf8');

/**
 * @param {(page: import('playwright-core').Page, server: { replies: import('./site.mjs').Replies,
 *   requested: string[], stop: () => void }) => Promise<void>} use
 */
async function withKeptPage(use) {
  /** @type {import('./site.mjs').Replies} */
  const replies = {};
  /** @type {string[]} */
  const requested = [];
  /** @type {string[]} */
  const problems = [];
  const server = serve(replies, requested);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const browser = await launch();
  try {
    const context = await browser.newContext();
    context.setDefaultTimeout(30000);
    context.on('weberror', (error) => problems.push(`page error: ${error.error()}`));
    context.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}${path}`);
    await page.locator('#offline', { hasText: READY }).waitFor();
    await use(page, { replies, requested, stop });
  } finally {
    await browser.close();
    stop();
  }
  assert.deepEqual(problems, []);
}

/**
 * The same site as of another build, whose title tells it.
 *
 * @param {import('./site.mjs').Replies} replies
 */
function publish(replies) {
  const text = readFileSync(join(site, 'notices.html'), 'utf8').replace('<title>', '<title>Another: ');
  replies['notices.html'] = { type: 'text/html', body: text };
  const digest = /("notices\.html": )"[^"]+"/;
  assert.match(list, digest);
  const other = list.replace(/("build": ")../, '$1xx');
  return { text, list: (/** @type {string} */ hash) => other.replace(digest, `$1"${hash}"`) };
}

/** @param {string} text */
const integrity = async (text) => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${Buffer.from(hash).toString('base64')}`;
};

test('the kept page opens and classifies when its server is gone', () =>
  withKeptPage(async (page, { stop, requested }) => {
    assert.ok(requested.includes('hematovision-simd.wasm') && requested.includes('notices.html'));
    assert.ok(!requested.includes('hematovision-offline.html'));
    stop();
    await page.reload();
    await page.waitForSelector('html[data-loaded]', { state: 'attached' });
    await page.setInputFiles('#choose', examplePath(first));
    await results(page, 1);
    assert.equal((await records(page))[0].status, 'ok');
    await page.goto(`${page.url().split('#')[0]}notices.html`);
    assert.match(await page.title(), /^Licences/);
  }));

test('a new version is offered, waits, and takes over when it is wanted', () =>
  withKeptPage(async (page, { replies, requested }) => {
    const { text, list } = publish(replies);
    replies['offline-files.js'] = { type: 'text/javascript', body: list(await integrity(text)) };
    await page.reload();
    const line = page.locator('#offline', { hasText: 'A new version is ready.' });
    await line.waitFor();
    await page.getByRole('button', { name: 'Later' }).click();
    assert.equal(await page.locator('#offline').innerText(), '');
    await page.reload();
    await line.waitFor();
    const controller = () => page.evaluate(async () => (await caches.keys()).length);
    assert.equal(await controller(), 2, 'both versions are kept until the person has chosen');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Update now' }).click()]);
    await page.locator('#offline', { hasText: READY }).waitFor();
    assert.equal(await controller(), 1);
    requested.length = 0;
    await page.goto(`${page.url().split('#')[0]}notices.html`);
    assert.match(await page.title(), /^Another: /);
    assert.deepEqual(
      requested.filter((name) => name === 'notices.html'),
      [],
    );
  }));

test('a new version that took over from another tab is still offered in those that saw it come, and in later ones', () =>
  withKeptPage(async (page, { replies }) => {
    const { text, list } = publish(replies);
    replies['offline-files.js'] = { type: 'text/javascript', body: list(await integrity(text)) };
    await page.reload();
    await page.locator('#offline', { hasText: texts.offline.update }).waitFor();
    const later = [await page.context().newPage(), await page.context().newPage()];
    for (const tab of later) await tab.goto(page.url());
    for (const tab of [later[0], page, later[1]]) {
      const update = tab.getByRole('button', { name: texts.offline.updateNow });
      await Promise.all([tab.waitForEvent('load'), update.click()]);
      await tab.locator('#offline', { hasText: READY }).waitFor();
    }
  }));

test('a new version that comes during a count, on the first visit, asks first, and the count is there after it', () =>
  withKeptPage(async (page, { replies }) => {
    await page.locator('nav a[href="#count"]').click();
    const asked = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: words.choose, exact: true }).press('Enter');
    const fields = examples().filter((/** @type {any} */ { cells }) => cells > 0);
    await (await asked).setFiles(fields.slice(0, 3).map(examplePath));
    await page.waitForFunction(
      (said) => new RegExp(said).test(document.querySelector('#announcement')?.textContent ?? ''),
      '^3 fields read',
    );
    await page.locator('.count-stage .box[aria-current]').focus();
    for (const key of ['b', 'Enter']) await page.keyboard.press(key);
    const before = await count(page);
    assert.equal(before.log.length, 2);

    const { text, list } = publish(replies);
    replies['offline-files.js'] = { type: 'text/javascript', body: list(await integrity(text)) };
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await page.locator('#offline', { hasText: texts.offline.update }).waitFor();
    /* It waits: the count goes on under the version that is there. */
    await page.locator('.count-stage .box[aria-current]').focus();
    await page.keyboard.press('e');
    const changed = await count(page);
    assert.equal(changed.log.length, 3);
    assert.notEqual(changed.tally, before.tally);

    const update = page.getByRole('button', { name: texts.offline.updateNow });
    await Promise.all([page.waitForEvent('load'), update.click()]);
    await page.locator('#offline', { hasText: READY }).waitFor();
    assert.deepEqual(await count(page), changed);
    await page.goto(`${page.url().split('#')[0]}notices.html`);
    assert.match(await page.title(), /^Another: /);
  }));

/**
 * The count in progress, and its tally as the page shows it.
 *
 * @param {import('playwright-core').Page} page
 */
const count = (page) =>
  page.evaluate(async () => {
    const { state } = await import(new URL('state.js', document.baseURI).href);
    const { log, fields } = state.count;
    const tally = /** @type {HTMLElement} */ (document.querySelector('#count .work .tally')).innerText;
    return { log, files: fields.map((/** @type {{ file: string }} */ { file }) => file), tally };
  });

test('a new version that comes damaged is not taken', () =>
  withKeptPage(async (page, { replies }) => {
    const { list } = publish(replies);
    replies['offline-files.js'] = { type: 'text/javascript', body: list(await integrity('something else')) };
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const found = new Promise((resolve) => {
        registration.addEventListener('updatefound', () => {
          const { installing } = registration;
          installing?.addEventListener('statechange', () => resolve(installing.state));
        });
      });
      await registration.update().catch(() => null);
      if ((await found) !== 'redundant') throw new Error('it was taken');
    });
    assert.equal(await page.locator('#offline').innerText(), READY);
    await page.goto(`${page.url().split('#')[0]}notices.html`);
    assert.match(await page.title(), /^Licences/);
  }));
