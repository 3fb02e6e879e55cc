import type { LogBatch } from '../../src/events/index.ts';

/** Some lines as a batch. */
export const batchOf = (lines: readonly string[], once: LogBatch['once'] = null): LogBatch => ({
  lines: Buffer.from(lines.map((line) => `${line}\n`).join('')),
  lineCount: lines.length,
  once,
});

/** Batch number n: 1 to 40 lines that name it, with a key of its own. */
export const keyedBatch = (number: number): LogBatch =>
  batchOf(batchLines(number), { key: `k${number}`, digest: `d${number}`, note: { number } });

export const batchLines = (number: number): string[] =>
  Array.from({ length: 1 + ((number * 7) % 40) }, (_, k) => `batch ${number} line ${k}`);
