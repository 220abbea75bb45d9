/* What the page keeps in this browser: values under keys, in one IndexedDB database. Nothing here throws: where the
 * browser forbids storage, or has no room left, `write` says so with false, and the caller goes on in memory. The
 * values are what structured clone takes, pictures as Blobs among them.
 *
 * SPDX-License-Identifier: Apache-2.0 */

const DATABASE = 'hematovision';
const STORE = 'values';

/** @type {Promise<IDBDatabase> | null} the open database; null before the first use and after it was closed */
let opened = null;

function open() {
  return (opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1); /* May throw where storage is forbidden: that rejects too. */
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      /* The person cleared the site's data, or the disk went away: the next use opens it anew. */
      database.onclose = () => (opened = null);
      resolve(database);
    };
  }));
}

/**
 * One transaction with one request. Rejects where any of it fails: a full disk shows only when the transaction ends.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} use
 * @returns {Promise<T>}
 */
async function ask(mode, use) {
  const database = await open().catch((error) => {
    opened = null;
    throw error;
  });
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = use(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.commit(); /* A page that is left before the request succeeded would else not have asked for it. */
  });
}

/**
 * @param {string} key
 * @returns {Promise<any>} undefined where there is nothing, or storage is forbidden
 */
export const read = (key) => ask('readonly', (store) => store.get(key)).catch(() => undefined);

/**
 * @param {string} key
 * @param {unknown} value
 * @returns {Promise<boolean>} whether it is kept
 */
export const write = (key, value) =>
  ask('readwrite', (store) => store.put(value, key)).then(
    () => true,
    () => false,
  );

/** @param {string} key */
export const remove = (key) => ask('readwrite', (store) => store.delete(key)).catch(() => undefined);

/**
 * @param {string} prefix
 * @returns {Promise<string[]>} the keys that begin with it, in order
 */
export async function list(prefix) {
  const keys = await ask('readonly', (store) => store.getAllKeys()).catch(() => []);
  return keys.map(String).filter((key) => key.startsWith(prefix));
}

/** Whether anything can be kept at all. */
export const available = () =>
  ask('readonly', (store) => store.count()).then(
    () => true,
    () => false,
  );
