/* A model of one's own in place of the shipped one: chosen or dropped, tried on an example, which tells its classes,
 * and named by hand where its file has no names. A model that cannot be used leaves the one before.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { state, watch } from '../state.js';
import { texts } from '../texts.js';
import { button, element } from '../views/element.js';
import { namesProblem, namesOf } from './names.js';
import { paragraph, section } from './section.js';

const said = texts.about.model;

/** How many of the examples a model is tried on, until it finds a cell in one. */
const TRIALS = 3;

/** @param {import('../main.js').App} app */
export function ownModel(app) {
  const { classifier } = app;
  /** @type {{ bytes: ArrayBuffer, name: string, classes: string[] } | null} */
  let used = null;
  /** @type {Promise<void>} one model after another */
  let working = Promise.resolve();

  const choose = button({ class: 'button' }, said.choose, async () => {
    const files = await app.pickFiles({ accept: '.tflite' });
    if (files.length > 0) accept(files);
  });
  const back = button({ class: 'button outline', hidden: '' }, said.back, async () => {
    await useOwn();
    say(said.backDone);
    choose.focus(); /* The button that was pressed is gone. */
  });
  const told = element('p', { class: 'told' });
  const inUse = element('p', { class: 'in-use' });
  const { form, area } = namesForm(useNames);

  watch(({ model }) => {
    const name = element('strong', {}, model?.foreign ? model.name : said.own);
    inUse.replaceChildren(`${said.inUse}: `, name, model?.foreign ? `. ${said.untilReload}` : '.');
    back.hidden = !model?.foreign;
    form.hidden = !model?.foreign || !used?.classes.length;
  });

  /** @param {string} sentence @param {boolean} [wrong] */
  function say(sentence, wrong = false) {
    told.className = wrong ? 'told warning' : 'told';
    told.textContent = sentence;
    app.announce(sentence);
  }

  /** @param {File[]} files */
  function accept(files) {
    const models = files.filter(({ name }) => /\.(tflite|lite)$/i.test(name));
    if (models.length > 1) return say(said.several, true);
    /* A single file of another name is for the core to judge, which says what it is instead. */
    const file = models[0] ?? (files.length === 1 ? files[0] : null);
    if (!file) return say(said.noModelFile, true);
    working = working.then(() => take(file));
  }

  /** @param {File} file */
  async function take(file) {
    say(said.loading);
    const bytes = await file.arrayBuffer().catch(() => null);
    if (!bytes) return say(said.refused(file.name, said.unreadable), true);
    const { status, message } = await classifier.useModel(bytes, null, file.name);
    if (status !== 'ok') return say(said.refused(file.name, message), true);
    say(said.trying);
    const { classes, failure } = await trial(classifier);
    if (failure) {
      await useOwn();
      return say(said.fails(file.name, failure), true);
    }
    used = { bytes, name: file.name, classes };
    area.value = classes.join('\n');
    area.rows = Math.min(classes.length, 12);
    form.hidden = classes.length === 0;
    say(classes.length > 0 ? said.loaded(file.name, classes.length) : said.loadedUnread(file.name));
  }

  async function useOwn() {
    used = null;
    await classifier.useModel(null);
  }

  async function useNames() {
    if (!used) return;
    const names = namesOf(area.value);
    const problem = namesProblem(names, used.classes.length);
    if (problem) return say(problem, true);
    const { status, message } = await classifier.useModel(used.bytes, names, used.name);
    say(status === 'ok' ? said.namesUsed : message, status !== 'ok');
  }

  const ways = element('div', { class: 'ways' }, choose, back);
  const content = [paragraph(said.lead), paragraph(said.how, 'hint'), inUse, ways, told, form];
  return { section: section('model', said.title, ...content), accept };
}

/** @param {() => void} use */
function namesForm(use) {
  const area = element('textarea', {
    id: 'class-names',
    spellcheck: 'false',
    'aria-describedby': 'names-hint',
  });
  const form = element(
    'form',
    { hidden: '' },
    element('label', { for: area.id }, said.names),
    element('p', { class: 'hint', id: 'names-hint' }, said.namesHint),
    area,
    element('button', { class: 'quiet' }, said.useNames),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault(); /* The page's policy would forbid to send it anyway. */
    use();
  });
  return { form, area };
}

/**
 * Runs the model that is in use on examples, which alone tells its classes.
 *
 * @param {import('../classifier.js').Classifier} classifier
 * @returns {Promise<{ classes: string[], failure: string | null }>} no classes where it found no cell
 */
async function trial(classifier) {
  for (const { blob } of state.examples?.slice(0, TRIALS) ?? []) {
    if (!blob) continue;
    const { record } = await classifier.classify(await blob.arrayBuffer());
    if (record.probabilities) return { classes: Object.keys(record.probabilities), failure: null };
    if (record.status !== 'no-cell') return { classes: [], failure: record.message };
  }
  return { classes: [], failure: null };
}
