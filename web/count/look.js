/* A field in small and in grey, by which overlapping fields are known (overlap.js). Asked only of pictures that the
 * core could read: a hostile file is left to the worker.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** The longer side in pixels: a red cell of a usual field is then some ten pixels wide. */
const SIDE = 112;

/**
 * @param {Blob} blob
 * @param {{ width: number, height: number }} record of the upright picture
 * @returns {Promise<import('./overlap.js').Look | null>} null where the browser cannot read what the core could
 */
export async function lookAt(blob, { width, height }) {
  const image = await createImageBitmap(blob).catch(() => null);
  if (!image) return null;
  const scale = SIDE / Math.max(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  /* Of the three channels green tells stained from unstained best. 0 is kept for what is not compared. */
  const grey = Uint8Array.from({ length: data.length / 4 }, (_, i) => Math.max(1, data[4 * i + 1]));
  return { width: canvas.width, height: canvas.height, grey };
}
