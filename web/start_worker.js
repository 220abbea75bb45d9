/* Starts the worker that decodes and classifies. The single file has another of this (tools/site/single_file.mjs),
 * which makes the worker of what the file carries.
 *
 * SPDX-License-Identifier: Apache-2.0 */

export const startWorker = () => new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
