import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FileSourceSettings } from '../../src/cli/source-settings.ts';
import { ROLE_NAMES, ROLES, type RoleName } from '../../src/cli/roles/roles.ts';
import { settingsOf } from '../../src/cli/up-settings.ts';
import type { UpSettings } from '../../src/cli/roles/settings.ts';
import { listReports } from '../../src/monitoring/index.ts';
import { SHIPPED_CONTRACTS } from '../../src/quality/index.ts';
import { openHome } from '../../src/store/index.ts';
import type { RoleFacts } from '../../src/supervision/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { freePorts } from '../support/up-process.ts';

/** Runs roles in this process until they are stopped. */
function runRoles(names: readonly RoleName[], settings: UpSettings) {
  const stop = new AbortController();
  const heard: string[] = [];
  const facts: Record<string, RoleFacts[string]> = {};
  const ended = Promise.all(
    names.map((name) =>
      ROLES[name].work({
        settings,
        say: (sentence) => heard.push(`${name}: ${sentence}`),
        tell: (told) => void Object.assign(facts, told),
        stop: stop.signal,
      }),
    ),
  );
  const until = async (words: RegExp): Promise<void> => {
    let isOver = false;
    const over = (): void => void (isOver = true);
    ended.then(over, over);
    while (!heard.some((line) => words.test(line))) {
      if (isOver) throw new Error(`ended without ${words}: ${heard.join('\n')}`);
      await sleep(50);
    }
  };
  return { stop, heard, facts, ended, until };
}

async function demoSettings(home: string, changes: object): Promise<UpSettings> {
  const [lists, control, simulated] = await freePorts(3);
  return settingsOf(
    {
      demo: true,
      wishes: { users: 1000, movies: 500, seed: 1, pastDays: 7, speed: 14_400, ...changes },
      config: undefined,
      home: { path: home, given: true },
      host: undefined,
      ports: { public: lists!, control: control!, simulated: simulated! },
    },
    { nowMs: Date.now(), token: undefined },
  );
}

describe('the roles of a demo, all in one process', () => {
  it('tell the story of a week and a day', { timeout: 300_000 }, async () => {
    const home = temporaryFolder();
    const settings = await demoSettings(home, {});
    const { stop, heard, facts, ended, until } = runRoles(ROLE_NAMES, settings);
    try {
      await until(/serve: The first personal list/);
      await until(/observe: 2026-01-12: /);
      await until(/train: .* champion.*(?:before|stays)/);
    } finally {
      stop.abort();
    }
    await ended;
    const story = [
      /simulate: A world of 500 movies and 1,000 viewers/,
      /simulate: The past is written in .*: Mon 5 Jan 2026 to Sun 11 Jan 2026\./,
      /train: Training begins, because a day has ended, on everything up to the end of Sun 11 Jan 2026\./,
      /train: (?:item-knn|als)\/1 is champion now, the first\./,
      /simulate: The viewers come in\./,
      /simulate: Mon 12 Jan 2026 begins\./,
      /simulate: Tue 13 Jan 2026 begins\./,
      /train: Training begins, because a day has ended, on everything up to the end of Mon 12 Jan 2026\./,
    ];
    const places = story.map((words) => heard.findIndex((line) => words.test(line)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    // One sentence for the whole past, not one for each of its days.
    expect(heard.filter((line) => /ingest: Up to (?!Mon 12)/.test(line)).length).toBeLessThan(7);
    // All in one process, training blocks the answers for a while; that is why roles are processes.
    expect(facts['asked']).toBeGreaterThan(Number(facts['failed']));
    expect(facts['answers']).toBeGreaterThan(0);
    expect(facts['personal']).toBeGreaterThan(0);
    expect(listReports(openHome(home)).map(({ day }) => day)).toContain('2026-01-12');
    // The users file has the accounts that were opened meanwhile.
    const users = readFileSync(join(home, 'simulated/users.csv'), 'utf8').trim().split('\n');
    expect(users.length).toBeGreaterThan(1001);
  });

  it('end at once when they are stopped before there is anything to do', async () => {
    const settings = await demoSettings(temporaryFolder(), {});
    const names = ROLE_NAMES.filter((name) => name !== 'simulate');
    const { stop, ended } = runRoles(names, settings);
    await sleep(300);
    stop.abort();
    await ended;
    expect(existsSync((settings.source as FileSourceSettings).path)).toBe(false);
  });
});

describe('the simulated service alone', () => {
  it('lets nobody in while there is no model to ask', async () => {
    const settings = await demoSettings(temporaryFolder(), { users: 60, pastDays: 2, untilDay: 0 });
    const { stop, heard, ended, until } = runRoles(['simulate'], settings);
    await until(/The viewers wait at the door/);
    stop.abort();
    await ended;
    expect(heard.some((line) => line.includes('come in'))).toBe(false);
  });
});

describe('training that fails', () => {
  it('is said and tried again', { timeout: 60_000 }, async () => {
    const home = temporaryFolder();
    const settings = await demoSettings(home, { users: 60, pastDays: 2 });
    const { stop, ended, until } = runRoles(['simulate', 'ingest', 'train'], {
      ...settings,
      pipeline: ['families=als', 'als.epochs=0'],
    });
    try {
      await until(/train: Training failed: .* Next try in 5 s\./);
    } finally {
      stop.abort();
    }
    await ended;
  });

  it('is told apart from data that break their contract', { timeout: 120_000 }, async () => {
    const home = temporaryFolder();
    const contracts = temporaryFolder();
    const text = readFileSync(join(SHIPPED_CONTRACTS, 'events.yaml'), 'utf8');
    expect(text).toContain('maximum: 1500');
    writeFileSync(join(contracts, 'events.yaml'), text.replace('maximum: 1500', 'maximum: 3'));
    const settings = await demoSettings(home, { users: 60, pastDays: 2 });
    const { stop, heard, ended, until } = runRoles(['simulate', 'ingest', 'train'], {
      ...settings,
      contracts,
    });
    try {
      await until(/train: The gate holds\. .*events\.minute.* none outside 0 to 3\./);
    } finally {
      stop.abort();
    }
    await ended;
    expect(heard.some((line) => line.includes('Training failed'))).toBe(false);
  });
});
