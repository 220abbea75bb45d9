/* Every sentence of the page, in English: one section for the page's frame, one for what the classifier says, one for
 * each view. de.js has the same in German. Where a number or a name comes in, it is a function; numbers come as they
 * are to be read. texts.js chooses the language and writes the numbers.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** What surrounds the views. */
const app = {
  name: 'HematoVision',
  navigation: 'Views',
  views: { classify: 'Classify', count: 'Count', learn: 'Learn', about: 'About' },
  /** @param {string} view its title */
  pageTitle: (view) => `${view} – HematoVision`,
  /** A view whose files did not come. */
  viewFailed: 'This view could not be loaded. Check the connection, then load the page again.',
  language: 'Language',
  languageQuestion:
    'To change the language the page is loaded again. The pictures and results under “Classify” are then gone.',
  languageConfirm: 'Change the language',
  veil: 'Let go to read the pictures',
  noFile: 'There is no picture file in that. Save the picture first, then drop or choose the file.',
  noPictureInFolder: 'There is no picture in that folder. Choose one with JPEG or PNG files.',
  /** @param {number} count of files */
  skipped: (count) =>
    count === 1
      ? '1 file that is no picture was left out.'
      : `${count} files that are no pictures were left out.`,
  /** What a report was made with. */
  made: {
    title: 'Made with',
    /** @param {string} version @param {string} build */
    program: (version, build) => `HematoVision ${version}, build ${build}`,
    /** @param {string} name @param {string} sha256 */
    model: (name, sha256) => `Model ${name}, SHA-256 ${sha256}`,
    unknown: 'unknown',
  },
  medicalTitle: 'Not a medical device.',
  medical:
    'HematoVision is for learning and research. It must not be used for diagnosis or treatment: it can be wrong while it is confident, and cannot tell a sick cell from a healthy one.',
  licence: 'Free software under the Apache License 2.0.',
  notices: 'Licences and notices',
  cancel: 'Cancel',
  close: 'Close',
};

/** What the classifier says, whichever view shows it. */
const core = {
  /** The sentences of wasm/hematovision.h. */
  statuses: {
    ok: 'The picture was read and a cell was found.',
    'unreadable-file': 'The file could not be opened. Check its name and permissions.',
    'empty-file': 'The file is empty. Copy it again from where it came.',
    'not-an-image': 'This is not a picture. Choose a JPEG or PNG file.',
    'unsupported-heic':
      "HEIC pictures cannot be read. Save it as JPEG; a phone's camera can be set to “most compatible”.",
    'unsupported-avif': 'AVIF pictures cannot be read. Save it as JPEG or PNG.',
    'unsupported-tiff':
      "TIFF pictures cannot be read. Export it from the microscope's program as JPEG or PNG.",
    'unsupported-gif': 'GIF pictures cannot be read. Save it as PNG.',
    'unsupported-webp': 'WebP pictures cannot be read. Save it as JPEG or PNG.',
    'unsupported-bmp': 'BMP pictures cannot be read. Save it as PNG.',
    'unsupported-svg': 'SVG is a drawing, not a photograph. Choose a JPEG or PNG file.',
    'unsupported-pdf': 'This is a PDF document. Export the picture in it as JPEG or PNG.',
    'unsupported-cmyk': 'This JPEG is in print colours (CMYK). Save it again in RGB colours.',
    'unsupported-jpeg':
      'This is a rare kind of JPEG (arithmetic, lossless or 12-bit). Save it again as an ordinary JPEG.',
    'truncated-image': "The picture's file is cut short. Copy or download it again.",
    'broken-image': "The picture's file is damaged. Copy or download it again.",
    'image-too-large': 'The picture has more than 50 million pixels. Cut out the part with the cell.',
    'image-too-small': 'The picture is smaller than 24 pixels on a side. Use the original, not a thumbnail.',
    'no-cell': 'No stained white cell was found. Choose a field with one, sharp and evenly lit.',
    'no-model': 'No model is loaded. Load a .tflite file first.',
    'no-detector': 'No cell detector is loaded. Load models/detector.tflite first.',
    'not-a-model': 'This file is not a TensorFlow Lite model. Choose a .tflite file.',
    'truncated-model': "The model's file is cut short. Copy or download it again.",
    'broken-model': "The model's file is damaged. Copy or download it again.",
    'model-too-large': "The model's file is larger than 64 MiB. Quantise it to int8.",
    'unsupported-model': 'The model is of a kind that cannot be used here.',
    'unsupported-operator': 'The model uses an operator that is not supported.',
    'out-of-memory': 'There is not enough memory. Close other programs or use a smaller picture.',
    'internal-error': 'Something went wrong in the program itself. Please report it.',
    /* The page's own. */
    cancelled: 'Cancelled before it was read.',
  },
  /**
   * What the core says where it tells more than the status' sentence does.
   *
   * @param {string} _sentence of the status
   * @param {string} message the core's own
   */
  detailed: (_sentence, message) => message,
  /** @param {number} reported of all the cells in a picture */
  capped: (reported) => `There are more than ${reported} cells; the ${reported} most prominent are reported.`,
  /** What keeps the classifier from starting. */
  failures: {
    browser:
      'This browser is too old: it lacks WebAssembly SIMD. Any current Firefox, Chrome, Edge or Safari has it.',
    worker: 'The program could not be started. Check the connection, or use a current browser.',
    module: 'The program could not be loaded. Check the connection.',
    'broken-module':
      'The program’s file is damaged. Load the page again; should it stay so, please report it.',
    model: 'The model could not be loaded. Check the connection.',
    detector: 'The cell detector could not be loaded. Check the connection.',
  },
  /** Said of a picture that took the worker down. */
  restarted: 'The program was started afresh; the other pictures go on.',
  engine: {
    loading: 'Loading the model…',
    ready: 'Ready. Your pictures stay on this machine.',
    retry: 'Try again',
    /** @param {string} name of a model that is not the page's own */
    foreign: (name) => `Ready, with a model of your own: ${name}.`,
  },
  verdicts: {
    confident: 'The model is confident.',
    unsure: 'The model is unsure. Take it as a hint, and look for yourself.',
    unfamiliar: 'This is unlike the cells that the model knows, so it names none.',
  },
  /** Said of an unsure verdict that hesitates between no two classes. */
  unsureOfTheCell:
    'The cell is not quite like those that the model knows. Take it as a hint, and look for yourself.',
  /** The verdict in a word, in a list or when spoken. */
  verdictWords: { confident: 'confident', unsure: 'unsure', unfamiliar: 'unfamiliar' },
  /** Said below the last of the verdicts. */
  unfamiliarHint:
    'It may be another kind of cell, one that is damaged or badly pictured, or no white cell at all.',
  /** Stands in a class' place where the model names none. */
  unfamiliar: 'Unfamiliar',
  /** The same for those who listen. */
  unfamiliarSpoken: 'unfamiliar, unlike the cells that the model knows',
  /** Stands in a class' place where there is no cell. */
  noCell: 'No white cell found',
  /** Said below that. */
  noCellHint:
    'Should you see one, try a picture that is sharper or more evenly lit, or the part around the cell.',
  /**
   * The classes: as a title, as a short label, within a sentence; and what the textbooks say of each on a Romanowsky
   * stain.
   */
  classes: {
    neutrophil: {
      name: 'Neutrophil',
      short: 'Neutrophil',
      within: 'neutrophil',
      features:
        'Nucleus in two to five lobes joined by thin threads; pale pink cytoplasm with fine, dust-like granules.',
    },
    eosinophil: {
      name: 'Eosinophil',
      short: 'Eosinophil',
      within: 'eosinophil',
      features: 'Nucleus mostly in two lobes; cytoplasm packed with large, round, orange-red granules.',
    },
    basophil: {
      name: 'Basophil',
      short: 'Basophil',
      within: 'basophil',
      features: 'Coarse blue-black granules all over the cell, often hiding the lobed nucleus.',
    },
    lymphocyte: {
      name: 'Lymphocyte',
      short: 'Lymphocyte',
      within: 'lymphocyte',
      features: 'Round, dense nucleus that fills most of the cell; a thin rim of clear blue cytoplasm.',
    },
    monocyte: {
      name: 'Monocyte',
      short: 'Monocyte',
      within: 'monocyte',
      features:
        'The largest of the five: a folded, kidney-shaped nucleus in wide grey-blue cytoplasm, often with vacuoles.',
    },
  },
  /**
   * Of an unsure verdict.
   *
   * @param {string} first as a title
   * @param {string} second within a sentence
   */
  either: (first, second) => `${first} or ${second}`,
  /** What is wrong with the picture of a cell, in the words of wasm/hematovision.h. */
  qualities: {
    blurred: 'blurred',
    'too-dark': 'too dark',
    'too-small': 'too few pixels',
    'cut-off': 'cut off by the border',
  },
  /** @param {string} reasons in words */
  qualitySentence: (reasons) => `The picture of this cell: ${reasons}. A better one may change the verdict.`,
  /** @param {string} reasons in words */
  qualitySpoken: (reasons) => `picture: ${reasons}`,
  probabilities: 'Probability of each class',
  /** The maps that explain the verdicts. */
  heat: {
    button: 'What it looked at',
    /* Ends of the key to its colours. */
    least: 'less',
    most: 'more',
    meaning: 'The yellower a place, the more it spoke for the verdict.',
    ofTheFirst: 'Of two classes it is the first’s.',
    ownScale: 'Each cell has a scale of its own.',
    limits: 'This coarse map proves neither that the model looked at the right thing nor that it is right.',
  },
  /** The enlarged picture. */
  zoom: { open: 'Enlarge', smaller: 'Smaller', larger: 'Larger', fit: 'Fit' },
  scaleHint: 'Estimated from the red cells, which are taken to be 7.5 µm across.',
  /** @param {string} length of the scale bar */
  scaleSpoken: (length) => `Scale bar: ${length}`,
  /** @param {number} count */
  pictures: (count) => (count === 1 ? '1 picture' : `${count} pictures`),
  /** @param {number} count */
  cells: (count) => (count === 1 ? '1 cell' : `${count} cells`),
};

const classify = {
  title: 'Which white cell is it?',
  lead: 'Names the white blood cells in pictures of a stained blood smear, and says when it cannot.',
  intake: 'Your pictures',
  invitation: 'Drop pictures or a folder anywhere on this page',
  choose: 'Choose pictures',
  folder: 'Choose a folder',
  photograph: 'Take a photograph',
  hint: 'JPEG or PNG. A picture can also be pasted.',
  camera: {
    open: 'Use the camera',
    preview: 'What the camera shows',
    asking: 'The browser asks whether this page may use the camera.',
    hint: 'The picture stays in this browser.',
    take: 'Take the picture',
    refused: 'The camera was refused. Allow it in the browser’s settings for this page, or choose a picture.',
    missing: 'No camera was found. Connect one, or choose a picture.',
    busy: 'The camera cannot be used now. Close the other program that uses it, or choose a picture.',
    /** @param {number} number */
    file: (number) => `photograph-${number}`,
  },
  privacyTitle: 'Your pictures stay with you.',
  privacy: 'They are read by your own browser and sent nowhere; nothing is kept when you close the page.',
  examples: 'Try an example',
  /** @param {number} number */
  example: (number) => `Example ${number}`,
  sources: { drawn: 'drawn', real: 'real' },
  /** @param {string} credits of the real examples */
  exampleCredits: (credits) => `Real: ${credits}.`,
  /**
   * What an example shows in truth.
   *
   * @param {'drawn' | 'real'} source
   * @param {string | null} truth its class, within a sentence
   */
  exampleTruth: (source, truth) =>
    `${source === 'drawn' ? 'Drawn' : 'Real'} example: ${truth ?? 'no white cell'}.`,
  results: 'Results',
  reading: 'Reading…',
  /**
   * @param {number} done
   * @param {number} all
   */
  progress: (done, all) => `${done} of ${all === 1 ? '1 picture' : `${all} pictures`}`,
  /**
   * @param {number} count of pictures, more than one
   * @param {number} failed of them
   */
  allRead: (count, failed) =>
    failed === 0 ? `${count} pictures read.` : `${count} pictures, ${failed} of them could not be read.`,
  /** @param {number} count of pictures */
  cancelled: (count) => `Cancelled; not read: ${count}.`,
  retry: 'Try again',
  /** @param {number} count of pictures */
  retryAll: (count) => `Try ${count} again`,
  /** @param {string} file */
  remove: (file) => `Remove ${file}`,
  /**
   * @param {number} count of pictures
   * @param {string} file the first one's name
   */
  removed: (count, file) => (count === 1 ? `Removed: ${file}.` : `${count} pictures removed.`),
  undo: 'Bring back',
  /** @param {number} count of pictures */
  broughtBack: (count) => (count === 1 ? '1 picture is back.' : `${count} pictures are back.`),
  clear: 'Clear all',
  cells: 'The cells found',
  /** @param {number} count of the cells that the list folds away */
  otherCells: (count) => `The other ${count}`,
  copy: {
    text: 'Copy',
    json: 'Copy as JSON',
    done: 'Copied',
    byHand: 'The browser does not let this page copy. Copy the text with Ctrl and C.',
  },
  keys: {
    button: 'Keys',
    title: 'Keys',
    where: 'They work while a result has the focus: press one, or go there with the Tab key.',
    /** @type {[keys: string, meaning: string][]} */
    list: [
      ['j ↓', 'next result'],
      ['k ↑', 'result before'],
      ['z Enter', 'enlarge the picture'],
      ['+ − 0', 'enlarged: larger, smaller, fit'],
      ['m', 'what the model looked at'],
      ['c', 'copy the result'],
      ['Delete', 'remove the result'],
      ['Ctrl+Z', 'bring back what was removed'],
      ['?', 'these keys'],
    ],
  },
};

const count = {
  title: 'Count',
  lead: 'A differential count: the program finds the white cells and proposes a class for each; you confirm or correct it.',
  invitation: 'Drop the fields of a smear anywhere on this page',
  choose: 'Choose fields',
  folder: 'Choose a folder',
  hint: 'JPEG or PNG, many at once. They are read here and sent nowhere.',
  how: [
    'Give fields from the same smear, taken at one magnification.',
    'Confirm a class with Enter, or press the key of another. Every step can be undone.',
    'The count is kept in this browser until you start a new one.',
  ],
  add: 'Add fields',
  undo: 'Undo',
  report: 'Report',
  back: 'Back to the count',
  anew: 'Start a new count',
  anewQuestion:
    'To start a new count, this one is deleted: its fields and every decision. Export it first if you want to keep it.',
  anewConfirm: 'Delete and start anew',
  target: 'Count to',
  /** @param {number} total @param {number} target */
  progress: (total, target) => `${total} of ${target} white cells`,
  /** @param {number} left */
  reading: (left) => (left === 1 ? 'Reading 1 more field…' : `Reading ${left} more fields…`),
  /** @param {number} fields @param {number} cells */
  read: (fields, cells) =>
    `${fields === 1 ? '1 field' : `${fields} fields`} read, ${cells === 1 ? '1 cell' : `${cells} cells`} found.`,
  /** @param {number} open */
  open: (open) => (open === 1 ? '1 cell to judge' : `${open} cells to judge`),
  complete: 'The count is complete. You may go on, or see the report.',
  exhausted: 'Every cell that was found is judged. Add more fields, or see the report.',
  noCells: 'No white cell was found in these fields. Add more fields, or click a cell that was missed.',
  notKept:
    'This browser does not keep the count (its storage is full or forbidden): it lasts until you leave the page. Export it before.',
  elsewhere:
    'This page is open in another tab too, and that one keeps the count. Count there; or close it, and the count comes here.',
  besideAnother:
    'This count is not kept, because another tab keeps one already: it lasts until you leave the page. Export it before.',
  failures: 'Files that were left out',
  tryAgain: 'Try these again',
  /** @param {string} file */
  sameFile: (file) => `This is the same picture as ${file}; its cells are counted once.`,
  undone: 'Undone.',
  nothingToUndo: 'There is nothing to undo.',

  /** Fields. */
  field: {
    /** @param {number} number @param {number} of */
    number: (number, of) => `Field ${number} of ${of}`,
    previous: 'Previous field',
    next: 'Next field',
    drop: 'Remove this field',
    dropped: 'Field removed. Undo brings it back.',
    cells: 'Cells in this field. Arrow keys go from cell to cell, Enter confirms.',
    addCell: 'Add a missed cell',
    addHint: 'Click a cell that was missed to add it.',
    addByKey: 'Arrow keys move the cross, Enter adds a cell there, Esc leaves.',
    /** @param {string} across @param {string} down */
    cursor: (across, down) => `${across} across, ${down} down`,
    added: 'Cell added. Now name it.',
  },

  /** One cell. */
  cell: {
    /** @param {number} number @param {number} of */
    number: (number, of) => `Cell ${number} of ${of}`,
    /** @param {string} title */
    model: (title) => `Model: ${title}`,
    added: 'Added by hand',
    addedNote: 'The program had missed this cell, so there is no proposal. Press its key.',
    /** @param {string} call */
    yours: (call) => `You: ${call}`,
    open: 'not judged yet',
    /** @param {string} call */
    confirm: (call) => `Confirm: ${call}`,
    noProposal: 'Nothing to confirm',
    noProposalSpoken: 'There is no proposal for this cell. Press the key of its class.',
    border:
      'The right or the lower border cuts this cell off. By the usual rule such cells are not counted; those at the left and the upper border are.',
    /** @param {number} number @param {number} field */
    twin: (number, field) => `This looks like cell ${number} of field ${field}, where it is counted already.`,
    goToTwin: 'Show that cell',
    picture: 'The cell, enlarged',
    twinPicture: 'The cell it looks like',
    calls: 'Your call',
  },
  calls: {
    other: 'Other white cell',
    erythroblast: 'Erythroblast',
    'not-a-cell': 'Not a cell',
    seen: 'Seen already',
    border: 'Cut off, not counted',
  },
  /** What the two that need it take in. */
  callHints: {
    other: 'immature, atypical, smudge',
    erythroblast: 'nucleated red cell: noted beside the count',
    'not-a-cell': 'stain, platelets, debris',
    seen: 'counted in another field',
  },
  /** @param {string} call @param {string} progress */
  judged: (call, progress) => `${call}. ${progress}.`,

  keys: {
    title: 'Keys',
    confirm: 'confirm the proposal',
    confirmKey: 'Enter',
    move: 'next, previous cell',
    moveKey: '→ ←',
    field: 'next, previous field',
    fieldKey: 'PgDn PgUp',
    add: 'add a missed cell',
    undo: 'undo',
    undoKey: 'Ctrl Z',
    where: 'The keys work while the focus is in the field or beside it.',
  },

  table: {
    title: 'Differential',
    class: 'Class',
    count: 'Count',
    share: 'Share',
    limits: '95 % limits',
    model: 'Model',
    modelHint:
      '“Model” is how many of the cells counted the model had called so: its first choice, also where it was unsure.',
    total: 'All white cells',
    /** @param {string} low @param {string} high */
    range: (low, high) => `${low} – ${high}`,
  },

  summary: {
    title: 'Report of a differential count',
    agreementTitle: 'You and the model',
    /** @param {number} agreed @param {number} of @param {string} share @param {string} range */
    agreed: (agreed, of, share, range) =>
      `You and the model agreed on ${agreed} of ${of} cells: ${share} (95 % limits ${range}).`,
    /** @param {string} kappa */
    kappa: (kappa) => `Cohen’s kappa: ${kappa}.`,
    noKappa: 'Cohen’s kappa has no value here: all cells were called by one name.',
    noAgreement: 'There is no cell yet that both you and the model have named.',
    seenFirst:
      'You saw the model’s call before you made yours, so this agreement is higher than that of two who judge apart.',
    besideTitle: 'Beside the count',
    /** @param {number} count @param {string} per */
    erythroblasts: (count, per) => `Erythroblasts: ${count} (${per} per 100 white cells).`,
    /** @param {number} count */
    missed: (count) => `White cells that the program had missed: ${count}.`,
    /** @param {number} count */
    false: (count) => `Finds of the program that are no cell: ${count}.`,
    /** @param {number} count */
    unnamed: (count) => `White cells that the model did not name: ${count}.`,
    /** @param {number} count */
    seen: (count) => `Cells seen in another field already: ${count}.`,
    /** @param {number} count */
    border: (count) => `Cells left out because the border cuts them off: ${count}.`,
    /** @param {number} count */
    open: (count) => `Cells not judged, which are not in the count: ${count}.`,
    limits:
      'The limits are Wilson’s (1927) and tell how far chance alone may carry a count of this size. They tell nothing of how the fields were chosen.',
    save: 'Save or print',
    classesCsv: 'Classes as CSV',
    cellsCsv: 'Cells as CSV',
    json: 'JSON',
    fhir: 'FHIR R4',
    print: 'Print',
    fhirHint:
      'The FHIR bundle holds one Observation a class with its LOINC code for a manual count, status “preliminary”, and no patient.',
    fields: 'Fields',
    empty: 'Nothing is counted yet.',
    /** @param {string} yours @param {string} model */
    differing: (yours, model) => `${yours} (model: ${model})`,
  },
};

const learn = {
  title: 'Learn',
  lead: 'Guess first. Then see what the cell is, what the model made of it, and what to look for.',
  pictures: 'Pictures',
  builtIn: 'Built-in pictures',
  /** @param {string[]} credits of the real ones among the built-in pictures */
  builtInCredit: (credits) =>
    credits.length === 0 ? 'All are drawn.' : ['Some are drawn', ...credits].join('; ') + '.',
  /** @param {string} credit @param {string} licence */
  credit: (credit, licence) => `${credit}, ${licence}.`,
  ownCredit: 'From this computer. It stays here, and is to be chosen again after the page was closed.',
  /** @param {number} count */
  pictureCount: (count) => (count === 1 ? '1 picture' : `${count} pictures`),
  chooseFolder: 'Choose a folder',
  chooseZip: 'Choose a zip',
  layout:
    'Your own: a folder or a zip with one folder for each class (neutrophil, eosinophil, basophil, lymphocyte, monocyte). It can also be dropped on this page.',
  opening: 'The pictures are being opened…',
  /** @param {string} name @param {number} count */
  opened: (name, count) =>
    `${name}: ${count === 1 ? '1 picture' : `${count} pictures`} with a class. They are chosen.`,
  /** @param {string} folders with their numbers @param {number} count of pictures */
  unknownFolders: (folders, count) =>
    `${count === 1 ? '1 picture was' : `${count} pictures were`} left out, since no folder above says one of the five classes: ${folders}.`,
  /** @param {string} folder @param {number} count */
  unknownFolder: (folder, count) => `${folder} (${count})`,
  noFolder: 'in no folder',
  moreFolders: 'and others',
  /** @param {number} count */
  otherFiles: (count) =>
    `${count === 1 ? '1 file that is no JPEG or PNG was' : `${count} files that are no JPEG or PNG were`} left out.`,
  noPictures:
    'There is no picture in it whose folder says one of the five classes. Put the pictures into folders named neutrophil, eosinophil, basophil, lymphocyte and monocyte, then choose the folder around them.',
  zip: {
    'not-a-zip': 'This is no zip file. Choose a .zip, or unpack it and choose the folder.',
    damaged: 'The zip is damaged or cut short. Copy or download it again.',
    encrypted: 'The zip is locked with a password. Unpack it and choose the folder.',
    zip64:
      'The zip is of the kind for very large files (zip64), which is not read here. Unpack it and choose the folder.',
    'many-parts': 'The zip is one part of several. Unpack them together and choose the folder.',
    'too-many': 'The zip holds more than 20,000 files. Unpack it and choose a part of the folder.',
    'too-large':
      'This file would unpack to more than 64 MiB, which no picture here needs. It is left packed.',
    method: 'This file is packed in a way that is not read here. Unpack the zip and choose the folder.',
  },
  manifest: {
    json: 'The site’s own pictures cannot be shown: sets/sets.json is no valid JSON. Whoever runs the site can mend it.',
    /** @param {string} field */
    list: (field) => `The site’s own pictures cannot be shown: in sets/sets.json “${field}” is to be a list.`,
    /** @param {string} field */
    text: (field) =>
      `The site’s own pictures cannot be shown: in sets/sets.json “${field}” is missing, or is no text.`,
    /** @param {string} field */
    file: (field) =>
      `The site’s own pictures cannot be shown: in sets/sets.json “${field}” is to lie within the folder sets.`,
    /** @param {string} field */
    class: (field) =>
      `The site’s own pictures cannot be shown: in sets/sets.json “${field}” is to be neutrophil, eosinophil, basophil, lymphocyte or monocyte.`,
  },
  /** @param {string} set @param {number} count */
  missingFiles: (set, count) =>
    `${set}: ${count === 1 ? '1 picture' : `${count} pictures`} could not be loaded.`,
  guess: 'Name the cell',
  guessLead:
    'One picture at a time, five classes. What you miss comes again: after three others, and on later days.',
  length: 'Pictures in a session',
  all: 'All',
  start: 'Start',
  goOn: 'Go on',
  pairs: 'Look-alikes',
  pairsLead: 'Two cells side by side that are often taken for each other. Which is which?',
  /** @param {string} one @param {string} other */
  pair: (one, other) => `${one} – ${other}`,
  pairLacking: 'The chosen pictures do not show both.',
  progress: 'Your progress',
  progressLink: 'Look at your progress',
  noProgress: 'Nothing answered yet.',
  /** @param {number} answered @param {number} due */
  progressLine: (answered, due) =>
    `${answered === 1 ? '1 picture' : `${answered} pictures`} met so far, ${due} to be repeated now.`,
  notKept:
    'This browser keeps nothing for this page (a private window, or its storage is full): your progress lasts until you close the page. Export it to keep it.',
  back: 'All exercises',
  preparing: 'The pictures are being prepared…',
  question: 'Which cell is this?',
  classes: 'The five classes',
  /** @param {number} number @param {number} all */
  position: (number, all) => `Picture ${number} of ${all}`,
  /** @param {number} number @param {number} all */
  pairPosition: (number, all) => `Pair ${number} of ${all}`,
  again: 'once more',
  /** @param {number} right @param {number} of */
  score: (right, of) => `${right} of ${of} right`,
  picture: 'The picture',
  right: 'Right',
  wrong: 'Not quite',
  /** @param {string} word @param {string} name of the class */
  answer: (word, name) => `${word}: ${name}`,
  /** @param {string} name @param {string} side */
  pairAnswer: (name, side) => `${name} on the ${side.toLowerCase()}`,
  /** @param {string} name within a sentence */
  youSaid: (name) => `You said ${name}.`,
  model: 'The model',
  /** @param {string} title @param {string} percent */
  modelConfident: (title, percent) => `${title}, confident (${percent})`,
  /** @param {string} title the two classes */
  modelUnsure: (title) => `${title}: unsure`,
  modelUnfamiliar: 'names none: unlike the cells that it knows',
  modelNoCell: 'found no white cell',
  modelRight: 'It is right.',
  modelWrong: 'It is wrong.',
  modelOneOfTwo: 'One of the two is right.',
  look: 'What to look for',
  differences: 'What tells them apart',
  feature: 'Feature',
  next: 'Next',
  finish: 'Finish',
  nextKey: 'Enter',
  /** @param {number} count */
  unreadable: (count) =>
    count === 1
      ? '1 picture could not be read and was skipped'
      : `${count} pictures could not be read and were skipped`,
  noneReadable: 'None of these pictures could be read. Choose others.',
  done: 'Session done',
  /** @param {number} right @param {number} of @param {number} model */
  doneLine: (right, of, model) =>
    `You had ${right} of ${of} right at first sight; the model’s first choice, ${model}.`,
  /** @param {number} right @param {number} of */
  donePairs: (right, of) => `You told ${right} of ${of} pairs apart.`,
  missed: 'Look at these again',
  /** @param {string} truth @param {string} guess within a sentence */
  missedLine: (truth, guess) => `${truth}, not ${guess}`,
  nothingMissed: 'You missed none.',
  oncemore: 'Another session',
  pairQuestion: {
    neutrophil: 'Which one is the neutrophil?',
    eosinophil: 'Which one is the eosinophil?',
    basophil: 'Which one is the basophil?',
    lymphocyte: 'Which one is the lymphocyte?',
    monocyte: 'Which one is the monocyte?',
  },
  left: 'Left',
  rightSide: 'Right',
  features: {
    nucleus: 'Nucleus',
    chromatin: 'Chromatin',
    cytoplasm: 'Cytoplasm',
    granules: 'Granules',
    size: 'Size',
  },
  notes: {
    neutrophil: {
      nucleus: 'Two to five lobes, joined by thin threads; in a band form still a curved rod.',
      chromatin: 'Coarse and clumped, dark violet.',
      cytoplasm: 'Plenty, pale pink to almost colourless.',
      granules: 'Very fine, pink to lilac, like dust; often only a blush.',
      size: '10 to 15 µm, up to twice a red cell.',
    },
    eosinophil: {
      nucleus: 'Mostly two lobes, like a pair of spectacles; seldom three.',
      chromatin: 'Coarse and clumped, much like the neutrophil’s.',
      cytoplasm: 'Pale, hardly seen between the granules.',
      granules:
        'Large, round, all of one size, shining orange-red; they fill the cell and leave the nucleus free.',
      size: '12 to 17 µm, a little larger than a neutrophil.',
    },
    basophil: {
      nucleus: 'Two or three clumsy lobes, often hidden under the granules.',
      chromatin: 'Smudged, with little contrast.',
      cytoplasm: 'Pale; water-soluble granules may have left gaps in it.',
      granules: 'Coarse, uneven, blue-black to purple; they lie over the nucleus too.',
      size: '10 to 14 µm, the smallest of the granulocytes.',
    },
    lymphocyte: {
      nucleus: 'Round or slightly dented, filling most of the cell.',
      chromatin: 'Dense, in large smooth blocks; nucleoli are hardly seen.',
      cytoplasm: 'A thin rim, clear sky blue; wider in large and reactive forms.',
      granules: 'None, or in large lymphocytes a few red-violet ones that can be counted.',
      size: '7 to 10 µm, about a red cell; large forms up to 16 µm.',
    },
    monocyte: {
      nucleus: 'Folded, kidney- or horseshoe-shaped, without thin threads.',
      chromatin: 'Loose and lacy, paler than any other.',
      cytoplasm: 'Wide, dull grey-blue like frosted glass, often with vacuoles.',
      granules: 'Very fine and dust-like, at the limit of what can be seen.',
      size: '12 to 20 µm, the largest cell in normal blood.',
    },
  },
  tells: {
    'neutrophil-eosinophil':
      'Look at the granules first: single, round and orange-red in the eosinophil, a fine even blush in the neutrophil. In a pale or overstained smear trust their size more than their colour, then count the lobes: two speak for the eosinophil.',
    'monocyte-lymphocyte':
      'Look at the chromatin: lacy and pale in the monocyte, in dense blocks in the lymphocyte. Then at the cytoplasm: dull grey-blue with vacuoles, or clear blue. A large reactive lymphocyte hugs the red cells beside it; size alone decides nothing.',
    'basophil-lymphocyte':
      'Look at the outline of the nucleus: a lymphocyte’s is sharp and round, a basophil’s is blotted out by granules. Dark grains beyond the nucleus, over the cytoplasm, make it a basophil, even where few are left.',
  },
  progressLead:
    'Each picture counts once; what you repeat within a session does not count. The limits hold 95 % (Wilson).',
  table: {
    caption: 'You and the model, class by class',
    class: 'Class',
    first: 'At first sight',
    latest: 'Latest',
    model: 'The model',
    seconds: 'Your time',
    all: 'All',
  },
  /** @param {string} low @param {string} high */
  limits: (low, high) => `${low} to ${high}`,
  /** @param {number} right @param {number} of */
  fraction: (right, of) => `${right} of ${of}`,
  /** @param {string} seconds */
  seconds: (seconds) => `${seconds} s`,
  modelNote:
    'The model’s first choice counts, also where it says that it is unsure; where it names none, it is not right. Your time is the median.',
  pairsTable: 'Look-alikes told apart',
  boxes: 'Boxes',
  boxesLead:
    'What you name right moves up a box and rests longer; what you miss starts again in the first (Leitner’s system).',
  /** @param {number} days */
  rest: (days) => (days === 0 ? 'at once' : days === 1 ? 'after 1 day' : `after ${days} days`),
  /** @param {number} number */
  box: (number) => `Box ${number}`,
  mistakes: 'Your commonest mistakes at first sight',
  /** @param {string} truth @param {string} guess within a sentence */
  mistake: (truth, guess) => `${truth} taken for ${guess}`,
  hardest: 'Hardest pictures',
  /** @param {number} missed @param {number} of */
  missedShare: (missed, of) => `missed ${missed} of ${of === 1 ? '1 time' : `${of} times`}`,
  summary: 'Hand it in or keep it',
  learner: 'Name on the summary (optional, not kept)',
  print: 'Print',
  csv: 'Table (CSV)',
  json: 'Export progress (JSON)',
  import: 'Import progress',
  wipe: 'Wipe progress',
  wipeQuestion: 'Wipe all your answers from this browser? Export them first if you may want them back.',
  wipeConfirm: 'Wipe them',
  wiped: 'Your progress was wiped.',
  /** @param {number} count */
  imported: (count) => (count === 1 ? '1 new answer was imported.' : `${count} new answers were imported.`),
  progressFile: {
    json: 'This file is no valid JSON. Choose one that was exported here.',
    format: 'This file holds no learning progress. Choose one that was exported here.',
    version:
      'This file comes from another version of the page, which this one cannot read. Load the page anew.',
    /** @param {string} field */
    field: (field) => `This file is damaged: “${field}” is missing or wrong. Nothing was imported.`,
  },
  /** @param {string} day */
  printed: (day) => `HematoVision, learning summary of ${day}`,
};

/** How the page is kept for use without a network: the line at its foot. */
const offline = {
  storing: 'Being kept for use without a network…',
  ready: 'Kept in this browser: it opens without a network.',
  failed: 'It could not be kept for use without a network. Load the page again to try once more.',
  singleFile: 'This is one file with all in it: it needs no network.',
  update:
    'A new version is ready. To use it the page is loaded again: a count in progress is kept, the pictures under “Classify” are not.',
  updateNow: 'Update now',
  later: 'Later',
};

const about = {
  title: 'About',
  lead: 'A program for white blood cells on stained smears that runs whole in your browser: no server reads your pictures, and none is needed.',
  /** Names of the sections within the view. */
  contents: 'On this page',

  stages: {
    title: 'How it works',
    lead: 'Five steps, in this order, each from what the one before it gave.',
    steps: [
      {
        name: 'Read',
        text: 'The picture is decoded and turned upright; uneven light and a weak or strong stain are evened out.',
      },
      {
        name: 'Find',
        text: 'A small network looks for white cells and gives each a box. The red cells tell the scale.',
      },
      {
        name: 'Cut out',
        text: 'A square around each cell is cut out, somewhat wider than its box, and brought to one size for all.',
      },
      {
        name: 'Classify',
        text: 'A larger network compares what it sees with the cells that it was trained on.',
      },
      {
        name: 'Answer',
        text: 'With the cell’s size, calibrated probabilities, and a verdict: confident, unsure, or unfamiliar.',
      },
    ],
    note: 'It knows five classes and nothing of the patient. “Unsure” and “unfamiliar” are answers too: there it asks you to look.',
  },

  measured: {
    title: 'How good is it?',
    lead: 'Measured with the program that runs here, on pictures that the model was not trained on. The dot is what was measured; the line is its 95 % interval: with other pictures of the same kind the figure would be expected within it. “Cross-validated” is each picture by one of four networks that were trained like this one, but without its field or slide. “Never seen” is each laboratory by a network that was trained without all of it: what to expect of yours.',
    influence:
      'Only Kaggle’s test pictures had no say in the model: the others helped to set its probabilities and thresholds, and mistakes in Raabin and BCCD showed how the drawn cells that it learned from should look. What says “never seen” is judged by thresholds that the others alone set. That and what says “cross-validated” was measured before the size of a cell counted.',
    expect: 'Expect less with a stain, a camera or a laboratory that the model has never met.',
    missing: 'The measured figures could not be loaded. Load the page again to try once more.',
    none: 'not measured',
    table: 'The same as a table',
    columns: { row: 'Pictures', value: 'Measured', interval: '95 % interval', of: 'Counted' },
    /** @param {string} low @param {string} high */
    interval: (low, high) => `${low} to ${high}`,
    /** By the measures' names in model.json. */
    charts: {
      accuracy_per_group: {
        title: 'Right, each group counted once',
        note: 'Pictures of one group (a field of view, a slide) show the same or like cells.',
      },
      confident: {
        title: 'Confident of its answer',
        note: 'The share of pictures with that verdict, each picture counted once.',
      },
      right_when_confident: {
        title: 'Right, where confident',
        note: 'Each picture counted once. The rest were named wrongly with confidence: what must be watched for.',
      },
      recall: {
        title: 'Right, by class',
        note: 'Of the cells that are of a class, the share that is named so, each picture counted once.',
      },
    },
    choose: 'Pictures',
    /**
     * The sets in model.json by their names there; one that is missing here keeps its name.
     *
     * @type {Record<string, string | undefined>}
     */
    sets: {
      'Kaggle TEST': 'Kaggle, test pictures',
      'BCCD, fields kept out': 'BCCD, fields kept out',
      'PBC, cells kept out': 'PBC, cells kept out',
      'Raabin, slides kept out': 'Raabin, slides kept out',
      'BCISC, slides kept out': 'BCISC, slides kept out',
      'BCCD, cross-validated by field': 'BCCD, cross-validated',
      'PBC, cross-validated by picture': 'PBC, cross-validated',
      'Raabin, cross-validated by slide': 'Raabin, cross-validated',
      'BCISC, cross-validated by slide': 'BCISC, cross-validated',
      'BCCD, never seen': 'BCCD, never seen',
      'PBC, never seen': 'PBC, never seen',
      'Raabin, never seen': 'Raabin, never seen',
      'BCISC, never seen': 'BCISC, never seen',
    },
    /** @type {Record<string, ((count: string) => string) | undefined>} what a group is, by its name in model.json */
    groups: {
      field: (count) => `${count} fields`,
      slide: (count) => `${count} slides`,
      patient: (count) => `${count} patients`,
    },
    /** @param {string} count */
    files: (count) => (count === '1' ? '1 picture' : `${count} pictures`),
  },

  privacy: {
    title: 'Your pictures stay with you',
    paragraphs: [
      'Your browser reads them on this machine. They are sent nowhere. What you count and learn is kept in this browser alone. The page sets no cookie and counts no visit; the server that its files come from may note, like any server, that they were fetched.',
      'You need not believe that. Here is how to check it:',
    ],
    checks: [
      {
        name: 'Cut the network.',
        text: 'Once the page has loaded, pull the cable or switch the aeroplane mode on, and go on working. Everything still works.',
      },
      {
        name: 'Watch it.',
        text: 'Open your browser’s developer tools (mostly F12), choose “Network”, and read a picture: no line appears.',
      },
      {
        name: 'Read the rule that it runs under.',
        text: 'The page carries a policy that the browser enforces, whatever the program in it tries:',
      },
    ],
    policyOnline:
      'In words: only this page’s own files may be loaded (“self”); to any other address it can send nothing, and no form can be sent.',
    policySingle:
      "In words: no connection to anywhere (“connect-src 'none'”), and only the scripts within this file, known by their hashes, may run.",
  },

  offline: {
    title: 'Without a network',
    installed:
      'On first load this browser keeps the whole page; the line at its foot says when that is done. From then on it opens without a network, and your browser may offer to install it like a program. When there is a new version it asks before it changes.',
    file: 'Or take it along as one file: it opens by a double-click, also from a USB stick, and forbids itself every connection.',
    download: 'Save HematoVision as one file',
    single:
      'This is the single file: everything is in it. Copy it wherever you need it; what you count and learn stays in the browser of the machine.',
  },

  model: {
    title: 'Use your own model',
    lead: 'Any classifier of pictures as a TensorFlow Lite file (.tflite, float32 or int8, one input of three colours). Drop the file on this page while it shows this view, or choose it. It stays on this machine, like your pictures.',
    how: 'Class names, scaling and thresholds come from the file’s metadata. A file without is taken to see the whole picture as one cell, with bytes scaled to −1 … 1; the names of its classes you can type in.',
    choose: 'Choose a model',
    inUse: 'In use',
    own: 'HematoVision’s own model',
    loading: 'Loading the model…',
    trying: 'Trying the model on an example…',
    /** @param {string} file @param {number} classes */
    loaded: (file, classes) =>
      `${file} is in use: ${classes === 1 ? '1 class' : `${classes} classes`}. The figures above are not this model’s.`,
    /** @param {string} file */
    loadedUnread: (file) =>
      `${file} is in use. It found no cell in the examples, so its classes are not known yet. The figures above are not this model’s.`,
    /** @param {string} file @param {string} sentence */
    refused: (file, sentence) => `${file} was not taken; the model before it stays in use. ${sentence}`,
    /** @param {string} file @param {string} sentence */
    fails: (file, sentence) =>
      `${file} was loaded, but failed on an example; HematoVision’s own model is in use again. ${sentence}`,
    noModelFile: 'There is no .tflite file in that. Save the model as a TensorFlow Lite file first.',
    several: 'That is more than one file. Choose one model.',
    unreadable: 'The file could not be opened. Check its name and permissions.',
    back: 'Back to HematoVision’s own model',
    backDone: 'HematoVision’s own model is in use again.',
    untilReload: 'It is used until the page is loaded again.',
    names: 'Names of the classes',
    namesHint: 'One a line, in the order of the model’s output.',
    useNames: 'Use these names',
    namesUsed: 'These names are used from now on.',
    /** @param {number} wanted @param {number} given */
    namesCount: (wanted, given) =>
      `The model has ${wanted === 1 ? '1 class' : `${wanted} classes`}, and this is ${given === 1 ? '1 name' : `${given} names`}. Write one name a line.`,
    /** @param {string} name */
    namesTwice: (name) => `“${name}” stands there twice. Give every class a name of its own.`,
    /** @param {number} most @param {string} name */
    namesLong: (most, name) => `“${name}…” is longer than ${most} characters. Shorten it.`,
  },

  versions: {
    title: 'Versions',
    lead: 'What exactly is running here. The long numbers are SHA-256 hashes: the same number means the same bytes.',
    version: 'Version',
    build: 'Build',
    module: 'Program',
    model: 'Model',
    detector: 'Cell detector',
    unknown: 'unknown',
    relaxed: 'relaxed SIMD',
    simd: 'fixed-width SIMD',
  },

  licences: {
    title: 'Licences',
    text: 'Free software under the Apache License 2.0. What is linked in, the pretrained weights and the data have licences of their own.',
    link: 'Licences and notices',
  },
};

export const texts = { app, core, classify, count, learn, about, offline };
