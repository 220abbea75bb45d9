/* Files that the page makes and a person saves; and tables as CSV (RFC 4180) that no spreadsheet takes for a program.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * Hands a file to the browser's downloads.
 *
 * @param {string} name
 * @param {string} type its media type
 * @param {string | Blob} content
 */
export function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  /* The download has its own hold on the bytes once it has begun, which some browsers do a moment later. */
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/* What spreadsheets run as a formula, perhaps after blanks: at a text's beginning, and after what some of them take
 * for the end of a cell even within quotes (a semicolon, where the decimal sign is the comma). */
const FORMULA = /(^|[;\t\r\n])(?=\s*[=+\-@])|^(?=[\t\r\n])/g;

/**
 * One cell. What would be run as a formula gets an apostrophe in front, which makes it text again; a number is a
 * number, also below zero.
 *
 * @param {string | number | null} value null leaves the cell empty
 */
export function csvCell(value) {
  if (typeof value === 'number') return String(value);
  const text = (value ?? '').replace(FORMULA, "$1'");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A whole table. The byte order mark is what tells spreadsheets that it is UTF-8.
 *
 * @param {(string | number | null)[][]} rows
 */
export const csvTable = (rows) => '\ufeff' + rows.map((row) => row.map(csvCell).join(',') + '\r\n').join('');
