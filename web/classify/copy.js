/* A result for the clipboard: in words, or as the record that the command line gives too.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { percent, qualityNote, texts, verdictTitle } from '../texts.js';
import { openDialog } from '../views/dialog.js';
import { button, element } from '../views/element.js';

/**
 * @typedef {import('../state.js').FileRecord} FileRecord
 * @typedef {import('../classifier.js').ModelId} ModelId
 */

const words = texts.classify.copy;

/** For so long a button says that it has copied, in milliseconds. */
const CONFIRMED = 2500;

/**
 * @param {FileRecord} record
 * @param {ModelId | null} model that answered
 * @param {(sentence: string) => void} announce
 */
export function copyButtons(record, model, announce) {
  return [
    copying('copy', words.text, () => inWords(record, model), announce),
    copying('', words.json, () => JSON.stringify(record, null, 2), announce),
  ];
}

/**
 * @param {string} look
 * @param {string} label
 * @param {() => string} content
 * @param {(sentence: string) => void} announce
 */
function copying(look, label, content, announce) {
  const copies = button({ class: `quiet ${look}` }, label, async () => {
    /* There is no clipboard outside a secure page, and it may be forbidden. */
    const writing = navigator.clipboard?.writeText(content()) ?? Promise.reject();
    const copied = await writing.then(
      () => true,
      () => false,
    );
    if (!copied) return byHand(content());
    copies.textContent = words.done;
    announce(words.done);
    setTimeout(() => (copies.textContent = label), CONFIRMED);
  });
  return copies;
}

/** @param {string} content for the person to copy */
function byHand(content) {
  const text = element('textarea', { readonly: '', rows: '12', 'aria-label': words.byHand }, content);
  const close = button({ class: 'button' }, texts.app.close, () => dialog.close());
  const inner = element('div', { class: 'inner' }, element('p', {}, words.byHand), text, close);
  const dialog = openDialog(words.byHand, {}, inner);
  text.focus();
  text.select();
}

/**
 * @param {FileRecord} record
 * @param {ModelId | null} model
 */
function inWords({ file, cells, message }, model) {
  const lines = cells.map((cell, index) => {
    const facts = [
      verdictTitle(cell),
      ...(cell.verdict === 'confident' ? [percent(cell.confidence)] : []),
      ...(cell.verdict === 'unfamiliar' ? [] : [texts.core.verdictWords[cell.verdict]]),
      ...(cell.quality.length > 0 ? [qualityNote(cell.quality)] : []),
    ];
    return `${index + 1} · ${facts.join(', ')}`;
  });
  const made = [texts.app.name, model?.name, model?.sha256 && `SHA-256 ${model.sha256}`]
    .filter(Boolean)
    .join(', ');
  return [file, ...(lines.length > 0 ? lines : [message]), `${made}. ${texts.app.medicalTitle}`, ''].join(
    '\n',
  );
}
