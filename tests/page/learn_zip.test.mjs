/* The reader of zip files: what it unpacks, and what it refuses.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LIMITS, openZip } from '../../web/learn/zip.js';
import { makeZip } from './zip_maker.mjs';

/** @param {Buffer} bytes */
const open = (bytes) => openZip(new Blob([bytes]));

/** @param {string} problem */
const problem = (problem) => ({ name: 'Error', problem });

test('stored and deflated files come out as they went in; folders are no files', async () => {
  const long = Buffer.alloc(300000, 'haemato');
  const zip = makeZip([
    { path: 'TEST/', content: '', method: 0 },
    { path: 'TEST/NEUTROPHIL/1.jpg', content: long },
    { path: 'TEST/EOSINOPHIL/ä<b>.jpg', content: 'stored', method: 0 },
    { path: 'TEST\\BASOPHIL\\empty.jpg', content: '' },
  ]);
  const entries = await open(zip);
  assert.deepEqual(
    entries.map(({ path, size }) => [path, size]),
    [
      ['TEST/NEUTROPHIL/1.jpg', 300000],
      ['TEST/EOSINOPHIL/ä<b>.jpg', 6],
      ['TEST/BASOPHIL/empty.jpg', 0],
    ],
  );
  const contents = await Promise.all(entries.map(({ read }) => read()));
  assert.deepEqual(
    contents.map((bytes) => Buffer.from(bytes)),
    [long, Buffer.from('stored'), Buffer.alloc(0)],
  );
});

test('a zip with a comment, and one behind a program, are read', async () => {
  const files = [{ path: 'a.jpg', content: 'one' }];
  for (const zip of [makeZip(files, { comment: 'PK'.repeat(200) }), makeZip(files, { before: 'MZ…' })]) {
    const [entry] = await open(zip);
    assert.equal(Buffer.from(await entry.read()).toString(), 'one');
  }
});

test('what is no zip, or is cut short, is told apart', async () => {
  const zip = makeZip([{ path: 'a.jpg', content: 'one' }]);
  await assert.rejects(open(Buffer.from('no zip at all')), problem('not-a-zip'));
  await assert.rejects(open(Buffer.alloc(0)), problem('not-a-zip'));
  for (let length = 4; length < zip.length; length++) {
    await assert.rejects(open(zip.subarray(0, length)), problem('damaged'), `${length} bytes`);
  }
});

test('encryption, zip64, several parts and too many files are refused', async () => {
  const file = { path: 'a.jpg', content: 'one' };
  await assert.rejects(open(makeZip([{ ...file, flags: 1 }])), problem('encrypted'));
  await assert.rejects(open(makeZip([{ ...file, size: 0xffffffff }])), problem('zip64'));
  await assert.rejects(open(makeZip([file], { count: 0xffff })), problem('zip64'));
  await assert.rejects(open(makeZip([file], { disk: 1 })), problem('many-parts'));
  await assert.rejects(open(makeZip([file], { count: LIMITS.entries + 1 })), problem('too-many'));
  await assert.rejects(open(makeZip([file], { count: 2 })), problem('damaged'));
  await assert.rejects(open(makeZip([file], { offset: 1000 })), problem('damaged'));
});

test('a bomb that claims to be small is stopped by what comes out', async () => {
  const [entry] = await open(
    makeZip([{ path: 'a.jpg', content: Buffer.alloc(LIMITS.unpacked + 1), size: 100 }]),
  );
  assert.equal(entry.size, 100);
  await assert.rejects(entry.read(), problem('too-large'));
});

test('a damaged file is told of when it is asked for, and harms no other', async () => {
  const good = { path: 'good.jpg', content: 'good' };
  const zip = makeZip([
    { path: 'crc.jpg', content: 'one', crc: 1 },
    { path: 'method.jpg', content: 'one', method: 12 },
    { path: 'beyond.jpg', content: 'one', packedSize: 1000000 },
    { path: 'no-deflate.jpg', content: Buffer.alloc(4, 0xff) },
    good,
  ]);
  const entries = await open(zip);
  const header = zip.indexOf('no-deflate.jpg');
  zip[header + 'no-deflate.jpg'.length] = 0xff;
  const damaged = await open(zip);
  await assert.rejects(entries[0].read(), problem('damaged'));
  await assert.rejects(entries[1].read(), problem('method'));
  await assert.rejects(entries[2].read(), problem('damaged'));
  await assert.rejects(damaged[3].read(), problem('damaged'));
  assert.equal(Buffer.from(await damaged[4].read()).toString(), 'good');
});
