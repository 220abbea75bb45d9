/* The files that the page brings along: fetched from beside it or, in the single file, taken from the blocks that it
 * carries them in (tools/site/single_file.mjs): base64 in script elements of another type, which no browser runs.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** Whether this is the single file, which has nothing beside it. */
export const isSingleFile = 'singleFile' in document.documentElement.dataset;

/**
 * @param {string} name of a file, relative to the page
 * @returns {Promise<Blob | null>} null where it cannot be had whole
 */
export async function asset(name) {
  if (isSingleFile) return carried(name);
  const response = await fetch(new URL(name, import.meta.url)).catch(() => null);
  return response?.ok ? response.blob().catch(() => null) : null;
}

/**
 * @param {string} name
 * @returns {Promise<any>} what the file says; null where it cannot be had, or is no JSON
 */
export async function assetJson(name) {
  const blob = await asset(name);
  return (
    blob
      ?.text()
      .then(JSON.parse)
      .catch(() => null) ?? null
  );
}

/** @param {string} name */
function carried(name) {
  const block = document.querySelector(`script[data-asset="${CSS.escape(name)}"]`);
  if (!(block instanceof HTMLScriptElement)) return null;
  const text = atob(block.text);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Blob([bytes], { type: block.type });
}
