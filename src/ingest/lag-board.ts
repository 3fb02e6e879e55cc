import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, ownProcess, type Home, type RunningProcess } from '../store/index.ts';
import { lagOf, type PartitionState } from './partition-state.ts';

/** What a partition's reader last said of its lag. */
export interface PartitionLag {
  readonly source: string;
  readonly partition: number;
  /** Offsets that the source has and no segment. */
  readonly lag: number;
}

/** Where an ingesting process writes its lag for others to see. It proves nothing. */
export interface LagBoard {
  note(state: PartitionState): void;
  /** The partition is read by this process no more. */
  forget(partition: number): void;
  close(): void;
}

const EVERY_MS = 500;
const folderOf = (home: Home): string => join(home.root, 'lag');

/** A board for one source; without a lag to tell nothing is written. */
export function lagBoard(home: Home, source: string, clock: { nowMs(): number }): LagBoard {
  const path = join(folderOf(home), `${process.pid}.json`);
  const lags = new Map<number, number>();
  let writtenMs = -Infinity;
  const write = (): void => {
    writtenMs = clock.nowMs();
    const partitions = [...lags].map(([partition, lag]) => ({ source, partition, lag }));
    mkdirSync(folderOf(home), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify({ ...ownProcess(), partitions }));
    renameSync(`${path}.new`, path);
  };
  return {
    note: (state) => {
      const lag = lagOf(state);
      if (lag === null) return;
      lags.set(state.partition, lag);
      if (clock.nowMs() - writtenMs >= EVERY_MS) write();
    },
    forget: (partition) => void lags.delete(partition),
    close: () => rmSync(path, { force: true }),
  };
}

/** The lag of all partitions that living processes read into a home. */
export function readLag(home: Home): PartitionLag[] {
  return namesIn(folderOf(home)).flatMap((name) => {
    try {
      const text = readFileSync(join(folderOf(home), name), 'utf8');
      const board = JSON.parse(text) as RunningProcess & { partitions: PartitionLag[] };
      return isRunning(board) ? board.partitions : [];
    } catch {
      return [];
    }
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
