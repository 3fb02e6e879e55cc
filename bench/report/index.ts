import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { runNode } from '../run-process.ts';
import { largeDay, type LargeDay } from './large-day.ts';

const SHOWRUNNER = join(import.meta.dirname, '../../bin/showrunner.js');
const READER = join(import.meta.dirname, 'peers/read-all.ts');

/** The report of a day of 43 million lines, beside reading all columns of the same day once. */
export const reportBench: Bench = {
  name: 'report',
  async *comparisons(say) {
    const folder = mkdtempSync(join(tmpdir(), 'showrunner-bench-report-'));
    try {
      const day = await largeDay(folder, say);
      yield {
        name: 'the report of a day',
        amount: day.lineCount,
        unit: 'lines',
        contenders: [
          {
            name: 'showrunner report',
            does: 'the whole command: every measure, intervals, receipts, drift, page',
            run: () => reportAnew(day),
          },
          {
            name: 'DuckDB, reading',
            does: 'reads every column of every event of the day once',
            run: () => runNode([READER, day.home]),
          },
        ],
        skipped: [],
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** What was reported before is taken away first: nothing may be found done already. */
async function reportAnew({ home, day }: LargeDay) {
  const reports = join(home, 'reports');
  rmSync(reports, { recursive: true, force: true });
  const used = await runNode([SHOWRUNNER, 'report', '--home', home, '--day', day]);
  if (readdirSync(reports).length === 0) throw new Error('no report was made');
  return used;
}
