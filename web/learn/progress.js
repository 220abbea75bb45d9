/* What a learner has reached: you against the model class by class, pairs, boxes, mistakes and the hardest pictures;
 * to print, to hand in, to carry to another browser, to wipe.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { PAIRS } from '../classes.js';
import { csvTable, download } from '../download.js';
import { localTime } from '../local_time.js';
import { state } from '../state.js';
import { className, classShort, classWithin, decimal, language, sharePercent, texts } from '../texts.js';
import { ask } from '../views/dialog.js';
import { button, element } from '../views/element.js';
import { madeWords, modelsOf } from '../views/made.js';
import {
  ProgressError,
  keepAnswers,
  merged,
  progressFile,
  readProgressFile,
  wipeAnswers,
} from './answers.js';
import { figureTable, figures } from './figures.js';
import { REST_DAYS, cards, tally } from './leitner.js';
import { change } from './model.js';

/**
 * @typedef {import('../main.js').App} App
 * @typedef {import('./figures.js').Figures} Figures
 * @typedef {import('./figures.js').Row} Row
 * @typedef {import('./figures.js').Share} Share
 */

const words = texts.learn;

/** The longest of the lists. */
const LISTED = 12;

/** Whose progress it is, for the summary alone. */
let learner = '';

/** @param {App} app */
export function progressElement(app) {
  const made = figures(state.learn.answers);
  const page = element(
    'div',
    { class: 'progress-page' },
    element('div', { class: 'bar-above' }, element('a', { href: '#learn' }, `← ${words.back}`)),
    element('h1', { tabindex: '-1' }, words.progress),
    printHead(),
  );
  if (!state.learn.kept) page.append(element('p', { class: 'warning' }, words.notKept));
  if (state.learn.answers.length === 0) page.append(element('p', {}, words.noProgress));
  else page.append(element('p', { class: 'lead' }, words.progressLead), classTable(made), ...lists(made));
  page.append(handing(made, app));
  return page;
}

/** What a printed summary says of itself. */
function printHead() {
  const day = new Date().toLocaleDateString(language, { dateStyle: 'long' });
  return element(
    'div',
    { class: 'print-only' },
    element('p', {}, words.printed(day)),
    element('p', { class: 'learner-name' }, learner),
    ...madeWords({ build: state.build, models: models() }).map((each) =>
      element('p', { class: 'made' }, each),
    ),
  );
}

/** @param {Figures} made */
function classTable({ all, classes }) {
  const { table } = words;
  const head = [table.class, table.first, table.latest, table.model, table.seconds];
  const made = element(
    'table',
    { class: 'figures' },
    element('caption', {}, table.caption),
    element('thead', {}, row(...head.map((each) => element('th', { scope: 'col' }, each)))),
    element(
      'tbody',
      {},
      ...classes.map((each) => classRow(className(each.class), each)),
      classRow(table.all, all),
    ),
  );
  const scroll = element(
    'div',
    { class: 'wide', tabindex: '0', role: 'region', 'aria-label': table.caption },
    made,
  );
  return element('section', {}, scroll, element('p', { class: 'layout' }, words.modelNote));
}

/**
 * @param {string} name
 * @param {Row} figures
 */
function classRow(name, { first, latest, model, seconds }) {
  return row(
    element('th', { scope: 'row' }, name),
    ...[first, latest, model].map(shareCell),
    element('td', {}, seconds === null ? '–' : words.seconds(decimal(seconds, 1))),
  );
}

/**
 * The share as a bar with its limits, and in figures.
 *
 * @param {Share} share
 */
function shareCell({ right, of, interval: [low, high] }) {
  if (of === 0) return element('td', {}, '–');
  const whole = element('span', { class: 'range', 'aria-hidden': 'true' });
  const [range, point] = [element('span', { class: 'limits' }), element('span', { class: 'point' })];
  range.style.left = `${100 * low}%`;
  range.style.right = `${100 - 100 * high}%`;
  point.style.left = `${(100 * right) / of}%`;
  whole.append(range, point);
  return element(
    'td',
    {},
    element('strong', {}, sharePercent(right / of)),
    ' ',
    element('span', {}, words.fraction(right, of)),
    whole,
    element('small', {}, words.limits(sharePercent(low), sharePercent(high))),
  );
}

/** @param {Node[]} cells */
const row = (...cells) => element('tr', {}, ...cells);

/** @param {Figures} made */
function lists({ pairs, mistakes, pictures }) {
  const met = pairs.filter(({ of }) => of > 0);
  const pairLines = met.map(({ pair, right, of, interval }) => {
    const [one, other] = PAIRS[pair].map(classShort);
    const limits = words.limits(...twoOf(interval.map(sharePercent)));
    return line(words.pair(one, other), `${words.fraction(right, of)} (${limits})`);
  });
  const mistakeLines = mistakes.map(({ class: truth, guess, count }) =>
    line(words.mistake(className(truth), classWithin(guess)), String(count)),
  );
  const pictureLines = pictures.map(({ name, class: truth, missed, answers }) =>
    line(`${name}, ${classWithin(truth)}`, words.missedShare(missed, answers)),
  );
  return [
    element(
      'div',
      { class: 'lists' },
      boxes(),
      ...list(words.pairsTable, pairLines),
      ...list(words.mistakes, mistakeLines),
      ...list(words.hardest, pictureLines),
    ),
  ];
}

/**
 * @param {string[]} both
 * @returns {[string, string]}
 */
const twoOf = ([one, other]) => [one, other];

function boxes() {
  const { boxes: counts } = tally(cards(state.learn.answers), Date.now());
  const items = counts.map((count, i) =>
    line(`${words.box(i + 1)}, ${words.rest(REST_DAYS[i])}`, String(count)),
  );
  const [section] = list(words.boxes, items);
  section.querySelector('h2')?.after(element('p', { class: 'layout' }, words.boxesLead));
  return section;
}

/**
 * @param {string} title
 * @param {HTMLElement[]} lines
 */
function list(title, lines) {
  if (lines.length === 0) return [];
  const items = element('ul', { class: 'lines' }, ...lines.slice(0, LISTED));
  return [element('section', {}, element('h2', {}, title), items)];
}

/**
 * @param {string} what
 * @param {string} howMuch
 */
const line = (what, howMuch) => element('li', {}, element('span', {}, what), element('strong', {}, howMuch));

/**
 * @param {Figures} made
 * @param {App} app
 */
function handing(made, app) {
  const section = element('section', { class: 'handing' }, element('h2', {}, words.summary));
  const { answers } = state.learn;
  if (answers.length > 0) {
    section.append(learnerField());
    section.append(
      element(
        'div',
        { class: 'ways' },
        button({}, words.print, () => print()),
        button({}, words.csv, () =>
          download(fileName('csv'), 'text/csv', csvTable(figureTable(made, learner, today()))),
        ),
        button({}, words.json, () =>
          download(fileName('json'), 'application/json', progressFile(answers, summary(made))),
        ),
      ),
    );
  }
  const importing = button({}, words.import, async () => {
    const [file] = await app.pickFiles({ accept: '.json,application/json' });
    if (file) await importProgress(file, app);
  });
  const ways = element('div', { class: 'ways' }, importing);
  if (answers.length > 0) ways.append(button({}, words.wipe, () => wipe(app)));
  section.append(ways, element('p', { id: 'progress-notice', class: 'warning', role: 'alert' }));
  return section;
}

function learnerField() {
  const input = element('input', { id: 'learner', autocomplete: 'off', maxlength: '100' });
  input.value = learner;
  input.addEventListener('input', () => {
    learner = input.value;
    const name = document.querySelector('.learner-name');
    if (name) name.textContent = learner;
  });
  return element('p', { class: 'field' }, element('label', { for: input.id }, words.learner), input);
}

const today = () => localTime(new Date()).slice(0, 10);

/** @param {string} ending */
const fileName = (ending) => `hematovision-learning-${today()}.${ending}`;

/** @param {Figures} made */
const summary = (made) => ({ learner, date: today(), models: models(), ...made });

/** Those that said what they made of the pictures: which one is in use matters to no answer. */
const models = () =>
  modelsOf(
    state.learn.answers.map(({ modelFile: name, modelSha256: sha256 = null }) => {
      return { model: name ? { name, sha256 } : null };
    }),
  );

/**
 * @param {File} file
 * @param {App} app
 */
export async function importProgress(file, app) {
  try {
    const answers = readProgressFile(await file.text());
    const before = state.learn.answers.length;
    change({ answers: merged(state.learn.answers, answers) });
    app.announce(words.imported(state.learn.answers.length - before));
    notice(words.imported(state.learn.answers.length - before));
    if (!(await keepAnswers(answers))) change({ kept: false });
  } catch (error) {
    notice(importFailure(error));
  }
}

/** @param {unknown} error */
function importFailure(error) {
  if (!(error instanceof ProgressError)) return texts.core.statuses['unreadable-file'];
  const told = words.progressFile[error.problem];
  return typeof told === 'string' ? told : told(error.field);
}

/** @param {string} sentence */
function notice(sentence) {
  const line = document.getElementById('progress-notice');
  if (line) line.textContent = sentence;
}

/** @param {App} app */
async function wipe(app) {
  if (!(await ask({ question: words.wipeQuestion, confirm: words.wipeConfirm }))) return;
  await wipeAnswers();
  change({ answers: [] });
  app.announce(words.wiped);
  notice(words.wiped);
}
