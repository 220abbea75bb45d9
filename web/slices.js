/* Long work on the page's thread, in slices: between them the browser paints and hears keys.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** How long a slice may last, in milliseconds. */
const SLICE = 10;

/**
 * @param {Generator} steps each far shorter than a slice; who wants no more of them ends it by its `return`
 */
export async function inSlices(steps) {
  let end = performance.now() + SLICE;
  while (!steps.next().done) {
    if (performance.now() < end) continue;
    await turn();
    end = performance.now() + SLICE;
  }
}

/** The browser's turn. By a message, since timers of a page that nobody looks at run once a second. */
const turn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(null);
    };
    port2.postMessage(null);
  });
