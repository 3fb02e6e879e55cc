import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTE_CONTRACTS } from '../../../src/http/index.ts';
import type { RouteContract } from '../../../src/http/route-contract.ts';
import { testServer } from '../../support/public-server.ts';
import { shopOf } from '../../support/small-shop.ts';
import type { ServingSources } from '../../../src/serving/index.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly responses: Record<
    string,
    {
      readonly content: Record<string, { readonly schema: object }>;
      readonly headers: Record<string, { readonly schema: object; readonly required?: boolean }>;
    }
  >;
}
interface Description {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}
type Server = ReturnType<typeof testServer>;

/** Sources of which something fails, as far as each kind of fault can be brought about. */
const broken = (): never => {
  throw new Error('broken');
};
const shop = shopOf();
const SOURCES: Readonly<Record<string, ServingSources>> = {
  whole: shop,
  // A list is always made; what fails is to say what its items are called.
  'without titles': {
    ...shop,
    catalogue: { current: () => ({ ...shop.catalogue.current()!, titleOf: broken }) },
  },
  'without items': {
    ...shop,
    catalogue: { current: () => ({ ...shop.catalogue.current()!, itemOf: broken }) },
  },
  'without histories': {
    ...shop,
    history: { historyOf: broken, seenBy: broken, contactsOf: broken },
  },
  'without models': { ...shop, models: { champion: () => null, baseline: () => null } },
};

const batchOf = (body: unknown, type = 'application/json') => ({
  method: 'POST' as const,
  payload: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': type },
});
const LISTS = '/v1/users/{userId}/recommendations';
const BATCH = '/v1/recommendations';
const BECAUSE = '/v1/users/{userId}/because-you-watched';
const CONTINUE = '/v1/users/{userId}/continue-watching';
const ITEM = '/v1/items/{itemId}';
const SIMILAR = '/v1/items/{itemId}/similar';
const KNOWN = 'm-05+2000';

interface Asked {
  readonly path: string;
  readonly url: string;
  readonly status: number;
  readonly server?: string;
  readonly more?: object;
}

/** For each operation a request that brings about each status that it declares. */
const REQUESTS: readonly Asked[] = [
  { path: '/recommend/{userId}', url: '/recommend/1', status: 200 },
  { path: '/recommend/{userId}', url: '/recommend/999', status: 200 },
  { path: '/recommend/{userId}', url: '/recommend/x', status: 400 },
  { path: LISTS, url: '/v1/users/1/recommendations', status: 200 },
  { path: LISTS, url: '/v1/users/999/recommendations?count=3', status: 200 },
  { path: LISTS, url: '/v1/users/1/recommendations?explain=true', status: 200 },
  {
    path: LISTS,
    url: '/v1/users/1/recommendations?genre=drama&language=en,fr&yearFrom=1985&exclude=m-12+2000',
    status: 200,
  },
  { path: LISTS, url: '/v1/users/1/recommendations?count=21', status: 400 },
  { path: LISTS, url: '/v1/users/1/recommendations?cuont=2', status: 400 },
  { path: LISTS, url: '/v1/users/x/recommendations', status: 400 },
  { path: LISTS, url: '/v1/users/1/recommendations', status: 500, server: 'without titles' },
  { path: BATCH, url: BATCH, status: 200, more: batchOf({ userIds: ['1', '999'], explain: true }) },
  { path: BATCH, url: BATCH, status: 400, more: batchOf({ userIds: [] }) },
  { path: BATCH, url: BATCH, status: 400, more: batchOf('{"userIds":') },
  { path: BATCH, url: BATCH, status: 413, more: batchOf('x'.repeat(200_000)) },
  { path: BATCH, url: BATCH, status: 415, more: batchOf('<a/>', 'text/xml') },
  {
    path: BATCH,
    url: BATCH,
    status: 500,
    server: 'without titles',
    more: batchOf({ userIds: ['1'] }),
  },
  { path: BECAUSE, url: '/v1/users/1/because-you-watched?rows=2', status: 200 },
  { path: BECAUSE, url: '/v1/users/999/because-you-watched', status: 200 },
  { path: BECAUSE, url: '/v1/users/1/because-you-watched?rows=0', status: 400 },
  {
    path: BECAUSE,
    url: '/v1/users/1/because-you-watched',
    status: 500,
    server: 'without histories',
  },
  { path: CONTINUE, url: '/v1/users/1/continue-watching', status: 200 },
  { path: CONTINUE, url: '/v1/users/1/continue-watching?count=x', status: 400 },
  {
    path: CONTINUE,
    url: '/v1/users/1/continue-watching',
    status: 500,
    server: 'without histories',
  },
  { path: ITEM, url: `/v1/items/${KNOWN}`, status: 200 },
  { path: ITEM, url: '/v1/items/nothing', status: 404 },
  { path: ITEM, url: `/v1/items/${KNOWN}?x=1`, status: 400 },
  { path: ITEM, url: `/v1/items/${KNOWN}`, status: 500, server: 'without items' },
  { path: SIMILAR, url: `/v1/items/${KNOWN}/similar`, status: 200 },
  { path: SIMILAR, url: '/v1/items/nothing/similar', status: 404 },
  { path: SIMILAR, url: `/v1/items/${KNOWN}/similar?count=-1`, status: 400 },
  { path: SIMILAR, url: `/v1/items/${KNOWN}/similar`, status: 500, server: 'without titles' },
  { path: '/healthz', url: '/healthz', status: 200 },
  { path: '/readyz', url: '/readyz', status: 200 },
  { path: '/readyz', url: '/readyz', status: 503, server: 'without models' },
  { path: '/metrics', url: '/metrics', status: 200 },
  { path: '/openapi.json', url: '/openapi.json', status: 200 },
];

/** Statuses that only a connection can bring about: test/integration/serve-batch.test.ts does. */
const ELSEWHERE = [`${BATCH} 408`, `${BATCH} 503`];

const servers = new Map<string, Server>();
let description: Description;
beforeAll(async () => {
  for (const [name, sources] of Object.entries(SOURCES)) servers.set(name, testServer({ sources }));
  const reply = await servers.get('whole')!.app.inject('/openapi.json');
  description = reply.json<Description>();
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
});

const operationOf = (path: string): Operation => Object.values(description.paths[path]!)[0]!;

function validatorOf(schema: object) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

describe('/openapi.json', () => {
  it('describes every route of the server, and no other', () => {
    expect(description.openapi).toBe('3.1.0');
    const described = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    const contracts = Object.values<RouteContract>(ROUTE_CONTRACTS).map(
      ({ method, path }) => `${(method ?? 'GET').toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual(contracts.sort());
    const { app } = servers.get('whole')!;
    for (const { method, path } of Object.values<RouteContract>(ROUTE_CONTRACTS))
      expect(app.hasRoute({ method: method ?? 'GET', url: path })).toBe(true);
    // What the router holds beside them only refuses.
    const routes = app.printRoutes({ commonPrefix: false });
    const routed = [...routes.matchAll(/\((?:GET|POST)/g)];
    expect(routed).toHaveLength(contracts.length + 2);
  });

  it.each(REQUESTS)('describes what $path gives for $url: $status', async (asked) => {
    const { path, url, status, more = {} } = asked;
    const { app } = servers.get(asked.server ?? 'whole')!;
    const reply = await app.inject({ url, ...more });
    expect(reply.statusCode).toBe(status);
    const response = operationOf(path).responses[String(status)]!;
    const type = String(reply.headers['content-type']).split(';')[0]!;
    const body: unknown = type.endsWith('json') ? reply.json() : reply.body;
    const validate = validatorOf(response.content[type]!.schema);
    expect([validate(body), validate.errors]).toEqual([true, null]);
    for (const [name, { schema, required }] of Object.entries(response.headers)) {
      const header = reply.headers[name];
      if (header === undefined && name === 'traceparent') continue;
      expect([name, required, validatorOf(schema)(header)]).toEqual([name, required, true]);
    }
  });

  it('declares no status that no request brings about', () => {
    const declared = Object.keys(description.paths).flatMap((path) =>
      Object.keys(operationOf(path).responses).map((status) => `${path} ${status}`),
    );
    const seen = [...REQUESTS.map(({ path, status }) => `${path} ${status}`), ...ELSEWHERE];
    expect(declared.sort()).toEqual([...new Set(seen)].sort());
  });

  it('would notice an answer that is not as described', () => {
    const schema = operationOf('/readyz').responses['503']!.content['application/json'];
    const empty = { status: 'not-ready', reasons: ['No model is loaded.'], troubles: [] };
    expect(validatorOf(schema!.schema)(empty)).toBe(true);
    expect(validatorOf(schema!.schema)({ ...empty, status: 'ready' })).toBe(false);
    expect(validatorOf(schema!.schema)({ ...empty, more: 1 })).toBe(false);
  });

  it('names the parameters of the path, of the query and of the head', () => {
    const { parameters } = operationOf(LISTS);
    expect(parameters.map(({ name, in: place }) => `${place} ${name}`)).toEqual([
      'path userId',
      'query count',
      'query explain',
      'query exclude',
      'query genre',
      'query language',
      'query yearFrom',
      'query yearTo',
      'header x-request-id',
      'header traceparent',
    ]);
    expect(operationOf(BATCH).requestBody).toBeDefined();
  });
});
