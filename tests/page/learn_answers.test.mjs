/* What is made of a learner's answers: which picture comes when, the figures, and the file of progress.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { merged, progressFile, readProgressFile } from '../../web/learn/answers.js';
import { figureTable, figures, median } from '../../web/learn/figures.js';
import { cards, comeAgain, order, shuffled, tally } from '../../web/learn/leitner.js';

const DAY = 24 * 60 * 60 * 1000;

/**
 * @param {Partial<import('../../web/learn/answers.js').Answer>} differences
 * @returns {import('../../web/learn/answers.js').Answer}
 */
const answer = (differences = {}) => ({
  picture: 'a',
  name: 'a.jpg',
  size: 100,
  set: 'A set',
  task: 'guess',
  class: 'monocyte',
  guess: 'monocyte',
  against: null,
  at: 0,
  milliseconds: 2000,
  again: false,
  model: 'monocyte',
  verdict: 'confident',
  modelFile: 'hematovision.tflite',
  modelSha256: 'ab'.repeat(32),
  ...differences,
});

/** @param {Partial<import('../../web/learn/answers.js').Answer>} differences */
const wrong = (differences = {}) => answer({ guess: 'lymphocyte', ...differences });

test('a picture told right moves up a box and rests 1, 3, 7, 21 days; missed, it starts again', () => {
  /** @type {[import('../../web/learn/answers.js').Answer, number, number][]} */
  const steps = [
    [answer({ at: 0 }), 2, DAY],
    [answer({ at: DAY }), 3, 4 * DAY],
    [answer({ at: 4 * DAY }), 4, 11 * DAY],
    [answer({ at: 11 * DAY }), 5, 32 * DAY],
    [answer({ at: 32 * DAY }), 5, 53 * DAY],
    [wrong({ at: 33 * DAY }), 1, 33 * DAY],
    [answer({ at: 33 * DAY + 1 }), 2, 34 * DAY + 1],
  ];
  steps.forEach((_, i) => {
    const [, box, due] = steps[i];
    const card = cards(steps.slice(0, i + 1).map(([each]) => each)).get('a');
    assert.deepEqual(card, { box, due }, `after ${i + 1} answers`);
  });
});

test('right before its time, or right in a pair, a picture stays; wrong in a pair it starts again', () => {
  const first = answer({ at: 0 });
  assert.deepEqual(cards([first, answer({ at: 10 })]).get('a'), { box: 2, due: DAY });
  assert.deepEqual(cards([first, answer({ at: 2 * DAY, task: 'pair' })]).get('a'), { box: 2, due: DAY });
  assert.deepEqual(cards([first, wrong({ at: 20, task: 'pair' })]).get('a'), { box: 1, due: 20 });
});

test('what is due comes first, the lowest box and the longest overdue before; then new; then resting', () => {
  const now = 100 * DAY;
  const pictures = [
    { item: 'resting', card: { box: 2, due: now + 2 } },
    { item: 'resting less', card: { box: 4, due: now + 1 } },
    { item: 'new', card: undefined },
    { item: 'due, box 3', card: { box: 3, due: now - 90 } },
    { item: 'due, box 1', card: { box: 1, due: now } },
    { item: 'overdue, box 3', card: { box: 3, due: now - 99 } },
  ];
  for (const random of [() => 0, () => 0.5, () => 0.999]) {
    assert.deepEqual(order(pictures, now, random), [
      'due, box 1',
      'overdue, box 3',
      'due, box 3',
      'new',
      'resting less',
      'resting',
    ]);
  }
});

test('shuffling keeps everything and can put anything anywhere', () => {
  const seen = new Set();
  for (let i = 0; i < 400; i++) seen.add(shuffled('abc', Math.random).join(''));
  assert.deepEqual([...seen].sort(), ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});

test('a missed picture comes again after three others, or at the end', () => {
  assert.deepEqual(comeAgain(['b', 'c', 'd', 'e'], 'a'), ['b', 'c', 'd', 'a', 'e']);
  assert.deepEqual(comeAgain(['b'], 'a'), ['b', 'a']);
  assert.deepEqual(comeAgain([], 'a'), ['a']);
});

test('the boxes are counted', () => {
  const all = cards([answer({ at: 0 }), wrong({ picture: 'b' }), answer({ picture: 'c' })]);
  assert.deepEqual(tally(all, 10), { boxes: [1, 2, 0, 0, 0], due: 1 });
});

test('each picture counts once, by its first and by its latest answer; repetitions do not', () => {
  const made = figures([
    wrong({ at: 1, milliseconds: 8000, model: null, verdict: 'no-cell' }),
    answer({ at: 2, again: true, milliseconds: 1000 }),
    answer({ at: 3, milliseconds: 4000 }),
    answer({ at: 4, picture: 'b', name: 'b.jpg', model: 'neutrophil', milliseconds: null }),
    answer({ at: 5, picture: 'c', class: 'basophil', guess: 'lymphocyte', model: 'basophil' }),
    answer({ at: 6, picture: 'd', task: 'pair', class: 'monocyte', against: 'lymphocyte' }),
    answer({
      at: 6,
      picture: 'e',
      task: 'pair',
      class: 'lymphocyte',
      guess: 'lymphocyte',
      against: 'monocyte',
    }),
  ]);
  const { first, latest, model, seconds } = made.all;
  assert.deepEqual([first.right, first.of], [1, 3]);
  assert.deepEqual([latest.right, latest.of], [2, 3]);
  /* The same answers as the latest: a right (the picture's later answer names it), b wrong, c right. */
  assert.deepEqual([model.right, model.of], [2, 3]);
  assert.equal(seconds, 4);
  /* Wilson's limits of 1 in 3, by hand: (1/3 + z²/6 ± z √(2/27 + z²/36)) / (1 + z²/3), z = 1.96. */
  assert.ok(Math.abs(first.interval[0] - 0.0615) < 1e-4 && Math.abs(first.interval[1] - 0.7923) < 1e-4);
  const monocyte = made.classes.find((row) => row.class === 'monocyte');
  assert.deepEqual([monocyte?.first.of, monocyte?.latest.right], [2, 2]);
  assert.deepEqual(
    made.pairs.map(({ pair, right, of }) => [pair, right, of]),
    [
      ['neutrophil-eosinophil', 0, 0],
      ['monocyte-lymphocyte', 1, 1],
      ['basophil-lymphocyte', 0, 0],
    ],
  );
  assert.deepEqual(made.mistakes, [
    { class: 'monocyte', guess: 'lymphocyte', count: 1 },
    { class: 'basophil', guess: 'lymphocyte', count: 1 },
  ]);
  assert.deepEqual(made.pictures, [
    { name: 'a.jpg', class: 'basophil', answers: 1, missed: 1 },
    { name: 'a.jpg', class: 'monocyte', answers: 3, missed: 1 },
  ]);
});

test('the median', () => {
  assert.equal(median([]), null);
  assert.equal(median([3]), 3);
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 2, 10]), 3);
});

test('the table has a row for everything, and nothing of what was not met', () => {
  const table = figureTable(figures([wrong({ name: '=1+1' })]), 'Ada', '2026-01-02');
  assert.equal(table.length, 1 + 3 * 6 + 3 + 1);
  assert.ok(table.every((row) => row.length === table[0].length));
  assert.deepEqual(table[1], ['Ada', '2026-01-02', 'first answers', 'all', 1, 0, 0, 0.7935, 2]);
  assert.deepEqual(table.at(-1), ['Ada', '2026-01-02', 'picture', '=1+1', 1, 0, null, null, null]);
});

test('a file of progress is read back as it was written, without what it does not know', () => {
  const answers = [answer(), wrong({ at: 7, milliseconds: null, model: null, verdict: 'unfamiliar' })];
  assert.deepEqual(readProgressFile(progressFile(answers, { anything: 1 })), answers);
  const more = JSON.parse(progressFile(answers, {}));
  more.answers[0].extra = '<b>';
  assert.deepEqual(readProgressFile(JSON.stringify(more)), answers);
});

test('a file of progress that does not say which model answered is read all the same', () => {
  const { modelFile, modelSha256, ...before } = answer();
  assert.ok(modelFile && modelSha256);
  const file = { format: 'hematovision-learning', version: 1, answers: [before] };
  assert.deepEqual(readProgressFile(JSON.stringify(file)), [answer({ modelFile: null, modelSha256: null })]);
});

test('each wrong field of a file of progress is named', () => {
  /** @type {[any, string, string][]} */
  const cases = [
    ['', 'json', ''],
    [{}, 'format', ''],
    [null, 'format', ''],
    [{ format: 'hematovision-learning', version: 2 }, 'version', ''],
    [{ format: 'hematovision-learning', version: 1 }, 'field', 'answers'],
  ];
  /** @type {[string, any][]} */
  const fields = [
    ...['picture', 'name', 'size', 'set', 'task', 'class', 'guess', 'at', 'again', 'verdict'].map(
      (field) => /** @type {[string, any]} */ ([field, undefined]),
    ),
    ['against', 'erythroblast'],
    ['milliseconds', -1],
    ['milliseconds', '7'],
    ['model', 7],
    ['modelFile', 7],
    ['modelSha256', 'x'.repeat(1001)],
    ['at', 1e16],
    ['picture', ''],
    ['name', 'x'.repeat(1001)],
    ['class', 'toString'],
  ];
  for (const [field, value] of fields) {
    const file = {
      format: 'hematovision-learning',
      version: 1,
      answers: [answer(), { ...answer(), [field]: value }],
    };
    cases.push([file, 'field', `answers[1].${field}`]);
  }
  cases.push([
    { format: 'hematovision-learning', version: 1, answers: [null] },
    'field',
    'answers[0].picture',
  ]);
  for (const [file, problem, field] of cases) {
    const text = typeof file === 'string' ? file : JSON.stringify(file);
    assert.throws(() => readProgressFile(text), { problem, field }, text);
  }
});

test('two histories become one, in order, without what stands in both', () => {
  const [a, b, c] = [answer({ at: 1 }), wrong({ at: 2 }), answer({ at: 3 })];
  assert.deepEqual(merged([a, c], [b, a]), [a, b, c]);
});
