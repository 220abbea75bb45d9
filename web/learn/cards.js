/* A labelled picture, read: its bytes, their hash, and what the model says of them.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';
import { ZipError } from './zip.js';

/**
 * @typedef {import('./sets.js').LabelledPicture} LabelledPicture
 *
 * @typedef {object} Card
 * @property {LabelledPicture} labelled
 * @property {string} key
 * @property {string} url of its bytes
 * @property {import('../state.js').FileRecord} record
 *
 * @typedef {{ unreadable: string }} Unreadable the sentence that says why
 */

/**
 * Never rejects.
 *
 * @param {LabelledPicture} labelled
 * @param {import('../classifier.js').Classifier} classifier
 * @returns {Promise<Card | Unreadable>}
 */
export async function readCard(labelled, classifier) {
  try {
    const blob = await labelled.load();
    const { record } = await classifier.read(blob);
    /* Shown only where the core could read it: a hostile file is left to the worker. */
    if (record.status !== 'ok' && record.status !== 'no-cell') return { unreadable: record.message };
    const key = await keyOf(await blob.arrayBuffer(), labelled.name);
    return { labelled, key, url: URL.createObjectURL(blob), record: { file: labelled.name, ...record } };
  } catch (error) {
    const told = error instanceof ZipError ? texts.learn.zip[error.problem] : null;
    return { unreadable: told ?? texts.core.statuses['unreadable-file'] };
  }
}

/** @param {Card} card that is no longer shown */
export const dropCard = ({ url }) => URL.revokeObjectURL(url);

/**
 * What a picture is known by, whatever it is called and wherever it lies: its SHA-256. A page that came over plain
 * HTTP may not ask for it, and makes do with the name and the size.
 *
 * @param {ArrayBuffer} bytes
 * @param {string} name
 */
export async function keyOf(bytes, name) {
  if (!globalThis.crypto?.subtle) return `${bytes.byteLength} ${name}`;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
