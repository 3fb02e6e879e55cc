import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOME_FORMAT, lockRole, openHome, requireHome } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

describe('openHome', () => {
  it('makes a home and opens it again', () => {
    const root = join(temporaryFolder(), 'new', 'home');
    openHome(root);
    expect(JSON.parse(readFileSync(join(root, 'home.json'), 'utf8'))).toEqual({
      showrunner: 'home',
      format: HOME_FORMAT,
    });
    expect(openHome(root).root).toBe(root);
  });

  it.each([
    ['a newer format', '{"format":99}', 'HOME_TOO_NEW'],
    ['an older format', '{"format":1}', 'HOME_TOO_OLD'],
    ['text', 'hello', 'HOME_UNREADABLE'],
    ['no format', '{}', 'HOME_UNREADABLE'],
    ['a format that is no number', '{"format":"1"}', 'HOME_UNREADABLE'],
  ])('refuses a home whose marker holds %s', (_, text, code) => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'home.json'), text);
    expect(() => openHome(root)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses a path that runs through a file', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), '');
    expect(() => openHome(join(root, 'file', 'home'))).toThrow(
      expect.objectContaining({ code: 'HOME_NOT_MADE' }),
    );
  });

  it('names the command that would make a home where one is required', () => {
    const root = temporaryFolder();
    expect(() => requireHome(root, 'showrunner ingest')).toThrow(/showrunner ingest/);
    openHome(root);
    expect(requireHome(root, '').root).toBe(root);
  });
});

describe('lockRole', () => {
  it('lets one in and names who holds it', () => {
    const home = openHome(temporaryFolder());
    const lock = lockRole(home, 'ingest');
    expect(() => lockRole(home, 'ingest')).toThrow(new RegExp(`process ${process.pid}`));
    lockRole(home, 'train').release();
    lock.release();
    lockRole(home, 'ingest').release();
  });

  it.each([
    ['a process that no longer runs', JSON.stringify({ pid: 2 ** 22 + 1, startTicks: null })],
    ['an earlier process with this number', JSON.stringify({ pid: process.pid, startTicks: '1' })],
    ['nobody, torn while written', '{"pi'],
  ])('takes over a lock left by %s', (_, text) => {
    const home = openHome(temporaryFolder());
    mkdirSync(home.locks, { recursive: true });
    writeFileSync(join(home.locks, 'ingest.lock'), text);
    const lock = lockRole(home, 'ingest');
    expect(existsSync(join(home.locks, 'ingest.lock'))).toBe(true);
    lock.release();
  });
});
