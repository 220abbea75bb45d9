/* The answers a person gave, from which all else about the progress is made: kept in this browser, a list for each
 * day, and written to a file and read from one.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { CLASSES } from '../classes.js';
import { keeping } from '../keeping.js';
import * as storage from '../storage.js';
import { grouped } from './grouped.js';

/**
 * @typedef {import('../classes.js').ClassName} ClassName
 *
 * @typedef {object} Answer
 * @property {string} picture its SHA-256 in hexadecimal
 * @property {string} name of its file
 * @property {number} size of its file in bytes
 * @property {string} set the name of the set it came from
 * @property {'guess' | 'pair'} task
 * @property {ClassName} class what it shows
 * @property {ClassName} guess what the person said
 * @property {ClassName | null} against in a pair: the class of the other
 * @property {number} at milliseconds since 1970
 * @property {number | null} milliseconds from seeing the picture to answering; null where the person was away
 * @property {boolean} again whether it was missed before in the same session
 * @property {string | null} model the class that the model thought most probable; null where it named none
 * @property {'confident' | 'unsure' | 'unfamiliar' | 'no-cell'} verdict
 * @property {string | null} [modelFile] the model's file; neither it nor its hash are in answers of earlier versions
 * @property {string | null} [modelSha256]
 */

const PREFIX = 'learn/answers/';
const FORMAT = 'hematovision-learning';
const VERSION = 1;

/** @param {Answer} answer */
const dayKey = ({ at }) => PREFIX + new Date(at).toISOString().slice(0, 10);

/** @returns {Promise<Answer[]>} in the order given */
export async function storedAnswers() {
  const days = await Promise.all((await storage.list(PREFIX)).map(storage.read));
  return days.flatMap((day) => (Array.isArray(day) ? day : [])).sort((a, b) => a.at - b.at);
}

/** The last change of what is kept: each waits for the one before, or the later would undo the earlier. */
let changing = Promise.resolve(true);

/** @param {() => Promise<boolean>} change resolves to whether all is kept */
function changeInTurn(change) {
  changing = keeping(changing.then(change));
  return changing;
}

/**
 * Keeps answers beside those that are kept: another tab may have written meanwhile.
 *
 * @param {Answer[]} answers
 * @returns {Promise<boolean>} whether all of them are kept
 */
export const keepAnswers = (answers) =>
  changeInTurn(async () => {
    let kept = true;
    for (const [key, those] of grouped(answers, dayKey)) {
      const there = await storage.read(key);
      kept = (await storage.write(key, merged(Array.isArray(there) ? there : [], those))) && kept;
    }
    return kept;
  });

export const wipeAnswers = () =>
  changeInTurn(async () => {
    for (const key of await storage.list(PREFIX)) await storage.remove(key);
    return true;
  });

/**
 * Both lists as one, in the order given, what stands in both once.
 *
 * @param {Answer[]} some
 * @param {Answer[]} others
 */
export function merged(some, others) {
  const all = new Map([...some, ...others].map((answer) => [`${answer.at} ${answer.picture}`, answer]));
  return [...all.values()].sort((a, b) => a.at - b.at);
}

/**
 * @param {Answer[]} answers
 * @param {object} summary for those who read the file; nobody reads it back
 */
export const progressFile = (answers, summary) =>
  JSON.stringify({ format: FORMAT, version: VERSION, summary, answers }, null, 2) + '\n';

/** What is wrong with a file of progress: texts.learn.progressFile says each in words. */
export class ProgressError extends Error {
  /**
   * @param {'json' | 'format' | 'version' | 'field'} problem
   * @param {string} field such as `answers[3].guess`
   */
  constructor(problem, field = '') {
    super(`${problem} ${field}`);
    this.problem = problem;
    this.field = field;
  }
}

/** @type {(value: unknown) => boolean} */
const isText = (value) => typeof value === 'string' && value.length <= 1000;
/** @type {(value: unknown) => boolean} */
const isTextIfAny = (value) => value === undefined || value === null || isText(value);
/** @type {(value: unknown) => boolean} */
const isCount = (value) => Number.isFinite(value) && Number(value) >= 0;
/** @type {(value: unknown) => boolean} */
const isClass = (value) => CLASSES.some((name) => name === value);

/** @type {Record<keyof Answer, (value: unknown) => boolean>} */
const FIELDS = {
  picture: (value) => isText(value) && value !== '',
  name: isText,
  size: isCount,
  set: isText,
  task: (value) => value === 'guess' || value === 'pair',
  class: isClass,
  guess: isClass,
  against: (value) => value === null || isClass(value),
  at: (value) => isCount(value) && Number(value) < 8e15,
  milliseconds: (value) => value === null || isCount(value),
  again: (value) => typeof value === 'boolean',
  model: (value) => value === null || isText(value),
  verdict: (value) => ['confident', 'unsure', 'unfamiliar', 'no-cell'].includes(String(value)),
  modelFile: isTextIfAny,
  modelSha256: isTextIfAny,
};

/**
 * Throws a ProgressError.
 *
 * @param {string} text as progressFile made it
 * @returns {Answer[]}
 */
export function readProgressFile(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new ProgressError('json');
  }
  if (file?.format !== FORMAT) throw new ProgressError('format');
  if (file.version !== VERSION) throw new ProgressError('version');
  if (!Array.isArray(file.answers)) throw new ProgressError('field', 'answers');
  return file.answers.map(readAnswer);
}

/**
 * Its known fields alone.
 *
 * @param {any} answer
 * @param {number} index
 */
function readAnswer(answer, index) {
  const entries = Object.entries(FIELDS).map(([field, isRight]) => {
    if (!isRight(answer?.[field])) throw new ProgressError('field', `answers[${index}].${field}`);
    return [field, answer[field] ?? null];
  });
  return /** @type {Answer} */ (Object.fromEntries(entries));
}
