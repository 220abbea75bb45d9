/* A picture over the whole page, enlarged as far as a person likes: by wheel, by two fingers, by keys, by buttons. The
 * browser itself scrolls it, by finger, by arrow keys and by its bars; a mouse may also drag it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { decimal, texts } from '../texts.js';
import { openDialog } from './dialog.js';
import { element } from './element.js';

/** The most that it is enlarged, of the size that fits; and what one press of a key does. */
const MOST = 16;
const STEP = 1.5;

/** How far a wheel must be turned, in its own units, to double the size. */
const WHEEL_DOUBLE = 400;

/**
 * @param {string} label
 * @param {{ width: number, height: number }} size of the picture
 * @param {{ picture: HTMLElement, button: HTMLElement | null }} content the picture, and what shows its map
 */
export function openZoom(label, size, { picture, button: map }) {
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
  const dialog = openDialog(words.open, { class: 'zoom' }, bar, stage);
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
function pressed(label, sign, act) {
  const button = element('button', { type: 'button', class: 'quiet', 'aria-label': label }, sign);
  button.addEventListener('click', act);
  return button;
}

/**
 * @param {HTMLElement} stage that scrolls
 * @param {HTMLElement} picture
 * @param {{ width: number, height: number }} size of the picture
 * @param {(factor: number) => void} tell
 */
function zooming(stage, picture, { width, height }, tell) {
  let factor = 1;

  /**
   * Enlarges about a point of the stage, its middle where none is given.
   *
   * @param {number} by
   * @param {{ clientX: number, clientY: number } | null} about
   */
  function by(by, about = null) {
    const box = stage.getBoundingClientRect();
    const x = about ? about.clientX - box.left : box.width / 2;
    const y = about ? about.clientY - box.top : box.height / 2;
    const before = picture.getBoundingClientRect();
    const share = [(box.left + x - before.left) / before.width, (box.top + y - before.top) / before.height];
    factor = Math.min(MOST, Math.max(1, factor * by));
    const fitting = Math.min(stage.clientWidth / width, stage.clientHeight / height);
    picture.style.width = `${width * fitting * factor}px`;
    const after = picture.getBoundingClientRect();
    stage.scrollLeft += after.left + share[0] * after.width - (box.left + x);
    stage.scrollTop += after.top + share[1] * after.height - (box.top + y);
    tell(factor);
  }

  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      by(2 ** (-event.deltaY / WHEEL_DOUBLE), event);
    },
    { passive: false },
  );
  listenToPointers(stage, by);
  return { by, fit: () => by(1 / factor) };
}

/**
 * Two fingers enlarge, a mouse drags; one finger is left to the browser, which scrolls.
 *
 * @param {HTMLElement} stage
 * @param {(by: number, about: { clientX: number, clientY: number }) => void} by
 */
function listenToPointers(stage, by) {
  /** @type {Map<number, PointerEvent>} */
  const down = new Map();
  const spread = () => {
    const [one, other] = down.values();
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  };
  stage.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, event);
    if (event.pointerType === 'mouse') stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    const last = down.get(event.pointerId);
    if (!last) return;
    const before = down.size === 2 ? spread() : 0;
    down.set(event.pointerId, event);
    if (down.size === 2 && before > 0) {
      const [one, other] = down.values();
      by(spread() / before, {
        clientX: (one.clientX + other.clientX) / 2,
        clientY: (one.clientY + other.clientY) / 2,
      });
    } else if (event.pointerType === 'mouse') {
      stage.scrollBy({
        left: last.clientX - event.clientX,
        top: last.clientY - event.clientY,
        behavior: 'instant',
      });
    }
  });
  for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    stage.addEventListener(name, ({ pointerId }) => down.delete(pointerId));
  }
}
