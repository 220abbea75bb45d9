/* The report of a count, as it is read on the page and printed: the differential with its limits, how far person and
 * model agreed, what stands beside the count, every field with its numbered cells, and what it was made with. And its
 * exports.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { download } from '../download.js';
import { wilson } from '../statistics.js';
import { decimal, language, sharePercent, texts, verdictTitle } from '../texts.js';
import { element } from '../views/element.js';
import { cellsCsv, classesCsv, countJson } from './export.js';
import { fhirBundle } from './fhir.js';
import { modelsCall } from './proposal.js';
import { tallyTable } from './table.js';
import { callName, rangeWords } from './words.js';

/**
 * @typedef {import('./log.js').Count} Count
 * @typedef {import('./log.js').CountedCell} CountedCell
 * @typedef {import('./counting.js').Field} Field
 * @typedef {import('./tally.js').Tally} Tally
 * @typedef {import('./export.js').Made} Made
 */

const words = texts.count.summary;

/**
 * @param {Count} count
 * @param {Tally} tally
 * @param {Map<string, Field>} fields by their ids
 * @param {Made} made
 */
export function reportContent(count, tally, fields, made) {
  if (tally.total === 0) return [element('p', {}, words.empty)];
  return [
    element('p', { class: 'medical' }, element('strong', {}, texts.app.medicalTitle), ' ', texts.app.medical),
    element('p', { class: 'date' }, made.date.toLocaleString(language)),
    element(
      'div',
      { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': texts.count.table.title },
      tallyTable(tally),
    ),
    element('p', { class: 'hint' }, words.limits, ' ', texts.count.table.modelHint),
    section(words.agreementTitle, ...agreementWords(tally).map(paragraph)),
    section(
      words.besideTitle,
      element('ul', {}, ...besideWords(tally).map((line) => element('li', {}, line))),
    ),
    saving(count, tally, fields, made),
    section(words.fields, ...count.fields.map((id, index) => fieldFigure(id, index + 1, count, fields))),
    section(words.madeTitle, ...madeWords(made).map(paragraph)),
  ];
}

/** @param {string} text */
const paragraph = (text) => element('p', {}, text);

/**
 * @param {string} title
 * @param {Node[]} content
 */
const section = (title, ...content) => element('section', {}, element('h2', {}, title), ...content);

/** @param {Tally} tally */
function agreementWords({ agreement: { agreed, of, kappa } }) {
  if (of === 0) return [words.noAgreement];
  const range = rangeWords(wilson(agreed, of));
  return [
    words.agreed(agreed, of, sharePercent(agreed / of), range),
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

/** @param {Made} made */
const madeWords = ({ build, model }) => [
  words.program(build?.version ?? words.unknown, build?.build ?? words.unknown),
  words.model(model?.name ?? words.unknown, model?.sha256 ?? words.unknown),
];

/**
 * @param {Count} count
 * @param {Tally} tally
 * @param {Map<string, Field>} fields
 * @param {Made} made
 */
function saving(count, tally, fields, made) {
  const named = [...fields.values()];
  const name = `differential-${made.date.toISOString().slice(0, 16).replace(/[-:]/g, '')}`;
  const fhir = () => JSON.stringify(fhirBundle(tally, made), null, 2) + '\n';
  /** @type {[string, () => void][]} */
  const ways = [
    [words.print, () => print()],
    [words.classesCsv, () => download(`${name}-classes.csv`, 'text/csv', classesCsv(tally))],
    [words.cellsCsv, () => download(`${name}-cells.csv`, 'text/csv', cellsCsv(count, named))],
    [words.json, () => download(`${name}.json`, 'application/json', countJson(count, tally, named, made))],
    [words.fhir, () => download(`${name}.fhir.json`, 'application/fhir+json', fhir())],
  ];
  const buttons = ways.map(([title, act]) => {
    const button = element('button', { type: 'button', class: 'quiet' }, title);
    button.addEventListener('click', act);
    return button;
  });
  const hint = element('p', { class: 'hint' }, words.fhirHint);
  const part = section(words.save, element('div', { class: 'tools' }, ...buttons), hint);
  part.classList.add('saving');
  return part;
}

/**
 * @param {string} id of a field
 * @param {number} number
 * @param {Count} count
 * @param {Map<string, Field>} fields
 */
function fieldFigure(id, number, count, fields) {
  const field = fields.get(id);
  const [width, height] = [field?.record?.width ?? 1, field?.record?.height ?? 1];
  const picture = element(
    'div',
    { class: 'numbered' },
    element('img', { src: field?.url ?? '', alt: field?.file ?? '', decoding: 'async' }),
  );
  picture.style.aspectRatio = `${width} / ${height}`;
  const cells = count.cells.filter((cell) => cell.field === id);
  for (const { number: cell, box } of cells) {
    const mark = element('span', { 'aria-hidden': 'true' }, element('b', {}, String(cell)));
    mark.style.left = `${(100 * box[0]) / width}%`;
    mark.style.top = `${(100 * box[1]) / height}%`;
    mark.style.width = `${(100 * box[2]) / width}%`;
    mark.style.height = `${(100 * box[3]) / height}%`;
    picture.append(mark);
  }
  const title = element('figcaption', {}, `${number} · ${field?.file}`);
  const list = element('ol', {}, ...cells.map((cell) => element('li', {}, calledWords(cell))));
  return element('figure', { class: 'counted' }, title, picture, list);
}

/** @param {CountedCell} cell */
function calledWords({ judged, found }) {
  const yours = judged ? callName(judged) : texts.count.cell.open;
  if (!found || (judged && judged === modelsCall(found))) return yours;
  return words.differing(yours, verdictTitle(found));
}
