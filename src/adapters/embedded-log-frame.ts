import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Json } from '../domain/canonical-json.ts';

/** A batch that came with a key, as the frame that holds its lines remembers it. */
export interface KeyedBatch {
  readonly key: string;
  readonly digest: string;
  readonly first: number;
  readonly lines: number;
  readonly note: Json;
}

/** What a frame says of its lines. */
export interface FrameHeader {
  /** Offset of the first line. */
  readonly first: number;
  readonly lines: number;
  /** Bytes of the lines, which follow the header. */
  readonly bytes: number;
  /** CRC-32 of those bytes. */
  readonly crc: number;
  /** When they were written, milliseconds since the epoch. */
  readonly at: number;
  readonly keys: readonly KeyedBatch[];
}

const keyed = z.object({
  key: z.string(),
  digest: z.string(),
  first: z.int().min(0),
  lines: z.int().min(1),
  note: z.json(),
});
const header = z.object({
  first: z.int().min(0),
  lines: z.int().min(1),
  bytes: z.int().min(1),
  crc: z.int(),
  at: z.number(),
  keys: z.array(keyed),
});

/** What a header line begins with; eight hex digits of its own CRC-32 and JSON follow. */
const MARK = '#frame ';
const LINE_FEED = 10;
/** No header is longer; what has no line feed within it is none. */
export const MAX_HEADER_BYTES = 4 * 1024 * 1024;

const hex = (crc: number): string => crc.toString(16).padStart(8, '0');

/**
 * Lines as one frame: a header line that says how many bytes follow and what they must add up to,
 * then the lines as they are. A frame is written in one piece and counts only as a whole.
 */
export function frameOf(
  lines: Uint8Array,
  about: Pick<FrameHeader, 'first' | 'lines' | 'at' | 'keys'>,
): Buffer {
  const text = JSON.stringify({ ...about, bytes: lines.length, crc: crc32(lines) });
  return Buffer.concat([Buffer.from(`${MARK}${hex(crc32(text))} ${text}\n`), lines]);
}

/** What lies at a place: a header with where its lines begin, too little to tell, or no header. */
export type FoundHeader =
  | { readonly kind: 'header'; readonly header: FrameHeader; readonly bodyAt: number }
  | { readonly kind: 'short' }
  | { readonly kind: 'none' };

/** Reads the header that begins at `at`. */
export function headerAt(bytes: Buffer, at: number): FoundHeader {
  const end = bytes.indexOf(LINE_FEED, at);
  const text = bytes.toString('utf8', at, end < 0 ? Math.min(bytes.length, at + 64) : end);
  if (!text.startsWith(MARK.slice(0, text.length))) return { kind: 'none' };
  if (end < 0) return bytes.length - at > MAX_HEADER_BYTES ? { kind: 'none' } : { kind: 'short' };
  const json = text.slice(MARK.length + 9);
  if (text.slice(MARK.length, MARK.length + 8) !== hex(crc32(json))) return { kind: 'none' };
  const parsed = header.safeParse(parsedJson(json));
  return parsed.success
    ? { kind: 'header', header: parsed.data, bodyAt: end + 1 }
    : { kind: 'none' };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether the lines of a frame are those that its header was written for. */
export const isIntact = ({ crc }: FrameHeader, body: Uint8Array): boolean => crc32(body) === crc;

/** Whether a whole frame begins anywhere behind a place: then what lies there is no torn end. */
export function frameBehind(bytes: Buffer, at: number): boolean {
  for (let next = at; ;) {
    next = bytes.indexOf(`\n${MARK}`, next);
    if (next < 0) return false;
    next++;
    const found = headerAt(bytes, next);
    if (found.kind !== 'header') continue;
    const body = bytes.subarray(found.bodyAt, found.bodyAt + found.header.bytes);
    if (isIntact(found.header, body)) return true;
  }
}
