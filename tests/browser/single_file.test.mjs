/* The page as one file, opened from the disk: every view, a verdict on an example, and no request to anywhere.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { examplePath, examples, launch, results, site } from './site.mjs';

const name = 'hematovision-offline.html';
const maker = fileURLToPath(new URL('../../tools/site/single_file.mjs', import.meta.url));

/**
 * Opens the file in a folder of its own, so that nothing lies beside it.
 *
 * @param {import('playwright-core').BrowserContextOptions} context
 * @param {(page: import('playwright-core').Page) => Promise<void>} use
 */
async function withFile(context, use) {
  const folder = mkdtempSync(join(tmpdir(), 'hematovision-'));
  copyFileSync(join(site, name), join(folder, name));
  const address = pathToFileURL(join(folder, name)).href;
  /** @type {string[]} */
  const problems = [];
  const browser = await launch();
  try {
    const page = await browser.newPage(context);
    page.setDefaultTimeout(30000);
    page.on('pageerror', (error) => problems.push(`page error: ${error}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url().split('#')[0];
      if (url !== address && !/^(blob|data):/.test(url)) problems.push(`request: ${url}`);
    });
    await page.goto(address);
    await page.waitForSelector('html[data-loaded]', { state: 'attached' });
    await use(page);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(problems, []);
}

test('it classifies, and shows every view, from the disk', () =>
  withFile({}, async (page) => {
    await page.setInputFiles('#choose', examplePath(examples()[0]));
    await results(page, 1);
    assert.equal(await page.locator('[data-status]').getAttribute('data-status'), 'ok');
    for (const view of ['Count', 'Learn', 'About', 'Classify']) {
      await page.locator('body > header').getByRole('link', { name: view, exact: true }).click();
      await page.locator(`#${view.toLowerCase()} h1`).first().waitFor();
      await page.waitForFunction((title) => document.title === title, `${view} – HematoVision`);
    }
  }));

test('it says what it is, and carries the notices and the figures', () =>
  withFile({ locale: 'de' }, async (page) => {
    await page.locator('footer').getByRole('link', { name: 'Lizenzen und Hinweise' }).click();
    const licences = page.locator('#about .licences');
    await licences.locator('summary').click();
    await licences.getByRole('heading', { name: 'XNNPACK', exact: true }).waitFor();
    await page.locator('#about .policy', { hasText: "connect-src 'none'" }).waitFor();
    await page.locator('#about .chart').first().waitFor();
    assert.match(await page.locator('#offline').innerText(), /braucht kein Netz/);
    assert.match(await page.locator('#about .versions').innerText(), /[0-9a-f]{64}/);
  }));

test('its policy keeps it from every connection, and allows no inline style or script but its own', () => {
  const page = readFileSync(join(site, name), 'utf8');
  const policy = page.match(/http-equiv="Content-Security-Policy"\s+content="([^"]+)"/)?.[1] ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src 'none'/);
  assert.doesNotMatch(policy, /'unsafe-(inline|eval)'|https?:/);
  assert.doesNotMatch(page, /<(link|script|img)[^>]*\s(href|src)="(?!data:)/);
});

test('the same site makes the same file, to the byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hematovision-'));
  try {
    /* The site is read where it lies; the file itself is not part of it. */
    execFileSync(process.execPath, [maker, site, join(folder, name)]);
    assert.ok(readFileSync(join(folder, name)).equals(readFileSync(join(site, name))));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
