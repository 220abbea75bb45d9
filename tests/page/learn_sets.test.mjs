/* Sets of labelled pictures: the class that a folder tells, and the manifest of whoever runs the site.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pairOf } from '../../web/classes.js';
import { classOfPath, readManifest, sortFiles } from '../../web/learn/sets.js';

test('the folder nearest to a picture tells its class, in any case', () => {
  for (const [path, expected] of [
    ['dataset2-master/images/TEST/NEUTROPHIL/_0_1234.jpeg', 'neutrophil'],
    ['Eosinophils/a.png', 'eosinophil'],
    ['monocyte/lymphocyte/a.png', 'lymphocyte'],
    ['monocyte/difficult ones/a.png', 'monocyte'],
    ['basophil.jpg', null],
    ['ERYTHROBLAST/a.jpg', null],
    ['neutrophilic/a.jpg', null],
  ]) {
    assert.equal(classOfPath(String(path)), expected, String(path));
  }
});

test('a folder is sorted into pictures, unknown classes and other files; hidden files are none', () => {
  const paths = [
    'set/NEUTROPHIL/1.JPG',
    'set/basophil/2.jpeg',
    'set/ERYTHROBLAST/3.png',
    'set/ERYTHROBLAST/4.png',
    '5.png',
    'set/labels.csv',
    '__MACOSX/set/NEUTROPHIL/._1.JPG',
    'set/NEUTROPHIL/.DS_Store',
    'set/NEUTROPHIL/Thumbs.db',
  ];
  const load = () => Promise.resolve(new Blob());
  const sorted = sortFiles(paths.map((path, size) => ({ path, size, load })));
  assert.deepEqual(sorted, {
    pictures: [
      { name: '1.JPG', class: 'neutrophil', size: 0, load },
      { name: '2.jpeg', class: 'basophil', size: 1, load },
    ],
    unknown: new Map([
      ['ERYTHROBLAST', 2],
      ['', 1],
    ]),
    others: 1,
  });
});

const good = {
  sets: [
    {
      name: 'Giemsa',
      credit: 'Haematology, Ourtown',
      licence: 'CC BY 4.0',
      pictures: [{ file: 'giemsa/1.jpg', class: 'neutrophil' }],
    },
  ],
};

/** @param {(manifest: any) => void} change */
function changed(change) {
  const manifest = structuredClone(good);
  change(manifest);
  return JSON.stringify(manifest);
}

test('a right manifest is read, and an empty one has no sets', () => {
  assert.deepEqual(readManifest(JSON.stringify(good)), good.sets);
  assert.deepEqual(readManifest('{ "sets": [] }'), []);
});

test('each wrong field of a manifest is named', () => {
  /** @type {[(manifest: any) => void, string, string][]} */
  const cases = [
    [(m) => delete m.sets, 'list', 'sets'],
    [(m) => (m.sets = {}), 'list', 'sets'],
    [(m) => (m.sets[0] = null), 'text', 'sets[0].name'],
    [(m) => (m.sets[0].name = '  '), 'text', 'sets[0].name'],
    [(m) => (m.sets[0].credit = 7), 'text', 'sets[0].credit'],
    [(m) => delete m.sets[0].licence, 'text', 'sets[0].licence'],
    [(m) => (m.sets[0].pictures = 'all'), 'list', 'sets[0].pictures'],
    [(m) => (m.sets[0].pictures[0] = 1), 'text', 'sets[0].pictures[0].file'],
    [(m) => (m.sets[0].pictures[0].class = 'NEUTROPHIL'), 'class', 'sets[0].pictures[0].class'],
    [(m) => (m.sets[0].pictures[0].class = 'constructor'), 'class', 'sets[0].pictures[0].class'],
    ...['/etc/passwd', 'https://elsewhere.example/1.jpg', '../1.jpg', 'a/../../1.jpg', '\\\\host\\1.jpg'].map(
      (file) => [(m) => (m.sets[0].pictures[0].file = file), 'file', 'sets[0].pictures[0].file'],
    ),
  ];
  for (const [change, problem, field] of cases) {
    assert.throws(() => readManifest(changed(change)), { problem, field }, `${field}: ${change}`);
  }
  for (const text of ['', 'null ?', '{']) assert.throws(() => readManifest(text), { problem: 'json' });
  assert.throws(() => readManifest('null'), { problem: 'list' });
});

test('look-alike pairs are found in either order, and no other pair is one', () => {
  assert.equal(pairOf('eosinophil', 'neutrophil'), 'neutrophil-eosinophil');
  assert.equal(pairOf('basophil', 'lymphocyte'), 'basophil-lymphocyte');
  assert.equal(pairOf('basophil', 'eosinophil'), null);
  assert.equal(pairOf('neutrophil', 'neutrophil'), null);
});
