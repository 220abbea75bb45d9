/* The two WebAssembly modules themselves: what they may contain, import and export.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { root } from '../program.mjs';

/** @param {string} variant */
const path = (variant) => join(root, `build/site/hematovision-${variant}.wasm`);

/**
 * How many instructions of the relaxed SIMD proposal a module holds: opcodes 0x100 to 0x17f after the prefix 0xfd, in
 * LEB128. The disassembler finds where instructions begin; it need not know these by name.
 *
 * @param {string} variant
 */
const relaxedInstructions = (variant) =>
  execFileSync('llvm-objdump-19', ['--disassemble', path(variant)], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    .split('\n')
    .filter((line) => /^ *[0-9a-f]+: fd [89a-f][0-9a-f] 02\s/.test(line)).length;

test('only the relaxed module holds relaxed instructions', () => {
  /* A browser that lacks one of them refuses the whole module. */
  assert.equal(relaxedInstructions('simd'), 0);
  assert.ok(relaxedInstructions('relaxed') > 1000);
});

test('the modules export what exports.txt lists, and import nothing', async () => {
  const listed = readFileSync(join(root, 'wasm/exports.txt'), 'utf8').split('\n').filter(Boolean);
  for (const variant of ['simd', 'relaxed']) {
    const module = await WebAssembly.compile(readFileSync(path(variant)));
    assert.deepEqual(WebAssembly.Module.imports(module), []);
    const exported = WebAssembly.Module.exports(module)
      .map(({ name }) => name)
      .filter((name) => !/^(memory|_.*|emscripten_.*)$/.test(name)); /* Emscripten's own */
    assert.deepEqual(exported.sort(), listed.sort());
  }
});
