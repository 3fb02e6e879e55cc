import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRoleHeld, lockRole, openHome } from '../../../src/store/index.ts';
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
