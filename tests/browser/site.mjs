/* The built site on a server of its own, deep under a path, and a Chromium that opens it. A test fails of itself on
 * any console error, page error, breach of the Content-Security-Policy or request to another origin, and on any
 * request at all once the page has loaded.
 *
 * The site is build/site, or the folder in HEMATOVISION_SITE; the browser /usr/bin/chromium, or CHROMIUM.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const site = process.env.HEMATOVISION_SITE ?? join(root, 'build/site');
export const header = readFileSync(join(root, 'wasm/hematovision.h'), 'utf8');

/** Status names and sentences as wasm/hematovision.h has them. */
export const statuses = new Map(
  [...header.matchAll(/X\(HV_\w+, "([a-z-]+)",[\s\\]*"([^"]+)"\)/g)].map(([, name, sentence]) => [
    name,
    sentence,
  ]),
);

/** The examples that the page offers: { file, class, source, credit }. */
export function examples() {
  const list = join(site, 'examples/examples.json');
  assert.ok(existsSync(list), `${list} is missing: run tools/build first.`);
  return JSON.parse(readFileSync(list, 'utf8'));
}

/** @param {string} name of a file under tests/pictures */
export const picture = (name) => join(root, 'tests/pictures', name);

/** @param {string} name of a file under tests/models */
export const model = (name) => join(root, 'tests/models', name);

/** @param {{ file: string }} example */
export const examplePath = ({ file }) => join(site, 'examples', file);

/**
 * A file for setInputFiles under another name than its own.
 *
 * @param {string} name
 * @param {Buffer | string} content
 */
export const file = (name, content) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(content) });

/** Where it is two in the morning of the next day when it is noon in Greenwich. */
export const farEast = { timezoneId: 'Pacific/Kiritimati' };
export const noonInGreenwich = new Date('2026-03-01T12:00:00Z');

export const path = '/some/deep/path/';
/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/**
 * @typedef {{ status?: number, type?: string, body?: Buffer | string }} Reply
 * @typedef {Record<string, Reply>} Replies by the file's name within the site, in place of the file
 *
 * @param {Replies} replies
 * @param {string[]} requested is given the name of every file that is asked for
 */
export function serve(replies, requested) {
  return createServer((request, response) => {
    const url = decodeURI(new URL(request.url ?? '', 'http://localhost').pathname);
    const name = url.startsWith(path) ? normalize(url.slice(path.length) || 'index.html') : '';
    requested.push(name || url);
    const found = join(site, name);
    const reply = replies[name];
    if (!name || name.startsWith('..') || !(reply || existsSync(found))) {
      response.writeHead(404).end();
      return;
    }
    const type = reply?.type ?? types[extname(name)] ?? 'application/octet-stream';
    response
      .writeHead(reply?.status ?? 200, { 'Content-Type': type })
      .end(reply?.body ?? readFileSync(found));
  });
}

/**
 * Opens the page, waits until it has loaded, and lets the test use it.
 *
 * @param {object} options
 * @param {Replies} [options.replies] may be changed while the test runs
 * @param {string} [options.hash] of the view, as #count; the first view without it
 * @param {string[]} [options.args] for Chromium, besides its own
 * @param {boolean} [options.keeping] whether the browser has service workers, and so keeps the page
 * @param {RegExp} [options.expected] the console errors that this test provokes
 * @param {boolean} [options.mayReload] whether the worker may be started again, and so ask for its script
 * @param {import('playwright-core').BrowserContextOptions} [options.context]
 * @param {'ready' | 'failed'} [options.engine] what becomes of the classifier
 * @param {(page: import('playwright-core').Page, requested: string[]) => Promise<void>} use
 */
export async function withPage(options, use) {
  const { replies = {}, hash = '', args = [], keeping, expected, mayReload } = options;
  const { context = {}, engine = 'ready' } = options;
  /** @type {string[]} */
  const requested = [];
  /** @type {string[]} */
  const problems = [];
  const server = serve(replies, requested);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const origin = `http://127.0.0.1:${address.port}`;
  const browser = await launch(args);
  try {
    const opened = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      /* offline.test.mjs alone has one: it asks for every file once more. */
      serviceWorkers: 'block',
      ...context,
    });
    const page = await opened.newPage();
    page.setDefaultTimeout(20000);
    page.on('pageerror', (error) => problems.push(`page error: ${error}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' || expected?.test(message.text())) return;
      problems.push(`${message.text()} (${message.location().url})`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('blob:')) {
        problems.push(`request to another origin: ${request.url()}`);
      }
    });
    /* Storing the page for use without a network asks for all its files, at a time of its own. */
    if (!keeping)
      await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
    await page.goto(origin + path + hash);
    await page.waitForSelector('html[data-loaded]', { state: 'attached' });
    await page.waitForSelector(`.engine[data-engine=${engine}]`, { state: 'attached' });
    const loaded = requested.length;
    await use(page, requested);
    /* Chromium asks for the tab's icon anew whenever the address changes behind its #. */
    const later = requested.slice(loaded).filter((name) => name !== 'icon.svg');
    if (!mayReload) problems.push(...later.map((name) => `request after load: ${name}`));
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
  assert.deepEqual(problems, []);
}

/**
 * Waits until all is written down, and the page can be left without a question.
 *
 * @param {import('playwright-core').Page} page
 */
export const allKept = (page) =>
  page.waitForFunction(() => dispatchEvent(new Event('beforeunload', { cancelable: true })));

/**
 * Reloads the page, which must ask before it is left.
 *
 * @param {import('playwright-core').Page} page
 */
export async function reloadAsked(page) {
  const asked = page.waitForEvent('dialog');
  const reloading = page.reload();
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.accept();
  await reloading;
}

/** @param {string[]} more arguments */
export const launch = (more = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      ...more,
    ],
  });

/**
 * What the articles of the page say of themselves, in the page's order, once `count` of them have been read.
 *
 * @param {import('playwright-core').Page} page
 * @param {number} count
 */
export async function results(page, count) {
  await page.waitForFunction((count) => document.querySelectorAll('[data-status]').length === count, count);
  return page.$$eval('[data-file][data-status][data-class][data-verdict]', (articles) =>
    articles.map((article) => {
      const { file, status, verdict, class: name } = /** @type {HTMLElement} */ (article).dataset;
      return { file, status, class: name, verdict, text: /** @type {HTMLElement} */ (article).innerText };
    }),
  );
}

/**
 * The records of the page's pictures, in the page's order.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<import('../../web/state.js').FileRecord[]>}
 */
export const records = (page) =>
  page.evaluate(async () => {
    const { state } = await import(new URL('state.js', document.baseURI).href);
    return state.pictures.map((/** @type {import('../../web/state.js').Picture} */ { record }) => record);
  });

/**
 * Drops files on the page, or pastes them, as a browser would hand them over.
 *
 * @param {import('playwright-core').Page} page
 * @param {'drop' | 'paste'} way
 * @param {string[]} paths
 */
export async function hand(page, way, paths) {
  const files = paths.map((path) => ({
    name: basename(path),
    base64: readFileSync(path).toString('base64'),
  }));
  await page.evaluate(
    async ({ way, files }) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: 'image/jpeg' }));
      }
      if (way === 'paste') {
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer }));
        return;
      }
      for (const name of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(name, { dataTransfer: transfer, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
        if (files.length === 0 || name !== 'dragover') continue;
        if (getComputedStyle(/** @type {Element} */ (document.querySelector('#veil'))).display === 'none') {
          throw new Error('nothing shows that the file may be let go');
        }
      }
    },
    { way, files },
  );
}

/**
 * Puts another model in use, as a person does, and goes back to where the page was.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} path of its file
 */
export async function useModel(page, path) {
  const hash = new URL(page.url()).hash || '#classify';
  await page.locator('nav a[href="#about"]').click();
  await hand(page, 'drop', [path]);
  await page.locator('#about .told', { hasText: `${basename(path)} is in use` }).waitFor();
  await page.locator(`nav a[href="${hash}"]`).click();
}
