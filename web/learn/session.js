/* A session: which pictures are asked in which order, what the person answers, and what comes of it. Draws nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { PAIRS } from '../classes.js';
import { state } from '../state.js';
import { keepAnswers, merged } from './answers.js';
import { dropCard, hashOf, readCard } from './cards.js';
import { cards as cardsOf, comeAgain, order, shuffled } from './leitner.js';
import { change, changeExercise } from './model.js';

/**
 * @typedef {import('../classifier.js').Classifier} Classifier
 * @typedef {import('./cards.js').Card} Card
 * @typedef {import('./cards.js').Unreadable} Unreadable
 * @typedef {import('../classes.js').ClassName} ClassName
 * @typedef {import('./model.js').Exercise} Exercise
 * @typedef {import('./model.js').Turn} Turn
 * @typedef {import('./sets.js').LabelledPicture} LabelledPicture
 * @typedef {import('./sets.js').PictureSet} PictureSet
 */

/**
 * What stands in a turn's place before the first, and where the classifier fails.
 *
 * @type {Turn}
 */
export const PREPARING = { pictures: [], number: 0, again: false };

/** A session of pairs has so many of them. */
const PAIR_COUNT = 10;

/** Whoever takes longer was away. */
const LONGEST = 5 * 60 * 1000;

/** So many of the missed pictures are shown at the end of a session, and held until then. */
export const SHOWN_MISSED = 24;

/** @type {Map<LabelledPicture, Promise<Card | Unreadable>>} those of the current turn and the next, on their way */
const coming = new Map();

let seenAt = 0;
let away = false;

/** To be called when the person sees the question. */
export function seen() {
  seenAt = performance.now();
  away = document.hidden;
}

/** To be called when the page is hidden or shown. */
export const wasAway = () => (away ||= document.hidden);

/**
 * @param {Classifier} classifier
 * @param {PictureSet} set
 */
export async function startGuess(classifier, set) {
  const exercise = begin('guess', set);
  const pictures = (await inOrder(set)).slice(0, state.learn.length);
  if (state.learn.exercise !== exercise) return;
  const rest = pictures.map((each, i) => ({ pictures: [each], number: i + 1, again: false }));
  changeExercise({ rest, total: rest.length });
  await nextTurn(classifier);
}

/**
 * @param {Classifier} classifier
 * @param {PictureSet} set that shows both classes
 * @param {import('../classes.js').PairName} pair
 */
export async function startPair(classifier, set, pair) {
  begin(pair, set);
  const [ones, others] = PAIRS[pair].map((name) =>
    shuffled(
      set.pictures.filter((each) => each.class === name),
      Math.random,
    ),
  );
  const total = Math.min(PAIR_COUNT, Math.max(ones.length, others.length));
  const rest = Array.from({ length: total }, (_, i) => {
    const pictures = shuffled([ones[i % ones.length], others[i % others.length]], Math.random);
    return { pictures, number: i + 1, again: false };
  });
  changeExercise({ rest, total });
  await nextTurn(classifier);
}

/**
 * @param {Exercise['task']} task
 * @param {PictureSet} set
 */
function begin(task, set) {
  dropCards();
  /** @type {Exercise} */
  const exercise = {
    ...{ task, set, rest: [], total: 0, turn: PREPARING, cards: null, asked: 'neutrophil', guesses: null },
    ...{ told: [], unreadable: [] },
  };
  change({ exercise });
  return exercise;
}

export function endExercise() {
  dropCards();
  change({ exercise: null });
}

function dropCards() {
  const { exercise } = state.learn;
  for (const { cards } of exercise?.told ?? []) cards.forEach(dropCard);
  exercise?.cards?.forEach(dropCard);
  for (const card of coming.values()) void card.then((read) => 'key' in read && dropCard(read));
  coming.clear();
}

/**
 * The pictures of a set in the order in which they are to be asked. To find again those that were answered, only
 * files of a size met before are read.
 *
 * @param {PictureSet} set
 */
async function inOrder(set) {
  const met = cardsOf(state.learn.answers);
  const sizes = new Set(state.learn.answers.map(({ size }) => size));
  const pictures = [];
  for (const item of set.pictures) {
    const key = sizes.has(item.size) ? await hashOfFile(item) : null;
    pictures.push({ item, card: key === null ? undefined : met.get(key) });
  }
  return order(pictures, Date.now(), Math.random);
}

/** @param {LabelledPicture} picture */
async function hashOfFile({ name, load }) {
  const bytes = await load()
    .then((blob) => blob.arrayBuffer())
    .catch(() => null);
  return bytes && hashOf(bytes, name);
}

/**
 * Goes on to the next question whose pictures can be read; or, where the classifier itself fails, stays.
 *
 * @param {Classifier} classifier
 */
export async function nextTurn(classifier) {
  const before = state.learn.exercise;
  if (!before) return;
  if (!before.guesses && before.turn !== PREPARING) return;
  forget(before);
  for (;;) {
    const [turn, ...rest] = state.learn.exercise?.rest ?? [];
    changeExercise({ turn: turn ?? null, rest, cards: null, guesses: null });
    const during = state.learn.exercise;
    if (!turn) return;
    const read = await Promise.all(turn.pictures.map((each) => fetchCard(each, classifier)));
    if (state.learn.exercise !== during) return read.forEach((card) => 'key' in card && dropCard(card));
    turn.pictures.forEach((each) => coming.delete(each));
    if (state.engine.phase === 'failed') return putBack(turn, rest);
    const cards = read.filter((card) => 'key' in card);
    if (cards.length === read.length) return ask(turn, cards, classifier);
    cards.forEach(dropCard);
    skip(turn, read);
  }
}

/**
 * The cards of a turn that is over are dropped, but for those shown at the session's end.
 *
 * @param {Exercise} exercise
 */
function forget({ told, cards }) {
  const held = new Set(missed(told).flatMap((each) => each.cards));
  cards?.forEach((card) => held.has(card) || dropCard(card));
}

/**
 * What is shown at the end.
 *
 * @param {Exercise['told']} told
 */
export const missed = (told) =>
  told.filter(({ cards, guesses }) => guesses[0] !== cards[0].labelled.class).slice(0, SHOWN_MISSED);

/**
 * @param {Turn} turn
 * @param {Turn[]} rest
 */
function putBack(turn, rest) {
  changeExercise({ turn: PREPARING, rest: [turn, ...rest], cards: null });
}

/**
 * @param {Turn} turn
 * @param {Card[]} cards
 * @param {Classifier} classifier
 */
function ask(turn, cards, classifier) {
  const classes = turn.pictures.map((each) => each.class);
  changeExercise({ cards, asked: shuffled(classes, Math.random)[0] });
  /* While the person looks, the next pictures are read. */
  for (const each of state.learn.exercise?.rest[0]?.pictures ?? []) void fetchCard(each, classifier);
}

/**
 * @param {LabelledPicture} picture
 * @param {Classifier} classifier
 */
function fetchCard(picture, classifier) {
  const card = coming.get(picture) ?? readCard(picture, classifier);
  coming.set(picture, card);
  return card;
}

/**
 * @param {Turn} turn of which not all can be read
 * @param {(Card | Unreadable)[]} read
 */
function skip(turn, read) {
  const exercise = state.learn.exercise;
  if (!exercise) return;
  const unreadable = [...exercise.unreadable];
  read.forEach((card, i) => {
    const { name } = turn.pictures[i];
    if ('unreadable' in card && !unreadable.some((each) => each.name === name)) {
      unreadable.push({ name, sentence: card.unreadable });
    }
  });
  /* The questions after it move up by one. */
  const rest = exercise.rest.map((each) => (each.again ? each : { ...each, number: each.number - 1 }));
  changeExercise({ unreadable, rest, total: exercise.total - (turn.again ? 0 : 1) });
}

/**
 * @param {ClassName[]} guesses one for each picture of the turn
 */
export async function answer(guesses) {
  const { exercise } = state.learn;
  if (!exercise?.turn || !exercise.cards || exercise.guesses) return;
  const { turn, cards, task } = exercise;
  const wrong = guesses[0] !== cards[0].labelled.class;
  const repeats = wrong && task === 'guess';
  changeExercise({
    guesses,
    told: turn.again ? exercise.told : [...exercise.told, { cards, guesses }],
    rest: repeats ? comeAgain(exercise.rest, { ...turn, again: true }) : exercise.rest,
  });
  const answers = answersOf(exercise, guesses);
  change({ answers: merged(state.learn.answers, answers) });
  if (!(await keepAnswers(answers))) change({ kept: false });
}

/**
 * @param {Exercise} exercise
 * @param {ClassName[]} guesses
 * @returns {import('./answers.js').Answer[]}
 */
function answersOf({ task, set, turn, cards }, guesses) {
  const took = Math.round(performance.now() - seenAt);
  return (cards ?? []).map(({ labelled, key, record, model }, i) => ({
    picture: key,
    name: labelled.name,
    size: labelled.size,
    set: set.name,
    task: task === 'guess' ? 'guess' : 'pair',
    class: labelled.class,
    guess: guesses[i],
    against: cards?.[1 - i]?.labelled.class ?? null,
    at: Date.now(),
    milliseconds: away || took > LONGEST ? null : took,
    again: turn?.again ?? false,
    ...modelsAnswer(record),
    modelFile: model?.name ?? null,
    modelSha256: model?.sha256 ?? null,
  }));
}

/**
 * @param {import('../module.js').PictureRecord} record
 * @returns {{ model: string | null, verdict: import('./answers.js').Answer['verdict'] }}
 */
export function modelsAnswer({ cells: [cell] }) {
  if (!cell) return { model: null, verdict: 'no-cell' };
  return { model: cell.verdict === 'unfamiliar' ? null : cell.class, verdict: cell.verdict };
}
