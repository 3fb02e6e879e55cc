import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Receipt } from '../domain/receipt.ts';
import { parseReceipt } from './parse-receipt.ts';
import { receiptTimeMs } from './receipt-id.ts';

/** Reads a folder of exposure logs. */
export interface ReadReceiptsOptions {
  /** Told of every line that is no receipt, such as one torn by a crash. It is skipped. */
  readonly onUnreadable?: (file: string, line: string) => void;
  /** Paths of files that are left out. */
  readonly without?: ReadonlySet<string>;
}

/**
 * Every receipt of a folder, file by file in the order the files were begun, and within a file in
 * the order of writing. A folder that does not exist holds none. Memory: one line.
 */
export async function* readReceipts(
  folder: string,
  options: ReadReceiptsOptions = {},
): AsyncIterable<Receipt> {
  for (const name of filesOf(folder)) {
    const path = join(folder, name);
    if (options.without?.has(path) !== true) yield* readFile(path, options);
  }
}

/**
 * The receipt with an id, or `null`. Looks first at files begun before the id was made, the latest
 * first, then at the others: a replica's clock may have been set back.
 */
export async function findReceipt(folder: string, receiptId: string): Promise<Receipt | null> {
  const madeMs = receiptTimeMs(receiptId);
  if (madeMs === null) return null;
  const stamp = new Date(madeMs).toISOString().replace(/[-:.]/g, '');
  const names = filesOf(folder);
  const before = names.filter((name) => name.split('-')[0]! <= stamp).reverse();
  const after = names.filter((name) => name.split('-')[0]! > stamp);
  for (const name of [...before, ...after])
    for await (const line of linesOf(join(folder, name))) {
      const receipt = line.includes(receiptId) ? parseReceipt(line) : null;
      if (receipt?.receiptId === receiptId) return receipt;
    }
  return null;
}

const filesOf = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
    : [];

async function* readFile(
  path: string,
  { onUnreadable }: ReadReceiptsOptions,
): AsyncIterable<Receipt> {
  for await (const line of linesOf(path)) {
    const receipt = parseReceipt(line);
    if (receipt !== null) yield receipt;
    else if (line !== '') onUnreadable?.(path, line);
  }
}

const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
