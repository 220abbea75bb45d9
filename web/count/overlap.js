/* Whether two fields overlap, and which cells they then share. The slide was moved between the two pictures, not
 * turned, and not magnified otherwise; so one shift lays the cells of the one on those of the other. Shifts that lay
 * one cell on another are tried, and the one is taken under which the pictures themselves look alike where they
 * overlap: the red cells around are as good as a fingerprint, where white cells alone are much alike. Pure.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @typedef {{ width: number, height: number, grey: Uint8Array }} Look a field in small, row by row, 1 … 255 (look.js)
 * @typedef {{ id: string, box: [number, number, number, number] }} Placed
 * @typedef {{ width: number, height: number, look: Look, cells: Placed[] }} Seen a field with its cells
 * @typedef {{ width: number, height: number, values: Uint8Array }} Surroundings a look, 0 where white cells are
 * @typedef {{ x: number, y: number, side: number }} Spot the middle of a cell's box, and its longer side
 * @typedef {{ x: number, y: number }} Shift where the second field's corner lies in the first
 * @typedef {Shift & { alike: number }} Fit a shift in whole pixels of the small pictures, and how alike they then are
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

/**
 * A shift is bettered only where a first look, at one pixel in 16 and by the coarse steps, finds the parts so alike.
 * Observed: 0.55 at least for the 1,098 shifts that are ALIKE in the end; 96 of 100 others stay below it.
 */
const HOPEFUL = 0.45;
const GRAIN = 4;

/** So alike are copies of one picture: no other shift can be better. */
const SAME = 0.9999;

/** So many shifts are looked at, those first that lay the most cells on one another. */
const TRIED = 12;

/** The shifts are sought by so many cells of a field, the most prominent: their work grows with the fourth power. */
const SOUGHT_BY = 40;

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
  let likely = { alike: ALIKE, shift: NOWHERE };
  for (const shift of candidates(first, second).slice(0, TRIED)) {
    const fit = refine(one, other, shift, scale);
    if (fit.alike > likely.alike) likely = fit;
    if (likely.alike >= SAME) break;
  }
  if (likely.shift === NOWHERE) return [];
  return matches(first.cells.map(spot), second.cells.map(spot), likely.shift).map(([i, j]) => {
    return [first.cells[i].id, second.cells[j].id];
  });
}

/** @type {Shift} */
const NOWHERE = { x: NaN, y: NaN };

/**
 * @param {Placed} cell
 * @returns {Spot}
 */
const spot = ({ box: [x, y, width, height] }) => {
  return { x: x + width / 2, y: y + height / 2, side: Math.max(width, height) };
};

/**
 * Every shift that lays a cell on one of like size, those with the most pairs first.
 *
 * @param {Seen} first
 * @param {Seen} second
 */
function candidates(first, second) {
  const [ones, others] = [first, second].map(({ cells }) => cells.slice(0, SOUGHT_BY).map(spot));
  const shifts = [];
  for (const one of ones) {
    for (const other of others) {
      const ratio = one.side / other.side;
      if (ratio < 0.7 || ratio > 1.4) continue;
      const shift = { x: one.x - other.x, y: one.y - other.y };
      if (overlapShare(first, second, shift) >= LEAST_COMPARED) shifts.push(shift);
    }
  }
  return shifts
    .map((shift) => ({ shift, count: matches(ones, others, shift).length }))
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
 * @param {Spot[]} ones
 * @param {Spot[]} others
 * @param {Shift} shift
 * @returns {[number, number][]} their places in the two lists
 */
function matches(ones, others, shift) {
  const free = new Uint8Array(others.length).fill(1);
  /** @type {[number, number][]} */
  const found = [];
  ones.forEach((one, i) => {
    const j = others.findIndex((other, j) => {
      const reach = CLOSE * Math.min(one.side, other.side);
      const [x, y] = [other.x + shift.x - one.x, other.y + shift.y - one.y];
      return free[j] && x * x + y * y <= reach * reach;
    });
    if (j < 0) return;
    free[j] = 0;
    found.push([i, j]);
  });
  return found;
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
  const from = { alike: -1, x: Math.round(shift.x * scale), y: Math.round(shift.y * scale) };
  if (bestAround(one, other, from, STEPS[0], GRAIN).alike < HOPEFUL) return { alike: -1, shift: NOWHERE };
  const first = { ...from, alike: correlation(one, other, from.x, from.y, 1) };
  const { alike, x, y } = STEPS.reduce((best, step) => bestAround(one, other, best, step, 1), first);
  return { alike, shift: { x: x / scale, y: y / scale } };
}

/**
 * @param {Surroundings} one
 * @param {Surroundings} other
 * @param {Fit} from
 * @param {number} step between the shifts that are tried
 * @param {number} grain
 * @returns {Fit}
 */
function bestAround(one, other, from, step, grain) {
  if (from.alike >= SAME) return from;
  let best = from;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const [x, y] = [from.x + dx * step, from.y + dy * step];
      const alike = correlation(one, other, x, y, grain);
      if (alike > best.alike) best = { alike, x, y };
    }
  }
  return best;
}

/**
 * A field in small without its white cells, which are much alike everywhere.
 *
 * @param {Seen} seen
 * @returns {Surroundings}
 */
function surroundings({ width, look, cells }) {
  const scale = look.width / width;
  const values = look.grey.slice();
  for (const { box } of cells) {
    const [x, y, boxWidth, boxHeight] = box.map((pixels) => pixels * scale);
    for (let row = Math.max(0, Math.floor(y)); row < Math.min(look.height, y + boxHeight); row++) {
      values.fill(
        0,
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
 * @param {number} grain one pixel in so many is looked at, across and down
 */
function correlation(first, second, x, y, grain) {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const right = Math.min(first.width, x + second.width);
  const bottom = Math.min(first.height, y + second.height);
  const [ones, others] = [first.values, second.values];
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let row = top; row < bottom; row += grain) {
    const inFirst = row * first.width;
    const inSecond = (row - y) * second.width - x;
    for (let column = left; column < right; column += grain) {
      const one = ones[inFirst + column];
      const other = others[inSecond + column];
      if (one === 0 || other === 0) continue;
      count++;
      a += one;
      b += other;
      aa += one * one;
      bb += other * other;
      ab += one * other;
    }
  }
  if (count * grain * grain < LEAST_COMPARED * ones.length) return -1;
  const spread = Math.sqrt((count * aa - a * a) * (count * bb - b * b));
  return spread > 0 ? (count * ab - a * b) / spread : 0;
}
