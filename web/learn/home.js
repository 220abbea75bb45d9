/* The first page of Learn: which pictures, and what to do with them.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { CLASSES, PAIRS } from '../classes.js';
import { state } from '../state.js';
import { classShort, texts } from '../texts.js';
import { button, element } from '../views/element.js';
import { cards, tally } from './leitner.js';
import { openFiles } from './loading.js';
import { change, chosenSet } from './model.js';
import { PREPARING, endExercise } from './session.js';

/**
 * @typedef {import('../main.js').App} App
 * @typedef {import('../classes.js').PairName} PairName
 * @typedef {import('./sets.js').PictureSet} PictureSet
 */

const words = texts.learn;

const LENGTHS = [10, 20, 50, Infinity];

/** @param {App} app */
export function homeElement(app) {
  return element(
    'div',
    { class: 'home' },
    element('h1', { tabindex: '-1' }, words.title),
    element('p', { class: 'lead' }, words.lead),
    element('div', { class: 'columns' }, pictures(app), exercises(), progress()),
  );
}

/** @param {App} app */
function pictures(app) {
  const made = element('section', { class: 'pictures' });
  const sets = element('fieldset', { class: 'sets' }, element('legend', {}, words.pictures));
  sets.append(...state.learn.sets.map(setChoice));
  const open = async (/** @type {Promise<File[]>} */ files) => {
    const notes = await openFiles(await files);
    if (notes.length > 0) app.announce(notes.join(' '));
  };
  const folder = button({ id: 'choose-folder' }, words.chooseFolder, () =>
    open(app.pickFiles({ folder: true })),
  );
  const zip = button({ id: 'choose-zip' }, words.chooseZip, () => open(app.pickFiles({ accept: '.zip' })));
  const notes = element('ul', { class: 'notes-on-pictures' });
  notes.append(...state.learn.notes.map((note) => element('li', {}, note)));
  made.append(
    sets,
    element('div', { class: 'ways' }, folder, zip),
    element('p', { class: 'layout' }, words.layout),
  );
  made.append(notes);
  return made;
}

/** @param {PictureSet} set */
function setChoice({ id, name, credit, pictures }) {
  const inputId = `set ${id}`;
  const input = element('input', { type: 'radio', name: 'learn-set', id: inputId });
  input.checked = id === state.learn.chosen;
  input.addEventListener('change', () => change({ chosen: id }));
  const counts = CLASSES.map((each) => {
    return `${classShort(each)} ${pictures.filter((picture) => picture.class === each).length}`;
  });
  return element(
    'div',
    { class: 'set' },
    input,
    element(
      'label',
      { for: inputId },
      element('strong', {}, name),
      element('span', {}, words.pictureCount(pictures.length)),
      element('small', {}, counts.join(' · ')),
      element('small', {}, credit),
    ),
  );
}

function exercises() {
  const made = element('section', { class: 'exercises' });
  const { exercise } = state.learn;
  const start = button({ id: 'start-guess', class: 'button' }, words.start, () => go('guess'));
  const guess = element(
    'div',
    { class: 'task' },
    element('h2', {}, words.guess),
    element('p', {}, words.guessLead),
  );
  guess.append(lengthChoice(), element('div', { class: 'ways' }, start));
  const pairs = element(
    'div',
    { class: 'task' },
    element('h2', {}, words.pairs),
    element('p', {}, words.pairsLead),
  );
  const names = /** @type {PairName[]} */ (Object.keys(PAIRS));
  pairs.append(element('ul', { class: 'pair-choices' }, ...names.map(pairChoice)));
  if (names.some((name) => !shows(name))) pairs.append(element('p', { class: 'layout' }, words.pairLacking));
  if (exercise?.turn && exercise.turn !== PREPARING) {
    const path = exercise.task === 'guess' ? 'guess' : `pairs/${exercise.task}`;
    const target = exercise.task === 'guess' ? start.parentElement : pairs;
    target?.append(element('a', { class: 'button outline', href: `#learn/${path}` }, words.goOn));
  }
  made.append(guess, pairs);
  return made;
}

function lengthChoice() {
  const select = element('select', { id: 'session-length' });
  for (const length of LENGTHS) {
    const label = Number.isFinite(length) ? String(length) : words.all;
    select.append(element('option', { value: String(length) }, label));
  }
  select.value = String(state.learn.length);
  select.addEventListener('change', () => change({ length: Number(select.value) }));
  return element('p', { class: 'length' }, element('label', { for: select.id }, words.length), ' ', select);
}

/** @param {PairName} pair */
function pairChoice(pair) {
  const [one, other] = PAIRS[pair].map(classShort);
  const choose = button({ id: `start-${pair}` }, words.pair(one, other), () => go(`pairs/${pair}`));
  choose.disabled = !shows(pair);
  return element('li', {}, choose);
}

/**
 * Whether the chosen pictures show both classes.
 *
 * @param {PairName} pair
 */
export const shows = (pair) =>
  PAIRS[pair].every((name) => chosenSet()?.pictures.some((picture) => picture.class === name));

/**
 * Begins a session anew.
 *
 * @param {string} path
 */
function go(path) {
  endExercise();
  location.hash = `#learn/${path}`;
}

function progress() {
  const { answers, kept } = state.learn;
  const all = cards(answers);
  const line = all.size > 0 ? words.progressLine(all.size, tally(all, Date.now()).due) : words.noProgress;
  const made = element(
    'section',
    { class: 'so-far' },
    element('h2', {}, words.progress),
    element('p', {}, line),
  );
  if (!kept) made.append(element('p', { class: 'warning' }, words.notKept));
  made.append(element('a', { href: '#learn/progress' }, words.progressLink));
  return made;
}
