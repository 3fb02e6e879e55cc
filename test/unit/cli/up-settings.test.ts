import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsOf, type UpRequest } from '../../../src/cli/up-settings.ts';
import { USUAL_SCHEDULE } from '../../../src/cli/roles/settings.ts';
import { openHome } from '../../../src/store/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

const request = (home: string, changes: Partial<UpRequest> = {}): UpRequest => ({
  demo: true,
  wishes: {},
  config: undefined,
  home: { path: home, given: true },
  host: undefined,
  ports: {},
  ...changes,
});
const NOW = { nowMs: 1000, token: undefined };
const codeOf = (code: string) => expect.objectContaining({ code });

/** A configuration file that follows `a.log` in its folder. */
function realConfig(more = ''): string {
  const path = join(temporaryFolder(), 'showrunner.yaml');
  writeFileSync(path, `source: file:a.log\n${more}`);
  return path;
}

describe('the settings of a demo', () => {
  it('are the usual world where nothing is wished', () => {
    const home = temporaryFolder();
    expect(settingsOf(request(home), NOW)).toMatchObject({
      home,
      startedMs: 1000,
      host: '127.0.0.1',
      ports: { public: 8082, control: 8090, simulated: 8080 },
      source: { kind: 'file', path: join(home, 'simulated/movielog.log') },
      schedule: { ...USUAL_SCHEDULE, firstAfterDays: 7 },
      demo: { users: 2000, movies: 1200, seed: 1, pastDays: 7, speed: 3600, untilDay: null },
    });
  });

  it('are those of the first start at every later one, but for the pace', () => {
    const home = temporaryFolder();
    settingsOf(request(home, { wishes: { users: 300, seed: 9 } }), NOW);
    expect(settingsOf(request(home, { wishes: { speed: 60 } }), NOW).demo).toMatchObject({
      users: 300,
      seed: 9,
      speed: 60,
    });
  });

  it('refuse another world than the one in the home', () => {
    const home = temporaryFolder();
    settingsOf(request(home), NOW);
    expect(() => settingsOf(request(home, { wishes: { seed: 2 } }), NOW)).toThrow(
      codeOf('SIMULATION_DIFFERS'),
    );
  });

  it('refuse a world that is too small to learn from', () => {
    const wishes = { users: 3 };
    expect(() => settingsOf(request(temporaryFolder(), { wishes }), NOW)).toThrow(
      /found 3 for users, expected/,
    );
  });

  it('refuse a home with real data', () => {
    const home = openHome(temporaryFolder());
    mkdirSync(join(home.root, 'lake'));
    expect(() => settingsOf(request(home.root), NOW)).toThrow(codeOf('UP_HOME_TAKEN'));
  });
});

describe('the settings of a real log', () => {
  it('come from the configuration', () => {
    const config = realConfig('home: H\nports: {public: 9001}\npipeline: {als.epochs: 3}\n');
    const given = request('.showrunner', {
      demo: false,
      config,
      home: { path: '.showrunner', given: false },
      ports: { control: 9002 },
    });
    expect(settingsOf(given, NOW)).toMatchObject({
      home: join(config, '../H'),
      source: { kind: 'file', path: join(config, '../a.log') },
      ports: { public: 9001, control: 9002, simulated: 8080 },
      catalogue: { movies: null, users: null, completeMovies: false },
      pipeline: ['als.epochs=3'],
      demo: null,
    });
  });

  it('prefer --home to the home of the configuration', () => {
    const home = temporaryFolder();
    const given = request(home, { demo: false, config: realConfig('home: H\n') });
    expect(settingsOf(given, NOW).home).toBe(home);
  });

  it('refuse the home of a demo', () => {
    const home = temporaryFolder();
    settingsOf(request(home), NOW);
    const given = request(home, { demo: false, config: realConfig() });
    expect(() => settingsOf(given, NOW)).toThrow(codeOf('UP_HOME_TAKEN'));
  });

  it('show an example where there is neither a demo nor a configuration', () => {
    expect(() => settingsOf(request(temporaryFolder(), { demo: false }), NOW)).toThrow(
      /source: file:\/var\/log\/movielog\.log/,
    );
  });
});

describe('an address beyond this machine', () => {
  const open = (host: string, token?: string) =>
    settingsOf(request(temporaryFolder(), { host }), { nowMs: 0, token });

  it('needs a token of 16 characters', () => {
    expect(() => open('0.0.0.0')).toThrow(codeOf('CONTROL_TOKEN'));
    expect(() => open('192.0.2.7', 'x'.repeat(15))).toThrow(codeOf('CONTROL_TOKEN'));
    expect(open('0.0.0.0', 'x'.repeat(16)).host).toBe('0.0.0.0');
  });

  it('is none of the names of this machine', () => {
    for (const host of ['127.0.0.1', '127.3.2.1', 'localhost', '::1'])
      expect(open(host).host).toBe(host);
  });

  it('is told without the token itself', () => {
    expect(() => open('0.0.0.0', 'secret')).toThrow(/found a SHOWRUNNER_TOKEN of 6 characters/);
  });
});
