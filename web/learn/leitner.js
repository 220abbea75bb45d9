/* Which picture comes when: a Leitner system (S. Leitner, "So lernt man lernen", Herder 1972). A picture that was told
 * right moves one box up and rests longer; one that was missed goes back to the first box and comes again at once.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @typedef {import('./answers.js').Answer} Answer
 * @typedef {{ box: number, due: number }} Card box 1 … 5; due in milliseconds since 1970
 */

const DAY = 24 * 60 * 60 * 1000;

/** How many days a picture rests in each box, the first box first. */
export const REST_DAYS = [0, 1, 3, 7, 21];

/** A missed picture comes again after so many others. */
const GAP = 3;

/**
 * The card of each picture that was ever answered, by the picture's hash. A pair that was told apart moves nothing up:
 * of two it is the easier question. Nor does a picture that was right before its time.
 *
 * @param {Answer[]} answers in the order given
 * @returns {Map<string, Card>}
 */
export function cards(answers) {
  /** @type {Map<string, Card>} */
  const all = new Map();
  for (const { picture, class: truth, guess, at, task } of answers) {
    const card = all.get(picture) ?? { box: 1, due: at };
    if (guess !== truth) all.set(picture, { box: 1, due: at });
    else if (task === 'guess' && at >= card.due) {
      const box = Math.min(card.box + 1, REST_DAYS.length);
      all.set(picture, { box, due: at + REST_DAYS[box - 1] * DAY });
    } else all.set(picture, card);
  }
  return all;
}

/**
 * The order of a session: what is due, the lowest box and the longest overdue first; then what was never shown; and
 * only where neither is left, what rests still.
 *
 * @template T
 * @param {{ item: T, card: Card | undefined }[]} pictures
 * @param {number} now
 * @param {() => number} random 0 … 1
 * @returns {T[]}
 */
export function order(pictures, now, random) {
  /** @param {Card | undefined} card */
  const rank = (card) => (card ? (card.due <= now ? card.box : 100) : 50);
  return shuffled(pictures, random)
    .sort((a, b) => rank(a.card) - rank(b.card) || (a.card?.due ?? 0) - (b.card?.due ?? 0))
    .map(({ item }) => item);
}

/**
 * The same things in another order, each as likely as any (Fisher and Yates).
 *
 * @template T
 * @param {readonly T[]} things
 * @param {() => number} random 0 … 1
 */
export function shuffled(things, random) {
  const mixed = [...things];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}

/**
 * The rest of a session with a missed picture put back into it.
 *
 * @template T
 * @param {T[]} rest
 * @param {T} missed
 */
export const comeAgain = (rest, missed) => [...rest.slice(0, GAP), missed, ...rest.slice(GAP)];

/**
 * How many pictures lie in each box, and how many are due.
 *
 * @param {Map<string, Card>} all
 * @param {number} now
 */
export function tally(all, now) {
  const boxes = REST_DAYS.map(() => 0);
  let due = 0;
  for (const card of all.values()) {
    boxes[card.box - 1]++;
    if (card.due <= now) due++;
  }
  return { boxes, due };
}
