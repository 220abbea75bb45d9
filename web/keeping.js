/* What is still being written down: the page asks before it is left meanwhile, since it would be lost.
 *
 * SPDX-License-Identifier: Apache-2.0 */

let unkept = 0;

/** @param {BeforeUnloadEvent} event */
const ask = (event) => event.preventDefault();

/**
 * Has the page ask before it is left until the writing is settled. It listens no longer than that: a page that does is
 * not kept for the way back by some browsers.
 *
 * @template T
 * @param {Promise<T>} writing
 * @returns {Promise<T>} the same
 */
export function keeping(writing) {
  if (unkept++ === 0) addEventListener('beforeunload', ask);
  return writing.finally(() => {
    if (--unkept === 0) removeEventListener('beforeunload', ask);
  });
}
