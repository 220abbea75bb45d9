/* What the page costs those who load it: the bytes as a server would send them, compressed with Brotli.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

import { site, withPage } from './site.mjs';

test('the page and all that it loads are at most 3 MB, the cell detector at most 150 kB', () =>
  withPage({}, async (_page, requested) => {
    const files = new Set(requested);
    assert.ok(files.has('hematovision.tflite') && files.has('detector.tflite'), [...files].join(' '));
    const sizes = [...files].map((name) => brotliCompressSync(readFileSync(join(site, name))).length);
    const total = sizes.reduce((sum, size) => sum + size);
    assert.ok(total <= 3e6, `${total} bytes`);
    const detector = statSync(join(site, 'detector.tflite')).size;
    assert.ok(detector <= 150e3, `${detector} bytes`);
  }));
