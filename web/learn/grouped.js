/* What browsers from before 2024 lack: Map.groupBy.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/**
 * @template T
 * @param {Iterable<T>} things
 * @param {(thing: T) => string} keyOf
 * @returns {Map<string, T[]>} the groups in the order of their first things
 */
export function grouped(things, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}
