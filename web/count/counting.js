/* What Count does: takes fields, has them read one after another, and writes down what the person decides. Every
 * change is kept in this browser at once.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { keeping } from '../keeping.js';
import { state, update } from '../state.js';
import { texts } from '../texts.js';
import { awaitCount, forgetCount, forgetField, holdCount, keepField, keepLog, restoreCount } from './keep.js';
import { addedId, nextOpen, replay } from './log.js';
import { lookAt } from './look.js';
import { twinsOf } from './twins.js';

/**
 * @typedef {import('../module.js').PictureRecord} PictureRecord
 * @typedef {import('./log.js').CountEvent} CountEvent
 * @typedef {import('./log.js').Call} Call
 * @typedef {import('./log.js').Box} Box
 *
 * @typedef {object} Field
 * @property {string} id the fields' order is that of their ids
 * @property {string} file its name
 * @property {Blob} blob
 * @property {PictureRecord | null} record null until it was read
 * @property {import('../classifier.js').ModelId | null} model that answered; null where it is not known
 * @property {import('./overlap.js').Look | null} look
 * @property {[string, string][]} twins cells that an earlier field shows too
 * @property {string | null} url of the blob, once it was read
 *
 * @typedef {object} Counting
 * @property {Field[]} fields
 * @property {CountEvent[]} log
 * @property {string | null} current the id of the cell that is looked at
 * @property {{ file: string, blob: Blob, sentence: string }[]} failures the files that are no field, and why
 * @property {boolean} kept whether this browser keeps the count
 * @property {boolean} elsewhere whether another tab keeps one
 */

/** @param {Partial<Counting>} change */
const change = (change) => update({ count: { ...state.count, ...change } });

/** The count as it stands. */
export const standing = () => replay(state.count.fields, state.count.log);

/** @param {Promise<boolean>} writing resolves to whether it is kept */
async function keep(writing) {
  if (!(await keeping(writing)) && state.count.kept) change({ kept: false });
}

/**
 * @param {import('../classifier.js').Classifier} classifier
 */
export function startCounting(classifier) {
  /** @type {Promise<void> | null} the reading of the fields that wait */
  let working = null;
  /** A new count does not want what was read for the old. */
  let reading = new AbortController();
  /** Whether this tab waits for the one that keeps the count. */
  let awaiting = false;

  /** @param {{ file: string, blob: Blob }[]} files */
  async function take(files) {
    await restored; /* Else the new ones would get the ids of those that come back. */
    const added = files.map(({ file, blob }, index) => {
      return { id: idAfter(index), file, blob, record: null, model: null, look: null, twins: [], url: null };
    });
    change({ fields: [...state.count.fields, ...added] });
    work();
    if (state.count.elsewhere) return;
    await keeping(keepInTurn(added));
  }

  /** Reads the fields that wait, one at a time. */
  function work() {
    const { signal } = reading;
    working ??= (async () => {
      for (let next = waiting(); next && !signal.aborted; next = waiting()) await readField(next, signal);
    })().finally(() => {
      working = null;
      if (waiting()) work();
    });
  }

  /**
   * @param {Field} field
   * @param {AbortSignal} signal
   */
  async function readField(field, signal) {
    const { record, model } = await classifier.read(field.blob, { signal });
    if (signal.aborted) return;
    const readable = ['ok', 'no-cell'].includes(record.status);
    const original = readable && (await sameAs(field));
    if (signal.aborted) return;
    if (!readable) return refuse(field, record.message);
    if (original) return refuse(field, texts.count.sameFile(original.file));
    await accept({ ...field, model }, record, signal);
  }

  /**
   * @param {Field} field
   * @param {PictureRecord} record
   * @param {AbortSignal} signal
   */
  async function accept(field, record, signal) {
    const look = await lookAt(field.blob, record);
    if (signal.aborted) return;
    const seen = { ...field, record, look };
    const earlier = state.count.fields.filter(({ id }) => id < field.id);
    const twins = await twinsOf(earlier, seen, signal);
    if (signal.aborted) return;
    const read = { ...seen, twins, url: URL.createObjectURL(field.blob) };
    change({ fields: state.count.fields.map((other) => (other.id === field.id ? read : other)) });
    if (!state.count.current) goTo(nextOpen(standing().cells, null));
    if (!state.count.elsewhere) await keep(keepIfThere(read));
  }

  /** Counts on where the browser was left; or, where another tab does so, once that is gone. */
  async function restore() {
    if (await holdCount()) return restoreKept();
    change({ elsewhere: true, kept: false });
    awaitTurn();
  }

  function awaitTurn() {
    if (awaiting) return;
    awaiting = true;
    void awaitCount(isEmpty).then((held) => {
      awaiting = false;
      if (held) restored = restoreKept();
    });
  }

  async function restoreKept() {
    const { fields, log } = await restoreCount();
    const known = fields.map((field) => {
      return field.record ? { ...field, url: URL.createObjectURL(field.blob) } : field;
    });
    change({ fields: known, log, kept: true, elsewhere: false });
    goToSome();
    work();
  }

  async function startAnew() {
    reading.abort();
    reading = new AbortController();
    for (const { url } of state.count.fields) if (url) URL.revokeObjectURL(url);
    const { elsewhere } = state.count;
    change({ fields: [], log: [], current: null, failures: [], kept: !elsewhere });
    if (elsewhere) awaitTurn();
    else await forgetCount();
  }

  async function tryAgain() {
    const { failures } = state.count;
    change({ failures: [] });
    await take(failures);
  }

  let restored = restore();
  return { take, restored, startAnew, tryAgain };
}

/** Whether nothing was begun here. */
const isEmpty = () => state.count.fields.length === 0 && state.count.log.length === 0;

const waiting = () => state.count.fields.find(({ record }) => !record);

/**
 * An id behind all that there are.
 *
 * @param {number} index among those that are added together
 */
function idAfter(index) {
  const last = Number(state.count.fields.at(-1)?.id ?? 0);
  return String(last + 1 + index).padStart(6, '0');
}

/** @param {Field[]} fields */
async function keepInTurn(fields) {
  for (const field of fields) await keep(keepIfThere(field));
}

/**
 * A field may have been refused, or the whole count ended, before its turn to be written came.
 *
 * @param {Field} field
 */
async function keepIfThere(field) {
  const now = state.count.fields.find(({ id }) => id === field.id);
  return now && now.blob === field.blob ? keepField(now) : true;
}

/**
 * @param {Field} field
 * @param {string} sentence
 */
function refuse({ id, file, blob }, sentence) {
  const { fields, failures } = state.count;
  const remaining = fields.filter((other) => other.id !== id);
  change({ fields: remaining, failures: [...failures, { file, blob, sentence }] });
  if (!state.count.elsewhere) void forgetField(id);
}

/**
 * The field, read before, whose file is the same to the byte. One that can no longer be read is not.
 *
 * @param {Field} field
 */
async function sameAs(field) {
  const shown = new Set(standing().fields);
  for (const other of state.count.fields) {
    if (!shown.has(other.id) || other.blob.size !== field.blob.size) continue;
    const [one, two] = await Promise.all([field, other].map(bytesOf));
    if (one && two && one.every((byte, i) => byte === two[i])) return other;
  }
  return null;
}

/** @param {Field} field */
const bytesOf = ({ blob }) =>
  blob.arrayBuffer().then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  );

/** @param {string | null} cell */
export const goTo = (cell) => change({ current: cell });

/** @param {CountEvent[]} log */
function setLog(log) {
  change({ log });
  if (!state.count.elsewhere) void keep(keepLog(log));
}

/** @param {CountEvent} event */
export const act = (event) => setLog([...state.count.log, event]);

/**
 * Judges a cell and goes on to the next.
 *
 * @param {string} cell
 * @param {Call} as
 */
export function judge(cell, as) {
  act({ kind: 'judge', cell, as });
  goTo(nextOpen(standing().cells, cell) ?? cell);
}

/**
 * Adds a cell that was missed, and goes to it.
 *
 * @param {string} field
 * @param {Box} box
 */
export function addCell(field, box) {
  const id = addedId(field, state.count.log.length);
  act({ kind: 'add', field, box });
  goTo(id);
}

/**
 * Takes the last thing back that the person did, and goes to where it was.
 *
 * @returns {CountEvent | null} what was taken back
 */
export function undo() {
  const last = state.count.log.at(-1);
  if (!last) return null;
  setLog(state.count.log.slice(0, -1));
  const { cells } = standing();
  const touched = cells.find(({ id, field }) => {
    return (last.kind === 'judge' && id === last.cell) || (last.kind === 'drop' && field === last.field);
  });
  if (touched) goTo(touched.id);
  else goToSome();
  return last;
}

/** @param {string} field its id */
export function dropField(field) {
  act({ kind: 'drop', field });
  goToSome();
}

/** Goes to the next open cell, or else to the first, where the one that was looked at is no more. */
function goToSome() {
  const { cells } = standing();
  if (!cells.some(({ id }) => id === state.count.current))
    goTo(nextOpen(cells, null) ?? cells[0]?.id ?? null);
}
