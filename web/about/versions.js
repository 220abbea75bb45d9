/* What exactly is running: the build, and the hashes of the module, the model and the cell detector.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { detectorName, moduleName } from '../parts.js';
import { watch } from '../state.js';
import { texts } from '../texts.js';
import { element } from '../views/element.js';
import { paragraph, section } from './section.js';

const said = texts.about.versions;

export function versionsSection() {
  const list = element('dl');
  /** @type {unknown[]} */
  let shown = [];
  watch(({ build, model }) => {
    if (shown[0] === build && shown[1] === model) return;
    shown = [build, model];
    list.replaceChildren(...entries(build, model));
  });
  return section('versions', said.title, paragraph(said.lead, 'lead'), list);
}

/**
 * @param {import('../state.js').Build | null} build
 * @param {import('../classifier.js').Model | null} model the one in use
 */
function entries(build, model) {
  const files = build?.files ?? {};
  const module = moduleName();
  /* Of the bytes that are in use, where the browser can tell; else the build's word for its own model. */
  const ofModel = model?.sha256 ?? (model && !model.foreign ? files[model.name] : undefined);
  return [
    ...entry(said.version, build?.version ?? said.unknown),
    ...entry(said.build, hash(build?.build)),
    ...entry(said.module, module?.includes('relaxed') ? said.relaxed : said.simd, hash(files[module ?? ''])),
    ...entry(said.model, model?.name ?? '', hash(ofModel)),
    ...entry(said.detector, hash(files[detectorName])),
  ];
}

/**
 * @param {string} name
 * @param {(Node | string)[]} values
 */
const entry = (name, ...values) => [
  element('dt', {}, name),
  element('dd', {}, ...values.flatMap((value) => [value, ' '])),
];

/** @param {string | undefined} value */
const hash = (value) => (value ? element('code', {}, value) : said.unknown);
