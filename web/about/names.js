/* The names that a person types in for a model's classes, one a line.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';

const said = texts.about.model;

/** No class of cells has a longer name; the page has room for so much. */
const LONGEST = 60;

/** @param {string} text */
export const namesOf = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * @param {string[]} names
 * @param {number} wanted how many classes there are
 * @returns {string | null} a sentence about what is wrong with them
 */
export function namesProblem(names, wanted) {
  if (names.length !== wanted) return said.namesCount(wanted, names.length);
  const long = names.find((name) => name.length > LONGEST);
  if (long) return said.namesLong(LONGEST, long.slice(0, 20));
  /* The record has the probabilities by their names. */
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice ? said.namesTwice(twice) : null;
}
