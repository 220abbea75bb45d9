/* The cell that is looked at: enlarged, with what the model says of it, what is proposed, and a button for each call
 * that the person can make.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { qualityNote, texts, verdictTitle } from '../texts.js';
import { button, element } from '../views/element.js';
import { meaning } from '../views/heat.js';
import { probabilityTable, verdictLine } from '../views/probabilities.js';
import { goTo } from './counting.js';
import { cutout } from './cutout.js';
import { KEYS } from './log.js';
import { callName, callShort } from './words.js';

/**
 * @typedef {import('./log.js').Call} Call
 * @typedef {import('./log.js').CountedCell} CountedCell
 * @typedef {import('./counting.js').Field} Field
 * @typedef {import('./proposal.js').Proposal} Proposal
 */

const words = texts.count.cell;

/** @type {Record<string, string | undefined>} */
const hints = texts.count.callHints;

/**
 * @param {(call: Call) => void} judge
 * @param {() => void} confirm
 */
export function createPanel(judge, confirm) {
  const cell = element('div', { class: 'count-cell' });
  const confirmButton = button({ class: 'button confirm' }, '', confirm);
  const calls = Object.entries(KEYS).map(([key, call]) => callButton(key, call, judge));
  const panel = element(
    'div',
    { class: 'count-panel' },
    cell,
    confirmButton,
    element(
      'div',
      { class: 'calls', role: 'group', 'aria-label': words.calls },
      ...calls.map(({ button }) => button),
    ),
  );
  let mapShown = false;

  /**
   * @param {Proposal} proposal
   * @param {Map<string, Field>} fields by their ids
   * @param {{ of: number, twinField: number }} numbers
   */
  function render(proposal, fields, numbers) {
    const { cell: current, proposed } = proposal;
    const field = fields.get(current.field);
    if (field) cell.replaceChildren(...about(proposal, field, fields, numbers));
    confirmButton.textContent = proposed ? words.confirm(callName(proposed)) : words.noProposal;
    confirmButton.disabled = !proposed;
    for (const { call, button } of calls)
      button.setAttribute('aria-pressed', String(call === current.judged));
  }

  /**
   * @param {Proposal} proposal
   * @param {Field} field
   * @param {Map<string, Field>} fields
   * @param {{ of: number, twinField: number }} numbers
   */
  function about({ cell: current, twin }, field, fields, { of, twinField }) {
    const { found, number, judged, outside } = current;
    const made = [cutout(field, current, words.picture, mapShown)];
    const told = element('div', { class: 'told' }, element('h2', {}, words.number(number, of)));
    told.append(element('p', { class: 'call' }, found ? words.model(verdictTitle(found)) : words.added));
    if (judged) told.append(element('p', { class: 'yours' }, words.yours(callName(judged))));
    if (outside) told.append(element('p', { class: 'note' }, words.border));
    if (twin) told.append(...twinNote(twin, twinField, fields));
    told.append(...(found ? modelsWords(found) : [element('p', { class: 'note' }, words.addedNote)]));
    if (found?.map) told.append(...mapParts(found));
    made.push(told);
    return made;
  }

  /**
   * What shows the cell's map, and what explains it while it is shown.
   *
   * @param {import('../module.js').Cell} found
   */
  function mapParts(found) {
    const explained = element('p', { class: 'hint' }, meaning([found]));
    const pressed = String(mapShown);
    const shows = button({ class: 'quiet map', 'aria-pressed': pressed }, texts.core.heat.button, () => {
      mapShown = !mapShown;
      shows.setAttribute('aria-pressed', String(mapShown));
      const map = cell.querySelector('canvas'); // the first is this cell's, another that of its twin
      for (const each of [explained, map]) each?.toggleAttribute('hidden', !mapShown);
    });
    explained.hidden = !mapShown;
    return [shows, explained];
  }

  return { element: panel, render };
}

/**
 * @param {string} key
 * @param {Call} call
 * @param {(call: Call) => void} judge
 */
function callButton(key, call, judge) {
  const hint = hints[call];
  const button = element(
    'button',
    { type: 'button', class: 'call-button', 'aria-pressed': 'false', 'aria-keyshortcuts': key },
    element('kbd', { 'aria-hidden': 'true' }, key.toUpperCase()),
    element('span', {}, callShort(call), ...(hint ? [element('small', {}, hint)] : [])),
  );
  button.addEventListener('click', () => judge(call));
  return { call, button };
}

/** @param {import('../module.js').Cell} found */
function modelsWords(found) {
  const made = [verdictLine(found)];
  if (found.quality.length > 0) {
    made.push(element('p', { class: 'note' }, texts.core.qualitySentence(qualityNote(found.quality))));
  }
  return found.verdict === 'unfamiliar' ? made : [...made, probabilityTable(found)];
}

/**
 * @param {CountedCell} twin
 * @param {number} number of the twin's field
 * @param {Map<string, Field>} fields
 */
function twinNote(twin, number, fields) {
  const field = fields.get(twin.field);
  return [
    element('p', { class: 'note' }, words.twin(twin.number, number)),
    element(
      'div',
      { class: 'twin' },
      ...(field ? [cutout(field, twin, words.twinPicture, false)] : []),
      button({}, words.goToTwin, () => goTo(twin.id)),
    ),
  ];
}
