import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isRoleHeld, joinRole, lockRole, openHome, waitForRole } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

describe('isRoleHeld', () => {
  it('is so from the lock to its release, and for that role alone', () => {
    const home = openHome(temporaryFolder());
    expect(isRoleHeld(home, 'train')).toBe(false);
    const lock = lockRole(home, 'train');
    expect([isRoleHeld(home, 'train'), isRoleHeld(home, 'ingest')]).toEqual([true, false]);
    lock.release();
    expect(isRoleHeld(home, 'train')).toBe(false);
  });

  it.each([
    ['a process that no longer runs', JSON.stringify({ pid: 2 ** 22 + 1, startTicks: null })],
    ['an earlier process with this number', JSON.stringify({ pid: process.pid, startTicks: '1' })],
    ['nobody, torn while written', '{"pi'],
    ['nobody it names', '{}'],
  ])('is not so by a lock left by %s, which stays as it is', (_, text) => {
    const home = openHome(temporaryFolder());
    mkdirSync(home.locks, { recursive: true });
    const path = join(home.locks, 'train.lock');
    writeFileSync(path, text);
    expect(isRoleHeld(home, 'train')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('joinRole', () => {
  it('lets members of one team in together, and nobody else', () => {
    const home = openHome(temporaryFolder());
    const members = [joinRole(home, 'ingest', 'a'), joinRole(home, 'ingest', 'a')];
    expect(isRoleHeld(home, 'ingest')).toBe(true);
    expect(() => joinRole(home, 'ingest', 'b')).toThrow(new RegExp(`process ${process.pid}`));
    expect(() => lockRole(home, 'ingest')).toThrow(new RegExp(`process ${process.pid}`));
    for (const member of members) member.release();
    joinRole(home, 'ingest', 'b').release();
    expect(isRoleHeld(home, 'ingest')).toBe(false);
  });

  it('is refused while one does the role alone', () => {
    const home = openHome(temporaryFolder());
    const lock = lockRole(home, 'ingest');
    expect(() => joinRole(home, 'ingest', 'a')).toThrow(/already does 'ingest'/);
    lock.release();
    joinRole(home, 'ingest', 'a').release();
  });

  it('does not count a member that no longer runs', () => {
    const home = openHome(temporaryFolder());
    const text = JSON.stringify({ pid: process.pid, startTicks: '1', team: 'b' });
    writeFileSync(join(home.locks, 'ingest.1-1.member'), text);
    joinRole(home, 'ingest', 'a').release();
    expect(readdirSync(home.locks)).toEqual([]);
  });
});

describe('waitForRole', () => {
  const forever = new AbortController().signal;

  it('waits for the one who holds it', async () => {
    const home = openHome(temporaryFolder());
    const first = lockRole(home, 'ingest');
    const waiting = waitForRole(home, 'ingest', { waitMs: 60_000, stop: forever });
    first.release();
    (await waiting)!.release();
    expect(isRoleHeld(home, 'ingest')).toBe(false);
  });

  it('is refused when the time is over, and gives nothing when stopped', async () => {
    const home = openHome(temporaryFolder());
    const first = lockRole(home, 'ingest');
    await expect(waitForRole(home, 'ingest', { waitMs: 60, stop: forever })).rejects.toMatchObject({
      code: 'HOME_LOCKED',
    });
    const stop = AbortSignal.abort();
    expect(await waitForRole(home, 'ingest', { waitMs: 60, stop })).toBe(null);
    first.release();
  });
});

describe('taking over from a dead process', () => {
  it('lets one of many processes in, whenever they find it', async () => {
    const home = openHome(temporaryFolder());
    const path = join(home.locks, 'ingest.lock');
    const script = `
      const { lockRole, openHome } = await import(${JSON.stringify(STORE)});
      const home = openHome(${JSON.stringify(home.root)});
      try { lockRole(home, 'ingest'); console.log('in'); setInterval(() => {}, 1_000); }
      catch (thrown) { console.log(thrown.code); }`;
    writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, startTicks: '1' }));
    const children = Array.from({ length: 6 }, () => processOf(script));
    onTestFinished(() => children.forEach((child) => void child.kill('SIGKILL')));
    const answers = await Promise.all(children.map(firstLine));
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'HOME_LOCKED')).toHaveLength(5);
  });
});

const STORE = new URL('../../../src/store/index.ts', import.meta.url).href;

/** A process that runs a script and stays, holding what it got, until it is killed. */
const processOf = (script: string): ChildProcess =>
  spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** What a process says first. */
const firstLine = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve) =>
    stdout!.once('data', (bytes: Buffer) => resolve(bytes.toString().trim())),
  );
