import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { errorOf, messageOf, ShowrunnerError } from '../domain/errors.ts';
import type { ReadInteractions } from '../pipeline/index.ts';
import { interactionColumns } from './interaction-columns.ts';
import { parseInteractionRow } from './interaction-row.ts';

const PROGRESS_LINES = 100_000;

/**
 * Reads interactions from a text file of tab-separated rows, plain or gzip (told by its first
 * bytes), as a stream: see `parseInteractionRow`. Lines end with LF or CR LF; empty lines and a
 * byte order mark are passed over. Either all rows have a time, or none.
 */
export const readInteractionFile: ReadInteractions = async (path, progress) => {
  const columns = interactionColumns();
  let dated: boolean | null = null;
  let line = 0;
  const task = { task: `reading ${path}`, total: null, unit: 'lines' };
  for await (const text of linesOf(path)) {
    if (++line % PROGRESS_LINES === 0) progress.update({ ...task, done: line });
    if (text === '') continue;
    const row = parseInteractionRow(text);
    if ('column' in row) throw errorOf('INTERACTIONS_UNREADABLE', { path, line, ...row });
    const hasTime = !Number.isNaN(row.timeMs);
    dated ??= hasTime;
    if (dated !== hasTime) throw mixedTimes(path, line, hasTime);
    columns.add(row.user, row.item, row.timeMs);
  }
  progress.update({ ...task, done: line });
  return columns.rows();
};

const mixedTimes = (path: string, line: number, hasTime: boolean): ShowrunnerError =>
  errorOf('INTERACTIONS_UNREADABLE', {
    path,
    line,
    column: 'time',
    found: hasTime ? 'a time' : 'no time',
    expected: hasTime ? 'none, as on the lines before' : 'one, as on the lines before',
  });

/** Lines without their ends. */
async function* linesOf(path: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 1;
  try {
    const chunks = (await openText(path)) as AsyncIterable<Buffer>;
    for await (const chunk of chunks) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop()!;
      line += lines.length;
      for (const text of lines) yield withoutReturn(text);
    }
    rest += decoder.decode();
  } catch (thrown) {
    throw readingError(path, line, thrown);
  }
  if (rest !== '') yield withoutReturn(rest);
}

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

async function openText(path: string): Promise<Readable> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0).finally(() => file.close());
  const isGzip = buffer[0] === 0x1f && buffer[1] === 0x8b;
  if (!isGzip) return createReadStream(path);
  const gunzip = createGunzip();
  createReadStream(path)
    .on('error', (error) => gunzip.destroy(error))
    .pipe(gunzip);
  return gunzip;
}

/** What went wrong while reading, in our words. Errors of the consumer never come here. */
function readingError(path: string, line: number, thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  const expected = 'a readable file of tab-separated rows, plain or gzip';
  if (code === 'ENOENT') return errorOf('FILE_NOT_FOUND', { path, expected }, thrown);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    const found = `bytes that are not UTF-8 on it or soon after`;
    const detail = { path, line, column: 'any', found, expected: 'UTF-8 text' };
    return errorOf('INTERACTIONS_UNREADABLE', detail, thrown);
  }
  return errorOf('FILE_UNREADABLE', { path, found: messageOf(thrown), expected }, thrown);
}
