import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { canonicalJson, type Json } from '../domain/canonical-json.ts';

const PIECE_BYTES = 1 << 19;
const READ_BYTES = 1 << 24;

/** SHA-256 of bytes or of a string's UTF-8, as 64 lower-case hex digits. */
export const sha256 = (data: Uint8Array | string): string =>
  createHash('sha256').update(data).digest('hex');

/** SHA-256 of a value's canonical JSON: equal values have equal hashes. */
export const hashOf = (value: Json): string => sha256(canonicalJson(value));

/** SHA-256 and length of a file, read piece by piece into one buffer. */
export async function hashFile(path: string): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  let sizeBytes = 0;
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      sizeBytes += bytesRead;
    }
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** A file's bytes in memory that threads can share, with their SHA-256; of any length. */
export async function readShared(path: string): Promise<{ bytes: Uint8Array; sha256: string }> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer((await file.stat()).size));
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, Math.min(READ_BYTES, bytes.length - at), at);
      if (bytesRead === 0) break;
      hash.update(bytes.subarray(at, at + bytesRead));
      at += bytesRead;
    }
    return { bytes: bytes.subarray(0, at), sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** SHA-256 over the canonical JSON of each value, one a line; for tables too long for one string. */
export function hashRows(rows: Iterable<Json>): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${canonicalJson(row)}\n`);
  return hash.digest('hex');
}
