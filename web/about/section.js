/* A titled section of About, which its address can name (#about/licences).
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { element } from '../views/element.js';

/**
 * @param {string} name of the section, in the address
 * @param {string} title
 * @param {(Node | string)[]} content
 */
export function section(name, title, ...content) {
  const heading = element('h2', { id: `about-${name}-title`, tabindex: '-1' }, title);
  const attributes = { class: name, 'data-section': name, 'aria-labelledby': heading.id };
  return element('section', attributes, heading, ...content);
}

/** @param {string} text @param {string} [name] of its class */
export const paragraph = (text, name) => element('p', name ? { class: name } : {}, text);
