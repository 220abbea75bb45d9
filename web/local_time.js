/* The person's own clock, by which files are named and a summary is dated.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @param {Date} date
 * @returns {string} YYYY-MM-DDTHH:MM, in the time zone of the browser
 */
export const localTime = (date) =>
  new Date(date.getTime() - 60_000 * date.getTimezoneOffset()).toISOString().slice(0, 16);
