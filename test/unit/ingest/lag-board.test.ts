import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lagBoard, readLag } from '../../../src/ingest/lag-board.ts';
import { openHome } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

const state = (partition: number, committedTo: number, end: number | null) => ({
  partition,
  from: 0,
  committedTo,
  end,
  newLines: 0,
});

describe('the lag of partitions', () => {
  it('is there for others to read while the reader lives and says so', () => {
    const home = openHome(temporaryFolder());
    let nowMs = 0;
    const board = lagBoard(home, 'kafka:c/t', { nowMs: () => (nowMs += 1_000) });
    board.note(state(0, 5, 12));
    board.note(state(1, 9, 9));
    expect(readLag(home)).toEqual([
      { source: 'kafka:c/t', partition: 0, lag: 7 },
      { source: 'kafka:c/t', partition: 1, lag: 0 },
    ]);
    board.forget(0);
    board.note(state(1, 9, 10));
    expect(readLag(home)).toEqual([{ source: 'kafka:c/t', partition: 1, lag: 1 }]);
    board.close();
    expect(readLag(home)).toEqual([]);
  });

  it('is not told of a source that does not say how far it goes', () => {
    const home = openHome(temporaryFolder());
    lagBoard(home, 'file:a', { nowMs: () => 0 }).note(state(0, 5, null));
    expect(existsSync(join(home.root, 'lag'))).toBe(false);
  });

  it('is not that of a process that has ended', () => {
    const home = openHome(temporaryFolder());
    const board = lagBoard(home, 'kafka:c/t', { nowMs: () => 0 });
    board.note(state(0, 5, 12));
    const [name] = readdirSync(join(home.root, 'lag'));
    const partitions = [{ source: 'kafka:c/t', partition: 0, lag: 7 }];
    const dead = { pid: process.pid, startTicks: '1', partitions };
    writeFileSync(join(home.root, 'lag', name!), JSON.stringify(dead));
    expect(readLag(home)).toEqual([]);
  });
});
