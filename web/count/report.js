/* The report of a count, as it is read on the page and printed: the differential with its limits, how far person and
 * model agreed, what stands beside the count, every field with its numbered cells, and what it was made with. And its
 * exports.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { download } from '../download.js';
import { localTime } from '../local_time.js';
import { wilson } from '../statistics.js';
import { decimal, language, sharePercent, texts } from '../texts.js';
import { button, element } from '../views/element.js';
import { madeWords } from '../views/made.js';
import { cellsCsv, classesCsv, countJson } from './export.js';
import { fhirBundle } from './fhir.js';
import { createFigures } from './figures.js';
import { tallyTable } from './table.js';
import { rangeWords } from './words.js';

/**
 * @typedef {import('./log.js').Count} Count
 * @typedef {import('./counting.js').Field} Field
 * @typedef {import('./tally.js').Tally} Tally
 * @typedef {import('../views/made.js').Made} Made
 */

const words = texts.count.summary;

/** @typedef {{ count: Count, tally: Tally, fields: Map<string, Field>, made: Made }} Reported `fields` by their ids */

/** The report's parts, made once, so that what has the focus keeps it while fields are still being read. */
export function createReport() {
  /** @type {Reported | null} */
  let shown = null;
  const result = element('div', { class: 'result-part' });
  const figures = createFigures();
  const saveSection = saving(
    () => shown,
    () => void figures.whole().then(() => print()),
  );
  const content = element('div', { class: 'report-content' }, result, saveSection, figures.element);

  /** @param {Reported} reported */
  function render(reported) {
    shown = reported;
    const { count, tally, fields, made } = reported;
    const empty = tally.total === 0;
    saveSection.hidden = figures.element.hidden = empty;
    result.replaceChildren(...(empty ? [paragraph(words.empty)] : resultParts(count, tally, made)));
    if (!empty) figures.render(count, fields);
  }

  return { element: content, render };
}

/**
 * @param {Count} count
 * @param {Tally} tally
 * @param {Made} made
 */
const resultParts = ({ target }, tally, made) => [
  element('p', { class: 'medical' }, element('strong', {}, texts.app.medicalTitle), ' ', texts.app.medical),
  element('p', { class: 'date' }, `${when(made.date)} · ${texts.count.progress(tally.total, target)}`),
  element(
    'div',
    { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': texts.count.table.title },
    tallyTable(tally),
  ),
  element('p', { class: 'hint' }, words.limits, ' ', texts.count.table.modelHint),
  section(words.agreementTitle, ...agreementWords(tally).map(paragraph)),
  section(words.besideTitle, element('ul', {}, ...besideWords(tally).map((line) => element('li', {}, line)))),
  section(texts.app.made.title, ...madeWords(made).map((line) => element('p', { class: 'made' }, line))),
];

/** @param {Date} date */
const when = (date) => date.toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' });

/** @param {string} text */
const paragraph = (text) => element('p', {}, text);

/**
 * @param {string} title
 * @param {Node[]} content
 */
const section = (title, ...content) => element('section', {}, element('h2', {}, title), ...content);

/** @param {string} shares whose signs are not to begin a line */
const unbroken = (shares) => shares.replaceAll(' %', '\u00a0%');

/** @param {Tally} tally */
function agreementWords({ agreement: { agreed, of, kappa } }) {
  if (of === 0) return [words.noAgreement];
  const [share, range] = [sharePercent(agreed / of), rangeWords(wilson(agreed, of))].map(unbroken);
  return [
    words.agreed(agreed, of, share, range),
    kappa === null ? words.noKappa : words.kappa(decimal(kappa, 2)),
    words.seenFirst,
  ];
}

/** @param {Tally} tally */
function besideWords(tally) {
  const { erythroblasts, total, missed, unnamed, seen, border, open } = tally;
  return [
    words.erythroblasts(erythroblasts, decimal((100 * erythroblasts) / total, 1)),
    words.missed(missed),
    words.false(tally.false),
    words.unnamed(unnamed),
    words.seen(seen),
    words.border(border),
    words.open(open),
  ];
}

/**
 * @param {() => Reported | null} reported what stands in the report when a button is pressed
 * @param {() => void} printWhole
 */
function saving(reported, printWhole) {
  /** @type {[string, (reported: Reported) => void][]} */
  const ways = [
    [words.print, printWhole],
    [words.classesCsv, (now) => save(now, '-classes.csv', 'text/csv', classesCsv(now.tally))],
    [words.cellsCsv, (now) => save(now, '-cells.csv', 'text/csv', cellsCsv(now.count, named(now)))],
    [
      words.json,
      (now) => save(now, '.json', 'application/json', countJson(now.count, now.tally, named(now), now.made)),
    ],
    [words.fhir, (now) => save(now, '.fhir.json', 'application/fhir+json', fhirJson(now))],
  ];
  const buttons = ways.map(([title, act]) => {
    return button({}, title, () => {
      const now = reported();
      if (now) act(now);
    });
  });
  const hint = element('p', { class: 'hint' }, words.fhirHint);
  const part = section(words.save, element('div', { class: 'tools' }, ...buttons), hint);
  part.classList.add('saving');
  return part;
}

/** @param {Reported} reported */
const named = ({ fields }) => [...fields.values()];

/** @param {Reported} reported */
const fhirJson = ({ tally, made }) => JSON.stringify(fhirBundle(tally, made), null, 2) + '\n';

/**
 * @param {Reported} reported
 * @param {string} ending of the file's name
 * @param {string} type its media type
 * @param {string} content
 */
function save({ made }, ending, type, content) {
  const minute = localTime(made.date).replace(/[-:]/g, '');
  download(`differential-${minute}${ending}`, type, content);
}
