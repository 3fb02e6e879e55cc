import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHome } from '../../../src/store/index.ts';
import { readRoleBoards, roleBoard } from '../../../src/telemetry/index.ts';
import { samplesBetween, saveSamples } from '../../../src/registry/index.ts';
import { temporaryFolder, temporaryInstallation } from '../../support/installation.ts';

const clock = { nowMs: () => Date.UTC(2026, 0, 1) };

describe('a role board', () => {
  it('says what the process has taken, until it is closed', () => {
    const home = openHome(temporaryFolder());
    const board = roleBoard(home, 'serve', clock);
    onTestFinished(() => board.close());
    const [state] = readRoleBoards(home);
    expect(state).toMatchObject({
      role: 'serve',
      pid: process.pid,
      startedAt: '2026-01-01T00:00:00.000Z',
      done: null,
    });
    expect(state!.cpuSeconds).toBeGreaterThan(0);
    expect(state!.residentBytes).toBeGreaterThan(10 << 20);
    board.close();
    expect(readRoleBoards(home)).toEqual([]);
  });

  it('of a dead process is not read and is taken away, and so is none that is no board', () => {
    const home = openHome(temporaryFolder());
    roleBoard(home, 'ingest', clock).close();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const dead = join(home.root, 'roles', `train-${pid}.json`);
    writeFileSync(dead, JSON.stringify({ role: 'train', pid, startTicks: '1' }));
    writeFileSync(join(home.root, 'roles', 'other.json'), 'no JSON');
    expect(readRoleBoards(home)).toEqual([]);
    expect(existsSync(dead)).toBe(false);
    expect(readdirSync(join(home.root, 'roles'))).toEqual(['other.json']);
  });
});

describe('samples of processes', () => {
  it('are kept for 40 days and given back by their time', async () => {
    const { metadata } = await temporaryInstallation();
    const sample = (at: string) => ({
      at,
      role: 'serve',
      process: 'a',
      cpuSeconds: 1,
      residentBytes: 2,
      readBytes: null,
      done: 3,
    });
    await saveSamples(metadata, [sample('2026-01-01T00:00:00.000Z')]);
    await saveSamples(metadata, [sample('2026-02-09T00:00:00.000Z')]);
    const all = { fromMs: 0, toMs: Date.UTC(2027, 0, 1) };
    expect((await samplesBetween(metadata, all)).map(({ at }) => at)).toHaveLength(2);
    // 40 days and a second after the first.
    await saveSamples(metadata, [sample('2026-02-10T00:00:01.000Z')]);
    expect((await samplesBetween(metadata, all)).map(({ at }) => at)).toEqual([
      '2026-02-09T00:00:00.000Z',
      '2026-02-10T00:00:01.000Z',
    ]);
    await saveSamples(metadata, []);
    expect(await samplesBetween(metadata, all)).toHaveLength(2);
  });
});
