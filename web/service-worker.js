/* Keeps the whole page in the browser's cache, so that it opens without a network. A version is kept whole or not at
 * all: each file must have the digest that the build wrote down, and a new version waits until the person agrees
 * (offline.js). offline-files.js, which the build writes, changes with every file; by it the browser sees that there
 * is a new version.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @typedef {Event & { waitUntil: (promise: Promise<unknown>) => void }} ExtendableEvent
 * @typedef {ExtendableEvent & { request: Request, respondWith: (answer: Promise<Response>) => void }} FetchEvent
 * @typedef {object} ServiceWorkerScope what of ServiceWorkerGlobalScope is used here
 * @property {(name: string) => void} importScripts
 * @property {{ build: string, files: Record<string, string> }} offline the digest of each file, by its name
 * @property {{ scope: string }} registration
 * @property {{ claim: () => Promise<void> }} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 */

const scope = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
scope.importScripts('offline-files.js');
/** The page's caches, and no other page's on the same origin; and this version's. */
const prefix = `hematovision ${scope.registration.scope} `;
const cacheName = prefix + scope.offline.build;

/**
 * Where a file is asked for; the page itself by its folder alone, as people do.
 *
 * @param {string} name
 */
const addressOf = (name) => new URL(name === 'index.html' ? './' : name, scope.registration.scope).href;

/**
 * @param {Cache} cache
 * @param {string} name
 * @param {string} integrity
 */
async function keep(cache, name, integrity) {
  /* no-cache: what the browser still has is asked about before it is taken. */
  const response = await fetch(addressOf(name), { cache: 'no-cache', integrity });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  /* A browser refuses to open a page with an answer that was redirected: the copy has forgotten it. */
  await cache.put(addressOf(name), new Response(response.body, response));
}

/** One file that is missing, or is another than the build's, ends it. */
async function keepAll() {
  const cache = await caches.open(cacheName);
  const files = Object.entries(scope.offline.files);
  await Promise.all(files.map(([name, integrity]) => keep(cache, name, integrity))).catch(async (error) => {
    await caches.delete(cacheName);
    throw error;
  });
}

async function dropOldVersions() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * The kept file; the network's where it is none of the page's own, as the single file for downloading.
 *
 * @param {Request} request
 */
async function answer(request) {
  const cache = await caches.open(cacheName);
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname.replace(/\/index\.html$/, '/');
  return (await cache.match(address)) ?? fetch(request);
}

scope.addEventListener('install', (/** @type {ExtendableEvent} */ event) => event.waitUntil(keepAll()));

/* The page that was there before it was kept belongs to the kept version too: else a newer one would not ask it. */
scope.addEventListener('activate', (/** @type {ExtendableEvent} */ event) =>
  event.waitUntil(dropOldVersions().then(() => scope.clients.claim())),
);

scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting();
});

scope.addEventListener('fetch', (/** @type {FetchEvent} */ event) => {
  const ours = event.request.url.startsWith(scope.registration.scope);
  if (ours && event.request.method === 'GET') event.respondWith(answer(event.request));
});
