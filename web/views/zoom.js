/* A picture over the whole page, enlarged as far as a person likes: by wheel, by two fingers, by keys, by buttons; and
 * moved by mouse or finger, by arrow keys and by the browser's scroll bars.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { decimal, texts } from '../texts.js';
import { openDialog } from './dialog.js';
import { button, element } from './element.js';

/** The most that it is enlarged, of the size that fits; and what one press of a key does. */
const MOST = 16;
const STEP = 1.5;

/** How far a wheel must be turned, in its own units, to double the size. */
const WHEEL_DOUBLE = 400;

/**
 * @typedef {{ clientX: number, clientY: number }} Point of the page, as an event has it
 * @typedef {{ across: number, down: number }} Spot of the picture: shares of its width and height
 */

/**
 * @param {string} label
 * @param {{ width: number, height: number }} size of the picture
 * @param {{ picture: HTMLElement, button: HTMLElement | null, caption: HTMLElement | null }} content the picture, and
 *   what shows its map and explains it
 */
export function openZoom(label, size, { picture, button: map, caption }) {
  const words = texts.core.zoom;
  const stage = element(
    'div',
    { class: 'stage', tabindex: '0', role: 'group', 'aria-label': label },
    picture,
  );
  const scale = element('output', {});
  const zoom = zooming(stage, picture, size, (factor) => (scale.value = `${decimal(100 * factor, 0)} %`));
  const bar = element(
    'div',
    { class: 'zoom-bar' },
    element('span', { class: 'file-name' }, label),
    ...(map ? [map] : []),
    pressed(words.smaller, '−', () => zoom.by(1 / STEP)),
    scale,
    pressed(words.larger, '+', () => zoom.by(STEP)),
    pressed(words.fit, words.fit, zoom.fit),
    pressed(texts.app.close, '×', () => dialog.close()),
  );
  const figure = element('figure', {}, stage, ...(caption ? [caption] : []));
  const dialog = openDialog(words.open, { class: 'zoom' }, bar, figure);
  dialog.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    if (ctrlKey || metaKey) return;
    if (key === '+' || key === '=') zoom.by(STEP);
    if (key === '-') zoom.by(1 / STEP);
    if (key === '0') zoom.fit();
  });
  stage.focus();
  zoom.fit();
  const resized = new ResizeObserver(() => zoom.by(1));
  resized.observe(stage);
  dialog.addEventListener('close', () => resized.disconnect());
}

/**
 * @param {string} label
 * @param {string} sign
 * @param {() => void} act
 */
const pressed = (label, sign, act) => button({ 'aria-label': label }, sign, act);

/**
 * @param {HTMLElement} stage that scrolls
 * @param {HTMLElement} picture
 * @param {{ width: number, height: number }} size of the picture
 * @param {(factor: number) => void} tell
 */
function zooming(stage, picture, { width, height }, tell) {
  let factor = 1;

  /** @param {Point} point */
  function shareAt({ clientX, clientY }) {
    const { left, top, width, height } = picture.getBoundingClientRect();
    return { across: (clientX - left) / width, down: (clientY - top) / height };
  }

  /**
   * Enlarges, and brings a spot of the picture under a point as far as the picture's borders let it.
   *
   * @param {number} by
   * @param {Spot} spot
   * @param {Point} point
   */
  function place(by, { across, down }, { clientX, clientY }) {
    factor = Math.min(MOST, Math.max(1, factor * by));
    const fitting = Math.min(stage.clientWidth / width, stage.clientHeight / height);
    picture.style.width = `${width * fitting * factor}px`;
    const now = picture.getBoundingClientRect();
    stage.scrollLeft += now.left + across * now.width - clientX;
    stage.scrollTop += now.top + down * now.height - clientY;
    tell(factor);
  }

  /**
   * Enlarges about a point, the stage's middle where none is given.
   *
   * @param {number} by
   * @param {Point} about
   */
  const by = (by, about = middleOf(stage)) => place(by, shareAt(about), about);

  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      by(2 ** (-event.deltaY / WHEEL_DOUBLE), event);
    },
    { passive: false },
  );
  listenToPointers(stage, shareAt, place);
  return { by, fit: () => by(1 / factor) };
}

/** @param {HTMLElement} stage */
function middleOf(stage) {
  const { left, top, width, height } = stage.getBoundingClientRect();
  return { clientX: left + width / 2, clientY: top + height / 2 };
}

/**
 * The picture goes along with the mouse or the finger that holds it, and two fingers also enlarge it. The browser's own
 * scrolling by finger is off (.stage in style.css): once it has begun with one finger it lets no second one in.
 *
 * @param {HTMLElement} stage
 * @param {(point: Point) => Spot} shareAt
 * @param {(by: number, spot: Spot, point: Point) => void} place
 */
function listenToPointers(stage, shareAt, place) {
  /** @type {Map<number, PointerEvent>} */
  const down = new Map();
  /** What of the picture is held. */
  let held = { across: 0, down: 0 };
  const grasp = () => {
    if (down.size > 0) held = shareAt(hold(down));
  };
  stage.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, event);
    stage.setPointerCapture(event.pointerId);
    grasp();
  });
  stage.addEventListener('pointermove', (event) => {
    if (!down.has(event.pointerId)) return;
    const before = hold(down);
    down.set(event.pointerId, event);
    const after = hold(down);
    place(before.spread > 0 ? after.spread / before.spread : 1, held, after);
  });
  for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    stage.addEventListener(name, ({ pointerId }) => {
      down.delete(pointerId);
      grasp();
    });
  }
}

/**
 * Where the picture is held, and how far apart the two fingers are: 0 where there is one.
 *
 * @param {Map<number, PointerEvent>} down at least one
 */
function hold(down) {
  const [one, other = one] = down.values();
  return {
    clientX: (one.clientX + other.clientX) / 2,
    clientY: (one.clientY + other.clientY) / 2,
    spread: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
  };
}
