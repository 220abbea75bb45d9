/* Makes one file of the built site, to be opened by a double-click, from a USB stick and without any server:
 * single_file.mjs SITE TARGET
 *
 * Page and worker are bundled; style sheets and scripts stand in the page, allowed by their hashes; every other file
 * travels as base64 in a script element of its own type, which no browser runs and web/assets.js reads. The policy
 * forbids every connection. The same site gives the same bytes.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const { build } = createRequire(join(here, '../package.json'))('esbuild');
const [site, target] = process.argv.slice(2).map((path) => resolve(path));

/* What becomes part of the page itself, or is of no use without a server: the icons of an installed page. */
const absorbed = new Set(['.js', '.css', '.svg', '.webmanifest']);
const leftOut = new Set(['index.html', 'hematovision-offline.html']);

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.png': 'image/png',
};

/** @param {string} name within the site */
const text = (name) => readFileSync(join(site, name), 'utf8');

/**
 * @param {string} entry
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [join(site, entry)],
    absWorkingDir: site,
    bundle: true,
    write: false,
    charset: 'utf8',
    target: 'es2022',
    legalComments: 'none',
    ...options,
  });
  return outputFiles[0].text;
}

/** @type {import('esbuild').Plugin} */
const workerFromBlob = {
  name: 'worker from a blob',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/start_worker\.js$/ }, () => ({ path: join(here, 'single_file_worker.js') })),
};

/** Every file of the site, by its name with slashes, in a fixed order. */
const files = () =>
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(site, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();

/** @param {string} name */
function block(name) {
  const type = types[extname(name)] ?? 'application/octet-stream';
  return `<script type="${type}" data-asset="${name}">${readFileSync(join(site, name)).toString('base64')}</script>`;
}

/**
 * Replaces what must be there.
 *
 * @param {string} page
 * @param {RegExp} pattern
 * @param {(match: string, ...groups: string[]) => string} replacement
 */
function replace(page, pattern, replacement) {
  if (page.search(pattern) < 0) throw new Error(`index.html: nothing matches ${pattern}`);
  return page.replace(pattern, replacement);
}

/** @param {string} content of a script or style element */
const hash = (content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/**
 * @param {string[]} scripts
 * @param {string[]} styles
 */
const policy = (scripts, styles) =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${styles.map(hash).join(' ')}`,
    'img-src blob: data:',
    "connect-src 'none'",
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

async function main() {
  const worker = await bundle('worker.js', { format: 'iife' });
  const define = { WORKER_SOURCE: JSON.stringify(worker) };
  const script = await bundle('main.js', { format: 'esm', define, plugins: [workerFromBlob] });
  const icon = `data:image/svg+xml;base64,${readFileSync(join(site, 'icon.svg')).toString('base64')}`;
  /* The page's own first: those of the views change what it says. */
  const sheets = files().filter((name) => name.endsWith('.css'));
  const styles = ['style.css', ...sheets.filter((name) => name !== 'style.css')].map(text);
  const blocks = files().filter(
    (name) => !absorbed.has(extname(name)) && !leftOut.has(name) && !name.startsWith('icons/'),
  );

  let page = text('index.html');
  page = replace(page, /<html /, () => '<html data-single-file ');
  page = replace(page, /\n *<link rel="(modulepreload|manifest|apple-touch-icon)"[^>]*>/g, () => '');
  page = replace(page, /(\n *<link rel="stylesheet"[^>]*>)+/, () =>
    styles.map((style) => `\n<style>${style}</style>`).join(''),
  );
  page = replace(page, /"icon\.svg"/g, () => `"${icon}"`);
  page = replace(page, /"notices\.html"/g, () => '"#about/licences"');
  page = replace(
    page,
    /<script type="module" src="main\.js"><\/script>/,
    () => `<script type="module">${script}</script>`,
  );
  page = replace(
    page,
    /(http-equiv="Content-Security-Policy"\s+content=")[^"]+/,
    (_, start) => start + policy([script], styles),
  );
  page = replace(page, /\n *<\/body>/, (end) => `\n${blocks.map(block).join('\n')}${end}`);
  writeFileSync(target, page);
}

await main();
