/* A reader of zip files that hold pictures. The directory is read once; an entry is unpacked when it is asked for, and
 * what comes out is counted while it comes: the sizes that the file itself states bind nobody, which is how a bomb of
 * some kilobytes claims to be small. The browser's own DecompressionStream does the inflating: no byte of a library
 * has to be loaded.
 *
 *   end of the directory, 22 bytes and a comment        entry of the directory, 46 bytes and three texts
 *    0  50 4b 05 06                                      0  50 4b 01 02
 *    4  number of this disk, of the directory's disk     8  flags: 1 encrypted, 0x2000 its names too
 *    8  entries on this disk, 10  in all                10  method: 0 stored, 8 deflated
 *   12  the directory's size, 16  its offset            16  CRC-32, 20  packed size, 24  unpacked size
 *   20  length of the comment                           28  length of the name, 30  of extra, 32  of the comment
 *                                                       42  offset of the local header (30 bytes, two texts)
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** Kaggle's whole set is 12,515 pictures in one zip of 108 MB, its directory a little over a megabyte. */
export const LIMITS = { entries: 20000, directory: 16 * 2 ** 20, unpacked: 64 * 2 ** 20 };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const LONGEST_COMMENT = 0xffff;

/**
 * @typedef {'not-a-zip' | 'damaged' | 'encrypted' | 'zip64' | 'many-parts' | 'too-many' | 'too-large' | 'method'} Problem
 * @typedef {object} ZipEntry a file in the zip; folders are left out
 * @property {string} path
 * @property {number} size unpacked, as the zip states it
 * @property {() => Promise<Uint8Array<ArrayBuffer>>} read throws a ZipError
 */

/** Why a zip, or one file in it, cannot be read: texts.learn.zip says each in words. */
export class ZipError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Throws a ZipError.
 *
 * @param {Blob} file
 * @returns {Promise<ZipEntry[]>}
 */
export async function openZip(file) {
  const end = await findEnd(file);
  if (end.parts) throw new ZipError('many-parts');
  if (end.count === 0xffff || end.size === 0xffffffff || end.offset === 0xffffffff) {
    throw new ZipError('zip64');
  }
  if (end.count > LIMITS.entries || end.size > LIMITS.directory) throw new ZipError('too-many');
  /* Something may stand before the zip, such as a program that unpacks it: all offsets are then short by as much. */
  const shift = end.at - end.size - end.offset;
  if (shift < 0) throw new ZipError('damaged');
  const directory = await viewOf(file, end.at - end.size, end.size);
  const entries = [];
  for (let at = 0, i = 0; i < end.count; i++) {
    const { entry, length } = readEntry(file, directory, at, shift);
    if (!entry.path.endsWith('/')) entries.push(entry);
    at += length;
  }
  return entries;
}

/** @param {Blob} file */
async function findEnd(file) {
  const start = Math.max(0, file.size - END_SIZE - LONGEST_COMMENT);
  const view = await viewOf(file, start, file.size - start);
  for (let at = view.byteLength - END_SIZE; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const [size, offset] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    const [count, parts] = [view.getUint16(at + 10, true), view.getUint16(at + 4, true) !== 0];
    return { at: start + at, count, parts, size, offset };
  }
  const begins = file.size >= 4 && (await viewOf(file, 0, 4)).getUint32(0, true) === LOCAL;
  throw new ZipError(begins ? 'damaged' : 'not-a-zip');
}

/**
 * @param {Blob} file
 * @param {DataView} directory
 * @param {number} at where the entry begins
 * @param {number} shift of all offsets
 */
function readEntry(file, directory, at, shift) {
  if (at + ENTRY_SIZE > directory.byteLength || directory.getUint32(at, true) !== ENTRY) {
    throw new ZipError('damaged');
  }
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
    directory.getUint16(at + field, true),
  );
  const [crc, packed, size] = [16, 20, 24].map((field) => directory.getUint32(at + field, true));
  const offset = directory.getUint32(at + 42, true);
  const length = ENTRY_SIZE + nameLength + extraLength + commentLength;
  if (at + length > directory.byteLength) throw new ZipError('damaged');
  if (directory.getUint16(at + 8, true) & 0x2001) throw new ZipError('encrypted');
  if ([packed, size, offset].includes(0xffffffff)) throw new ZipError('zip64');
  const name = new Uint8Array(directory.buffer, directory.byteOffset + at + ENTRY_SIZE, nameLength);
  /* Programs of Windows have written backslashes. */
  const path = new TextDecoder().decode(name).replaceAll('\\', '/');
  const method = directory.getUint16(at + 10, true);
  const read = () => unpack(file, { method, crc, packed, at: offset + shift });
  return { entry: { path, size, read }, length };
}

/**
 * @param {Blob} file
 * @param {{ method: number, crc: number, packed: number, at: number }} entry
 */
async function unpack(file, { method, crc, packed, at }) {
  if (method !== 0 && method !== 8) throw new ZipError('method');
  const header = await viewOf(file, at, LOCAL_SIZE);
  if (header.getUint32(0, true) !== LOCAL) throw new ZipError('damaged');
  const start = at + LOCAL_SIZE + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + packed > file.size) throw new ZipError('damaged');
  const stored = file.slice(start, start + packed);
  const stream = method === 0 ? stored.stream() : stored.stream().pipeThrough(inflater());
  const bytes = await counted(stream);
  if (crc32(bytes) !== crc) throw new ZipError('damaged');
  return bytes;
}

function inflater() {
  try {
    return new DecompressionStream('deflate-raw');
  } catch {
    throw new ZipError('method'); /* A browser from before 2023. */
  }
}

/**
 * All that comes out of a stream, as long as it is not too much.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 */
async function counted(stream) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let size = 0;
  const reader = stream.getReader();
  const next = () => reader.read().catch(() => Promise.reject(new ZipError('damaged')));
  for (let { done, value } = await next(); !done && value; { done, value } = await next()) {
    size += value.length;
    if (size > LIMITS.unpacked) {
      await reader.cancel();
      throw new ZipError('too-large');
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * @param {Blob} file
 * @param {number} start
 * @param {number} length
 */
async function viewOf(file, start, length) {
  const buffer = await file
    .slice(start, start + length)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  if (buffer.byteLength < length) throw new ZipError('damaged');
  return new DataView(buffer);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
  return byte;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = table[(rest ^ byte) & 0xff] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
