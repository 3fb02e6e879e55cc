import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoRecommender } from '../../src/cli/roles/demo-recommender.ts';
import { continueRecording, demoPaths, simulationOf } from '../../src/cli/roles/demo-files.ts';
import { ROLE_NAMES } from '../../src/cli/roles/roles.ts';
import { DAY_MS, type DemoSettings } from '../../src/cli/roles/settings.ts';
import { openInstallation } from '../../src/compose.ts';
import { accountedFor } from '../../src/domain/ledger.ts';
import { ledgerOf, liveSegments } from '../../src/ingest/index.ts';
import { createSimulation, createWorld, houseRecommender } from '../../src/simulator/index.ts';
import { openHome } from '../../src/store/index.ts';
import { temporaryFolderForAll } from '../support/installation.ts';
import { say } from '../support/recording-terminal.ts';
import { freePorts, rolePids, startUp, type UpProcess } from '../support/up-process.ts';

const SPEED = 7200;
const PAST_DAYS = 7;
const START_MS = Date.UTC(2026, 0, 5);

/** The lines of a text that ends with a line end. */
const lineCount = (path: string): number => readFileSync(path, 'latin1').split('\n').length - 1;

/** Time of the last watch tick of a log: those have no fraction of a second and are never late by days. */
const lastEventMs = (log: Buffer): number => {
  const times = log.toString('latin1', log.length - 20_000).match(/^2026-\d\d-\d\dT\d\d:\d\d/gm)!;
  return Date.parse(`${times.at(-1)!}:00Z`);
};

describe.skipIf(process.platform !== 'linux')(
  'the demo (skipped where /proc does not tell the roles)',
  () => {
    let home: string;
    let up: UpProcess;
    let publicPort: number;
    let args: readonly string[];

    beforeAll(async () => {
      home = temporaryFolderForAll();
      const [lists, control, simulated] = await freePorts(3);
      publicPort = lists!;
      const ports = `--public-port ${lists} --control-port ${control} --simulated-port ${simulated}`;
      args = `--demo --home ${home} --speed ${SPEED} ${ports}`.split(' ');
      const world = `--users 1000 --movies 500 --past-days ${PAST_DAYS}`.split(' ');
      up = startUp(...args, ...world);
      await up.until('The first personal list');
    }, 180_000);
    afterAll(async () => {
      up.kill('SIGKILL');
      await up.ended;
    });

    const listOf = async (user: string): Promise<string[]> => {
      const answer = await fetch(`http://127.0.0.1:${publicPort}/recommend/${user}`);
      expect(answer.status).toBe(200);
      return (await answer.text()).split(',');
    };

    it('says first what it is, how it ends and where the lists are', () => {
      expect(up.heard[0]).toBe(
        'Showrunner demo: 1,000 simulated viewers, 500 movies. Ctrl-C ends.',
      );
      expect(up.heard[1]).toContain(`http://127.0.0.1:${publicPort}/recommend/1`);
    });

    it('has told of data, training, gate and champion by then', () => {
      const told = up.heard.join('\n');
      for (const words of [
        /simulate +The past is written/,
        /train +Dataset [0-9a-f]{8}: [\d,]+ likes/,
        /train +(item-knn|als)\/\d+ is trained/,
        /train +Gate: (item-knn|als) beats popularity/,
        /train +(item-knn|als)\/\d+ is champion now/,
        /serve +The first personal list, .* is for viewer \d+\./,
      ])
        expect(told).toMatch(words);
    });

    it('gives twenty different movies to viewers it knows and to one it does not', async () => {
      for (const user of ['1', '2', '999999999']) {
        const list = await listOf(user);
        expect(new Set(list).size).toBe(20);
      }
    });

    it('goes on when each of its roles is killed', { timeout: 120_000 }, async () => {
      for (const name of ROLE_NAMES) {
        const from = up.heard.length;
        const pid = rolePids(up.pid).get(name);
        expect(pid, `role ${name} runs`).toBeDefined();
        process.kill(pid!, 'SIGKILL');
        await up.until(`Role ${name} was killed (SIGKILL)`, from);
        while (!rolePids(up.pid).has(name)) await sleep(50);
      }
      const from = up.heard.length;
      await up.until(/simulate .* begins\./, from);
      expect((await listOf('1')).length).toBe(20);
    });

    it('ends in good order on Ctrl-C, with nobody left behind', async () => {
      const pids = [...rolePids(up.pid).values()];
      expect(pids.length).toBe(ROLE_NAMES.length);
      up.kill('SIGINT');
      expect(await up.ended).toBe(0);
      expect(pids.filter((pid) => rolePids(pid).size > 0 || isAlive(pid))).toEqual([]);
      expect(up.results.join(' ')).toContain('Ended in good order');
    });

    it('has neither lost nor doubled a line of what happened', { timeout: 120_000 }, async () => {
      const { log } = demoPaths(home);
      const before = statSync(log).size;
      await remake(home);
      expect(statSync(log).size).toBe(before);
    });

    it('has read every line of the log once, and accounts for each', async () => {
      const { log } = demoPaths(home);
      expect((await say('ingest', '--from', `file:${log}`, '--home', home)).code).toBe(0);
      const installation = await openInstallation(openHome(home));
      try {
        const ledger = ledgerOf(await liveSegments(installation.artifacts));
        expect(ledger.read).toBe(lineCount(log));
        expect(accountedFor(ledger)).toBe(ledger.read);
      } finally {
        await installation.close();
      }
    });

    it('goes on with the same world where it stopped', { timeout: 120_000 }, async () => {
      const { log } = demoPaths(home);
      const before = readFileSync(log);
      const lastDay = Math.floor((lastEventMs(before) - START_MS) / DAY_MS) - PAST_DAYS + 1;
      const again = startUp(...args, '--until-day', String(lastDay));
      try {
        expect(await again.ended).toBe(0);
      } finally {
        again.kill('SIGKILL');
      }
      expect(again.heard.join('\n')).toContain('The world is there already');
      const after = readFileSync(log);
      expect(after.length).toBeGreaterThan(before.length);
      expect(after.subarray(0, before.length).equals(before)).toBe(true);
    });

    it('refuses another world in the same home', async () => {
      const said = await say('up', ...args, '--users', '700');
      expect(said.code).toBe(1);
      expect(said.err).toContain('found 1000 viewers');
      expect(said.err).toContain('expected 700 viewers');
    });
  },
);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Makes the world of a home anew from its settings and the answers it was given. */
async function remake(home: string): Promise<void> {
  const paths = demoPaths(home);
  const demo = JSON.parse(readFileSync(paths.settings, 'utf8')) as DemoSettings;
  const simulation = createSimulation(createWorld(simulationOf(demo)));
  const recording = continueRecording(simulation.world, home);
  const recommender = demoRecommender({
    house: houseRecommender('popularity', simulation.house, demo.seed),
    live: {
      ask: () => Promise.reject(new Error('a request that is not in the journal')),
      close: () => undefined,
    },
    liveFromMs: demo.startMs + PAST_DAYS * DAY_MS + 60_000,
    path: join(paths.folder, 'answers.jsonl'),
  });
  while (recording.remaining > 0)
    for await (const batch of simulation.advance(simulation.nowMs + 1000, recommender)) {
      // A batch that reaches beyond the end of the log would be appended to it.
      recording.write(batch);
    }
  recommender.close();
}
