/* What the answers come to: how often a person is right, with 95 % limits, against the model on the same pictures; how
 * long it takes; which pictures and which pairs are hard.
 *
 * A picture that was missed comes again within the session, and that second answer says nothing of what a person
 * knows: it is left out. Each picture counts once, by its first answer of all (the person had never seen it) and by
 * its latest (what is known today), so that the limits are of independent pictures.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { CLASSES, PAIRS } from '../classes.js';
import { wilson } from '../statistics.js';
import { grouped } from './grouped.js';

/**
 * @typedef {import('./answers.js').Answer} Answer
 * @typedef {import('../classes.js').ClassName} ClassName
 * @typedef {import('../classes.js').PairName} PairName
 * @typedef {{ right: number, of: number, interval: [number, number] }} Share
 *
 * @typedef {object} Row of one class, or of all
 * @property {Share} first
 * @property {Share} latest
 * @property {Share} model its most probable class on the same pictures; where it named none it was not right
 * @property {number | null} seconds the median of all timed answers
 *
 * @typedef {{ name: string, class: ClassName, answers: number, missed: number }} Hardship of one picture
 *
 * @typedef {object} Figures
 * @property {Row} all
 * @property {(Row & { class: ClassName })[]} classes
 * @property {(Share & { pair: PairName })[]} pairs told apart
 * @property {{ class: ClassName, guess: ClassName, count: number }[]} mistakes first answers, the commonest first
 * @property {Hardship[]} pictures the hardest first; none that was never missed
 */

/** @param {Answer[]} answers in the order given */
export function figures(answers) {
  const told = answers.filter(({ again, task }) => !again && task === 'guess');
  /** @type {Figures} */
  const made = {
    all: row(told),
    classes: CLASSES.map((name) => ({ class: name, ...row(told.filter((each) => each.class === name)) })),
    pairs: pairNames().map((pair) => ({ pair, ...pairShare(answers, pair) })),
    mistakes: mistakes(firsts(told)),
    pictures: hardships(answers),
  };
  return made;
}

const pairNames = () => /** @type {PairName[]} */ (Object.keys(PAIRS));

/** @param {Answer[]} answers that are no repetitions */
function row(answers) {
  const first = firsts(answers);
  const latest = [...new Map(answers.map((answer) => [answer.picture, answer])).values()];
  return {
    first: share(first, ({ guess, class: truth }) => guess === truth),
    latest: share(latest, ({ guess, class: truth }) => guess === truth),
    model: share(latest, ({ model, class: truth }) => model === truth),
    seconds: median(answers.flatMap(({ milliseconds: ms }) => (ms === null ? [] : [ms / 1000]))),
  };
}

/**
 * The first answer to each picture.
 *
 * @param {Answer[]} answers
 */
const firsts = (answers) => [...grouped(answers, ({ picture }) => picture).values()].map(([first]) => first);

/**
 * @param {Answer[]} answers
 * @param {(answer: Answer) => boolean} isRight
 * @returns {Share}
 */
function share(answers, isRight) {
  const right = answers.filter(isRight).length;
  return { right, of: answers.length, interval: wilson(right, answers.length) };
}

/**
 * Both pictures of a pair are answered at once, both right or both wrong: one of the two is counted.
 *
 * @param {Answer[]} answers
 * @param {PairName} pair
 */
function pairShare(answers, pair) {
  const [one, other] = PAIRS[pair];
  const told = answers.filter((answer) => answer.class === one && answer.against === other);
  return share(told, ({ guess }) => guess === one);
}

/** @param {Answer[]} answers */
function mistakes(answers) {
  const wrong = answers.filter(({ guess, class: truth }) => guess !== truth);
  return [...grouped(wrong, ({ guess, class: truth }) => `${truth} ${guess}`).values()]
    .map((those) => ({ class: those[0].class, guess: those[0].guess, count: those.length }))
    .sort((a, b) => b.count - a.count);
}

/** @param {Answer[]} answers */
function hardships(answers) {
  return [...grouped(answers, ({ picture }) => picture).values()]
    .map((those) => {
      const missed = those.filter(({ guess, class: truth }) => guess !== truth).length;
      return { name: those[0].name, class: those[0].class, answers: those.length, missed };
    })
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed / b.answers - a.missed / a.answers || b.missed - a.missed);
}

/** @param {number[]} values */
export function median(values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The figures as a table for a spreadsheet. Its words are English in every language of the page: programs read it.
 *
 * @param {Figures} made
 * @param {string} learner whose they are; may be ''
 * @param {string} day YYYY-MM-DD
 * @returns {(string | number | null)[][]}
 */
export function figureTable({ all, classes, pairs, pictures }, learner, day) {
  /** @param {Share} share */
  const numbers = ({ right, of, interval }) => [of, right, ...interval.map((limit) => rounded(limit))];
  /** @param {string} name @param {Row} row */
  const rows = (name, { first, latest, model, seconds }) => [
    [learner, day, 'first answers', name, ...numbers(first), seconds === null ? null : rounded(seconds)],
    [learner, day, 'latest answers', name, ...numbers(latest), null],
    [learner, day, 'model', name, ...numbers(model), null],
  ];
  return [
    ['learner', 'date', 'what', 'of', 'n', 'right', 'low_95', 'high_95', 'median_seconds'],
    ...rows('all', all),
    ...classes.flatMap((row) => rows(row.class, row)),
    ...pairs.map((share) => [learner, day, 'pairs told apart', share.pair, ...numbers(share), null]),
    ...pictures.map(({ name, answers, missed }) => {
      const right = answers - missed;
      return [learner, day, 'picture', name, answers, right, null, null, null];
    }),
  ];
}

/** @param {number} value */
const rounded = (value) => Number(value.toFixed(4));
