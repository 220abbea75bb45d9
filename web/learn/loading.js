/* Where sets of pictures come from: what the page brings along, the site's own, a folder, a zip.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { asset } from '../assets.js';
import { CLASSES } from '../classes.js';
import { state, watch } from '../state.js';
import { texts } from '../texts.js';
import { change } from './model.js';
import { ManifestError, readManifest, sortFiles } from './sets.js';
import { ZipError, openZip } from './zip.js';

/**
 * @typedef {import('./sets.js').LabelledPicture} LabelledPicture
 * @typedef {import('./sets.js').ManifestSet} ManifestSet
 * @typedef {import('./sets.js').PictureSet} PictureSet
 */

const words = texts.learn;

/** So many of the folders that are no class are named. */
const NAMED_FOLDERS = 5;

/**
 * @param {string} name
 * @param {import('../classes.js').ClassName} told
 * @param {Blob} blob
 * @returns {LabelledPicture}
 */
const held = (name, told, blob) => ({
  name,
  class: told,
  size: blob.size,
  load: () => Promise.resolve(blob),
});

/** Loads what the page brings along and what the site has of its own, after the model. */
export async function loadSets() {
  await started();
  const drawn = (await loadManifest('examples/learn/')).flatMap(({ pictures }) => pictures);
  const own = await loadManifest('sets/');
  change({ sets: [...own, ...state.learn.sets] });
  /** @type {import('../state.js').Example[] | null} */
  let shown = null;
  watch(({ examples }) => {
    if (examples === shown) return;
    shown = examples;
    const [set, others] = [builtIn(drawn), state.learn.sets.filter(({ id }) => id !== BUILT_IN)];
    change({ sets: [set, ...others], chosen: state.learn.chosen || set.id });
  });
}

/** @returns {Promise<unknown>} once the classifier's loading has ended, well or badly */
const started = () =>
  new Promise((resolve) => watch(({ engine }) => engine.phase !== 'loading' && resolve(null)));

const BUILT_IN = 'built-in';

/**
 * @param {LabelledPicture[]} drawn
 * @returns {PictureSet}
 */
function builtIn(drawn) {
  const credits = (state.examples ?? [])
    .filter(({ source }) => source === 'real')
    .map(({ credit }) => credit);
  const credit = words.builtInCredit([...new Set(credits)]);
  return { id: BUILT_IN, name: words.builtIn, credit, pictures: [...examplePictures(), ...drawn] };
}

/** Those of the examples in which there is one cell, so that it is clear which is asked for. */
const examplePictures = () =>
  (state.examples ?? []).flatMap(({ file, class: name, cells, blob }) => {
    const told = CLASSES.find((each) => each === name);
    return told && cells === 1 && blob ? [held(file, told, blob)] : [];
  });

/**
 * The sets of a manifest with all their pictures. What is wrong is told.
 *
 * @param {string} folder that holds sets.json
 * @returns {Promise<PictureSet[]>}
 */
async function loadManifest(folder) {
  const text = await asset(`${folder}sets.json`).then((blob) => blob?.text());
  if (text === undefined) return [];
  try {
    const sets = [];
    for (const [i, set] of readManifest(text).entries()) sets.push(await loadSet(folder, set, i));
    return sets;
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const { json, ...ofField } = words.manifest;
    tell(error.problem === 'json' ? json : ofField[error.problem](error.field));
    return [];
  }
}

/**
 * @param {string} folder
 * @param {ManifestSet} set
 * @param {number} index
 */
async function loadSet(folder, { name, credit, licence, pictures }, index) {
  /** @type {LabelledPicture[]} */
  const loaded = [];
  for (const { file, class: told } of pictures) {
    const blob = await asset(folder + file);
    if (blob) loaded.push(held(file, told, blob));
  }
  if (loaded.length < pictures.length) tell(words.missingFiles(name, pictures.length - loaded.length));
  return { id: `${folder}${index}`, name, credit: words.credit(credit, licence), pictures: loaded };
}

/** @param {string} sentence */
const tell = (sentence) => change({ notes: [...state.learn.notes, sentence] });

/**
 * Opens what a person gave: a zip, or the files of a folder.
 *
 * @param {File[]} files
 * @returns {Promise<string[]>} what is to be said of them
 */
export async function openFiles(files) {
  if (files.length === 0) return [];
  change({ notes: [words.opening] });
  const notes = [];
  for (const file of files.filter(isZip)) notes.push(...(await openZipFile(file)));
  const others = files.filter((file) => !isZip(file));
  if (others.length > 0) {
    const name = others[0].webkitRelativePath.split('/')[0] || others[0].name;
    notes.push(...take(name, others.map(inFolder)));
  }
  change({ notes });
  return notes;
}

/** @param {File} file */
const isZip = ({ name, type }) => /\.zip$/i.test(name) || type === 'application/zip';

/** @param {File} file */
const inFolder = (file) => ({
  path: file.webkitRelativePath || file.name,
  size: file.size,
  load: () => Promise.resolve(file),
});

/** @param {File} file */
async function openZipFile(file) {
  try {
    const entries = await openZip(file);
    const files = entries.map(({ path, size, read }) => {
      return { path, size, load: async () => new Blob([await read()]) };
    });
    return take(file.name, files);
  } catch (error) {
    if (error instanceof ZipError) return [`${file.name}: ${words.zip[error.problem]}`];
    throw error;
  }
}

/**
 * Makes a set of files and chooses it.
 *
 * @param {string} name
 * @param {{ path: string, size: number, load: () => Promise<Blob> }[]} files
 */
function take(name, files) {
  const { pictures, unknown, others } = sortFiles(files);
  const notes = [];
  if (pictures.length > 0) {
    const id = `own ${name}`;
    const set = { id, name, credit: words.ownCredit, pictures };
    change({ sets: [...state.learn.sets.filter((each) => each.id !== id), set], chosen: id });
    notes.push(words.opened(name, pictures.length));
  } else notes.push(`${name}: ${words.noPictures}`);
  if (unknown.size > 0) notes.push(unknownSentence(unknown));
  if (others > 0) notes.push(words.otherFiles(others));
  return notes;
}

/** @param {Map<string, number>} unknown */
function unknownSentence(unknown) {
  const named = [...unknown]
    .slice(0, NAMED_FOLDERS)
    .map(([folder, count]) => words.unknownFolder(folder || words.noFolder, count));
  if (unknown.size > NAMED_FOLDERS) named.push(words.moreFolders);
  const count = [...unknown.values()].reduce((sum, each) => sum + each);
  return words.unknownFolders(named.join(', '), count);
}
