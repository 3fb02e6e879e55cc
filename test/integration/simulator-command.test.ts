import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentOf, say } from '../support/recording-terminal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'showrunner-simulate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Document {
  readonly lines: number;
  readonly faults: number;
  readonly users: number;
  readonly movies: number;
  readonly files: { readonly logs: readonly string[] };
}

const SMALL = ['--users', '200', '--movies', '150', '--days', '0.5', '--json'];
const home = (name: string): string => join(folder, name);
/** The words of a command line. */
const words = (line: string): string[] => line.split(' ');
const simulate = (name: string, more = ''): ReturnType<typeof say> =>
  say('simulate', '--home', home(name), ...SMALL, ...words(more).filter(Boolean));
const read = (name: string, file: string): string => readFileSync(join(home(name), file), 'utf8');

describe('simulate', () => {
  it('writes byte-identical files for the same seed and others for another', async () => {
    for (const [name, seed] of [
      ['a', '5'],
      ['b', '5'],
      ['c', '6'],
    ] as const)
      expect((await simulate(name, `--seed ${seed}`)).code).toBe(0);
    for (const file of [
      'simulated/movielog.log',
      'simulated/movies.jsonl',
      'simulated/users.csv',
      'truth/visits.jsonl',
      'truth/faults.jsonl',
      'truth/items.jsonl',
    ]) {
      expect(read('b', file)).toBe(read('a', file));
      expect(read('c', file)).not.toBe(read('a', file));
    }
  });

  it('writes what ingest and catalogue sync take, and every line is accounted for', async () => {
    const simulated = documentOf<Document>(await simulate('a', '--faults 0.01'));
    expect(simulated.movies).toBe(150);
    const files = (name: string): string => join(home('a'), 'simulated', name);
    const synced = await say(
      ...words(`catalogue sync --home ${home('a')} --complete --json`),
      ...words(`--movies ${files('movies.jsonl')} --users ${files('users.csv')}`),
    );
    expect(synced.code).toBe(0);
    const ingested = await say(
      ...words(`ingest --from file:${simulated.files.logs[0]} --home ${home('a')} --json`),
    );
    const ledger = documentOf<{
      read: number;
      repaired: number;
      quarantined: Record<string, number>;
    }>(ingested);
    expect(ledger.read).toBe(simulated.lines);
    const rejected = Object.values(ledger.quarantined).reduce((a, b) => a + b, 0);
    const noticed = rejected + ledger.repaired;
    // Nothing but damaged lines is rejected or repaired; a few of them still look like lines of known movies.
    expect(noticed).toBeGreaterThan(0.8 * simulated.faults);
    expect(noticed).toBeLessThanOrEqual(simulated.faults);
  });

  it('writes the users in the shape of the user file, new accounts included', async () => {
    const { users } = documentOf<Document>(await simulate('a'));
    const rows = read('a', 'simulated/users.csv').trimEnd().split('\n');
    expect(rows[0]).toBe('user_id,age,occupation,gender');
    expect(rows).toHaveLength(users + 1);
    expect(rows[1]).toMatch(/^1,\d+,[^,]+,[MF]$/);
  });

  it('starts over with the same settings and refuses others', async () => {
    await simulate('a');
    const first = read('a', 'simulated/movielog.log');
    expect((await simulate('a')).code).toBe(0);
    expect(read('a', 'simulated/movielog.log')).toBe(first);
    const refused = await simulate('a', '--seed 2');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('SIMULATION_DIFFERS');
    expect(read('a', 'simulated/movielog.log')).toBe(first);
  });

  it('takes its lists from a running service', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.end('no+such+movie+1900');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const said = await simulate('a', `--recommender http://127.0.0.1:${port} --days 0.1`);
    server.closeAllConnections();
    server.close();
    expect(said.code).toBe(0);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked[0]).toMatch(/^\/recommend\/\d+$/);
    const { visits } = documentOf<{ visits: number }>(said);
    // Nobody is asked for the warm-up, of which the log tells nothing.
    expect(asked.length).toBeLessThanOrEqual(visits);
    const log = read('a', 'simulated/movielog.log');
    expect(log).toContain('status 400, result: movie no+such+movie+1900 not found,');
    expect(log).not.toContain('status 200');
  });

  it('serves the APIs while it runs, spreads lines and paces time when told to', async () => {
    const said = await simulate(
      'a',
      `--api-port 0 --partitions 2 --speed 40000 --no-accounts --start 2026-03-01 --incident dead-hour@0:2 --truth ${home('truth-of-a')}`,
    );
    expect(said.err).toMatch(/APIs answer on http:\/\/127\.0\.0\.1:\d+/);
    expect(documentOf<Document>(said).files.logs).toHaveLength(2);
    expect(read('a', 'simulated/movielog-1.log')).toMatch(/^2026-03-01T00:00/);
    expect(read('a', 'simulated/movielog-0.log')).not.toContain('2026-03-01T02:');
    expect(readFileSync(join(home('truth-of-a'), 'visits.jsonl'), 'utf8')).toContain('"worth"');
  });

  it.each([
    ['--users many', 'users'],
    ['--users 0', 'userCount'],
    ['--faults 2', 'faults'],
    ['--days 0', 'days'],
    ['--recommender oracle', 'recommender'],
    ['--incident flood@1', 'incident'],
    ['--start yesterday', 'time'],
  ])('refuses %j and says why', async (wrong, setting) => {
    const said = await simulate('a', wrong);
    expect(said.code).toBe(2);
    expect(said.err).toContain(setting);
    expect(said.err).toContain('expected');
  });

  it('says in words what it wrote', async () => {
    const said = await say('simulate', '--home', home('a'), ...SMALL.slice(0, -1));
    expect(said.out).toMatch(/lines \(\d+ of them faulty\) of \d+ users and 150 movies/);
  });
});
