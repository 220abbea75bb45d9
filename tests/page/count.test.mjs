/* The pure parts of Count: the log and its replay, the rule of the border, what is proposed, the tally, and the
 * exports. The FHIR bundle is held against the published R4 schema.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cellsCsv, classesCsv, countJson } from '../../web/count/export.js';
import { fhirBundle, LOINC } from '../../web/count/fhir.js';
import { addedId, KEYS, nextOpen, replay } from '../../web/count/log.js';
import { modelsOf } from '../../web/views/made.js';
import { propose } from '../../web/count/proposal.js';
import { tally } from '../../web/count/tally.js';
import { validateFhir } from '../fhir.mjs';

/**
 * @param {number[]} box
 * @param {object} differences
 */
const cell = (box, differences = {}) => ({
  box,
  score: 0.9,
  cut_off: false,
  class: 'neutrophil',
  confidence: 0.9,
  probabilities: { neutrophil: 0.9, lymphocyte: 0.1 },
  verdict: 'confident',
  unfamiliarity: 0.1,
  alternative: 'lymphocyte',
  quality: [],
  patch: box,
  map: { rows: 1, columns: 1, values: [1] },
  ...differences,
});

/**
 * @param {string} id
 * @param {object[]} cells
 */
const field = (id, cells) => ({
  id,
  file: `${id}.jpg`,
  record: /** @type {any} */ ({ width: 640, height: 480, micrometres_per_pixel: null, cells }),
});

const middle = [200, 200, 80, 80];
const judge = (/** @type {string} */ id, /** @type {any} */ as) =>
  /** @type {const} */ ({ kind: 'judge', cell: id, as });

test('a log gives the count, and without its last event the count before', () => {
  const fields = [field('1', [cell(middle), cell([10, 10, 80, 80])]), field('2', [cell(middle)])];
  const log = /** @type {import('../../web/count/log.js').CountEvent[]} */ ([
    judge('1/0', 'neutrophil'),
    { kind: 'add', field: '1', box: [300, 300, 60, 60] },
    judge(addedId('1', 1), 'basophil'),
    judge('1/0', 'monocyte'),
    { kind: 'target', of: 200 },
    { kind: 'drop', field: '2' },
  ]);
  const after = replay(fields, log);
  assert.deepEqual(
    after.cells.map(({ id, number, judged }) => [id, number, judged]),
    [
      ['1/0', 1, 'monocyte'],
      ['1/1', 2, null],
      ['1/added-1', 3, 'basophil'],
    ],
  );
  assert.deepEqual([after.target, after.fields], [200, ['1']]);
  const before = replay(fields, log.slice(0, 3));
  assert.deepEqual([before.target, before.fields], [100, ['1', '2']]);
  assert.deepEqual(
    before.cells.map(({ judged }) => judged),
    ['neutrophil', null, 'basophil', null],
  );
});

test('a field that is not read yet, and events about what is gone, change nothing', () => {
  const fields = [field('1', [cell(middle)]), { id: '2', file: '', record: null }];
  const { cells, fields: read } = replay(fields, [
    judge('9/9', 'basophil'),
    { kind: 'add', field: '2', box: [0, 0, 9, 9] },
  ]);
  assert.deepEqual([read, cells.map(({ judged }) => judged)], [['1'], [null]]);
});

test('cells at the left and the upper border count, those at the right and the lower do not', () => {
  /** @type {[number[], boolean, boolean][]} box, cut off, left out */
  const rows = [
    [[0, 200, 50, 80], true, false],
    [[200, 0, 80, 50], true, false],
    [[590, 200, 50, 80], true, true],
    [[200, 430, 80, 50], true, true],
    [[0, 430, 60, 50], true, true],
    [[590, 0, 50, 60], true, true],
    [[588, 200, 50, 80], false, false],
  ];
  const { cells } = replay(
    [
      field(
        '1',
        rows.map(([box, cutOff]) => cell(box, { cut_off: cutOff })),
      ),
    ],
    [],
  );
  assert.deepEqual(
    cells.map(({ outside }) => outside),
    rows.map(([, , outside]) => outside),
  );
});

test('the next open cell comes after this one, or else is the first', () => {
  const { cells } = replay([field('1', [cell(middle), cell(middle), cell(middle)])], [judge('1/1', 'other')]);
  assert.deepEqual(
    [nextOpen(cells, null), nextOpen(cells, '1/0'), nextOpen(cells, '1/2')],
    ['1/0', '1/2', '1/0'],
  );
  assert.equal(nextOpen([], null), null);
});

test('the model proposes, but not what it does not know, nor what the border cuts off', () => {
  const cells = [
    cell(middle),
    cell(middle, { verdict: 'unsure' }),
    cell(middle, { verdict: 'unfamiliar' }),
    cell(middle, { class: 'tabby cat' }),
    cell([600, 200, 40, 80], { cut_off: true }),
  ];
  const count = replay([field('1', cells)], [{ kind: 'add', field: '1', box: [1, 1, 9, 9] }]);
  assert.deepEqual(
    [...propose(count.cells, []).values()].map(({ proposed }) => proposed),
    ['neutrophil', 'neutrophil', null, null, 'border', null],
  );
});

test('a cell that another field shows is proposed once, and which one follows the judgements', () => {
  const fields = [field('1', [cell(middle)]), field('2', [cell(middle)])];
  /** @param {import('../../web/count/log.js').CountEvent[]} log */
  const proposed = (log) =>
    [...propose(replay(fields, log).cells, [['1/0', '2/0']]).values()].map(
      (each) => `${each.proposed} ${each.twin?.id ?? ''}`,
    );
  assert.deepEqual(proposed([]), ['neutrophil ', 'seen 1/0']);
  assert.deepEqual(proposed([judge('1/0', 'lymphocyte')]), ['neutrophil ', 'seen 1/0']);
  assert.deepEqual(proposed([judge('1/0', 'not-a-cell')]), ['neutrophil ', 'neutrophil ']);
  assert.deepEqual(proposed([judge('2/0', 'basophil')]), ['seen 2/0', 'neutrophil ']);
});

test('every call but the border has one key of its own', () => {
  assert.deepEqual(Object.keys(KEYS).join(''), 'neblmorxs');
  assert.equal(new Set(Object.values(KEYS)).size, 9);
});

/* Ten white cells: eight found by the program, of which six named by the model, one of these unsurely. */
const found = [
  ...Array.from({ length: 4 }, () => cell(middle)),
  cell(middle, { verdict: 'unsure' }),
  cell(middle, { class: 'lymphocyte', probabilities: { neutrophil: 0.1, lymphocyte: 0.9 } }),
  ...[1, 2].map(() => cell(middle, { verdict: 'unfamiliar' })),
  ...[1, 2, 3, 4].map(() => cell(middle)),
];
const hostile = { ...field('1', found), file: '=HYPERLINK("http://x.example";"a")<b>.jpg' };
const calls = /** @type {const} */ ([
  ...[
    'neutrophil',
    'neutrophil',
    'neutrophil',
    'neutrophil',
    'lymphocyte',
    'lymphocyte',
    'other',
    'monocyte',
  ],
  ...['not-a-cell', 'erythroblast', 'seen'],
]);
const log = /** @type {import('../../web/count/log.js').CountEvent[]} */ ([
  ...calls.map((as, i) => judge(`1/${i}`, as)),
  { kind: 'add', field: '1', box: [1, 1, 9, 9] },
  judge('1/added-11', 'eosinophil'),
  { kind: 'add', field: '1', box: [1, 1, 9, 9] },
  judge('1/added-13', 'eosinophil'),
]);
const count = replay([hostile], log);
const sums = tally(count.cells);
const made = {
  date: new Date('2026-01-02T03:04:05Z'),
  build: { version: '1.2.3', build: 'ab'.repeat(32) },
  models: [
    { name: 'hematovision.tflite', sha256: 'cd'.repeat(32) },
    { name: 'own.tflite', sha256: 'ef'.repeat(32) },
  ],
};

test('the models that answered are told each once, and that one is unknown', () => {
  const [one, two] = made.models;
  const answers = [one, two, { ...one }, null, { ...two, name: 'again.tflite' }, null].map((model) => ({
    model,
  }));
  assert.deepEqual(modelsOf(answers), [one, two, null, { ...two, name: 'again.tflite' }]);
});

test('the tally counts what the person called, and tells the model’s share in it', () => {
  assert.deepEqual(
    sums.rows.map(({ name, count: each, byModel }) => [name, each, byModel]),
    [
      ['neutrophil', 4, 5],
      ['eosinophil', 2, 0],
      ['basophil', 0, 0],
      ['lymphocyte', 2, 1],
      ['monocyte', 1, 0],
      ['other', 1, 0],
    ],
  );
  const { total, erythroblasts, open, missed, seen, border, unnamed } = sums;
  assert.deepEqual(
    [total, erythroblasts, open, missed, sums.false, seen, border, unnamed],
    [10, 1, 1, 2, 1, 1, 0, 2],
  );
  /* Of six named, five alike. By chance (5·4 + 1·2) / 36 = 22/36; (5/6 - 22/36) / (1 - 22/36) = 8/14. */
  assert.deepEqual([sums.agreement.agreed, sums.agreement.of], [5, 6]);
  assert.ok(Math.abs((sums.agreement.kappa ?? 0) - 8 / 14) < 1e-12);
  /* Wilson, 4 of 10, by hand: (0.4 + 0.19207) / 1.38415 ∓ 1.959964 · √(0.024 + 0.0096037) / 1.38415. */
  const [low, high] = sums.rows[0].limits;
  assert.ok(Math.abs(low - 0.16818) < 1e-4 && Math.abs(high - 0.68733) < 1e-4, `${low} ${high}`);
});

test('the CSV of the classes has a row a class', () => {
  const rows = classesCsv(sums).trim().split('\r\n');
  assert.equal(rows[0], '\ufeffclass,count,of,percent,lower_95,upper_95,model_count'.trim());
  assert.equal(rows[1], 'neutrophil,4,10,40,16.82,68.73,5');
  assert.equal(rows.length, 7);
});

test('the CSV of the cells holds every cell, and no formula', () => {
  const rows = cellsCsv(count, [hostile]).trim().split('\r\n');
  assert.equal(rows.length, 1 + 14);
  assert.ok(
    rows[1].startsWith(`1,"'=HYPERLINK(""http://x.example"";""a"")<b>.jpg",1,200,200,80,80,neutrophil,`),
    rows[1],
  );
  assert.ok(rows[13].endsWith(',eosinophil,,,,,yes'), rows[13]);
});

test('the JSON holds fields, cells, calls and what they were made with', () => {
  const written = JSON.parse(countJson(count, sums, [hostile], made));
  assert.equal(written.fields[0].file, hostile.file);
  assert.deepEqual([written.build, written.models], [made.build, made.models]);
  const cells = written.fields[0].cells;
  assert.deepEqual(
    [cells[4].counted_as, cells[4].model.class, cells[12].model],
    ['lymphocyte', 'neutrophil', null],
  );
  assert.ok(!('map' in cells[0].model));
});

test('the FHIR bundle fits the R4 schema, and has a code, a unit and a device in every observation', () => {
  const bundle = fhirBundle(sums, made);
  assert.deepEqual(validateFhir(JSON.parse(JSON.stringify(bundle))), []);
  const [device, ...observations] = bundle.entry;
  assert.equal(observations.length, 7);
  for (const [i, { name }] of sums.rows.entries()) {
    const observation = /** @type {any} */ (observations[i].resource);
    assert.equal(observation.code.coding[0].code, LOINC[name][0]);
    assert.equal(observation.valueQuantity.code, '%');
    assert.equal(observation.device.reference, device.fullUrl);
    assert.equal(observation.status, 'preliminary');
    assert.ok(!('subject' in observation));
  }
  assert.equal(/** @type {any} */ (observations[0].resource).valueQuantity.value, 40);
  for (const { name, sha256 } of made.models) {
    assert.ok(JSON.stringify(device).includes(name) && JSON.stringify(device).includes(sha256));
  }
});

test('the schema’s check can fail', () => {
  const bundle = JSON.parse(JSON.stringify(fhirBundle(sums, made)));
  bundle.entry[1].resource.valueQuantity.percent = 40;
  assert.notDeepEqual(validateFhir(bundle), []);
});

test('an unknown build and model leave no empty list in the bundle', () => {
  const bundle = JSON.parse(JSON.stringify(fhirBundle(sums, { ...made, build: null, models: [null] })));
  assert.ok(!('version' in bundle.entry[0].resource));
  assert.deepEqual(validateFhir(bundle), []);
});
