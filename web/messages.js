/* Every sentence that the page's code says, in one place. What index.html says stands there; what the core says
 * of a picture (record.message) comes from wasm/hematovision.h.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @typedef {import('./module.js').Cell} Cell
 * @typedef {import('./module.js').Quality} Quality
 */

/** The statuses that the page itself reports, with the core's own sentences for them. */
export const sentences = {
  'unreadable-file': 'The file could not be opened. Check its name and permissions.',
  'out-of-memory': 'There is not enough memory. Close other programs or use a smaller picture.',
  'internal-error': 'Something went wrong in the program itself. Please report it.',
};

/** What keeps the classifier from starting. */
export const failures = {
  browser:
    'This browser is too old: it lacks WebAssembly SIMD. Any current Firefox, Chrome, Edge or Safari has it.',
  worker: 'The program could not be started. Check the connection, or use a current browser.',
  module: 'The program could not be loaded. Check the connection.',
  brokenModule: 'The program’s file is damaged. Load the page again; should it stay so, please report it.',
  model: 'The model could not be loaded. Check the connection.',
  detector: 'The cell detector could not be loaded. Check the connection.',
};

/** Said of a picture that took the worker down. */
export const restarted = 'The program was started afresh; the other pictures go on.';

export const engine = {
  loading: 'Loading the model…',
  ready: 'Ready. Your pictures stay on this machine.',
  retry: 'Try again',
};

export const notices = {
  noFile: 'There is no picture file in that. Save the picture first, then drop or choose the file.',
};

/** Said of a picture until its record has come. */
export const reading = 'Reading…';

export const verdicts = {
  confident: 'The model is confident.',
  unsure: 'The model is unsure. Take it as a hint, and look for yourself.',
  unfamiliar: 'This is unlike the cells that the model knows, so it names none.',
};

/** Said below the last of these. */
export const unfamiliarHint =
  'It may be another kind of cell, one that is damaged or badly pictured, or no white cell at all.';

/** Stands in a class' place where the model names none. */
const unfamiliar = 'Unfamiliar';

/** The same for those who listen. */
const unfamiliarSpoken = 'unfamiliar, unlike the cells that the model knows';

/**
 * The classes in words, with what the textbooks say of each on a Romanowsky stain.
 *
 * @type {Record<string, { name: string, features: string } | undefined>}
 */
const classes = {
  neutrophil: {
    name: 'Neutrophil',
    features:
      'Nucleus in two to five lobes joined by thin threads; pale pink cytoplasm with fine, dust-like granules.',
  },
  eosinophil: {
    name: 'Eosinophil',
    features: 'Nucleus mostly in two lobes; cytoplasm packed with large, round, orange-red granules.',
  },
  basophil: {
    name: 'Basophil',
    features: 'Coarse blue-black granules all over the cell, often hiding the lobed nucleus.',
  },
  lymphocyte: {
    name: 'Lymphocyte',
    features: 'Round, dense nucleus that fills most of the cell; a thin rim of clear blue cytoplasm.',
  },
  monocyte: {
    name: 'Monocyte',
    features:
      'The largest of the five: a folded, kidney-shaped nucleus in wide grey-blue cytoplasm, often with vacuoles.',
  },
};

/** @param {string} name a class as the model names it */
export const className = (name) => classes[name]?.name ?? name;

/** @param {string} name the same within a sentence; the name of a class unknown here is left as it is */
const classWithin = (name) => classes[name]?.name.toLowerCase() ?? name;

/**
 * The classes that a verdict names: the one, the two that it hesitates between, or none.
 *
 * @param {Cell} cell
 */
export function namedClasses({ verdict, class: first, alternative }) {
  if (verdict === 'unfamiliar') return [];
  return verdict === 'unsure' && alternative !== null ? [first, alternative] : [first];
}

/**
 * A verdict in a few words.
 *
 * @param {Cell} cell
 */
export function verdictTitle(cell) {
  const [first, second] = namedClasses(cell);
  if (!first) return unfamiliar;
  return second ? `${className(first)} or ${classWithin(second)}` : className(first);
}

/**
 * What an example shows in truth.
 *
 * @param {'drawn' | 'real'} source
 * @param {string | null} truth its class
 */
export const exampleTruth = (source, truth) =>
  `${source === 'drawn' ? 'Drawn' : 'Real'} example: ${truth ? classWithin(truth) : 'no white cell'}.`;

/** @param {string[]} credits of the real examples */
export const exampleCredits = (credits) => `Real: ${credits.join('; ')}.`;

/** @param {string} name a class as the model names it */
export const classFeatures = (name) => classes[name]?.features ?? '';

/**
 * A probability as a person reads it. It never says 0 % or 100 %, which the model cannot know.
 *
 * @param {number} probability 0 … 1
 */
export function percent(probability) {
  if (probability < 0.001) return '< 0.1 %';
  if (probability > 0.999) return '> 99.9 %';
  return `${(100 * probability).toFixed(1)} %`;
}

/**
 * A share that was measured: unlike a probability it may well be 100 %.
 *
 * @param {number | null} share 0 … 1; null where there was nothing to measure
 */
export const sharePercent = (share) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);

/** @param {number} milliseconds */
export const duration = (milliseconds) =>
  milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;

/** @param {number} count */
export const pictureCount = (count) => (count === 1 ? '1 picture' : `${count} pictures`);

/** @param {number} count */
export const cellCount = (count) => (count === 1 ? '1 cell' : `${count} cells`);

/**
 * A cell of several: its number, as on its mark, and what it is said to be.
 *
 * @param {number} number
 * @param {Cell} cell
 */
export const numberedCell = (number, cell) => `${number} · ${verdictTitle(cell)}`;

export const cellList = 'The cells found';

/** Said of a cell in the list whose verdict its title does not tell. */
export const cellUnsure = 'unsure';

/** What is wrong with the picture of a cell, in the words of wasm/hematovision.h. */
export const qualities = {
  blurred: 'blurred',
  'too-dark': 'too dark',
  'too-small': 'too few pixels',
  'cut-off': 'cut off by the border',
};

/** @param {Quality[]} reasons at least one, of a cell in the list */
export const qualityNote = (reasons) => reasons.map((reason) => qualities[reason]).join(', ');

/** @param {Quality[]} reasons the same, of the cell that a picture is named by */
export const qualitySentence = (reasons) =>
  `The picture of this cell: ${qualityNote(reasons)}. A better one may change the verdict.`;

/**
 * A picture's verdict for those who listen, with the number of its cells.
 *
 * @param {import('./state.js').FileRecord} record of a picture with a cell
 */
export function spokenCells({ cells: [cell], cells_found: found }) {
  const sure = cell.verdict === 'confident' ? [percent(cell.confidence)] : [];
  const verdict = cell.verdict === 'unfamiliar' ? unfamiliarSpoken : cell.verdict;
  const title = cell.verdict === 'unfamiliar' ? [] : [verdictTitle(cell)];
  const picture = cell.quality.length > 0 ? [`picture: ${qualityNote(cell.quality)}`] : [];
  const words = [...title, ...sure, verdict, ...picture].join(', ');
  return found > 1 ? `${words}; ${cellCount(found)}` : words;
}

export const probabilities = 'Probability of each class';

/** What is said of the maps that explain the verdicts. */
export const heat = {
  button: 'What it looked at',
  /* Ends of the key to its colours. */
  least: 'less',
  most: 'more',
  /** @param {Cell[]} cells */
  caption: (cells) =>
    [
      'The yellower a place, the more it spoke for the verdict.',
      ...(cells.some((cell) => namedClasses(cell).length > 1) ? ['Of two classes it is the first’s.'] : []),
      ...(cells.length > 1 ? ['Each cell has a scale of its own.'] : []),
      'This coarse map proves neither that the model looked at the right thing nor that it is right.',
    ].join(' '),
};

/** @param {number} count of the cells that the list folds away */
export const otherCells = (count) => `The other ${count}`;

export const scaleHint = 'Estimated from the red cells, which are taken to be 7.5 µm across.';

/** @param {number} micrometres that the scale bar is long */
export const scaleLength = (micrometres) => `${micrometres} µm`;

/** @param {number} micrometres the same, where the bar is not seen */
export const scaleSpoken = (micrometres) => `Scale bar: ${scaleLength(micrometres)}`;
