import { spawn } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import { visitEncodedEvents } from '../../src/ingest/encoded-events.ts';
import { archivedBlocks, SEGMENT_FILES, type Segment } from '../../src/ingest/index.ts';
import { sqlString, type Tables } from '../../src/store/index.ts';

/** What a lake holds, by partition. */
export interface LakeContent {
  /** Over the lines that the rows of events and quarantine stand for, in order of position. */
  readonly rowHashes: readonly string[];
  /** Over the archived raw lines. */
  readonly lineHashes: readonly string[];
  readonly rows: number;
  /** Rows whose position another row has too. */
  readonly twice: number;
}

/** Reads a lake back from its files. */
export async function lakeContent(
  tables: Tables,
  segments: readonly Segment[],
  partitions: number,
): Promise<LakeContent> {
  const rowHashes: string[] = [];
  const lineHashes: string[] = [];
  let [rows, twice] = [0, 0];
  for (let partition = 0; partition < partitions; partition++) {
    const own = segments.filter(({ manifest }) => manifest.content.partition === partition);
    const [ofRows, ofLines] = [createHash('sha256'), createHash('sha256')];
    let last = -1;
    for (const segment of own) {
      for (const [position, line] of await rowsOf(tables, segment)) {
        if (position <= last) twice++;
        last = position;
        rows++;
        ofRows.update(`${line}\n`);
      }
      await addLines(tables, segment, ofLines);
    }
    rowHashes.push(ofRows.digest('hex'));
    lineHashes.push(ofLines.digest('hex'));
  }
  return { rowHashes, lineHashes, rows, twice };
}

/** Position and line of each row of events and quarantine, in order of position. */
async function rowsOf(tables: Tables, segment: Segment): Promise<[number, string][]> {
  const path = (file: string): string => join(segment.folder, file);
  const all: [number, string][] = [];
  await visitEncodedEvents(tables, path(SEGMENT_FILES.events), (position, line) => {
    all.push([position, line]);
  });
  const aside = await tables.rows<{ position: number; line: string }>(
    `SELECT position, line FROM read_parquet(${sqlString(path(SEGMENT_FILES.quarantine))})`,
  );
  for (const { position, line } of aside) all.push([position, line]);
  return all.sort(([a], [b]) => a - b);
}

async function addLines(tables: Tables, segment: Segment, hash: Hash): Promise<void> {
  for (const { bytes, starts, ends } of await archivedBlocks(tables, segment))
    for (let line = 0; line < starts.length; line++)
      hash.update(bytes.subarray(starts[line], ends[line])).update('\n');
}

/** The hash over the records of each partition of a topic, as another client, kcat, reads them. */
export const topicContent = (
  broker: string,
  topic: string,
  partitions: number,
): Promise<string[]> =>
  Promise.all(
    Array.from({ length: partitions }, (_, partition) => {
      const hash = createHash('sha256');
      const child = spawn(
        'kcat',
        ['-C', '-q', '-e', '-b', broker, '-t', topic, '-p', String(partition), '-f', '%s\n'],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      child.stdout.on('data', (bytes: Buffer) => void hash.update(bytes));
      return new Promise<string>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', () => resolve(hash.digest('hex')));
      });
    }),
  );
