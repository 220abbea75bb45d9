/* Whether two fields overlap, and which cells they then share. The slide was moved between the two pictures, not
 * turned, and not magnified otherwise; so one shift lays the cells of the one on those of the other. Shifts that lay
 * one cell on another are tried, and the one is taken under which the pictures themselves look alike where they
 * overlap: the red cells around are as good as a fingerprint, where white cells alone are much alike. Pure.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @typedef {{ width: number, height: number, grey: Uint8Array }} Look a field in small, row by row (look.js)
 * @typedef {{ id: string, box: [number, number, number, number] }} Placed
 * @typedef {{ width: number, height: number, look: Look, cells: Placed[] }} Seen a field with its cells
 * @typedef {{ width: number, height: number, values: Float32Array }} Surroundings a look, NaN where white cells are
 * @typedef {{ x: number, y: number }} Shift where the second field's corner lies in the first
 */

/**
 * So alike are the overlapping parts at least (correlation). Observed on 160 parts of real and drawn fields, some
 * brightened, some blurred: 0.85 at most in 12,400 pairs that do not overlap; 0.87 and more in four fifths of the pairs
 * that share a cell.
 */
const ALIKE = 0.87;

/** Less than this share of a field, white cells not reckoned, tells nothing. */
const LEAST_COMPARED = 0.1;

/** The steps by which a shift is bettered, coarse to fine, in pixels of the small picture. */
const STEPS = [3, 1];

/** So many shifts are looked at, those first that lay the most cells on one another. */
const TRIED = 12;

/** A cell lies on another where their middles are closer than this share of a box' side. */
const CLOSE = 0.5;

/**
 * The cells that two fields share.
 *
 * @param {Seen} first
 * @param {Seen} second
 * @returns {[string, string][]} pairs of ids, the first field's first; none where they do not overlap
 */
export function sharedCells(first, second) {
  const scale = first.look.width / first.width;
  /* In small both must be of one scale, as they are where both come from one camera. */
  if (Math.abs(second.look.width / second.width / scale - 1) > 0.02) return [];
  const [one, other] = [surroundings(first), surroundings(second)];
  const likely = candidates(first, second)
    .slice(0, TRIED)
    .map((shift) => refine(one, other, shift, scale))
    .reduce((best, each) => (each.alike > best.alike ? each : best), { alike: ALIKE, shift: NOWHERE });
  return likely.shift === NOWHERE ? [] : pairs(first, second, likely.shift);
}

/** @type {Shift} */
const NOWHERE = { x: NaN, y: NaN };

/** @param {Placed} cell */
const middle = ({ box: [x, y, width, height] }) => ({ x: x + width / 2, y: y + height / 2 });

/** @param {Placed} cell */
const side = ({ box: [, , width, height] }) => Math.max(width, height);

/**
 * Every shift that lays a cell on one of like size, those with the most pairs first.
 *
 * @param {Seen} first
 * @param {Seen} second
 */
function candidates(first, second) {
  const shifts = [];
  for (const one of first.cells) {
    for (const other of second.cells) {
      const ratio = side(one) / side(other);
      if (ratio < 0.7 || ratio > 1.4) continue;
      const [to, from] = [middle(one), middle(other)];
      const shift = { x: to.x - from.x, y: to.y - from.y };
      if (overlapShare(first, second, shift) >= LEAST_COMPARED) shifts.push(shift);
    }
  }
  return shifts
    .map((shift) => ({ shift, count: pairs(first, second, shift).length }))
    .sort((a, b) => b.count - a.count)
    .map(({ shift }) => shift);
}

/**
 * @param {Seen} first
 * @param {Seen} second
 * @param {Shift} shift
 */
function overlapShare(first, second, { x, y }) {
  const width = Math.min(first.width, x + second.width) - Math.max(0, x);
  const height = Math.min(first.height, y + second.height) - Math.max(0, y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(first.width * first.height, second.width * second.height);
}

/**
 * The cells that lie on one another under a shift, each in one pair at most.
 *
 * @param {Seen} first
 * @param {Seen} second
 * @param {Shift} shift
 * @returns {[string, string][]}
 */
function pairs(first, second, shift) {
  const free = new Set(second.cells);
  return first.cells.flatMap((one) => {
    const at = middle(one);
    for (const other of free) {
      const { x, y } = middle(other);
      const reach = CLOSE * Math.min(side(one), side(other));
      if (Math.hypot(x + shift.x - at.x, y + shift.y - at.y) > reach) continue;
      free.delete(other);
      return [/** @type {[string, string]} */ ([one.id, other.id])];
    }
    return [];
  });
}

/**
 * How alike the fields are under the best shift close to this one: a box is never exact to the pixel, and that of a
 * cell that the border cuts off is not the whole cell's.
 *
 * @param {Surroundings} one
 * @param {Surroundings} other
 * @param {Shift} shift
 * @param {number} scale of both
 */
function refine(one, other, shift, scale) {
  let best = { alike: -1, x: Math.round(shift.x * scale), y: Math.round(shift.y * scale) };
  for (const step of STEPS) {
    const { x, y } = best;
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        const alike = correlation(one, other, x + dx * step, y + dy * step);
        if (alike > best.alike) best = { alike, x: x + dx * step, y: y + dy * step };
      }
    }
  }
  return { alike: best.alike, shift: { x: best.x / scale, y: best.y / scale } };
}

/**
 * A field in small without its white cells, which are much alike everywhere.
 *
 * @param {Seen} seen
 * @returns {Surroundings}
 */
function surroundings({ width, look, cells }) {
  const scale = look.width / width;
  const values = Float32Array.from(look.grey);
  for (const { box } of cells) {
    const [x, y, boxWidth, boxHeight] = box.map((pixels) => pixels * scale);
    for (let row = Math.max(0, Math.floor(y)); row < Math.min(look.height, y + boxHeight); row++) {
      values.fill(
        NaN,
        row * look.width + Math.max(0, Math.floor(x)),
        row * look.width + Math.min(look.width, Math.ceil(x + boxWidth)),
      );
    }
  }
  return { width: look.width, height: look.height, values };
}

/**
 * Pearson's correlation of the overlapping parts, which brightness and contrast leave as it is.
 *
 * @param {Surroundings} first
 * @param {Surroundings} second
 * @param {number} x where the second's corner lies in the first
 * @param {number} y
 */
function correlation(first, second, x, y) {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [
    Math.min(first.width, x + second.width),
    Math.min(first.height, y + second.height),
  ];
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let row = top; row < bottom; row++) {
    const inFirst = row * first.width;
    const inSecond = (row - y) * second.width - x;
    for (let column = left; column < right; column++) {
      const one = first.values[inFirst + column];
      const other = second.values[inSecond + column];
      const product = one * other;
      if (Number.isNaN(product)) continue;
      count++;
      a += one;
      b += other;
      aa += one * one;
      bb += other * other;
      ab += product;
    }
  }
  if (count < LEAST_COMPARED * first.values.length) return -1;
  const spread = Math.sqrt((count * aa - a * a) * (count * bb - b * b));
  return spread > 0 ? (count * ab - a * b) / spread : 0;
}
