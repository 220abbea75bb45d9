/* Makes elements for the views.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * A button, quiet unless the attributes have another class.
 *
 * @param {Record<string, string>} attributes
 * @param {string} label
 * @param {() => void} [action] where it is known already
 */
export function button(attributes, label, action) {
  const made = element('button', { type: 'button', class: 'quiet', ...attributes }, label);
  if (action) made.addEventListener('click', action);
  return made;
}

/**
 * An element that index.html is known to hold.
 *
 * @param {string} id
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html lacks #${id}`);
  return found;
}
