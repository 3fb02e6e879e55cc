import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Comparison, Contender } from '../bench.ts';
import { runNode, runProgram } from '../run-process.ts';
import { simulatedLog, type SimulatedLog } from './simulated-log.ts';

const SHOWRUNNER = join(import.meta.dirname, '../../bin/showrunner.js');
const peer = (file: string): string => join(import.meta.dirname, 'peers', file);

/** Ingest from a file: the whole command, beside those who do less with the same bytes. */
export const fileIngestBench: Bench = {
  name: 'ingest from a file',
  async *comparisons(say) {
    const folder = mkdtempSync(join(tmpdir(), 'showrunner-bench-ingest-'));
    try {
      const log = await simulatedLog(join(folder, 'service'));
      const megabytes = Math.round(statSync(log.path).size / 1e6);
      say(
        `The log has ${log.lineCount} lines, ${megabytes} MB, ${log.repeatedRate} of them repeats.`,
      );
      yield comparisonOf(log, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

const comparisonOf = (log: SimulatedLog, folder: string): Comparison => ({
  name: 'ingest from a file',
  amount: log.lineCount,
  unit: 'lines',
  contenders: [
    ours(log, folder),
    {
      name: 'DuckDB read_csv',
      does: 'time, user and rest as text into Parquet; no checks, no archive',
      run: () => runNode([peer('duckdb-reader.ts'), log.path, join(folder, 'peer.parquet')]),
    },
    {
      name: 'Node, counting',
      does: 'reads the file and counts line feeds',
      run: () => runNode([peer('count-lines.ts'), log.path]),
    },
    {
      name: 'wc -l',
      does: 'counts line feeds',
      run: () => runProgram('wc', ['-l', log.path]),
    },
  ],
  skipped: [],
});

const ours = (log: SimulatedLog, folder: string): Contender => ({
  name: 'showrunner ingest',
  does: 'the whole command: every check, repeats within 24 h, Parquet, archive, hashes',
  run: async () => {
    const home = join(folder, 'home');
    rmSync(home, { recursive: true, force: true });
    cpSync(log.home, home, { recursive: true });
    return runNode([SHOWRUNNER, 'ingest', '--home', home, '--from', `file:${log.path}`]);
  },
});
