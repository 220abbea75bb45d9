/* What race.js and cells.js both need: bytes, and one of the benchmark's modules.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** @param {string} url */
export const download = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/**
 * @param {string} url of a module
 * @returns {Promise<any>} its exports
 */
export async function instantiate(url) {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(url), {});
  const module = /** @type {any} */ (instance.exports);
  module._initialize();
  return module;
}
