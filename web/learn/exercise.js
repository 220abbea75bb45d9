/* A session as it is seen: the question, the answer with what the model made of it and what to look for, and at the
 * end what is worth looking at again. All of it goes by keys, which count only while the focus is within.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { CLASSES, PAIRS, letterOf } from '../classes.js';
import { state } from '../state.js';
import { className, classShort, classWithin, texts } from '../texts.js';
import { button, element } from '../views/element.js';
import { figure } from '../views/picture.js';
import { classNotes, differences, modelSentence } from './notes.js';
import { PREPARING, answer, missed, modelsAnswer, nextTurn, startGuess, startPair } from './session.js';

/**
 * @typedef {import('../main.js').App} App
 * @typedef {import('../classes.js').ClassName} ClassName
 * @typedef {import('./cards.js').Card} Card
 * @typedef {import('./model.js').Exercise} Exercise
 */

const words = texts.learn;

/**
 * @param {Exercise} exercise
 * @param {App} app
 */
export function exerciseElement(exercise, app) {
  const made = element('div', { class: 'exercise', tabindex: '-1' });
  const { turn, cards, guesses } = exercise;
  if (!turn) made.append(bar(exercise), ...ending(exercise, app));
  else if (!cards) made.append(bar(exercise), ...waiting(turn === PREPARING, app));
  else if (!guesses) made.append(bar(exercise), ...question(exercise, cards));
  else made.append(bar(exercise), ...reveal(exercise, cards, guesses, app));
  made.dataset.phase = phaseOf(exercise);
  return made;
}

/** @param {Exercise} exercise */
export function phaseOf({ turn, cards, guesses }) {
  if (!turn) return 'end';
  if (!cards) return 'wait';
  return guesses ? 'reveal' : 'question';
}

/** @param {Exercise} exercise the way back, how far it is, and what was left out */
function bar({ task, turn, told, total, unreadable }) {
  const made = element('div', { class: 'bar-above' }, element('a', { href: '#learn' }, `← ${words.back}`));
  if (turn && turn !== PREPARING) {
    const position = (task === 'guess' ? words.position : words.pairPosition)(turn.number, total);
    made.append(element('span', {}, turn.again ? `${position}, ${words.again}` : position));
  }
  if (told.length > 0)
    made.append(element('span', { class: 'score' }, words.score(rightOf(told), told.length)));
  if (unreadable.length === 0) return made;
  const list = unreadable.map(({ name, sentence }) =>
    element('li', {}, element('strong', {}, name), ` ${sentence}`),
  );
  const summary = element('summary', {}, words.unreadable(unreadable.length));
  made.append(element('details', { class: 'unreadable' }, summary, element('ul', {}, ...list)));
  return made;
}

/** @param {Exercise['told']} told */
const rightOf = (told) => told.filter(({ cards, guesses }) => guesses[0] === cards[0].labelled.class).length;

/**
 * @param {boolean} preparing
 * @param {App} app
 */
function waiting(preparing, app) {
  const { engine } = state;
  if (!preparing || engine.phase !== 'failed') {
    return [element('p', { class: 'hint', role: 'status' }, words.preparing)];
  }
  const retry = button({ class: 'button' }, texts.core.engine.retry, async () => {
    await app.classifier.start();
    await nextTurn(app.classifier);
  });
  return [element('p', { class: 'warning', role: 'alert' }, engine.message), retry];
}

/**
 * @param {Exercise} exercise
 * @param {Card[]} cards
 */
function question(exercise, cards) {
  const title = element('h1', { tabindex: '-1' }, questionOf(exercise));
  if (exercise.task === 'guess') {
    const panel = element('div', { class: 'panel' }, title, classButtons());
    return [element('div', { class: 'board' }, plain(cards[0]), panel)];
  }
  const sides = cards.map((card, side) => {
    const choose = button({ class: 'button' }, [words.left, words.rightSide][side], () =>
      answerPair(exercise, side),
    );
    choose.append(' ', element('kbd', {}, '←→'[side]));
    return element('div', { class: 'side' }, plain(card), choose);
  });
  return [title, element('div', { class: 'sides' }, ...sides)];
}

/** @param {Exercise} exercise */
const questionOf = ({ task, asked }) => (task === 'guess' ? words.question : words.pairQuestion[asked]);

/** @param {Card} card as it is before the answer: nothing is marked, and its name says nothing */
const plain = ({ url, record }) => figure({ file: words.picture, url, record: { ...record, cells: [] } });

/** @param {Card} card with all that the model found */
const marked = ({ url, record }) => figure({ file: words.picture, url, record });

function classButtons() {
  const list = element('ul', { class: 'classes', 'aria-label': words.classes });
  for (const name of CLASSES) {
    const choose = button({ class: 'choice' }, className(name), () => void answer([name]));
    choose.append(element('kbd', {}, letterOf(name).toUpperCase()));
    list.append(element('li', {}, choose));
  }
  return list;
}

/**
 * @param {Exercise} exercise
 * @param {number} side that the person takes for the class asked for
 */
function answerPair({ task, asked }, side) {
  if (task === 'guess') return;
  const other = PAIRS[task].find((name) => name !== asked) ?? asked;
  void answer(side === 0 ? [asked, other] : [other, asked]);
}

/**
 * @param {Exercise} exercise
 * @param {Card[]} cards
 * @param {ClassName[]} guesses
 * @param {App} app
 */
function reveal(exercise, cards, guesses, app) {
  const title = element('h1', { tabindex: '-1', class: isRight(cards, guesses) ? 'right' : 'wrong' });
  title.append(resultOf(exercise, cards, guesses));
  const last = exercise.rest.length === 0;
  const next = button(
    { class: 'button next' },
    last ? words.finish : words.next,
    () => void nextTurn(app.classifier),
  );
  next.append(' ', element('kbd', {}, words.nextKey));
  if (exercise.task !== 'guess') {
    const sides = cards.map((card) =>
      element(
        'div',
        { class: 'side' },
        marked(card),
        element('h2', {}, className(card.labelled.class)),
        model(card),
      ),
    );
    return [title, element('div', { class: 'sides' }, ...sides), next, differences(...PAIRS[exercise.task])];
  }
  const [card] = cards;
  const truth = card.labelled.class;
  const panel = element('div', { class: 'panel' }, title);
  if (guesses[0] !== truth) panel.append(element('p', {}, words.youSaid(classWithin(guesses[0]))));
  panel.append(model(card), next);
  const board = element('div', { class: 'board' }, marked(card), panel);
  if (guesses[0] !== truth) return [board, differences(truth, guesses[0])];
  panel.append(classNotes(truth));
  return [board];
}

/** @param {Card[]} cards @param {ClassName[]} guesses */
const isRight = (cards, guesses) => guesses[0] === cards[0].labelled.class;

/**
 * In words; the sign is no more than an ornament.
 *
 * @param {Exercise} exercise
 * @param {Card[]} cards
 * @param {ClassName[]} guesses
 */
function resultOf({ task, asked }, cards, guesses) {
  const word = isRight(cards, guesses) ? words.right : words.wrong;
  if (task === 'guess') return words.answer(word, className(cards[0].labelled.class));
  const side = cards.findIndex(({ labelled }) => labelled.class === asked);
  return words.answer(word, words.pairAnswer(className(asked), [words.left, words.rightSide][side]));
}

/** @param {Card} card */
const model = (card) =>
  element('p', { class: 'model' }, element('strong', {}, `${words.model}:`), ' ', modelSentence(card));

/**
 * What is said to those who do not see that the answer has come.
 *
 * @param {Exercise} exercise
 */
export function spoken(exercise) {
  const { task, cards, guesses } = exercise;
  if (!cards || !guesses) return '';
  const said = resultOf(exercise, cards, guesses);
  return task === 'guess' ? `${said}. ${words.model}: ${modelSentence(cards[0])}` : `${said}.`;
}

/**
 * @param {Exercise} exercise
 * @param {App} app
 */
function ending({ task, set, told, unreadable }, app) {
  const title = element('h1', { tabindex: '-1' }, words.done);
  if (told.length === 0) {
    return [title, element('p', {}, unreadable.length > 0 ? words.noneReadable : words.noPictures)];
  }
  const model = told.filter(({ cards: [card] }) => modelsAnswer(card.record).model === card.labelled.class);
  const [right, of] = [rightOf(told), told.length];
  const line = task === 'guess' ? words.doneLine(right, of, model.length) : words.donePairs(right, of);
  const again = button({ class: 'button' }, words.oncemore, () => {
    void (task === 'guess' ? startGuess(app.classifier, set) : startPair(app.classifier, set, task));
  });
  const progress = element('a', { class: 'button outline', href: '#learn/progress' }, words.progressLink);
  return [title, element('p', {}, line), ...review(told), element('div', { class: 'ways' }, again, progress)];
}

/** @param {Exercise['told']} told */
function review(told) {
  const cards = missed(told).flatMap(({ cards, guesses }) =>
    cards.map((card, i) => ({ card, guess: guesses[i] })),
  );
  if (cards.length === 0) return [element('p', {}, words.nothingMissed)];
  const items = cards.map(({ card, guess }) =>
    element(
      'li',
      {},
      element('img', { src: card.url, alt: '' }),
      element('span', {}, words.missedLine(classShort(card.labelled.class), classWithin(guess))),
    ),
  );
  return [element('h2', {}, words.missed), element('ul', { class: 'missed' }, ...items)];
}

/**
 * Makes a key do what its button does.
 *
 * @param {KeyboardEvent} event
 */
export function pressKey(event) {
  const { exercise } = state.learn;
  const { key, ctrlKey, metaKey, altKey, repeat } = event;
  if (!exercise || ctrlKey || metaKey || altKey || repeat || phaseOf(exercise) !== 'question') return;
  if (exercise.task === 'guess') {
    const name = CLASSES.find((each) => letterOf(each) === key.toLowerCase());
    if (!name) return;
    void answer([name]);
  } else {
    const side = ['ArrowLeft', 'ArrowRight'].indexOf(key);
    if (side < 0) return;
    answerPair(exercise, side);
  }
  event.preventDefault();
}
