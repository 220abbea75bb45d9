/* Learn: guess first, then see. Four pages: #learn, #learn/guess, #learn/pairs (and /pairs/neutrophil-eosinophil …),
 * #learn/progress.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { PAIRS } from '../classes.js';
import * as storage from '../storage.js';
import { state, watch } from '../state.js';
import { element } from '../views/element.js';
import { merged, storedAnswers } from './answers.js';
import { exerciseElement, phaseOf, pressKey, spoken } from './exercise.js';
import { homeElement, shows } from './home.js';
import { loadSets, openFiles } from './loading.js';
import { change, chosenSet } from './model.js';
import { importProgress, progressElement } from './progress.js';
import { seen, startGuess, startPair, wasAway } from './session.js';

/**
 * @typedef {import('../main.js').App} App
 * @typedef {import('../classes.js').PairName} PairName
 * @typedef {'home' | 'guess' | 'pairs' | 'progress'} Page
 */

/**
 * @param {HTMLElement} container
 * @param {App} app
 * @returns {import('../router.js').View}
 */
export function create(container, app) {
  /** @type {Page} */
  let page = 'home';
  let shown = false;
  /** What the page was drawn of: it is drawn again where that has changed. */
  let drawnOf = '';
  /** @type {unknown} */
  let drawnState = null;
  /** @type {PairName | null} */
  let pair = null;

  function draw() {
    const { learn } = state;
    const ofExercise = page === 'guess' || page === 'pairs';
    if (shown && ofExercise) start();
    const drawn = ofExercise ? state.learn.exercise : page === 'progress' ? learn.answers : learn;
    const of = ofExercise ? `${page} ${waits() && state.engine.phase}` : `${page} ${learn.kept}`;
    if (!shown || (drawn === drawnState && of === drawnOf)) return;
    [drawnState, drawnOf] = [drawn, of];
    if (ofExercise) drawExercise();
    else drawPage(page === 'progress' ? progressElement(app) : homeElement(app));
  }

  /** Begins the session that the address asks for, unless it is under way, or its pictures have not come yet. */
  function start() {
    const { exercise } = state.learn;
    const set = chosenSet();
    const examplesCame = state.examples?.length === 0 || state.examples?.some(({ blob }) => blob);
    const task = page === 'guess' ? 'guess' : (pair ?? firstPair());
    if (!set || !examplesCame || !task || exercise?.task === task) return;
    if (task === 'guess') void startGuess(app.classifier, set);
    else if (shows(task)) void startPair(app.classifier, set, task);
  }

  const waits = () => state.learn.exercise && phaseOf(state.learn.exercise) === 'wait';

  /** @param {HTMLElement} content that takes the place of what is there; what has the focus keeps it */
  function drawPage(content) {
    const focused = container.contains(document.activeElement) ? document.activeElement?.id : '';
    container.replaceChildren(content);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  function drawExercise() {
    const { exercise } = state.learn;
    if (!exercise) return container.replaceChildren(homeElement(app));
    const made = exerciseElement(exercise, app);
    const phase = phaseOf(exercise);
    container.replaceChildren(made);
    /* The keys are to work at once, and a screen reader is to read on from here. */
    const target = phase === 'reveal' ? '.next' : 'h1';
    const focused = made.querySelector(target) ?? made;
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: phase !== 'reveal' });
    if (phase === 'reveal') app.announce(spoken(exercise));
    if (phase !== 'question') return;
    seen();
    if (container.getBoundingClientRect().top < 0) container.scrollIntoView();
  }

  container.addEventListener('keydown', pressKey);
  document.addEventListener('visibilitychange', wasAway);
  container.append(element('h1', { tabindex: '-1' }));
  watch(draw);
  app.loading(loadSets());
  app.loading(loadAnswers());

  return {
    show(path) {
      const changed = shown && path[0] !== page;
      page = /** @type {Page} */ (['guess', 'pairs', 'progress'].find((each) => each === path[0]) ?? 'home');
      pair = pairNames.find((each) => each === path[1]) ?? null;
      shown = true;
      drawnOf = '';
      draw();
      if (changed) container.querySelector('h1')?.focus();
    },
    hide() {
      shown = false;
    },
    async accept(files) {
      const [first] = files;
      if (!first) return;
      const isProgress = files.length === 1 && /\.json$/i.test(first.name);
      location.hash = isProgress ? '#learn/progress' : '#learn';
      if (isProgress) return importProgress(first, app);
      const notes = await openFiles(files);
      if (notes.length > 0) app.announce(notes.join(' '));
    },
  };
}

const pairNames = /** @type {PairName[]} */ (Object.keys(PAIRS));

/** The first pair that the chosen pictures show; null where they show none. */
const firstPair = () => pairNames.find(shows) ?? null;

async function loadAnswers() {
  const kept = await storage.available();
  const answers = merged(await storedAnswers(), state.learn.answers);
  change({ answers, kept });
}
