/* The files that a person hands over, by drop or by a file dialog; those in folders too, each with its path below the
 * folder in webkitRelativePath, as the browser itself sets it for a folder that was chosen.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';
import { element } from './element.js';

/** What the name of a picture ends with, even of one that the core does not read: it then says so. */
const PICTURE = /\.(jpe?g|jfif|png|gif|webp|bmp|tiff?|hei[cf]|avif|svg|pdf)$/i;

/** @param {File} file of a folder */
const isPicture = ({ name, type }) =>
  !name.startsWith('.') && (type.startsWith('image/') || PICTURE.test(name));

/**
 * What of the files is to be read, and a sentence about the rest, or ''. What lies in a folder beside its pictures is
 * left out; a file that was handed over by itself is read whatever it is, so that the core says what is wrong with it.
 *
 * @param {File[]} files
 */
export function sift(files) {
  const wanted = files.filter((file) => !file.webkitRelativePath || isPicture(file));
  return { wanted, notice: notice(wanted.length, files.length - wanted.length) };
}

/**
 * @param {number} wanted
 * @param {number} skipped
 */
function notice(wanted, skipped) {
  if (wanted + skipped === 0) return texts.app.noFile;
  if (wanted === 0) return texts.app.noPictureInFolder;
  return skipped > 0 ? texts.app.skipped(skipped) : '';
}

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
