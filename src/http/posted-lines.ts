import { isUtf8 } from 'node:buffer';
import { jsonElements } from './json-elements.ts';

/** Lines of a request's body, or why there are none. */
export type PostedLines =
  | {
      readonly ok: true;
      /** The lines, each followed by a line feed. */
      readonly bytes: Buffer;
      /** The same as text; `null` where the bytes are no UTF-8. */
      readonly texts: readonly (string | null)[];
    }
  | { readonly ok: false; readonly refusal: 'empty-batch' }
  | { readonly ok: false; readonly refusal: 'bad-json'; readonly line: number };

/** Types of body that are understood. */
export const POSTED_TYPES = ['application/json', 'application/x-ndjson', 'text/plain'] as const;
export type PostedType = (typeof POSTED_TYPES)[number];

/**
 * Cuts a body into lines: the elements of a JSON array (or one object) as they are written, without
 * line breaks; the lines of NDJSON without empty ones; the lines of a text as they are.
 */
export function postedLines(type: PostedType, body: Buffer): PostedLines {
  if (type === 'text/plain') return plainLines(body);
  if (!isUtf8(body)) return { ok: false, refusal: 'bad-json', line: lineOfBadText(body) };
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  return type === 'application/json' ? elementLines(text) : jsonLines(text);
}

function plainLines(body: Buffer): PostedLines {
  const pieces = cut(body);
  if (pieces.length === 0) return { ok: false, refusal: 'empty-batch' };
  const texts = pieces.map((piece) => (isUtf8(piece) ? piece.toString('utf8') : null));
  return { ok: true, bytes: joined(pieces), texts };
}

/** Without what follows the last line feed when that is nothing, and without carriage returns. */
function cut(body: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < body.length;) {
    const feed = body.indexOf(10, start);
    const end = feed < 0 ? body.length : feed;
    pieces.push(body.subarray(start, end > start && body[end - 1] === 13 ? end - 1 : end));
    start = end + 1;
  }
  return pieces;
}

function elementLines(text: string): PostedLines {
  const found = jsonElements(text);
  if (!found.ok) return { ok: false, refusal: 'bad-json', line: found.line };
  return ofTexts(found.elements.map((element) => element.replaceAll(/[\r\n]/g, '')));
}

function jsonLines(text: string): PostedLines {
  const lines = text.split('\n');
  for (const [at, line] of lines.entries())
    if (line.trim() !== '' && !isJson(line))
      return { ok: false, refusal: 'bad-json', line: at + 1 };
  return ofTexts(lines.map((line) => line.replace(/\r$/, '')).filter((line) => line.trim() !== ''));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const ofTexts = (texts: readonly string[]): PostedLines =>
  texts.length === 0
    ? { ok: false, refusal: 'empty-batch' }
    : { ok: true, bytes: joined(texts.map((text) => Buffer.from(text))), texts };

const LINE_FEED = Buffer.from('\n');
const joined = (pieces: readonly Buffer[]): Buffer =>
  Buffer.concat(pieces.flatMap((piece) => [piece, LINE_FEED]));

const lineOfBadText = (body: Buffer): number => cut(body).findIndex((piece) => !isUtf8(piece)) + 1;
