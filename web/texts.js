/* The page's language: the one that the person chose, else the browser's, else English. And the words that more than
 * one view makes of a number or a record. What is said stands in texts/.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts as en } from './texts/en.js';

/**
 * @typedef {'en' | 'de'} Language
 * @typedef {import('./module.js').Cell} Cell
 * @typedef {import('./module.js').Quality} Quality
 * @typedef {import('./module.js').PictureRecord} PictureRecord
 */

/** English is always there: the core speaks it. Another language comes where it is wanted. */
const all = { en: async () => en, de: async () => (await import('./texts/de.js')).texts };

/** Every language that the page has, by its own name. */
export const languages = /** @type {const} */ ({ en: 'English', de: 'Deutsch' });

/** Where the choice is kept; in the address where the browser forbids to keep anything. */
const KEY = 'hematovision-language';

/**
 * @param {string | null | undefined} name
 * @returns {Language | null}
 */
const known = (name) => (name && name in all ? /** @type {Language} */ (name) : null);

function chosen() {
  if (typeof location === 'undefined') return null; /* Without a page, as in Node, there is no choice. */
  const inAddress = known(new URLSearchParams(location.search).get('language'));
  if (inAddress) return inAddress;
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

const ofBrowser = () =>
  navigator.languages?.map((tag) => known(tag.split('-')[0])).find((language) => language);

/** @type {Language} */
const wanted = chosen() ?? (typeof location === 'undefined' ? null : ofBrowser()) ?? 'en';

/** Where the texts of the wanted language do not come, the page is in English: better than no page. */
export const { language, texts } = await all[wanted]().then(
  (texts) => ({ language: wanted, texts }),
  () => ({ language: /** @type {Language} */ ('en'), texts: en }),
);

/**
 * Keeps the choice and loads the page in it.
 *
 * @param {Language} wanted
 */
export function chooseLanguage(wanted) {
  const address = new URL(location.href);
  address.searchParams.delete('language');
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    address.searchParams.set('language', wanted);
  }
  /* An address that differs in its #… alone would not be loaded anew. */
  history.replaceState(null, '', address);
  location.reload();
}

/**
 * A number as it is written in the page's language.
 *
 * @param {number} value
 * @param {number} digits behind the point
 */
export const decimal = (value, digits) =>
  value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/**
 * A probability as a person reads it. It never says 0 % or 100 %, which the model cannot know.
 *
 * @param {number} probability 0 … 1
 */
export function percent(probability) {
  if (probability < 0.001) return `< ${decimal(0.1, 1)} %`;
  if (probability > 0.999) return `> ${decimal(99.9, 1)} %`;
  return `${decimal(100 * probability, 1)} %`;
}

/**
 * A share that was measured: unlike a probability it may well be 100 %.
 *
 * @param {number | null} share 0 … 1; null where there was nothing to measure
 */
export const sharePercent = (share) => (share === null ? '–' : `${decimal(100 * share, 1)} %`);

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds < 10) return `${decimal(milliseconds, 1)} ms`;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${decimal(milliseconds / 1000, 1)} s`;
}

/** @type {Record<string, { name: string, short: string, within: string, features: string } | undefined>} */
const classes = texts.core.classes;

/** @param {string} name a class as the model names it; one that is unknown here is left as it is */
export const className = (name) => classes[name]?.name ?? name;

/** @param {string} name the same where there is little room */
export const classShort = (name) => classes[name]?.short ?? name;

/** @param {string} name the same within a sentence */
export const classWithin = (name) => classes[name]?.within ?? name;

/** @param {string} name a class as the model names it */
export const classFeatures = (name) => classes[name]?.features ?? '';

/**
 * The classes that a verdict names: the one, the two that it hesitates between, or none. An unsure verdict without an
 * alternative is not for the class’ sake: the cell is rather strange.
 *
 * @param {Cell} cell
 */
export function namedClasses({ verdict, class: first, alternative }) {
  if (verdict === 'unfamiliar') return [];
  return verdict === 'unsure' && alternative !== null ? [first, alternative] : [first];
}

/**
 * A verdict in a few words.
 *
 * @param {Cell} cell
 */
export function verdictTitle(cell) {
  const [first, second] = namedClasses(cell);
  if (!first) return texts.core.unfamiliar;
  return second ? texts.core.either(className(first), classWithin(second)) : className(first);
}

/**
 * What a verdict means, in a sentence.
 *
 * @param {Cell} cell
 */
export const verdictSentence = ({ verdict, alternative }) =>
  verdict === 'unsure' && alternative === null ? texts.core.unsureOfTheCell : texts.core.verdicts[verdict];

/** @param {Quality[]} reasons at least one */
export const qualityNote = (reasons) => reasons.map((reason) => texts.core.qualities[reason]).join(', ');

/**
 * A picture's verdict for those who listen, with the number of its cells.
 *
 * @param {PictureRecord} record of a picture with a cell
 */
export function spokenCells({ cells: [cell], cells_found: found }) {
  const unfamiliar = cell.verdict === 'unfamiliar';
  const words = [
    ...(unfamiliar ? [] : [verdictTitle(cell)]),
    ...(cell.verdict === 'confident' ? [percent(cell.confidence)] : []),
    unfamiliar ? texts.core.unfamiliarSpoken : texts.core.verdictWords[cell.verdict],
    ...(cell.quality.length > 0 ? [texts.core.qualitySpoken(qualityNote(cell.quality))] : []),
  ].join(', ');
  return found > 1 ? `${words}; ${texts.core.cells(found)}` : words;
}

/** @type {Record<string, string | undefined>} */
const statuses = texts.core.statuses;

/** @type {Record<string, string | undefined>} the same in the core's own language */
const coreStatuses = en.core.statuses;

/**
 * What a status means, in the page's language.
 *
 * @param {string} status
 * @param {string} message the core's own sentence
 */
export function statusSentence(status, message) {
  const sentence = statuses[status];
  if (!sentence) return message;
  return message === coreStatuses[status] ? sentence : texts.core.detailed(sentence, message);
}
