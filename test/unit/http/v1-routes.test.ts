import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServingSources } from '../../../src/serving/index.ts';
import { findReceipt, readReceipts } from '../../../src/telemetry/index.ts';
import { testServer } from '../../support/public-server.ts';
import { shopOf } from '../../support/small-shop.ts';

/**
 * Users 1 to 3 liked a with b, user 4 a with c; user 5 liked a and d. In the order of their names
 * the items are a (Drama, 1980, en), b (Science Fiction, 1981, fr), c (War, 1982, en),
 * d (Comedy, 1983, fr), e (Drama, 1984, en), f (Science Fiction, 1985, fr).
 */
const LIKES = {
  1: ['a', 'b'],
  2: ['a', 'b'],
  3: ['a', 'b'],
  4: ['a', 'c'],
  5: ['d', 'a'],
  6: ['d', 'e', 'f'],
};

interface Listed {
  readonly receiptId: string;
  readonly tier: string;
  readonly items: readonly {
    readonly itemId: string;
    readonly reason: { readonly because?: readonly { readonly itemId: string }[] };
  }[];
}
const ids = ({ items }: Pick<Listed, 'items'>): string[] => items.map(({ itemId }) => itemId);

let server: ReturnType<typeof testServer>;
const start = (changes: Partial<ServingSources> = {}): void => {
  server = testServer({ sources: { ...shopOf(LIKES), ...changes } });
};
const get = (url: string, headers = {}) => server.app.inject({ method: 'GET', url, headers });
const list = async (query: string, user = 5): Promise<string[]> =>
  ids((await get(`/v1/users/${user}/recommendations?${query}`)).json<Listed>());
const post = (body: unknown) =>
  server.app.inject({
    method: 'POST',
    url: '/v1/recommendations',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
const receiptsOf = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const { receiptId } of readReceipts(server.folder)) found.push(receiptId);
  return found;
};

beforeEach(() => start());
afterEach(() => server.close());

describe('a list that is narrowed', () => {
  it('keeps its length where enough is left: filters come before the best are taken', async () => {
    // User 5 liked d and a: b was liked with a three times, e and f with d once, c with a once.
    expect(await list('count=2')).toEqual(['b', 'c']);
    expect(await list('count=2&exclude=b')).toEqual(['c', 'e']);
    expect(await list('count=2&exclude=b,c')).toEqual(['e', 'f']);
    expect(await list('count=2&exclude=b&exclude=c')).toEqual(['e', 'f']);
  });

  it.each([
    ['genre=science+fiction', ['b', 'f']],
    ['genre=War,Drama', ['c', 'e']],
    ['language=FR', ['b', 'f']],
    ['yearFrom=1982', ['c', 'e', 'f']],
    ['yearFrom=1982&yearTo=1984', ['c', 'e']],
    ['genre=War&language=fr', []],
    ['genre=no+such+genre', []],
  ])('holds nothing but what fits %s', async (query, expected) => {
    expect(await list(query)).toEqual(expected);
  });

  it('takes a plus sign in an excluded id for itself, escaped or not', async () => {
    await server.close();
    server = testServer({ sources: shopOf() });
    const [first] = await list('count=1', 1);
    expect(first).toMatch(/^m-\d\d\+2000$/);
    expect(await list(`count=1&exclude=${first}`, 1)).not.toContain(first);
    expect(await list(`count=1&exclude=${encodeURIComponent(first!)}`, 1)).not.toContain(first);
  });

  it('holds nothing where the catalogue says nothing of items and something is asked of them', async () => {
    await server.close();
    start({ catalogue: { current: () => null } });
    expect(await list('genre=War')).toEqual([]);
    expect(await list('count=1')).toEqual(['b']);
  });
});

describe('reasons', () => {
  it('name the items of the history that contributed most, most first, where that is asked for', async () => {
    const explained = (
      await get('/v1/users/6/recommendations?count=1&explain=true')
    ).json<Listed>();
    // a was liked once with d, and with neither e nor f.
    expect(explained.items).toMatchObject([
      {
        itemId: 'a',
        reason: { kind: 'folded-in', because: [{ itemId: 'd', title: 'Title of d' }] },
      },
    ]);
    const plain = (await get('/v1/users/6/recommendations?count=1')).json<Listed>();
    expect(plain.items[0]!.reason).toEqual({ kind: 'folded-in' });
  });

  it('name two items at most', async () => {
    await server.close();
    server = testServer({ sources: shopOf() });
    const reply = await get('/v1/users/3/recommendations?count=1&explain=true');
    const { because } = reply.json<Listed>().items[0]!.reason;
    // m-09 was liked with m-08 by the five users 4 to 8, with m-07 by four, and so on.
    expect(because!.map(({ itemId }) => itemId)).toEqual(['m-08+2000', 'm-07+2000']);
  });

  it('are empty for a list that owes nothing to the history', async () => {
    const { items, tier } = (
      await get('/v1/users/999/recommendations?count=1&explain=true')
    ).json<Listed>();
    expect([tier, items[0]!.reason.because]).toEqual(['popularity', []]);
  });
});

describe('POST /v1/recommendations', () => {
  it('gives the lists in the order of the users, each with a receipt of its own', async () => {
    const reply = await post({ userIds: ['5', '999', '5', '007'], count: 2 });
    const { answers } = reply.json<{ answers: (Listed & { userId: string })[] }>();
    expect(answers.map(({ userId }) => userId)).toEqual(['5', '999', '5', '007']);
    expect(ids(answers[0]!)).toEqual(['b', 'c']);
    expect(ids(answers[2]!)).toEqual(['b', 'c']);
    expect(new Set(answers.map(({ receiptId }) => receiptId)).size).toBe(4);
    for (const { receiptId, userId } of answers)
      expect((await findReceipt(server.folder, receiptId))?.userId).toBe(userId);
  });

  it('narrows and explains as a single list', async () => {
    const body = { count: 2, explain: true, exclude: ['b'], filters: { yearTo: 1982 } };
    const { answers } = (await post({ userIds: ['5'], ...body })).json<{ answers: Listed[] }>();
    expect(ids(answers[0]!)).toEqual(['c']);
    expect(answers[0]!.items[0]!.reason.because).toMatchObject([{ itemId: 'a' }]);
  });

  it('takes a thousand users', async () => {
    const userIds = Array.from({ length: 1000 }, (_, k) => String(k));
    const { answers } = (await post({ userIds, count: 1 })).json<{ answers: unknown[] }>();
    expect(answers).toHaveLength(1000);
    expect(new Set(await receiptsOf()).size).toBe(1000);
    const lists = 'showrunner_lists_total{route="/v1/recommendations",tier="folded-in"}';
    expect(await server.metric(lists)).toBe(6);
  });

  it.each([
    [{ userIds: Array.from({ length: 1001 }, String) }, 'userIds'],
    [{ userIds: [1] }, 'userIds'],
    [{ userIds: ['1', 'x'] }, 'userIds'],
    [{}, 'userIds'],
    [{ userIds: ['1'], count: '2' }, 'count'],
    [{ userIds: ['1'], filters: { yearFrom: 1.5 } }, 'filters'],
  ])('refuses %j and names the parameter', async (body, parameter) => {
    const reply = await post(body);
    expect(reply.statusCode).toBe(400);
    const { type, parameter: named } = reply.json<{ type: string; parameter?: string }>();
    expect([type, named]).toEqual(['urn:showrunner:problem:invalid-parameter', parameter]);
  });

  it('names the known parameter that is nearest to an unknown one, and not the unknown one', async () => {
    const reply = await post({ userIds: ['1'], filters: { yearForm: 1990 } });
    expect(reply.json()).toMatchObject({
      type: 'urn:showrunner:problem:unknown-parameter',
      parameter: 'yearFrom',
    });
    expect(reply.body).not.toContain('yearForm');
  });

  it('is the only way to ask there', async () => {
    for (const method of ['GET', 'HEAD', 'PUT'] as const) {
      const reply = await server.app.inject({ method, url: '/v1/recommendations' });
      expect([reply.statusCode, reply.headers['allow']]).toEqual([405, 'POST']);
    }
  });
});

describe('GET /v1/items/:itemId/similar', () => {
  it('gives what the model likes for somebody who liked just that, without it, with a receipt', async () => {
    const reply = await get('/v1/items/d/similar?count=3');
    const document = reply.json<Listed>();
    // d was liked once with each of a, e and f.
    expect(document).toMatchObject({ itemId: 'd', title: 'Title of d', tier: 'folded-in' });
    expect(ids(document)).toEqual(['a', 'e', 'f']);
    const receipt = await findReceipt(server.folder, document.receiptId);
    expect([receipt?.userId, receipt?.history]).toEqual(['-', ['d']]);
  });

  it('has nothing to say without a personal model', async () => {
    await server.close();
    const sources = shopOf(LIKES);
    const baseline = sources.models.baseline();
    start({ models: { champion: () => baseline, baseline: () => baseline } });
    expect(ids((await get('/v1/items/d/similar')).json<Listed>())).toEqual([]);
  });
});

describe('GET /v1/users/:userId/because-you-watched', () => {
  interface Rows {
    readonly rows: readonly (Listed & { readonly because: { readonly itemId: string } })[];
  }

  it('makes a row for each of the latest liked items and repeats nothing', async () => {
    await server.close();
    server = testServer({ sources: shopOf() });
    const reply = await get('/v1/users/3/because-you-watched?rows=3&count=4');
    const { rows } = reply.json<Rows>();
    // User 3 liked m-03 to m-08, the last one last.
    const seeds = rows.map(({ because }) => because.itemId);
    expect(seeds).toEqual(['m-08+2000', 'm-07+2000', 'm-06+2000']);
    const shown = rows.flatMap(ids);
    expect(shown).toHaveLength(12);
    expect(new Set(shown).size).toBe(12);
    // m-09 shares five users with m-08, m-10 four; what the user saw does not come.
    expect(ids(rows[0]!)).toEqual(['m-09+2000', 'm-10+2000', 'm-11+2000', 'm-12+2000']);
    expect(new Set(await receiptsOf())).toEqual(new Set(rows.map(({ receiptId }) => receiptId)));
  });

  it('has no rows for a stranger and none without a personal model, and no receipts then', async () => {
    expect((await get('/v1/users/999/because-you-watched')).json<Rows>().rows).toEqual([]);
    await server.close();
    const baseline = shopOf(LIKES).models.baseline();
    start({ models: { champion: () => baseline, baseline: () => baseline } });
    expect((await get('/v1/users/1/because-you-watched')).json<Rows>().rows).toEqual([]);
    expect(await receiptsOf()).toEqual([]);
  });
});

describe('GET /v1/users/:userId/continue-watching', () => {
  const items = async (query = ''): Promise<unknown[]> =>
    (await get(`/v1/users/6/continue-watching${query}`)).json<{ items: unknown[] }>().items;

  it('gives what was begun and not finished, the latest first', async () => {
    // The shop says that user 6 got 1/6 into d at 0 h, 2/6 into e at 1 h, 3/6 into f at 2 h.
    expect(await items()).toEqual([
      { itemId: 'f', title: 'Title of f', completion: 0.5, latestAt: '1970-01-01T02:00:00.000Z' },
      { itemId: 'e', title: 'Title of e', completion: 1 / 3, latestAt: '1970-01-01T01:00:00.000Z' },
      { itemId: 'd', title: 'Title of d', completion: 1 / 6, latestAt: '1970-01-01T00:00:00.000Z' },
    ]);
    expect(await items('?count=1')).toHaveLength(1);
    expect(await receiptsOf()).toEqual([]);
  });

  it('leaves out what is finished, what nobody knows the end of, and what is gone', async () => {
    await server.close();
    const { history } = shopOf(LIKES);
    const contactsOf = () => ({
      itemIds: ['a', 'b', 'c', 'gone', 'd', 'e'] as never[],
      latestMs: [Number.NaN, 2, 3, 4, 5, 6],
      completions: [0.5, 0.9, Number.NaN, 0.5, 0, 0.899],
    });
    start({ history: { ...history, contactsOf } });
    expect(await items()).toMatchObject([
      { itemId: 'e', latestAt: '1970-01-01T00:00:00.006Z' },
      { itemId: 'a', latestAt: null },
    ]);
  });

  it('leaves out what rules keep off', async () => {
    await server.close();
    server = testServer({ sources: shopOf(LIKES), rules: 'blocked: [e]' });
    expect(await items()).toMatchObject([{ itemId: 'f' }, { itemId: 'd' }]);
  });

  it('is empty where the source does not know how far users got', async () => {
    await server.close();
    const { historyOf, seenBy } = shopOf(LIKES).history;
    start({ history: { historyOf, seenBy } });
    expect(await items()).toEqual([]);
  });
});

describe('GET /v1/items/:itemId', () => {
  it('says what the catalogue says', async () => {
    expect((await get('/v1/items/b')).json()).toEqual({
      itemId: 'b',
      title: 'Title of b',
      genres: ['Science Fiction'],
      language: 'fr',
      releaseYear: 1981,
      runtimeMinutes: 100,
      collection: null,
    });
  });

  it('finds nothing without a catalogue', async () => {
    await server.close();
    start({ catalogue: { current: () => null } });
    expect((await get('/v1/items/b')).statusCode).toBe(404);
  });
});

describe('unknown parameters below /v1', () => {
  it.each([
    ['/v1/users/1/recommendations?cuont=3', 'count'],
    ['/v1/users/1/recommendations?genres=War', 'genre'],
    ['/v1/users/1/because-you-watched?row=3', 'rows'],
    ['/v1/items/a/similar?__proto__=3', 'count'],
  ])('of %s are an error that names the nearest known one', async (url, parameter) => {
    const reply = await get(url);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toEqual({
      type: 'urn:showrunner:problem:unknown-parameter',
      title: 'A parameter is not known here.',
      status: 400,
      parameter,
      detail: `The nearest of those that are known is ${parameter}.`,
    });
  });

  it('are an error where none is known', async () => {
    const reply = await get('/v1/items/a?marker=1');
    expect(reply.json()).toMatchObject({ detail: 'No parameters are known here.' });
    expect(reply.body).not.toContain('marker');
  });
});

describe('ids of requests and traces', () => {
  const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  it('come back with every answer', async () => {
    for (const url of [
      '/recommend/1',
      '/recommend/x',
      '/v1/items/a',
      '/nowhere',
      '/recommend/%zz',
    ]) {
      const reply = await get(url, { 'x-request-id': 'order-7:1', traceparent: PARENT });
      expect([url, reply.headers['x-request-id']]).toEqual([url, 'order-7:1']);
    }
    const { traceparent } = (await get('/v1/items/a', { traceparent: PARENT })).headers;
    expect(traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(traceparent).not.toBe(PARENT);
  });

  it('stand in the receipt with the route', async () => {
    const headers = { 'x-request-id': 'order-7:1', traceparent: PARENT };
    for (const url of ['/recommend/1', '/v1/users/1/recommendations']) {
      const id = String((await get(url, headers)).headers['x-showrunner-receipt']);
      expect((await findReceipt(server.folder, id))?.trace?.request).toMatchObject({
        route: url.replace('/1', '/:userId'),
        requestId: 'order-7:1',
        traceId: '0af7651916cd43dd8448eb211c80319c',
      });
    }
  });

  it('are new where the caller sent none, and no trace begins by itself', async () => {
    const [one, other] = [await get('/healthz'), await get('/healthz')];
    expect(one.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id']);
    expect(one.headers['traceparent']).toBeUndefined();
  });
});
