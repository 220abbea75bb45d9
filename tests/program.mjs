/* The built programs, as the tests run them.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const program = join(root, 'build/native/hematovision');

/**
 * The record of each picture, in order. Pictures that cannot be read have theirs too.
 *
 * @param {string[]} files
 * @param {string[]} options of the command line
 */
export function classify(files, options = []) {
  const { stdout, stderr, status } = spawnSync(program, ['classify', '--json', ...options, '-'], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const records = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  if (records.length !== files.length)
    throw new Error(`exit ${status}, ${records.length} records: ${stderr}`);
  return records;
}

/**
 * @typedef {object} Drawn a picture's truth (tools/smears/output.h)
 * @property {string} file
 * @property {string | null} class
 * @property {number} micrometres_per_pixel
 * @property {{ class: string, box: number[], cut_off: boolean }[]} cells
 */

/**
 * Draws smears and hands over each picture's path and truth (tools/smears). The folder is gone afterwards.
 *
 * @template T
 * @param {string[]} options of the generator
 * @param {(drawn: Drawn[]) => T} use
 */
export async function withDrawn(options, use) {
  const folder = mkdtempSync(join(tmpdir(), 'hematovision-'));
  try {
    execFileSync(join(root, 'build/native/smears'), ['--out', folder, ...options]);
    const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
    return await use(truth.map((picture) => ({ ...picture, file: join(folder, picture.file) })));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
