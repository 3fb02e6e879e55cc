import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { superviseRoles, type Role, type RoleFacts } from '../../src/supervision/index.ts';

const support = (name: string): string =>
  fileURLToPath(new URL(`../support/${name}`, import.meta.url));

const role = (mode: string, name = mode): Role => ({
  name,
  ends: mode === 'finishing',
  command: { file: process.execPath, args: [support('supervised-role.ts'), mode] },
});

/** A supervisor at work: what was heard of it, and a way to wait for words. */
function supervise(roles: readonly Role[]) {
  const stop = new AbortController();
  const heard: string[] = [];
  const facts: RoleFacts[] = [];
  const ended = superviseRoles({
    roles,
    monotonic: { nowMs: () => performance.now() },
    stop: stop.signal,
    line: (name, text) => heard.push(`${name}: ${text}`),
    facts: (_name, told) => facts.push(told),
    say: (sentence) => heard.push(sentence),
  });
  const until = async (isSo: (lines: readonly string[]) => boolean): Promise<void> => {
    while (!isSo(heard)) await sleep(10);
  };
  return { stop, heard, facts, ended, until };
}

const pidsIn = (lines: readonly string[], name: string): number[] =>
  lines.flatMap((line) => new RegExp(`^${name}: here (\\d+)$`).exec(line)?.[1] ?? []).map(Number);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const untilGone = async (pids: readonly number[]): Promise<void> => {
  while (pids.some(isAlive)) await sleep(20);
};

describe('a supervisor', () => {
  it('asks its children to end one after the other, the last started first', async () => {
    const { stop, heard, ended, until } = supervise(
      ['a', 'b', 'c'].map((name) => role('patient', name)),
    );
    await until((lines) => ['a', 'b', 'c'].every((name) => pidsIn(lines, name).length === 1));
    stop.abort();
    expect(await ended).toEqual({ kind: 'stopped' });
    expect(heard.filter((line) => line.endsWith('bye'))).toEqual(['c: bye', 'b: bye', 'a: bye']);
  });

  it('ends a child that does not hear, and the others in good order', async () => {
    const { stop, heard, ended, until } = supervise([role('patient'), role('stubborn')]);
    await until(
      (lines) => pidsIn(lines, 'patient').length === 1 && pidsIn(lines, 'stubborn').length === 1,
    );
    stop.abort();
    await ended;
    expect(heard).toContain(
      'Role stubborn was busy and is ended at once; what it had not finished is done again.',
    );
    expect(heard).toContain('patient: bye');
    expect(pidsIn(heard, 'stubborn').some(isAlive)).toBe(false);
  });

  it('starts a child again that was killed, and says so', async () => {
    const { stop, heard, ended, until } = supervise([role('patient')]);
    await until((lines) => pidsIn(lines, 'patient').length === 1);
    process.kill(pidsIn(heard, 'patient')[0]!, 'SIGKILL');
    await until((lines) => pidsIn(lines, 'patient').length === 2);
    expect(heard).toContain('Role patient was killed (SIGKILL); it starts again in 1 s.');
    stop.abort();
    await ended;
  });

  it('waits longer the more often a child fails', async () => {
    const { stop, heard, ended, until } = supervise([role('crashing')]);
    await until((lines) => pidsIn(lines, 'crashing').length === 2);
    await until((lines) => lines.some((line) => line.endsWith('it starts again in 2 s.')));
    stop.abort();
    await ended;
    expect(heard.filter((line) => line.startsWith('Role'))).toEqual([
      'Role crashing ended with code 1; it starts again in 1 s.',
      'Role crashing ended with code 1; it starts again in 2 s.',
    ]);
  });

  it('ends everything when a role reaches its own end, and has heard its facts', async () => {
    const { heard, facts, ended } = supervise([role('patient'), role('finishing')]);
    expect(await ended).toEqual({ kind: 'done', role: 'finishing' });
    expect(facts).toEqual([{ lines: 7 }]);
    expect(pidsIn(heard, 'patient').some(isAlive)).toBe(false);
  });

  it('gives up on a role that can never succeed', async () => {
    const { ended } = supervise([role('patient'), role('misused')]);
    expect(await ended).toEqual({ kind: 'gave-up', role: 'misused' });
  });

  it('gives up nothing but the role whose program cannot be started', async () => {
    const missing: Role = {
      name: 'missing',
      ends: false,
      command: { file: '/no/such/program', args: [] },
    };
    const { stop, heard, ended, until } = supervise([missing]);
    await until((lines) =>
      lines.includes('Role missing ended with code 1; it starts again in 1 s.'),
    );
    stop.abort();
    await ended;
    expect(heard[0]).toContain('ENOENT');
  });

  it('starts nothing when it was stopped before', async () => {
    const stop = AbortSignal.abort();
    const options = { monotonic: { nowMs: () => 0 }, stop, facts: () => undefined };
    const heard: string[] = [];
    const end = await superviseRoles({
      ...options,
      roles: [role('stubborn')],
      line: (_name, text) => heard.push(text),
      say: (text) => heard.push(text),
    });
    expect(end).toEqual({ kind: 'stopped' });
    expect(pidsIn(heard, 'stubborn').some(isAlive)).toBe(false);
  });

  it('hears whole lines, however they are written', async () => {
    const { stop, heard, ended, until } = supervise([role('halves', 'a'), role('halves', 'b')]);
    await until((lines) => lines.length === 40);
    stop.abort();
    await ended;
    for (const name of ['a', 'b'])
      expect(heard.filter((line) => line.startsWith(name))).toEqual(
        Array.from({ length: 20 }, (_, k) => `${name}: half ${k} whole`),
      );
  });
});

describe('children of a supervisor in a process of its own', () => {
  const startMain = async (modes: readonly string[]) => {
    const main = spawn(process.execPath, [support('supervisor-main.ts'), ...modes], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const heard: string[] = [];
    const exited = once(main, 'exit');
    createInterface({ input: main.stdout }).on('line', (line) => heard.push(line));
    while (modes.some((mode) => pidsIn(heard, mode).length === 0)) await sleep(20);
    return { main, exited, pids: modes.flatMap((mode) => pidsIn(heard, mode)) };
  };

  it('end when it is killed, also one that is too busy to notice', async () => {
    const { main, exited, pids } = await startMain(['patient', 'busy']);
    await sleep(1000);
    expect(pids.every(isAlive)).toBe(true);
    main.kill('SIGKILL');
    await exited;
    await untilGone(pids);
    expect(pids.some(isAlive)).toBe(false);
  });

  it('end at once when it exits in a hurry, also those that hear nobody', async () => {
    const { main, exited, pids } = await startMain(['patient', 'stubborn']);
    main.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    await untilGone(pids);
    expect(pids.some(isAlive)).toBe(false);
  });
});
