import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { EXPERIMENT_REPORT } from '../../src/monitoring/index.ts';
import { registerVersion } from '../../src/registry/index.ts';
import {
  decideStep,
  EXPERIMENT_PLAN,
  keepDecision,
  runningExperiments,
} from '../../src/rollout/index.ts';
import { openHome } from '../../src/store/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say, type Said } from '../support/recording-terminal.ts';

const PLAN = `name: als-one
kind: canary
treatment: als/1
ramp: [0.1, 0.5]
windowHours: 1
minimumUsers: 20
effect: 0.1
tolerance: 0.1
`;

const LIST = 'result: a+2000, b+2001, 20 ms';

/** A home whose log has 300 users who asked on two days, every third of whom watched. */
async function shop(): Promise<{ home: string; plan: string }> {
  const folder = temporaryFolder();
  const [home, log, plan] = ['home', 'stream.log', 'plan.yaml'].map((name) => join(folder, name));
  const lines = ['01', '02'].flatMap((day) =>
    Array.from({ length: 300 }, (_, user) => {
      const time = `2024-03-${day}T10:${String(Math.floor(user / 10)).padStart(2, '0')}:00.001`;
      const asked = `${time},${user},recommendation request h:8082, status 200, ${LIST}`;
      const watched = `${time.slice(0, 14)}45,${user},GET /data/m/a+2000/${Number(day)}.mpg`;
      return user % 3 === 0 ? [asked, watched] : [asked];
    }).flat(),
  );
  writeFileSync(
    log!,
    `${lines.sort().join('\n')}\n2024-03-02T20:00:00,1,GET /data/m/a+2000/7.mpg\n`,
  );
  writeFileSync(plan!, PLAN);
  await done('ingest', '--from', `file:${log!}`, '--home', home!);
  const installation = await openInstallation(openHome(home!));
  try {
    const row = { parameters: '{}', status: 'done', started_at: '2024-03-01T00:00:00.000Z' };
    const rest = { finished_at: null, output_kind: null, output_id: null, error: null };
    await installation.metadata
      .insertInto('runs')
      .values({ run_id: 'run', stage: 'train', ...row, ...rest })
      .execute();
    const of = { family: 'als', modelId: 'one', datasetId: 'd', runId: 'run' };
    await registerVersion(installation, of);
  } finally {
    await installation.close();
  }
  return { home: home!, plan: plan! };
}

async function done(...args: readonly string[]): Promise<Said> {
  const said = await say(...args);
  expect(said.code, said.err).toBe(0);
  return said;
}

describe('showrunner experiment', () => {
  it('says before the start how many users and days it takes', async () => {
    const { home, plan } = await shop();
    const said = await done('experiment', 'create', plan, '--home', home, '--json');
    const { forecast, status } = documentOf<{
      status: string;
      forecast: { users: number; usersADay: number; steps: { share: number; outcomes: number }[] };
    }>(said);
    expect(status).toBe('draft');
    // All 300 ask on either day.
    expect(forecast).toMatchObject({ users: 300, usersADay: 300 });
    // Fewer users are needed where the arms are more alike in size.
    const [first, second] = forecast.steps;
    expect(first!.outcomes).toBeGreaterThan(second!.outcomes);
  });

  it('starts, tells, overrides, stops and lists', async () => {
    const { home, plan } = await shop();
    const run = (...args: readonly string[]) => done('experiment', ...args, '--home', home);
    expect((await run('list')).out).toContain('There is no experiment yet');
    await run('create', plan);
    expect((await run('start', 'als-one')).out).toContain(
      'step 1 of 2, 10 % of the users get als/1',
    );
    await run('override', 'als-one', '7', 'treatment');
    const installation = await openInstallation(openHome(home));
    const [running] = await runningExperiments(installation);
    await installation.close();
    expect(running!.record).toMatchObject({ version: 2, overrides: { '7': 'treatment' } });
    expect((await run('status')).out).toContain('als-one: step 1 of 2');
    await run('stop', 'als-one', '--reason', 'enough seen');
    expect((await run('list')).out).toMatch(/als-one +canary +ended, stopped: enough seen/);
    expect((await run('status')).out).toContain('No experiment runs.');
  });

  it('reports as document, page and text', async () => {
    const { home, plan } = await shop();
    const run = (...args: readonly string[]) => done('experiment', ...args, '--home', home);
    await run('create', plan);
    await run('start', 'als-one');
    const report = documentOf(await run('report', 'als-one', '--json'));
    expect(EXPERIMENT_REPORT.parse(report).verdict.state).toBe('running');
    const page = readFileSync(join(home, 'experiments', 'als-one', 'experiment.html'), 'utf8');
    expect(page).toContain('als-one');
  });

  it('makes decisions again, and fails where one comes out otherwise', async () => {
    const { home, plan } = await shop();
    const run = (...args: readonly string[]) => say('experiment', ...args, '--home', home);
    await run('create', plan);
    const installation = await openInstallation(openHome(home));
    const parsed = EXPERIMENT_PLAN.parse({
      name: 'als-one',
      kind: 'canary',
      treatment: 'als/1',
      effect: 5,
      tolerance: 5,
    });
    const facts = {
      step: 0,
      startedMs: 0,
      nowMs: 3_600_000,
      enrolled: { control: 0, treatment: 0 },
      leftOut: { testers: 0, otherArm: 0 },
      outcomes: [],
    };
    await keepDecision(installation, parsed, { facts, decision: decideStep(parsed, facts) });
    const same = await run('replay', 'als-one');
    expect(same).toMatchObject({ code: 0 });
    expect(same.out).toContain('1 of them the same byte for byte');
    await installation.metadata
      .updateTable('experiment_decisions')
      .set({ evidence: '{"action":"promote"}' })
      .execute();
    await installation.close();
    expect(await run('replay', 'als-one')).toMatchObject({
      code: 1,
      err: expect.stringContaining('DECISIONS_DIFFER') as string,
    });
  });

  it('refuses wrong use with the place of the fault', async () => {
    const { home, plan } = await shop();
    writeFileSync(plan, PLAN.replace('0.1, 0.5', '0.5, 0.1'));
    const bad = await say('experiment', 'create', plan, '--home', home);
    expect(bad).toMatchObject({ code: 2, err: expect.stringContaining('line 4') as string });
    const unknown = await say('experiment', 'status', 'nothing', '--home', home);
    expect(unknown).toMatchObject({
      code: 1,
      err: expect.stringContaining('EXPERIMENT_UNKNOWN') as string,
    });
    const range = await say('experiment', 'start', 'als-one', '--users', '1-0', '--home', home);
    expect(range.code).toBe(2);
  });
});
