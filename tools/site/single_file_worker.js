/* Stands in for web/start_worker.js in the single file, which has no worker.js beside it.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/* global WORKER_SOURCE */
const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }));

export const startWorker = () => new Worker(url);
