/* Files that the page cannot read: each gets its status and its sentence, and the next picture works. What each
 * file is: tests/pictures/README.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';

import { texts } from '../../web/texts/en.js';
import { examplePath, examples, picture, results, statuses, withPage } from './site.mjs';

const [example] = examples();

const rows = [
  ['text.jpg', 'not-an-image'],
  ['empty.jpg', 'empty-file'],
  ['phone.heic', 'unsupported-heic'],
  ['real.avif', 'unsupported-avif'],
  ['little-endian.tiff', 'unsupported-tiff'],
  ['real.gif', 'unsupported-gif'],
  ['real.webp', 'unsupported-webp'],
  ['real.bmp', 'unsupported-bmp'],
  ['plain.svg', 'unsupported-svg'],
  ['real.pdf', 'unsupported-pdf'],
  ['cmyk.jpg', 'unsupported-cmyk'],
  ['arithmetic.jpg', 'unsupported-jpeg'],
  ['truncated.jpg', 'truncated-image'],
  ['no-scan.jpg', 'truncated-image'],
  ['truncated.png', 'truncated-image'],
  ['broken-table.jpg', 'broken-image'],
  ['broken-zlib.png', 'broken-image'],
  ['inflates-without-end.png', 'broken-image'],
  ['bomb.png', 'image-too-large'],
  ['too-large.jpg', 'image-too-large'],
  ['one-pixel.png', 'image-too-small'],
  ['one-pixel.jpg', 'image-too-small'],
];

test('each bad file has its status and sentence, and the picture after it works', () =>
  withPage({}, async (page) => {
    const files = rows.flatMap(([name]) => [picture(name), examplePath(example)]);
    await page.setInputFiles('#choose', files);
    const all = await results(page, files.length);
    rows.forEach(([name, status], i) => {
      const [bad, next] = all.slice(2 * i, 2 * i + 2);
      assert.deepEqual([bad.file, bad.status, bad.class, bad.verdict], [name, status, '', '']);
      assert.ok(bad.text.includes(statuses.get(status) ?? '?'), `${name}: ${bad.text}`);
      assert.deepEqual([next.file, next.status], [basename(examplePath(example)), 'ok'], `after ${name}`);
    });
    /* The browser itself is never given a file that the core refused. */
    assert.equal(await page.locator('.picture').count(), rows.length);
  }));

test('a file that vanished is unreadable, and the next picture works', () =>
  withPage({}, async (page) => {
    await page.evaluate(() => {
      const gone = new File(['x'], 'gone.jpg');
      gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      const event = new DragEvent('drop', { bubbles: true });
      Object.defineProperty(event, 'dataTransfer', { value: { files: [gone], types: ['Files'] } });
      document.body.dispatchEvent(event);
    });
    const [gone] = await results(page, 1);
    assert.equal(gone.status, 'unreadable-file');
    await page.setInputFiles('#choose', examplePath(example));
    assert.equal((await results(page, 2))[0].status, 'ok');
  }));

test('a file that is too large for any picture is not read whole, and what it is is told by its head', () =>
  withPage({}, async (page) => {
    const names = ['little-endian.tiff', 'truncated.jpg'];
    const heads = names.map((name) => [name, readFileSync(picture(name)).toString('base64')]);
    await page.evaluate((heads) => {
      const files = heads.map(([name, base64]) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const large = new File([bytes], name);
        Object.defineProperty(large, 'size', { value: 2e9 });
        large.arrayBuffer = () => Promise.reject(new DOMException('all of it', 'NotReadableError'));
        return large;
      });
      const event = new DragEvent('drop', { bubbles: true });
      Object.defineProperty(event, 'dataTransfer', { value: { files, types: ['Files'] } });
      document.body.dispatchEvent(event);
    }, heads);
    const all = await results(page, names.length);
    assert.deepEqual(
      all.map(({ status }) => status),
      ['unsupported-tiff', 'image-too-large'],
    );
    assert.ok(all[1].text.includes(statuses.get('image-too-large') ?? '?'), all[1].text);
  }));

test('the page’s own sentences are those of hematovision.h', () => {
  assert.ok(statuses.size > 25);
  const { cancelled, ...sentences } = texts.core.statuses;
  assert.ok(cancelled);
  assert.deepEqual(sentences, Object.fromEntries(statuses));
});
