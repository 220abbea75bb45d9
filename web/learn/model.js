/* What Learn knows, which is its part of the page's state, and the one way to change it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { state, update } from '../state.js';

/**
 * @typedef {import('./answers.js').Answer} Answer
 * @typedef {import('./cards.js').Card} Card
 * @typedef {import('../classes.js').ClassName} ClassName
 * @typedef {import('../classes.js').PairName} PairName
 * @typedef {import('./sets.js').LabelledPicture} LabelledPicture
 * @typedef {import('./sets.js').PictureSet} PictureSet
 *
 * @typedef {object} Turn a question: one picture, or a pair from left to right
 * @property {LabelledPicture[]} pictures
 * @property {number} number from 1, among the questions asked for the first time
 * @property {boolean} again
 *
 * @typedef {object} Told a question that was answered for the first time
 * @property {Card[]} cards
 * @property {ClassName[]} guesses one for each card
 *
 * @typedef {object} Exercise
 * @property {'guess' | PairName} task
 * @property {PictureSet} set
 * @property {Turn[]} rest what comes after the current turn
 * @property {number} total of the questions to be asked for the first time
 * @property {Turn | null} turn null once the session has ended
 * @property {Card[] | null} cards of the turn; null while they are read
 * @property {ClassName} asked in a pair: the class that is looked for
 * @property {ClassName[] | null} guesses null until the person has answered
 * @property {Told[]} told
 * @property {{ name: string, sentence: string }[]} unreadable
 *
 * @typedef {object} Learning
 * @property {PictureSet[]} sets
 * @property {string} chosen the id of one of them
 * @property {string[]} notes what is to be said of the pictures opened last
 * @property {number} length of a session in pictures; Infinity for all
 * @property {Answer[]} answers
 * @property {boolean} kept whether the browser keeps them
 * @property {Exercise | null} exercise
 */

/** @param {Partial<Learning>} part */
export const change = (part) => update({ learn: { ...state.learn, ...part } });

/** @param {Partial<Exercise>} part of the exercise that is under way */
export function changeExercise(part) {
  if (state.learn.exercise) change({ exercise: { ...state.learn.exercise, ...part } });
}

/** The set to practise with. */
export const chosenSet = () => state.learn.sets.find(({ id }) => id === state.learn.chosen) ?? null;
