import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '../domain/receipt.ts';
import { parseReceipt } from './parse-receipt.ts';

/** The latest receipts of a user, and how far back was looked. */
export interface LatestReceipts {
  /** The latest first. */
  readonly receipts: Receipt[];
  /** Receipts before this were not looked at, milliseconds since the epoch; `null`: all were. */
  readonly lookedBackToMs: number | null;
}

const PIECE_BYTES = 1 << 20;

/**
 * Looks for the latest receipts of a user from the end of the newest files backwards, until enough
 * are found or `mostBytes` were read. Memory: two megabytes.
 */
export async function latestReceipts(
  folder: string,
  {
    userId,
    limit,
    mostBytes,
  }: { readonly userId: string; readonly limit: number; readonly mostBytes: number },
): Promise<LatestReceipts> {
  const needle = `"userId":${JSON.stringify(userId)}`;
  const receipts: Receipt[] = [];
  let left = mostBytes;
  let lookedBackToMs: number | null = null;
  for (const name of filesOf(folder).reverse()) {
    for await (const line of linesBackwards(join(folder, name))) {
      if (left <= 0) break;
      left -= line.length + 1;
      lookedBackToMs = timeIn(line) ?? lookedBackToMs;
      const receipt = line.includes(needle) ? parseReceipt(line) : null;
      if (receipt?.userId === userId) receipts.push(receipt);
      if (receipts.length >= limit) break;
    }
    if (receipts.length >= limit || left <= 0) break;
  }
  const isWhole = receipts.length < limit && left > 0;
  receipts.sort((a, b) => b.atMs - a.atMs);
  return { receipts, lookedBackToMs: isWhole ? null : lookedBackToMs };
}

const filesOf = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
    : [];

const timeIn = (line: string): number | null => {
  const found = /"atMs":(\d{1,15})/.exec(line)?.[1];
  return found === undefined ? null : Number(found);
};

/** The whole lines of a file, the last first. An unfinished last line is none. */
async function* linesBackwards(path: string): AsyncIterable<string> {
  const file = await open(path, 'r');
  try {
    let end = (await file.stat()).size;
    let rest = Buffer.alloc(0);
    while (end > 0) {
      const from = Math.max(0, end - PIECE_BYTES);
      const piece = Buffer.alloc(end - from);
      await file.read(piece, 0, piece.length, from);
      const bytes = Buffer.concat([piece, rest]);
      const first = from === 0 ? 0 : bytes.indexOf(10) + 1;
      // Without a line feed the piece is the inside of one long line.
      const cut = from > 0 && first === 0 ? bytes.length : first;
      yield* bytes.subarray(cut).toString('utf8').split('\n').reverse();
      rest = Buffer.from(bytes.subarray(0, cut));
      end = from;
    }
  } finally {
    await file.close();
  }
}
