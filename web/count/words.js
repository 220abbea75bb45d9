/* The words that several parts of Count say of a call.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { className, classShort, sharePercent, texts } from '../texts.js';

/** @type {Record<string, string | undefined>} */
const calls = texts.count.calls;

/** @param {string} call */
export const callName = (call) => calls[call] ?? className(call);

/** @param {string} call the same where there is little room */
export const callShort = (call) => calls[call] ?? classShort(call);

/** @param {[number, number]} limits 0 … 1 */
export const rangeWords = ([low, high]) => texts.count.table.range(sharePercent(low), sharePercent(high));
