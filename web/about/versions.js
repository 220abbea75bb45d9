/* What exactly is running: the build, and the hashes of the module, the model and the cell detector.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { detectorName, moduleName } from '../parts.js';
import { watch } from '../state.js';
import { texts } from '../texts.js';
import { element } from '../views/element.js';
import { paragraph, section } from './section.js';

/**
 * @typedef {{ version: string, build: string, files: Record<string, string> }} Build build.json: hashes as hexadecimal
 *   SHA-256, of all files and of some
 */

const said = texts.about.versions;

/** @param {Promise<Build | null>} loading */
export function versionsSection(loading) {
  const list = element('dl');
  void loading.then((build) => {
    const module = moduleName();
    const files = build?.files ?? {};
    const model = element('dd');
    list.append(
      ...entry(said.version, build?.version ?? said.unknown),
      ...entry(said.build, hash(build?.build)),
      ...entry(
        said.module,
        module?.includes('relaxed') ? said.relaxed : said.simd,
        hash(files[module ?? '']),
      ),
      element('dt', {}, said.model),
      model,
      ...entry(said.detector, hash(files[detectorName])),
    );
    /* Of the bytes that are in use, where the browser can tell; else the build's word for its own model. */
    watch(({ model: used }) => {
      if (!used) return;
      const ofBuild = used.foreign ? undefined : files[used.name];
      model.replaceChildren(used.name, ' ', hash(used.sha256 ?? ofBuild));
    });
  });
  return section('versions', said.title, paragraph(said.lead, 'lead'), list);
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
