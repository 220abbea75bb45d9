/* A labelled picture, read: its bytes, their hash, and what the model says of them.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { sha256 } from '../classifier.js';
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
 * @property {import('../classifier.js').ModelId | null} model that answered
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
    const { record, model } = await classifier.read(blob);
    /* Shown only where the core could read it: a hostile file is left to the worker. */
    if (record.status !== 'ok' && record.status !== 'no-cell') return { unreadable: record.message };
    const key = await hashOf(await blob.arrayBuffer(), labelled.name);
    const url = URL.createObjectURL(blob);
    return { labelled, key, url, record: { file: labelled.name, ...record }, model };
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
export const hashOf = async (bytes, name) => (await sha256(bytes)) ?? `${bytes.byteLength} ${name}`;
