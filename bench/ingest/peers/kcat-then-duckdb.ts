import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';

/** Brings a topic into a file with kcat and loads that by DuckDB's own reader. */
const [broker, topic, path] = process.argv.slice(2) as [string, string, string];
const args = ['-C', '-q', '-e', '-o', 'beginning', '-b', broker, '-t', topic];
const { status } = spawnSync('kcat', args, { stdio: ['ignore', openSync(path, 'w'), 'inherit'] });
if (status !== 0) throw new Error(`kcat ended with ${status}`);
process.argv.splice(2, 3, path, `${path}.parquet`);
await import('./duckdb-reader.ts');
