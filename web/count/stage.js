/* The field that is counted, large: its picture, a button for each cell, and the cross by which a missed cell is added
 * without a mouse. It is one stop of the Tab key; the arrow keys go from cell to cell (keys.js).
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { decimal, texts, verdictTitle } from '../texts.js';
import { element } from '../views/element.js';
import { addCell, goTo } from './counting.js';
import { isLeukocyte, KEYS } from './log.js';
import { callName } from './words.js';

/**
 * @typedef {import('./counting.js').Field} Field
 * @typedef {import('./log.js').CountedCell} CountedCell
 * @typedef {import('./log.js').Box} Box
 */

const words = texts.count;

/** How far the cross moves at a press of a key, and with Shift: shares of the field's longer side. */
const STEP = 0.04;
const FINE_STEP = 0.008;

/** The side of an added cell's box where the field has no other to take it from: a share of the longer side. */
const USUAL_SIDE = 0.13;

/** @param {(sentence: string) => void} announce */
export function createStage(announce) {
  const image = element('img', { alt: '' });
  const boxes = element('div', { class: 'boxes' });
  const cross = element('span', { class: 'cross', 'aria-hidden': 'true' });
  cross.hidden = true;
  const stage = element(
    'div',
    { class: 'count-stage', role: 'application', tabindex: '-1', 'aria-label': words.field.cells },
    image,
    boxes,
    cross,
  );
  /** @type {{ field: Field, cells: CountedCell[] } | null} */
  let shown = null;
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  /** Where the cross is, in shares of the field. */
  const at = { x: 0.5, y: 0.5 };

  stage.addEventListener('click', (event) => {
    if (!shown || !(event.target instanceof Element) || event.target.closest('button')) return;
    const { left, top, width, height } = stage.getBoundingClientRect();
    addAt((event.clientX - left) / width, (event.clientY - top) / height);
  });

  /**
   * @param {number} x 0 … 1
   * @param {number} y 0 … 1
   */
  function addAt(x, y) {
    if (!shown) return;
    addCell(shown.field.id, boxAround(shown.field, shown.cells, x, y));
    announce(words.field.added);
  }

  /**
   * @param {Field} field
   * @param {CountedCell[]} cells of the field
   * @param {string | null} current
   */
  function render(field, cells, current) {
    if (shown?.field.id !== field.id) {
      image.src = field.url ?? '';
      image.alt = field.file;
      stage.style.aspectRatio = `${field.record?.width} / ${field.record?.height}`;
      boxes.replaceChildren();
      buttons.clear();
      leaveCross();
    }
    shown = { field, cells };
    const kept = new Set(cells.map(({ id }) => id));
    for (const [id, button] of buttons) {
      if (kept.has(id)) continue;
      button.remove();
      buttons.delete(id);
    }
    for (const cell of cells) fill(buttons.get(cell.id) ?? made(cell, field), cell, cells.length, current);
    /* Without a current cell of its own the field is still to be reached by keys. */
    stage.tabIndex = cells.length === 0 ? 0 : -1;
  }

  /**
   * @param {CountedCell} cell
   * @param {Field} field
   */
  function made({ id, box: [x, y, width, height] }, { record }) {
    const button = element('button', { type: 'button', class: 'box' }, element('span', {}));
    const [across, down] = [record?.width ?? 1, record?.height ?? 1];
    button.style.left = `${(100 * (x + width / 2)) / across}%`;
    button.style.top = `${(100 * (y + height / 2)) / down}%`;
    button.style.width = `${(100 * width) / across}%`;
    button.style.height = `${(100 * height) / down}%`;
    button.classList.toggle('at-top', y < 0.06 * down);
    button.addEventListener('click', () => goTo(id));
    buttons.set(id, button);
    boxes.append(button);
    return button;
  }

  /** @param {string | null} current */
  const focus = (current) => (buttons.get(current ?? '') ?? stage).focus({ preventScroll: true });

  /** Shows the cross, where it was last. */
  function enterCross() {
    cross.hidden = false;
    moveCross(0, 0, false);
    stage.focus({ preventScroll: true });
    announce(words.field.addByKey);
  }

  function leaveCross() {
    cross.hidden = true;
  }

  /**
   * @param {number} right steps
   * @param {number} down steps
   * @param {boolean} fine
   */
  function moveCross(right, down, fine) {
    const step = fine ? FINE_STEP : STEP;
    const ratio = stage.clientWidth / Math.max(1, stage.clientHeight);
    at.x = Math.min(1, Math.max(0, at.x + (right * step) / Math.max(1, ratio)));
    at.y = Math.min(1, Math.max(0, at.y + down * step * Math.min(1, ratio)));
    cross.style.left = `${100 * at.x}%`;
    cross.style.top = `${100 * at.y}%`;
    if (right || down) announce(words.field.cursor(spokenShare(at.x), spokenShare(at.y)));
  }

  /** Adds a cell at the cross. */
  function addAtCross() {
    leaveCross();
    addAt(at.x, at.y);
  }

  const crossing = () => !cross.hidden;
  return { element: stage, render, focus, enterCross, leaveCross, moveCross, addAtCross, crossing };
}

/** @param {number} share 0 … 1 */
const spokenShare = (share) => `${decimal(100 * share, 0)} %`;

/**
 * A box of the size that is usual in the field.
 *
 * @param {Field} field
 * @param {CountedCell[]} cells of the field
 * @param {number} x 0 … 1
 * @param {number} y 0 … 1
 * @returns {Box}
 */
function boxAround({ record }, cells, x, y) {
  const [across, down] = [record?.width ?? 1, record?.height ?? 1];
  const sides = cells.filter(({ found }) => found).map(({ box }) => Math.max(box[2], box[3]));
  const usual = sides.sort((a, b) => a - b)[sides.length >> 1] ?? USUAL_SIDE * Math.max(across, down);
  const side = Math.round(Math.min(usual, across, down));
  /** @param {number} middle @param {number} size */
  const begin = (middle, size) => Math.round(Math.min(size - side, Math.max(0, middle * size - side / 2)));
  return [begin(x, across), begin(y, down), side, side];
}

/**
 * @param {HTMLButtonElement} button
 * @param {CountedCell} cell
 * @param {number} of so many
 * @param {string | null} current
 */
function fill(button, { id, number, found, outside, judged }, of, current) {
  const isCurrent = id === current;
  button.tabIndex = isCurrent ? 0 : -1;
  if (isCurrent) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
  button.classList.toggle('judged', judged !== null);
  button.classList.toggle('out', judged !== null && !isLeukocyte(judged));
  button.classList.toggle('outside', outside && !judged);
  button.setAttribute(
    'aria-label',
    [
      words.cell.number(number, of),
      found ? words.cell.model(verdictTitle(found)) : words.cell.added,
      judged ? words.cell.yours(callName(judged)) : words.cell.open,
    ].join(', '),
  );
  const [tag] = button.children;
  tag.textContent = judged ? `${number} ${letterOf(judged)}` : String(number);
}

/** @param {string} call */
function letterOf(call) {
  const [key] = Object.entries(KEYS).find(([, each]) => each === call) ?? ['–'];
  return key.toUpperCase();
}
