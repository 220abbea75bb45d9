/* How good the model is: nothing but what model.json says was measured.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { className, language, texts } from '../texts.js';
import { element } from '../views/element.js';
import { chart } from './chart.js';
import { paragraph, section } from './section.js';

/**
 * @typedef {import('./chart.js').Measure} Measure
 *
 * @typedef {object} Measurement one entry of model.json (a row of the report of tools/evaluate); a measure is missing
 *   where there was nothing to measure
 * @property {string} data what was measured on
 * @property {number} pictures
 * @property {number} groups of pictures that belong together and count once
 * @property {string} group what a group is: a field, a slide, a picture
 * @property {Record<string, Measure | undefined>} measures
 * @property {Record<string, Record<string, Measure | undefined>>} [classes] by the class' name
 *
 * @typedef {{ about: string, measured: Measurement[] }} ModelCard model.json
 */

const said = texts.about.measured;

/** @param {Promise<ModelCard | null>} loading */
export function measuredSection(loading) {
  const made = section('measured', said.title);
  void loading.then((card) => made.append(...(card ? contents(card) : [paragraph(said.missing, 'warning')])));
  return made;
}

/** @param {ModelCard} card */
function contents({ about, measured }) {
  /**
   * @param {'accuracy_per_group' | 'confident' | 'right_when_confident'} name of the measure
   * @param {(measurement: Measurement) => string} note
   */
  const figure = (name, note = countWords) =>
    chart(
      said.charts[name],
      measured.map((each) => ({
        name: setName(each.data),
        note: note(each),
        measure: each.measures[name] ?? null,
      })),
    );
  return [
    paragraph(said.lead, 'lead'),
    element('p', { lang: 'en' }, about),
    paragraph(said.influence),
    element(
      'div',
      { class: 'charts' },
      figure('accuracy_per_group'),
      figure('confident'),
      figure('right_when_confident', ({ measures }) => filesOf(measures.right_when_confident)),
      byClass(measured.filter(({ classes }) => classes)),
    ),
    paragraph(said.expect),
  ];
}

/** @param {string} name */
const setName = (name) => said.sets[name] ?? name;

/** @param {number} count */
const inWords = (count) => count.toLocaleString(language);

/** @param {Measure | undefined} measure of files */
const filesOf = (measure) => (measure ? said.files(inWords(measure.of)) : '');

/** @param {Measurement} measurement */
function countWords({ pictures, groups, group }) {
  const files = said.files(inWords(pictures));
  const ofGroups = said.groups[group]?.(inWords(groups));
  return ofGroups && groups < pictures ? `${files}, ${ofGroups}` : files;
}

/**
 * The share of each class that is named rightly, of the pictures that the person chooses.
 *
 * @param {Measurement[]} measured with classes
 */
function byClass(measured) {
  const options = measured.map(({ data }, index) =>
    element('option', { value: String(index) }, setName(data)),
  );
  const select = element('select', {}, ...options);
  const place = element('div');
  const draw = () => {
    const { classes = {} } = measured[Number(select.value)] ?? {};
    const rows = Object.entries(classes).map(([name, { recall }]) => ({
      name: className(name),
      note: filesOf(recall),
      measure: recall ?? null,
    }));
    place.replaceChildren(chart(said.charts.recall, rows));
    place.querySelector('ul')?.before(element('label', {}, `${said.choose} `, select));
  };
  select.addEventListener('change', () => {
    draw();
    select.focus();
  });
  draw();
  return place;
}
