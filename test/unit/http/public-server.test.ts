import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import type { ServingSources } from '../../../src/serving/index.ts';
import { findReceipt, readReceipts } from '../../../src/telemetry/index.ts';
import { sourcesOf } from '../../support/count-models.ts';
import { testServer } from '../../support/public-server.ts';

/** User 1 saw a and b; c is liked with a, d and e by nobody of theirs. */
const LIKES = { 1: ['a', 'b'], 2: ['a', 'c'], 3: ['d', 'e'] };
const NOTHING = 'Not understood: a user id is one or more digits, a count is 1 to 20.';

let server: ReturnType<typeof testServer>;
const start = (changes: Partial<ServingSources> = {}): void => {
  server = testServer({ sources: { ...sourcesOf(LIKES), ...changes } });
};
const get = (url: string) => server.app.inject({ method: 'GET', url });

beforeEach(() => start());
afterEach(() => server.close());

const none = { champion: () => null, baseline: () => null };

describe('GET /recommend/:userId', () => {
  it('answers digits with one line of ids, best first, and the id of the receipt', async () => {
    const reply = await get('/recommend/1');
    expect(reply.statusCode).toBe(200);
    // c scores 1 with user 1's history, d and e 0; then the constant list.
    expect(reply.body).toBe('c,d,e,constant+1999');
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    const receipt = await findReceipt(server.folder, String(reply.headers['x-showrunner-receipt']));
    expect(receipt?.userId).toBe('1');
    expect(receipt?.exposures.map(({ itemId: id }) => id).join(',')).toBe(reply.body);
  });

  it.each(['0', '007', '99999999999999999999', '9'.repeat(400), '%31'])(
    'answers the digits %s',
    async (digits) => {
      expect((await get(`/recommend/${digits}`)).statusCode).toBe(200);
    },
  );

  it.each([
    '',
    '/',
    '/abc',
    '/12a',
    '/-1',
    '/1.5',
    '/+1',
    '/1%20',
    '/%201',
    '/%00',
    '/%zz',
    '/%',
    '/1%2F2',
    '/1/2',
    '/..%2f..',
    '/1;x=1',
    '/%D9%A3',
    '/__proto__',
    '/%3Cscript%3E',
    `/${'x'.repeat(3_000)}`,
  ])('refuses /recommend%s with fixed words', async (rest) => {
    const reply = await get(`/recommend${rest}`);
    expect([reply.statusCode, reply.body]).toEqual([400, NOTHING]);
  });

  it('ignores what stands behind a question mark', async () => {
    expect((await get('/recommend/1?count=99&x=%zz')).body).toBe((await get('/recommend/1')).body);
  });

  it('answers an empty line when there is nothing to show', async () => {
    await server.close();
    start({ models: none, constant: [] });
    const reply = await get('/recommend/1');
    expect([reply.statusCode, reply.body]).toEqual([200, '']);
  });

  it('answers although everything behind it throws, and tells of it', async () => {
    await server.close();
    const broken = () => {
      throw new Error('broken');
    };
    start({
      models: { champion: broken, baseline: broken },
      history: { historyOf: broken, seenBy: broken },
      catalogue: { current: broken },
    });
    const reply = await get('/recommend/1');
    expect([reply.statusCode, reply.body]).toEqual([200, 'constant+1999']);
    const failures = 'showrunner_scorer_failures_total';
    expect(await server.metric(`${failures}{role="history",reason="threw"}`)).toBe(1);
    expect(await server.metric(`${failures}{role="recommender",reason="threw"}`)).toBe(1);
    await get('/recommend/2');
    expect(server.lines.filter((line) => line.includes('"history-threw"'))).toHaveLength(1);
  });

  it('counts and warns of items that the guard keeps from leaving', async () => {
    await server.close();
    start({ models: none, constant: ['a b', 'c'].map(itemId) });
    expect((await get('/recommend/1')).body).toBe('c');
    const violations = 'showrunner_contract_violations_total{kind="unwritable"}';
    expect(await server.metric(violations)).toBe(1);
    expect(server.lines.join('')).toContain('violation-unwritable');
  });

  it('writes no user id into the log lines', async () => {
    await server.close();
    start({
      history: {
        historyOf: () => {
          throw new Error('gone');
        },
        seenBy: () => [],
      },
    });
    await get('/recommend/777000777');
    expect(server.lines.length).toBeGreaterThan(0);
    expect(server.lines.join('')).not.toContain('777000777');
  });
});

describe('HEAD', () => {
  it('answers as GET does, without a body and without a receipt', async () => {
    for (const url of ['/recommend/1', '/v1/users/1/recommendations', '/healthz', '/readyz']) {
      const reply = await server.app.inject({ method: 'HEAD', url });
      expect([url, reply.statusCode, reply.body]).toEqual([url, 200, '']);
    }
    expect((await server.app.inject({ method: 'HEAD', url: '/recommend/x' })).statusCode).toBe(400);
    for await (const receipt of readReceipts(server.folder)) expect(receipt).toBeUndefined();
  });
});

describe('other methods', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)(
    'refuses %s on a known path and says what is allowed',
    async (method) => {
      const payload = { payload: '{"a":1}', headers: { 'content-type': 'application/json' } };
      const reply = await server.app.inject({ method, url: '/recommend/1', ...payload });
      expect([reply.statusCode, reply.body]).toEqual([405, 'Only GET and HEAD are answered.']);
      expect(reply.headers['allow']).toBe('GET, HEAD');
    },
  );

  it('finds nothing on an unknown path', async () => {
    for (const method of ['GET', 'POST'] as const) {
      const reply = await server.app.inject({ method, url: '/secret<path>' });
      expect([reply.statusCode, reply.body]).toEqual([404, 'There is nothing here.']);
    }
  });
});

describe('GET /v1/users/:userId/recommendations', () => {
  it('gives the same list with titles, scores and the tier of each item', async () => {
    await server.close();
    const titles = new Map([['c', 'Casablanca']]);
    const catalogue = { has: () => true, titleOf: (id: string) => titles.get(id) ?? null };
    start({ catalogue: { current: () => catalogue } });
    const reply = await get('/v1/users/1/recommendations?count=4');
    const document = reply.json<{ receiptId: string; items: unknown[] }>();
    expect(document).toMatchObject({ userId: '1', tier: 'folded-in', modelVersion: 'together/2' });
    expect(document.items).toEqual([
      { itemId: 'c', position: 1, title: 'Casablanca', score: 1, reason: { kind: 'folded-in' } },
      { itemId: 'd', position: 2, title: null, score: 0, reason: { kind: 'folded-in' } },
      { itemId: 'e', position: 3, title: null, score: 0, reason: { kind: 'folded-in' } },
      {
        itemId: 'constant+1999',
        position: 4,
        title: null,
        score: null,
        reason: { kind: 'constant' },
      },
    ]);
    expect(reply.headers['x-showrunner-receipt']).toBe(document.receiptId);
    expect(await findReceipt(server.folder, document.receiptId)).not.toBeNull();
  });

  it.each(['count=0', 'count=21', 'count=x', 'count=', 'count=1&count=2', 'count=1.5'])(
    'refuses %s as a problem that says which parameter it is, and no more',
    async (query) => {
      const reply = await get(`/v1/users/1/recommendations?${query}`);
      expect(reply.statusCode).toBe(400);
      expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(reply.json()).toEqual({
        type: 'urn:showrunner:problem:invalid-parameter',
        title: 'A parameter is not valid.',
        status: 400,
        parameter: 'count',
        detail: 'How many items: 1 to 20; 20 where absent.',
      });
    },
  );

  it('refuses a user id that is not made of digits', async () => {
    expect((await get('/v1/users/x/recommendations')).statusCode).toBe(400);
  });

  it('says no more than that something went wrong when the catalogue fails', async () => {
    await server.close();
    let calls = 0;
    const current = () => {
      if (++calls > 1) throw new Error('secret details');
      return null;
    };
    start({ catalogue: { current } });
    const reply = await get('/v1/users/1/recommendations');
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toEqual({
      type: 'urn:showrunner:problem:internal-error',
      title: 'Something went wrong here.',
      status: 500,
    });
    expect(server.lines.join('')).toContain('secret details');
    expect(server.lines.join('')).toContain(String(reply.headers['x-request-id']));
  });
});

describe('GET /healthz and /readyz', () => {
  it('is healthy and ready with models', async () => {
    expect((await get('/healthz')).body).toBe('ok');
    const reply = await get('/readyz');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({ status: 'ready', reasons: [], troubles: [] });
  });

  it('is healthy but not ready without a model', async () => {
    await server.close();
    start({ models: none });
    expect((await get('/healthz')).statusCode).toBe(200);
    const reply = await get('/readyz');
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toMatchObject({ status: 'not-ready', reasons: ['No model is loaded.'] });
  });

  it('is ready with a baseline only, and lists that and other troubles', async () => {
    await server.close();
    const { models } = sourcesOf(LIKES);
    start({
      models: { ...models, champion: () => null },
      troubles: () => ['The history is an hour behind.'],
    });
    const reply = await get('/readyz');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({
      troubles: [
        'No champion is loaded; lists come from the baseline.',
        'The history is an hour behind.',
      ],
    });
  });
});

describe('GET /metrics', () => {
  it('counts every request by route, status and tier', async () => {
    const urls = ['/recommend/1', '/recommend/9', '/recommend/x', '/nope', '/recommend/%zz'];
    for (const url of urls) await get(url);
    const total = 'showrunner_requests_total';
    const route = 'route="/recommend/:userId"';
    expect(await server.metric(`${total}{${route},status="200",tier="folded-in"}`)).toBe(1);
    expect(await server.metric(`${total}{${route},status="200",tier="popularity"}`)).toBe(1);
    expect(await server.metric(`${total}{${route},status="400",tier="none"}`)).toBe(1);
    expect(await server.metric(`${total}{route="none",status="404",tier="none"}`)).toBe(1);
    expect(await server.metric(`${total}{route="none",status="400",tier="none"}`)).toBe(1);
    const reply = await get('/metrics');
    expect(reply.headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(reply.body).toContain('showrunner_request_seconds_bucket');
  });
});
