/* About: how it works, how good it is, how private, what exactly is running; and a model of one's own.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { asset, assetJson, isSingleFile } from '../assets.js';
import { texts } from '../texts.js';
import { element } from '../views/element.js';
import { measuredSection } from './measured.js';
import { ownModel } from './own_model.js';
import { paragraph, section } from './section.js';
import { stagesSection } from './stages.js';
import { versionsSection } from './versions.js';

const said = texts.about;

/**
 * @param {HTMLElement} container
 * @param {import('../main.js').App} app
 * @returns {import('../router.js').View}
 */
export function create(container, app) {
  const card = assetJson('model.json');
  const model = ownModel(app);
  app.loading(card);
  const sections = [
    stagesSection(),
    measuredSection(card),
    privacySection(),
    offlineSection(),
    model.section,
    versionsSection(),
    licencesSection(),
  ];
  container.append(
    element('h1', { tabindex: '-1' }, said.title),
    paragraph(said.lead, 'lead'),
    contents(sections),
    ...sections,
  );

  return {
    /** @param {string[]} path a section's name, where the address has one */
    show([name]) {
      const heading = sections.find((each) => each.dataset.section === name)?.querySelector('h2');
      heading?.scrollIntoView();
      heading?.focus({ preventScroll: true });
    },
    hide() {},
    accept: model.accept,
  };
}

/** @param {HTMLElement[]} sections */
function contents(sections) {
  const links = sections.map((each) => {
    const link = { href: `#about/${each.dataset.section}` };
    return element('li', {}, element('a', link, each.querySelector('h2')?.textContent ?? ''));
  });
  return element('nav', { class: 'contents', 'aria-label': said.contents }, element('ul', {}, ...links));
}

function privacySection() {
  const { title, paragraphs, checks, policyOnline, policySingle } = said.privacy;
  const items = checks.map(({ name, text }) =>
    element('li', {}, element('p', {}, element('strong', {}, name), ' ', text)),
  );
  const meta = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  const rules = meta?.getAttribute('content')?.split('; ') ?? [];
  const policy = rules.map((rule) => element('li', {}, element('code', {}, rule)));
  items
    .at(-1)
    ?.append(
      element('ul', { class: 'policy' }, ...policy),
      paragraph(isSingleFile ? policySingle : policyOnline),
    );
  return section('privacy', title, ...paragraphs.map((each) => paragraph(each)), element('ol', {}, ...items));
}

function offlineSection() {
  const { title, installed, file, download, single } = said.offline;
  if (isSingleFile) return section('offline', title, paragraph(single));
  const name = 'hematovision-offline.html';
  const link = element('a', { href: name, download: name, class: 'button outline' }, download);
  return section('offline', title, paragraph(installed), paragraph(file), element('p', {}, link));
}

/** The single file has no page of notices beside it: it shows them here. */
function licencesSection() {
  const { title, text, link } = said.licences;
  if (!isSingleFile) {
    const notices = element('p', {}, element('a', { href: 'notices.html' }, link));
    return section('licences', title, paragraph(text), notices);
  }
  const details = element('details', {}, element('summary', {}, link));
  const made = section('licences', title, paragraph(text), details);
  void asset('notices.html').then(async (page) => details.append(...noticesOf((await page?.text()) ?? '')));
  return made;
}

/** @param {string} page notices.html, of which the texts alone are taken */
function noticesOf(page) {
  const parsed = new DOMParser().parseFromString(page, 'text/html');
  return Array.from(parsed.querySelectorAll('h2, pre'), (each) =>
    element(each.tagName === 'H2' ? 'h3' : 'pre', { lang: 'en' }, each.textContent ?? ''),
  );
}
