/* Sets of labelled pictures, and how they are made: of a folder or a zip in Kaggle's layout (one folder a class), and
 * of the manifest of whoever runs the site.
 *
 * The manifest is sets/sets.json beside the page. Its pictures lie beside it and are loaded with the page.
 *
 *   { "sets": [ { "name": "Giemsa, our laboratory",       what the set is called
 *                 "credit": "Haematology, Ourtown",       whose pictures they are
 *                 "licence": "CC BY 4.0",                 under what terms they may be shown
 *                 "pictures": [ { "file": "giemsa/1.jpg", "class": "neutrophil" }, … ] } ] }
 *
 * All fields are needed. A file is named relative to sets/ and lies within it; a class is one of the five.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { CLASSES } from '../classes.js';

/**
 * @typedef {import('../classes.js').ClassName} ClassName
 *
 * @typedef {object} LabelledPicture
 * @property {string} name of its file
 * @property {ClassName} class
 * @property {number} size of the file in bytes, as far as it is known before reading
 * @property {() => Promise<Blob>} load throws a ZipError, or what reading a file throws
 *
 * @typedef {object} PictureSet
 * @property {string} id
 * @property {string} name
 * @property {string} credit with the licence
 * @property {LabelledPicture[]} pictures
 *
 * @typedef {object} Sorted what a folder holds
 * @property {LabelledPicture[]} pictures
 * @property {Map<string, number>} unknown how many pictures lie in each folder that is no class; '' is none at all
 * @property {number} others how many files are no pictures
 */

const PICTURE = /\.jpe?g$|\.png$/i;

/** What computers leave in folders, and no person put there. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

/**
 * The class that a path tells: that of the folder nearest to the file whose name is a class, in any case, one or many.
 *
 * @param {string} path
 * @returns {ClassName | null}
 */
export function classOfPath(path) {
  const folders = path.split('/').slice(0, -1);
  for (const folder of folders.reverse()) {
    const name = folder.trim().toLowerCase().replace(/s$/, '');
    const found = CLASSES.find((each) => each === name);
    if (found) return found;
  }
  return null;
}

/**
 * @param {{ path: string, size: number, load: () => Promise<Blob> }[]} files
 * @returns {Sorted}
 */
export function sortFiles(files) {
  /** @type {Sorted} */
  const sorted = { pictures: [], unknown: new Map(), others: 0 };
  for (const { path, size, load } of files) {
    if (HIDDEN.test(path)) continue;
    const folders = path.split('/');
    const name = folders.pop() ?? '';
    const told = classOfPath(path);
    const folder = folders.pop() ?? '';
    if (!PICTURE.test(name)) sorted.others++;
    else if (told) sorted.pictures.push({ name, class: told, size, load });
    else sorted.unknown.set(folder, (sorted.unknown.get(folder) ?? 0) + 1);
  }
  return sorted;
}

/**
 * @typedef {object} ManifestSet
 * @property {string} name
 * @property {string} credit
 * @property {string} licence
 * @property {{ file: string, class: ClassName }[]} pictures
 */

/** What is wrong with a manifest: texts.learn.manifest says each in words. */
export class ManifestError extends Error {
  /**
   * @param {'json' | 'list' | 'text' | 'file' | 'class'} problem
   * @param {string} field such as `sets[0].name`
   */
  constructor(problem, field) {
    super(`${field}: ${problem}`);
    this.problem = problem;
    this.field = field;
  }
}

/**
 * Throws a ManifestError.
 *
 * @param {string} text
 * @returns {ManifestSet[]}
 */
export function readManifest(text) {
  let manifest;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new ManifestError('json', '');
  }
  return listAt(manifest?.sets, 'sets').map((set, i) => readSet(set, `sets[${i}]`));
}

/**
 * @param {any} set
 * @param {string} at
 * @returns {ManifestSet}
 */
function readSet(set, at) {
  const [name, credit, licence] = ['name', 'credit', 'licence'].map((field) =>
    textAt(set?.[field], `${at}.${field}`),
  );
  const pictures = listAt(set.pictures, `${at}.pictures`).map((picture, i) => {
    const here = `${at}.pictures[${i}]`;
    const file = textAt(picture?.file, `${here}.file`);
    /* Within the folder alone: no other place, no other site. */
    if (/^[/\\]|^[a-z]+:|(^|[/\\])\.\.([/\\]|$)/i.test(file)) throw new ManifestError('file', `${here}.file`);
    const told = CLASSES.find((each) => each === picture.class);
    if (!told) throw new ManifestError('class', `${here}.class`);
    return { file, class: told };
  });
  return { name, credit, licence, pictures };
}

/**
 * @param {any} value
 * @param {string} field
 * @returns {any[]}
 */
function listAt(value, field) {
  if (!Array.isArray(value)) throw new ManifestError('list', field);
  return value;
}

/**
 * @param {any} value
 * @param {string} field
 * @returns {string}
 */
function textAt(value, field) {
  if (typeof value !== 'string' || value.trim() === '') throw new ManifestError('text', field);
  return value;
}
