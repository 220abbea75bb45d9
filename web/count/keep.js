/* The count in progress, as this browser keeps it: each field under a key of its own, with its picture, and the log.
 * What cannot be kept is counted in memory all the same.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { list, read, remove, write } from '../storage.js';

/**
 * @typedef {import('./counting.js').Field} Field
 * @typedef {import('./log.js').CountEvent} CountEvent
 */

const LOG = 'count/log';
const FIELDS = 'count/fields/';

/** @returns {Promise<{ fields: Field[], log: CountEvent[] }>} */
export async function restoreCount() {
  const keys = await list(FIELDS);
  const fields = await Promise.all(keys.map(read));
  const log = (await read(LOG)) ?? [];
  /* Fields kept by earlier versions do not say which model answered; and the address of a picture holds for one load of
   * the page. */
  return { fields: fields.filter(Boolean).map((field) => ({ model: null, ...field, url: null })), log };
}

/**
 * @param {Field} field
 * @returns {Promise<boolean>} whether it is kept
 */
export const keepField = (field) => write(FIELDS + field.id, { ...field, url: null });

/** @param {CountEvent[]} log */
export const keepLog = (log) => write(LOG, log);

/** @param {string} id of a field */
export const forgetField = (id) => remove(FIELDS + id);

export async function forgetCount() {
  await remove(LOG);
  for (const key of await list(FIELDS)) await remove(key);
}

/**
 * Whether this is the one tab that keeps the count: two would each write over what the other wrote. Once held, the
 * count is held until the tab is closed. Where the browser cannot tell (a page that came over plain HTTP), it is.
 */
export const holdCount = () => hold({ ifAvailable: true }, () => true);

/**
 * Waits until the tab that keeps the count is gone.
 *
 * @param {() => boolean} wanted whether this tab is to keep it then
 */
export const awaitCount = (wanted) => hold({}, wanted);

/**
 * @param {LockOptions} options
 * @param {() => boolean} wanted asked when the count is free
 * @returns {Promise<boolean>} whether it is held
 */
const hold = (options, wanted) =>
  new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    navigator.locks
      .request('hematovision-count', options, (lock) => {
        const held = lock !== null && wanted();
        resolve(held);
        return held ? new Promise(() => {}) : undefined;
      })
      .catch(() => resolve(true));
  });
