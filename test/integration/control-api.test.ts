import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteMetadata } from '../../src/adapters/index.ts';
import { childOperator } from '../../src/cli/child-operator.ts';
import { decoderFor } from '../../src/cli/decoders.ts';
import { programVersion } from '../../src/cli/up-program-version.ts';
import { decideStep, EXPERIMENT_PLAN } from '../../src/rollout/index.ts';
import { openHome } from '../../src/store/index.ts';
import { CONTROL_CONTRACTS } from '../../src/http/control/contracts/index.ts';
import type { RouteContract } from '../../src/http/index.ts';
import { BROKEN_LINES, makeControlHome, REPORTED_DAY } from '../support/control-home.ts';
import {
  controlServerForAll,
  READ_TOKEN,
  TOKEN,
  type ControlServer,
  type WireReply,
} from '../support/control-server.ts';
import { temporaryFolderForAll } from '../support/installation.ts';
import { writeReceipts } from '../support/receipt-lines.ts';

const stopping = new AbortController();
const operate = { authorization: `Bearer ${TOKEN}`, 'x-showrunner-actor': 'Ada' };
const read = { authorization: `Bearer ${READ_TOKEN}` };
const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (validator: Ajv2020) => void)(ajv);

let server: ControlServer;
let app: string;
beforeAll(async () => {
  const folder = temporaryFolderForAll();
  const path = await makeControlHome(folder);
  const atMs = Date.UTC(2026, 2, 20, 10);
  await writeReceipts(path, [{ atMs, user: '1000', items: ['movie+0+1+2001'] }]);
  await keepExperiment(path);
  app = join(folder, 'dist');
  server = await controlServerForAll(
    {
      token: TOKEN,
      readToken: READ_TOKEN,
      operator: childOperator(
        {
          home: path,
          pipeline: [],
          contracts: null,
          schedule: { release: 'gate', timeoutMinutes: 60 },
        },
        stopping.signal,
      ),
      decoderFor: (name) => decoderFor(openHome(path), name),
      version: programVersion(),
      webApp: app,
      servingUrl: 'http://127.0.0.1:8082',
    },
    path,
  );
}, 120_000);

/** An experiment and two decisions as the rollout loop keeps them. */
async function keepExperiment(path: string): Promise<void> {
  const metadata = await openSqliteMetadata(openHome(path).database);
  const at = '2026-03-20T10:00:00.000Z';
  const plan = { name: 'better', kind: 'canary', treatment: 'als/2', effect: 5, tolerance: 3 };
  await metadata
    .insertInto('experiments')
    .values({
      name: 'better',
      plan: JSON.stringify(EXPERIMENT_PLAN.parse(plan)),
      status: 'running',
      step: 1,
      created_at: at,
      started_at: at,
      ended_at: null,
      outcome: null,
      because: null,
    })
    .execute();
  for (const step of [0, 1]) {
    const outcomes = { step, startedMs: 0, nowMs: 1, enrolled: { control: 3, treatment: 4 } };
    const decision = decideStep(EXPERIMENT_PLAN.parse(plan), { ...outcomes, outcomes: [] });
    const { action } = decision;
    const row = { experiment: 'better', step, at, action, facts_id: 'ab' };
    await metadata
      .insertInto('experiment_decisions')
      .values({ ...row, evidence: JSON.stringify(decision) })
      .execute();
  }
  await metadata.destroy();
}

type Document = Record<string, never>;

/** What a reader is given, held against the contract of the route. */
async function given<T = Document>(name: keyof typeof CONTROL_CONTRACTS, path: string): Promise<T> {
  const reply = await server.send(path, { headers: read });
  expect([path, reply.status, reply.status === 200 ? '' : reply.body]).toEqual([path, 200, '']);
  const document = JSON.parse(reply.body) as T;
  const contract: RouteContract = CONTROL_CONTRACTS[name];
  const validate = ajv.compile(contract.responses[200]!.schema);
  expect([name, validate(document), validate.errors]).toEqual([name, true, null]);
  return document;
}

const post = (
  path: string,
  body: unknown,
  headers: Record<string, string> = operate,
): Promise<WireReply> =>
  server.send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const problemOf = ({ status, body }: WireReply): [number, string] => [
  status,
  (JSON.parse(body) as { type: string }).type.replace('urn:showrunner:problem:', ''),
];

/** Waits for the end of something that was asked for. */
async function ended(reply: WireReply): Promise<{ state: string; result: object | null }> {
  expect(reply.status).toBe(202);
  const { id } = JSON.parse(reply.body) as { id: string };
  for (;;) {
    const now = await given<{ state: string; result: object | null }>(
      'operation',
      `/v1/operations/${id}`,
    );
    if (now.state !== 'running') return now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('what may be read', () => {
  it('is described by the document that is kept, in OpenAPI 3.1', async () => {
    const document = await given('openapi', '/openapi.json');
    const kept = join(import.meta.dirname, '../../docs/schemas/control-openapi.json');
    expect(document).toEqual(JSON.parse(readFileSync(kept, 'utf8')));
  });

  it.each([
    ['status', '/v1/status'],
    ['session', '/v1/session'],
    ['quality', '/v1/quality'],
    ['contracts', '/v1/contracts'],
    ['quarantine', '/v1/quarantine'],
    ['catalogue', '/v1/catalogue'],
    ['items', '/v1/catalogue/items?limit=3'],
    ['catalogueItem', '/v1/catalogue/items/movie+0+1+2001'],
    ['users', '/v1/catalogue/users'],
    ['catalogueUser', '/v1/catalogue/users/1000'],
    ['datasets', '/v1/datasets'],
    ['drift', '/v1/drift'],
    ['driftField', `/v1/drift/kinds?day=${REPORTED_DAY}`],
    ['runs', '/v1/runs'],
    ['models', '/v1/models'],
    ['model', '/v1/models/als/1'],
    ['tunes', '/v1/tunes'],
    ['operations', '/v1/operations'],
    ['audit', '/v1/audit'],
    ['reports', '/v1/reports'],
    ['report', `/v1/reports/${REPORTED_DAY}`],
    ['ranges', '/v1/ranges'],
    ['alerts', '/v1/alerts'],
    ['userReceipts', '/v1/users/1000/receipts'],
    ['experiments', '/v1/experiments'],
    ['experiment', '/v1/experiments/better'],
  ] as const)('%s keeps to its contract', async (name, path) => {
    await given(name, path);
  });

  it('is given once to whoever has it already', async () => {
    const first = await server.send('/v1/models', { headers: read });
    const headers = { ...read, 'if-none-match': String(first.headers['etag']) };
    const again = await server.send('/v1/models', { headers });
    expect([first.status, again.status, again.body]).toEqual([200, 304, '']);
  });

  it('follows a dataset to its lines, its runs and its models, and tells two apart', async () => {
    const { datasets } = await given<{ datasets: { id: string; models: string[] }[] }>(
      'datasets',
      '/v1/datasets',
    );
    const { id, models } = datasets[0]!;
    expect(models).toContain('als/1');
    const whole = await given<{ lineage: { segments: object[]; runs: object[] } }>(
      'dataset',
      `/v1/datasets/${id.slice(0, 12)}`,
    );
    expect(whole.lineage.segments.length).toBeGreaterThan(0);
    expect(whole.lineage.runs.length).toBeGreaterThan(0);
    const same = await given('datasetDiff', `/v1/datasets/${id}/diff?with=${id}`);
    expect(same['differences']).toEqual([]);
  });

  it('sorts runs by a figure, with those that have none last, and compares several', async () => {
    type Run = { runId: string; family: string | null; metrics: { loss?: number } };
    const { runs } = await given<{ runs: Run[] }>('runs', '/v1/runs?sort=loss&order=ascending');
    const losses = runs.map(({ metrics }) => metrics.loss ?? Infinity);
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    const als = runs.filter(({ family }) => family === 'als').map(({ runId }) => runId);
    expect(als.length).toBe(2);
    const compared = await given<{ runs: { curves: object[] }[]; differing: object[] }>(
      'compareRuns',
      `/v1/comparison/runs?ids=${als.join(',')}`,
    );
    expect(compared.differing).toEqual([expect.objectContaining({ field: 'factorCount' })]);
    expect(compared.runs[0]!.curves.length).toBeGreaterThan(0);
  });

  it('finds titles by words and by genre', async () => {
    type Page = { total: number; items: { title: string }[] };
    const found = await given<Page>('items', '/v1/catalogue/items?search=7%20film%200');
    expect(found.items.map(({ title }) => title)).toContain('Film 0 7');
    const drama = await given<Page>('items', '/v1/catalogue/items?genre=Drama&limit=1');
    expect(drama.total).toBe(50);
    const injected = await given<Page>('items', "/v1/catalogue/items?search=%27)%20OR%20('1'='1");
    expect(injected.total).toBe(0);
  });

  it('explains the latest list of a user', async () => {
    const { receipts } = await given<{ receipts: { receiptId: string }[] }>(
      'userReceipts',
      '/v1/users/1000/receipts',
    );
    expect(receipts).toHaveLength(1);
    const why = await given<{ chain: { model: { version: string } }; titles: object }>(
      'receipt',
      `/v1/receipts/${receipts[0]!.receiptId}?replay=true`,
    );
    expect(why.titles).toMatchObject({ 'movie+0+1+2001': 'Film 0 1' });
    expect(await given('userReceipts', '/v1/users/9/receipts')).toMatchObject({ receipts: [] });
  });
});

describe('experiments', () => {
  it('are told with their decisions, the latest first and page by page', async () => {
    type Whole = { share: number; decisions: { step: number }[]; next: string };
    const first = await given<Whole>('experiment', '/v1/experiments/better?limit=1');
    expect([first.share, first.decisions[0]!.step]).toEqual([0.05, 1]);
    const rest = await given<Whole>(
      'experiment',
      `/v1/experiments/better?limit=1&cursor=${first.next}`,
    );
    expect([rest.decisions[0]!.step, rest.next]).toEqual([0, null]);
    expect(problemOf(await server.send('/v1/experiments/none', { headers: read }))).toEqual([
      404,
      'record-unknown',
    ]);
  });

  it('say how many users an effect takes, to readers too, and refuse what is no plan', async () => {
    const asked = { effect: 5, deviation: 60, usersPerDay: 100 };
    const { users, days } = JSON.parse(
      (await post('/v1/comparison/power', asked, read)).body,
    ) as Record<string, number>;
    const twice = JSON.parse(
      (await post('/v1/comparison/power', { ...asked, effect: 10 }, read)).body,
    ) as Record<string, number>;
    // Twice the effect takes about a quarter of the users.
    expect(users! / twice['users']!).toBeCloseTo(4, 1);
    expect(days).toBe(users! / 100);
    const plan = { name: 'X', kind: 'ab', treatment: 'als/2', effect: 5, tolerance: 3 };
    const wrong = await post('/v1/experiments', { plan, reason: 'because' });
    expect(problemOf(wrong)).toEqual([400, 'invalid-parameter']);
  });

  it('are written down, started and stopped, each time with a name and a reason', async () => {
    const plan = { name: 'faster', kind: 'ab', treatment: 'als/1', effect: 5, tolerance: 3 };
    const reason = 'to see whether it is';
    const draft = await post('/v1/experiments', { plan, reason });
    expect(JSON.parse(draft.body)).toMatchObject({
      status: 'draft',
      share: 0,
      plan: { ramp: [0.5] },
    });
    expect(problemOf(await post('/v1/experiments', { plan, reason }))).toEqual([
      409,
      'experiment-taken',
    ]);
    const unknown = { ...plan, name: 'other', treatment: 'als/77' };
    expect(problemOf(await post('/v1/experiments', { plan: unknown, reason }))[0]).toBe(404);
    const started = await post('/v1/experiments/faster/start', { reason });
    expect(JSON.parse(started.body)).toMatchObject({ status: 'running', share: 0.5 });
    const late = await post('/v1/experiments/faster/stop', { reason, ifStep: 3 });
    expect(problemOf(late)[0]).toBe(409);
    const stopped = await post('/v1/experiments/faster/stop', { reason, ifStep: 0 });
    expect(JSON.parse(stopped.body)).toMatchObject({ status: 'ended', outcome: 'stopped' });
    const { entries } = await given<{ entries: { action: string; actor: string }[] }>(
      'audit',
      '/v1/audit?limit=3',
    );
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['experiment-stop', 'Ada'],
      ['experiment-start', 'Ada'],
      ['experiment-create', 'Ada'],
    ]);
  });
});

describe('long lists', () => {
  it('come page by page, each entry once, also while they are filtered', async () => {
    type Page = { total: number; lines: { id: string }[]; next: string | null };
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const on: string = next === '' ? '' : `&cursor=${next}`;
      const page: Page = await given('quarantine', `/v1/quarantine?reason=bad_time&limit=40${on}`);
      expect(page.total).toBe(BROKEN_LINES);
      seen.push(...page.lines.map(({ id }) => id));
      next = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([BROKEN_LINES, BROKEN_LINES]);
    const line = await given<{ context: object[] }>('quarantineLine', `/v1/quarantine/${seen[5]!}`);
    expect(line).toMatchObject({ reason: 'bad_time', isWaiting: false });
    expect(line.context).toHaveLength(11);
    const day = await given<Page>('quarantine', '/v1/quarantine?day=2026-03-01');
    expect(day.total).toBe(0);
  });

  it('are gone on with in the order of titles and of users', async () => {
    const titles: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const on: string = next === '' ? '' : `&cursor=${next}`;
      const page: { items: { itemId: string }[]; next: string | null } = await given(
        'items',
        `/v1/catalogue/items?limit=60${on}`,
      );
      titles.push(...page.items.map(({ itemId }) => itemId));
      next = page.next;
    }
    expect([titles.length, new Set(titles).size]).toEqual([200, 200]);
  });
});

describe('what is not understood', () => {
  it.each([
    ['/v1/runs?limit=0', 400, 'invalid-parameter'],
    ['/v1/runs?limit=201', 400, 'invalid-parameter'],
    ['/v1/runs?sortt=loss', 400, 'unknown-parameter'],
    ['/v1/runs?cursor=abc', 400, 'cursor-invalid'],
    ['/v1/quarantine?cursor=WzFd', 400, 'cursor-invalid'],
    ['/v1/quarantine?day=2026-13-01', 400, 'invalid-parameter'],
    ['/v1/quarantine/ffff-99', 404, 'record-unknown'],
    ['/v1/runs/00000000-0000-0000-0000-000000000000', 404, 'record-unknown'],
    ['/v1/runs/x', 400, 'invalid-parameter'],
    ['/v1/models/als/99', 404, 'version-unknown'],
    ['/v1/datasets/ffff', 404, 'artifact-missing'],
    ['/v1/reports/2020-01-01', 404, 'record-unknown'],
    ['/v1/drift/nothing', 404, 'record-unknown'],
    ['/v1/nothing', 404, 'not-found'],
  ])('%s is refused with %i %s', async (path, status, name) => {
    const reply = await server.send(path, { headers: read });
    expect(problemOf(reply)).toEqual([status, name]);
    expect(reply.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    [{}, 'invalid-parameter'],
    [{ reason: '  ', ifChampion: null }, 'invalid-parameter'],
    [{ reason: 'because', ifChampion: 'als/1', more: 1 }, 'unknown-parameter'],
    ['text', 'bad-request'],
  ])('a rollback with %j is refused', async (body, name) => {
    expect(problemOf(await post('/v1/models/rollback', body))).toEqual([400, name]);
  });
});

describe('roles', () => {
  it('tell what each may do', async () => {
    expect(await given('session', '/v1/session')).toMatchObject({ role: 'read', allowed: [] });
    const mine = JSON.parse((await server.send('/v1/session', { headers: operate })).body) as {
      allowed: string[];
    };
    expect(mine).toMatchObject({ role: 'operate', actor: 'Ada', isGuarded: true });
    expect(mine.allowed).toEqual(
      expect.arrayContaining(['promote', 'rollback', 'replay-quarantine', 'silence-alert']),
    );
    expect(mine.allowed).not.toContain('post-events');
  });

  it('keep readers from changing anything', async () => {
    const before = await given('audit', '/v1/audit');
    for (const [path, body] of [
      ['/v1/models/champion', { version: 'als/1', reason: 'because', ifChampion: null }],
      ['/v1/models/rollback', { reason: 'because', ifChampion: null }],
      ['/v1/quarantine/replay', { reason: 'because' }],
      ['/v1/retraining', { reason: 'because' }],
      ['/v1/alerts/voided-answers/silences', { hours: 1, reason: 'because' }],
      ['/v1/events', []],
    ] as const)
      expect(problemOf(await post(path, body, read))).toEqual([403, 'not-allowed']);
    expect(await given('audit', '/v1/audit')).toEqual(before);
  });

  it('come with a login, whose cookie holds role and name and cannot be changed', async () => {
    const login = await post('/v1/session', { token: READ_TOKEN, name: 'Grace' }, {});
    expect(JSON.parse(login.body)).toMatchObject({ role: 'read', actor: 'Grace' });
    const cookie = String((login.headers['set-cookie'] as string[])[0]).split(';')[0]!;
    const body = { reason: 'because', ifChampion: null };
    expect(problemOf(await post('/v1/models/rollback', body, { cookie }))[0]).toBe(403);
    const [end, packed] = cookie.split('=')[1]!.split('.');
    const [, name, code] = JSON.parse(Buffer.from(packed!, 'base64url').toString()) as string[];
    const forged = Buffer.from(JSON.stringify(['operate', name, code])).toString('base64url');
    const forgery = { cookie: `showrunner_session=${end}.${forged}` };
    expect(problemOf(await post('/v1/models/rollback', body, forgery))[0]).toBe(401);
    expect((await post('/v1/session', { token: 'wrong' }, {})).status).toBe(401);
  });

  it('do not let pages of other sites change anything, by the word of old browsers too', async () => {
    const headers = { ...operate, origin: 'http://evil.example' };
    const reply = await post(
      '/v1/models/rollback',
      { reason: 'because', ifChampion: null },
      headers,
    );
    expect(problemOf(reply)).toEqual([403, 'cross-site']);
  });
});

describe('what operators do', () => {
  type Models = { champion: string; previousChampion: string | null };
  const models = (): Promise<Models> => given('models', '/v1/models');

  it('rolls the champion back at once, only from the one that is expected', async () => {
    const { champion, previousChampion } = await models();
    const moved = await post('/v1/models/rollback', { reason: 'to try it', ifChampion: 'als/77' });
    expect(problemOf(moved)).toEqual([409, 'champion-moved']);
    const done = await post('/v1/models/rollback', { reason: 'to try it', ifChampion: champion });
    expect(JSON.parse(done.body)).toEqual({ from: champion, to: previousChampion });
    expect((await models()).champion).toBe(previousChampion);
    const { entries } = await given<{ entries: object[] }>('audit', '/v1/audit?action=rollback');
    expect(entries[0]).toMatchObject({
      actor: 'Ada',
      details: { from: champion, to: previousChampion, because: 'to try it' },
    });
  });

  it('promotes through the gate, once however often the same is asked', async () => {
    const { champion } = await models();
    const body = { version: 'als/1', reason: 'it was better', ifChampion: champion };
    const headers = { ...operate, 'idempotency-key': 'promote-1' };
    const first = await post('/v1/models/champion', body, headers);
    const again = await post('/v1/models/champion', body, headers);
    const idOf = ({ body: text }: WireReply) => (JSON.parse(text) as { id: string }).id;
    expect(idOf(again)).toBe(idOf(first));
    expect(
      problemOf(await post('/v1/models/champion', { ...body, reason: 'other' }, headers)),
    ).toEqual([409, 'operation-key']);
    expect(problemOf(await post('/v1/models/champion', body))).toEqual([409, 'operation-busy']);
    const end = await ended(first);
    expect(end).toMatchObject({ state: 'done', result: { champion: 'als/1', changed: true } });
    expect((await models()).champion).toBe('als/1');
    const model = await given<{ gate: object; history: object[] }>('model', '/v1/models/als/1');
    expect(model.gate).toMatchObject({ promote: true });
    expect(JSON.stringify(model.history)).toContain('it was better');
  }, 60_000);

  it('judges lines again and says what changed', async () => {
    const reply = await post('/v1/quarantine/replay', { reason: 'after a fix', only: 'bad_time' });
    expect(await ended(reply)).toMatchObject({ state: 'done', result: { changes: {} } });
    const actions = await given<{ entries: { action: string; actor: string }[] }>(
      'audit',
      '/v1/audit?actor=Ada',
    );
    const names = actions.entries.map(({ action }) => action);
    expect(names).toContain('replay-quarantine-asked');
    expect(names).toContain('replay-quarantine-done');
  }, 60_000);

  it('says why something failed', async () => {
    const { champion } = await models();
    const body = { version: 'als/99', reason: 'because', ifChampion: champion };
    expect(problemOf(await post('/v1/models/champion', body))).toEqual([404, 'version-unknown']);
  });

  it('silences a rule, with a name and a reason', async () => {
    const { alerts } = await given<{ alerts: { rule: string }[] }>('alerts', '/v1/alerts');
    const { rule } = alerts[0]!;
    const reply = await post(`/v1/alerts/${rule}/silences`, { hours: 2, reason: 'a known fault' });
    expect(reply.status).toBe(200);
    const after = await given<{ alerts: { rule: string; silence: object | null }[] }>(
      'alerts',
      '/v1/alerts',
    );
    expect(after.alerts.find((alert) => alert.rule === rule)!.silence).toMatchObject({
      actor: 'Ada',
      reason: 'a known fault',
    });
    const other = await post('/v1/alerts/nothing/silences', { hours: 2, reason: 'because' });
    expect(problemOf(other)).toEqual([404, 'alert-unknown']);
  });
});

describe('the web app', () => {
  const page = { ...read, accept: 'text/html', 'accept-encoding': 'identity' };
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(app, name)), { recursive: true });
    writeFileSync(join(app, name), text);
  };

  it('takes the place of the status page when it is built', async () => {
    expect((await server.send('/', { headers: page })).body).toContain('<title>Status');
    expect((await server.send('/models', { headers: page })).status).toBe(404);
    write('assets/index-B1c2D3e4.js', 'export {};'.repeat(100));
    write('index.html', '<!doctype html><title>App</title>');
    utimesSync(join(app, 'index.html'), 1, 1);
    for (const path of ['/', '/models', '/models/als/3', '/index.html']) {
      const reply = await server.send(path, { headers: page });
      expect([path, reply.status, reply.body.includes('App')]).toEqual([path, 200, true]);
      expect(reply.headers['cache-control']).toBe('private, no-cache');
      const policy = String(reply.headers['content-security-policy']);
      expect(policy).toContain("connect-src 'self' http://127.0.0.1:8082;");
      expect(policy).not.toContain('unsafe-inline');
    }
    const script = await server.send('/assets/index-B1c2D3e4.js', { headers: page });
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const packed = await server.send('/assets/index-B1c2D3e4.js', {
      headers: { ...page, 'accept-encoding': 'gzip' },
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect((await server.send('/status', { headers: page })).body).toContain('<title>Status');
  });

  it('never stands for what is not there, and gives nothing from outside', async () => {
    for (const path of ['/v1/nothing', '/assets/no.js', '/reports/2020-01-01', '/no.png'])
      expect([path, (await server.send(path, { headers: page })).status]).toEqual([path, 404]);
    for (const path of ['/../home.json', '/%2e%2e/home.json', '/assets/..%2f..%2fhome.json'])
      expect((await server.send(path, { headers: page })).body).not.toContain('format');
    expect((await server.send('/models', { headers: { accept: 'text/html' } })).status).toBe(401);
  });
});
