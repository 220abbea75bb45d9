/* What index.html preloads is just what the first view needs: a module forgotten costs a round trip, one too many
 * comes before what is to be seen.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const web = `${root}web`;
const { build } = createRequire(`${root}tools/package.json`)('esbuild');

/** @param {string[]} entries modules; @returns {Promise<string[]>} they and all that they import, in order of name */
async function needed(...entries) {
  const { metafile } = await build({
    absWorkingDir: web,
    entryPoints: entries,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    metafile: true,
    outdir: 'nowhere',
    write: false,
  });
  const found = new Set(entries);
  for (const name of found) {
    for (const { path, kind } of metafile.inputs[name].imports)
      if (kind === 'import-statement') found.add(path);
  }
  return [...found].sort();
}

test('index.html preloads the modules of the first view and no others', async () => {
  const page = readFileSync(`${web}/index.html`, 'utf8');
  const preloaded = [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, name]) => name);
  const first = await needed('main.js', 'classify/view.js');
  assert.deepEqual(
    preloaded,
    first.filter((name) => name !== 'main.js'),
  );
});
