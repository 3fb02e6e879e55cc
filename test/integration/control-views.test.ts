import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteMetadata } from '../../src/adapters/index.ts';
import { experimentThread } from '../../src/cli/experiment-thread.ts';
import { CONTROL_CONTRACTS } from '../../src/http/control/contracts/index.ts';
import type { RouteContract } from '../../src/http/index.ts';
import type { ExperimentReport, Range } from '../../src/monitoring/index.ts';
import { experimentFolder, type ShadowStory } from '../../src/rollout/index.ts';
import { openHome } from '../../src/store/index.ts';
import {
  controlServer,
  controlServerForAll,
  READ_TOKEN,
  TOKEN,
  type ControlServer,
  type WireReply,
} from '../support/control-server.ts';
import { temporaryFolder, temporaryFolderForAll } from '../support/installation.ts';
import { keepStandings } from '../support/alert-standings.ts';
import { canaryPlan, keepLived, keepShadow } from '../support/kept-experiment.ts';

const stopping = new AbortController();
const operate = { authorization: `Bearer ${TOKEN}`, 'x-showrunner-actor': 'Ada' };
const read = { authorization: `Bearer ${READ_TOKEN}` };
const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (validator: Ajv2020) => void)(ajv);

let server: ControlServer;
beforeAll(async () => {
  const path = temporaryFolderForAll();
  await keepLived(path, canaryPlan('als/2'));
  await keepShadow(path, 'als/3');
  await keepStandings(path, '2026-01-05');
  const experiments = experimentThread(path, stopping.signal);
  server = await controlServerForAll({ token: TOKEN, readToken: READ_TOKEN, experiments }, path);
  return () => stopping.abort();
}, 60_000);

type Name = keyof typeof CONTROL_CONTRACTS;

/** A document that was answered, held against the contract of its route. */
function document<T>(name: Name, { status, body }: WireReply): T {
  expect([name, status, status === 200 ? '' : body]).toEqual([name, 200, '']);
  const contract: RouteContract = CONTROL_CONTRACTS[name];
  const validate = ajv.compile(contract.responses[200]!.schema);
  const parsed = JSON.parse(body) as T;
  expect([name, validate(parsed), validate.errors]).toEqual([name, true, null]);
  return parsed;
}

const get = async <T>(name: Name, path: string): Promise<T> =>
  document<T>(name, await server.send(path, { headers: read }));

const post = (
  path: string,
  { body, headers = operate }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<WireReply> =>
  server.send(path, {
    method: 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const problemOf = ({ status, body }: WireReply): [number, string] => [
  status,
  (JSON.parse(body) as { type: string }).type.replace('urn:showrunner:problem:', ''),
];

describe('what is foretold of a plan', () => {
  const plan = { kind: 'ab', effect: 5, tolerance: 5 };

  it('is nothing where the log knows no viewers', async () => {
    const reply = await post('/v1/comparison/forecast', { body: { plan }, headers: read });
    expect(document('experimentForecast', reply)).toEqual({ forecast: null });
  });

  it('is refused for what is no plan', async () => {
    const wrong = { plan: { ...plan, ramp: [2] } };
    expect((await post('/v1/comparison/forecast', { body: wrong, headers: read })).status).toBe(
      400,
    );
  });
});

describe('the report of an experiment', () => {
  it('is made from the facts that its decisions rest on', async () => {
    const report = await get<ExperimentReport>('experimentReport', '/v1/experiments/lived/report');
    // The treatment adds 12 minutes to about 100.
    expect(report.verdict.state).toBe('promoted');
    expect(report.effect!.low).toBeLessThan(12);
    expect(report.effect!.high).toBeGreaterThan(12);
    expect(report.sampleRatio).toMatchObject({ declared: 0.5, isKept: true });
    expect(report.guardrails).toHaveLength(1);
    expect(report.decisions.map(({ action }) => action)).toEqual(['widen', 'promote']);
    // Nobody of them is in the catalogue of this home, so all are one group by age and gender.
    expect(report.segments.find(({ dimension }) => dimension === 'gender')?.group).toBe('unknown');
  });

  it('has a page of its own that needs no script', async () => {
    const page = await server.send('/reports/experiments/lived', { headers: read });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'; style-src 'sha256/,
    );
    expect(page.body).toContain('als/2 is better and became the champion.');
    expect((await server.send('/reports/experiments/none', { headers: read })).status).toBe(404);
  });

  it('says what is not there, and what cannot be read', async () => {
    const none = await server.send('/v1/experiments/none/report', { headers: read });
    expect(problemOf(none)).toEqual([404, 'experiment-unknown']);
    const without = await controlServer({}, server.home.root);
    expect(problemOf(await without.send('/v1/experiments/lived/report'))).toEqual([
      503,
      'experiment-not-read',
    ]);
  });

  it('is made from the decisions alone once their facts are gone', async () => {
    const path = temporaryFolder();
    await keepLived(path, canaryPlan('als/2'));
    const ending = new AbortController();
    const reader = experimentThread(path, ending.signal);
    try {
      const before = await reader.report('lived');
      const folder = experimentFolder(openHome(path), 'lived');
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      const after = await reader.report('lived');
      expect(after.effect).toEqual(before.effect);
      expect([after.sampleRatio, after.segments]).toEqual([null, []]);
      await expect(reader.replay('lived', 1)).rejects.toMatchObject({
        code: 'EXPERIMENT_FACTS_LOST',
      });
    } finally {
      ending.abort();
    }
  });
});

describe('a decision made again', () => {
  it('comes out the same from its facts, also for those who may only read', async () => {
    const { decisions } = await get<{ decisions: { decision: number }[] }>(
      'experiment',
      '/v1/experiments/lived',
    );
    for (const { decision } of decisions) {
      const path = `/v1/experiments/lived/decisions/${decision}/replay`;
      const replayed = document<{ isSame: boolean; kept: object; again: object }>(
        'replayDecision',
        await post(path, { headers: read }),
      );
      expect(replayed.isSame).toBe(true);
      expect(replayed.again).toEqual(replayed.kept);
    }
  });

  it('is told to differ from what was kept by another program', async () => {
    const metadata = await openSqliteMetadata(server.home.database);
    const row = await metadata
      .selectFrom('experiment_decisions')
      .selectAll()
      .orderBy('decision', 'desc')
      .executeTakeFirstOrThrow();
    const evidence = JSON.stringify({ ...JSON.parse(row.evidence), action: 'hold' });
    const { decision } = await metadata
      .insertInto('experiment_decisions')
      .values({ ...row, decision: row.decision + 1, evidence })
      .returning('decision')
      .executeTakeFirstOrThrow();
    const path = `/v1/experiments/lived/decisions/${decision}/replay`;
    const replayed = document('replayDecision', await post(path));
    expect(replayed).toMatchObject({
      isSame: false,
      kept: { action: 'hold' },
      again: { action: 'promote' },
    });
    await metadata.deleteFrom('experiment_decisions').where('decision', '=', decision).execute();
    await metadata.destroy();
    expect(problemOf(await post(path))).toEqual([404, 'record-unknown']);
  });
});

describe('a shadow', () => {
  it('is given to nobody', async () => {
    const told = await get<object>('experiment', '/v1/experiments/beside');
    expect(told).toMatchObject({ kind: 'shadow', status: 'running', share: 0 });
  });

  it('is told with its figures, over time, and what would be decided of it', async () => {
    const story = await get<ShadowStory>('experimentShadow', '/v1/experiments/beside/shadow');
    // 600 requests in 10 minutes, one of them late: 0.17 % of them came to nothing, 1 % are borne.
    expect(story.figures).toMatchObject({ asked: 600, answered: 599, late: 1, dropped: 10 });
    expect(story.figures!.overlap).toBeCloseTo(0.6);
    expect(story.figures!.latencyMs).toBeCloseTo(4);
    expect(story.figures!.championLatencyMs).toBeCloseTo(3);
    expect(story.verdict.action).toBe('pass');
    expect(story.stretches.map(({ asked }) => asked)).toEqual(Array(10).fill(60));
  });

  it('that was not asked yet has no figures', async () => {
    const story = await get<ShadowStory>('experimentShadow', '/v1/experiments/lived/shadow');
    expect(story).toMatchObject({ figures: null, stretches: [], verdict: { action: 'continue' } });
  });
});

describe('alerts', () => {
  interface Told {
    readonly rule: string;
    readonly state: string;
    readonly report: { readonly url: string } | null;
    readonly runbookName: string | null;
    readonly silence: { readonly actor: string; readonly reason: string } | null;
  }
  const alerts = async (): Promise<readonly Told[]> =>
    (await get<{ alerts: readonly Told[] }>('alerts', '/v1/alerts')).alerts;

  it('come with the section of the report and the runbook that they lead to', async () => {
    const [first, second, third, fourth] = await alerts();
    expect([first, second, third].map((alert) => alert!.rule)).toEqual([
      'voided-answers',
      'drift',
      'slow-answers',
    ]);
    expect(first!.report!.url).toBe('/reports/2026-01-05#requests');
    expect([fourth!.state, fourth!.report]).toEqual(['quiet', null]);
    for (const { runbookName } of await alerts()) {
      const page = await get<{ markdown: string }>('runbook', `/v1/runbooks/${runbookName!}`);
      expect(page.markdown).toContain('## What to do');
    }
    const { runbooks } = await get<{ runbooks: object[] }>('runbooks', '/v1/runbooks');
    expect(runbooks).toContainEqual({
      name: 'voided-answers',
      title: 'Answers hold something that is no movie',
    });
    const away = await server.send('/v1/runbooks/..%2Fglossary', { headers: read });
    expect(problemOf(away)).toEqual([404, 'record-unknown']);
  });

  it('are silenced and lifted by those who operate, with a reason that is kept', async () => {
    const path = '/v1/alerts/drift/silences';
    const silenceOf = async () => (await alerts()).find(({ rule }) => rule === 'drift')!.silence;
    const reason = 'the launch is over';
    const early = await post(`${path}/lift`, { body: { reason } });
    expect(problemOf(early)).toEqual([409, 'alert-not-silenced']);
    await post(path, { body: { hours: 2, reason: 'a launch' } });
    expect(await silenceOf()).toMatchObject({ actor: 'Ada', reason: 'a launch' });
    const reader = await post(`${path}/lift`, { body: { reason }, headers: read });
    expect(problemOf(reader)).toEqual([403, 'not-allowed']);
    expect(problemOf(await post(`${path}/lift`, { body: {} }))[0]).toBe(400);
    document('liftSilence', await post(`${path}/lift`, { body: { reason } }));
    expect(await silenceOf()).toBeNull();
    const unknown = await post('/v1/alerts/drifts/silences/lift', { body: { reason } });
    expect(problemOf(unknown)).toEqual([404, 'alert-unknown']);
    const { entries } = await get<{
      entries: { action: string; actor: string; details: object }[];
    }>('audit', '/v1/audit?limit=2');
    expect(entries).toMatchObject([
      { action: 'lift-silence', actor: 'Ada', details: { because: reason, was: 'a launch' } },
      { action: 'silence-alert', actor: 'Ada' },
    ]);
  });
});

describe('reports of several days', () => {
  const KEY = '2026-01-05..2026-01-06';
  const issued = (revision: number): Range => ({
    format: 1,
    from: '2026-01-05',
    to: '2026-01-06',
    week: null,
    days: [
      { day: '2026-01-05', revision: 1, complete: true, weekBefore: null, toDo: 0 },
      { day: '2026-01-06', revision: 1, complete: revision > 1, weekBefore: null, toDo: 1 },
    ],
    missing: [],
    trends: [],
    worth: { range: null, days: [] },
    findings: [
      {
        check: 'voided-answers',
        severity: 'block',
        days: ['2026-01-06'],
        lastMessage: '4 voided.',
      },
      { check: 'late-lines', severity: 'note', days: ['2026-01-06'], lastMessage: '1 late.' },
    ],
    champions: [],
    headline: ['Up.', 'Right.', 'Helped.'],
    revision,
    issuedAt: '2026-01-08T00:00:00.000Z',
    changes: [],
  });
  const write = (key: string, json: string): void => {
    const folder = join(server.home.reports, 'ranges', key);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'range.json'), json);
    writeFileSync(join(folder, 'range.html'), '<style>p{}</style><p>two days</p>');
  };
  const ranges = async () =>
    (await get<{ ranges: readonly object[] }>('ranges', '/v1/ranges')).ranges;

  it('are listed with what is in them, and read anew once they are issued again', async () => {
    expect(await ranges()).toEqual([]);
    write(KEY, JSON.stringify(issued(1)));
    // Of a format that this version does not know.
    write('2025-01-05..2025-01-06', '{"format": 0}');
    expect(await ranges()).toEqual([
      {
        key: KEY,
        kind: 'range',
        from: '2026-01-05',
        to: '2026-01-06',
        days: 2,
        isComplete: false,
        revision: 1,
        issuedAt: '2026-01-08T00:00:00.000Z',
        headline: ['Up.', 'Right.', 'Helped.'],
        findings: { warn: 0, block: 1 },
        url: `/reports/of/${KEY}`,
      },
    ]);
    write(KEY, `${JSON.stringify(issued(2))}\n`);
    expect(await ranges()).toMatchObject([{ revision: 2, isComplete: true }]);
    expect(await get<Range>('range', `/v1/ranges/${KEY}`)).toEqual(issued(2));
    const page = await server.send(`/reports/of/${KEY}`, { headers: read });
    expect([page.status, page.body]).toEqual([200, '<style>p{}</style><p>two days</p>']);
  });
});
