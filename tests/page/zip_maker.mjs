/* Makes zip files for the tests of the reader: whole ones, and ones whose fields lie.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { crc32, deflateRawSync } from 'node:zlib';

/**
 * @typedef {object} File
 * @property {string} path
 * @property {Buffer | string} content
 * @property {number} [method] 8 where it is left out: deflated
 * @property {number} [flags]
 * @property {number} [size] unpacked, as it is stated
 * @property {number} [crc]
 * @property {number} [packedSize] as it is stated
 */

/**
 * @param {File[]} files
 * @param {{ count?: number, disk?: number, offset?: number, comment?: string, before?: string }} [lies]
 */
export function makeZip(files, { count, disk = 0, offset, comment = '', before = '' } = {}) {
  const parts = [];
  const entries = [];
  let at = 0;
  for (const file of files) {
    const { header, data, entry } = pack(file, at);
    parts.push(header, data);
    entries.push(entry);
    at += header.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(disk, 4);
  end.writeUInt16LE(count ?? files.length, 8);
  end.writeUInt16LE(count ?? files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset ?? at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([Buffer.from(before), ...parts, directory, end, Buffer.from(comment)]);
}

/**
 * @param {File} file
 * @param {number} at where it begins
 */
function pack({ path, content, method = 8, flags = 0x800, ...stated }, at) {
  const bytes = Buffer.from(content);
  const name = Buffer.from(path);
  const data = method === 8 ? deflateRawSync(bytes) : bytes;
  const [crc, size] = [stated.crc ?? crc32(bytes), stated.size ?? bytes.length];
  const packedSize = stated.packedSize ?? data.length;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packedSize, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(at, 42);
  return { header: Buffer.concat([header, name]), data, entry: Buffer.concat([entry, name]) };
}
