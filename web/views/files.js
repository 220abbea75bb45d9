/* The files that a person hands over, by drop or by a file dialog; those in folders too, each with its path below the
 * folder in webkitRelativePath, as the browser itself sets it for a folder that was chosen.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { element } from './element.js';

/**
 * @param {DataTransfer | null} transfer of a drop
 * @returns {Promise<File[]>}
 */
export async function filesOf(transfer) {
  if (!transfer) return [];
  const plain = Array.from(transfer.files);
  /* The entries are to be taken at once: after the event the transfer is empty. */
  const entries = Array.from(transfer.items ?? [], (item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found = await Promise.all(entries.map((entry) => (entry ? filesBelow(entry) : [])));
  return found.flat();
}

/**
 * What cannot be read is left out: the folder may have changed meanwhile.
 *
 * @param {FileSystemEntry} entry
 * @returns {Promise<File[]>} in the order of their names
 */
async function filesBelow(entry) {
  if (entry.isFile) return fileOf(/** @type {FileSystemFileEntry} */ (entry));
  const entries = await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry));
  entries.sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  const found = [];
  for (const each of entries) found.push(...(await filesBelow(each)));
  return found;
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File[]>} one or none
 */
const fileOf = (entry) =>
  new Promise((resolve) => {
    entry.file(
      (file) => {
        const path = entry.fullPath.replace(/^\//, '');
        if (path.includes('/')) Object.defineProperty(file, 'webkitRelativePath', { value: path });
        resolve([file]);
      },
      () => resolve([]),
    );
  });

/** @param {FileSystemDirectoryEntry} folder */
async function entriesOf(folder) {
  const reader = folder.createReader();
  const entries = [];
  /* A folder is read in parts (of a hundred in Chromium), the last of which is empty. */
  for (;;) {
    const part = await /** @type {Promise<FileSystemEntry[]>} */ (
      new Promise((resolve) => reader.readEntries(resolve, () => resolve([])))
    );
    if (part.length === 0) return entries;
    entries.push(...part);
  }
}

/**
 * Opens the browser's file dialog.
 *
 * @param {{ folder?: boolean, accept?: string }} wanted
 * @returns {Promise<File[]>} none where the person cancelled
 */
export function pickFiles({ folder = false, accept = '' } = {}) {
  const input = element('input', { type: 'file', multiple: '', accept });
  input.webkitdirectory = folder;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(Array.from(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
