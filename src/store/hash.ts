import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { canonicalJson, type Json } from '../domain/canonical-json.ts';

/** SHA-256 of bytes or of a string's UTF-8, as 64 lower-case hex digits. */
export const sha256 = (data: Uint8Array | string): string =>
  createHash('sha256').update(data).digest('hex');

/** SHA-256 of a value's canonical JSON: equal values have equal hashes. */
export const hashOf = (value: Json): string => sha256(canonicalJson(value));

/** SHA-256 and length of a file, read as a stream. */
export async function hashFile(path: string): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** SHA-256 over the canonical JSON of each value, one a line; for tables too long for one string. */
export function hashRows(rows: Iterable<Json>): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${canonicalJson(row)}\n`);
  return hash.digest('hex');
}
