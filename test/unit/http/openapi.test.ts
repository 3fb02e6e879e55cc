import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTE_CONTRACTS } from '../../../src/http/index.ts';
import { testServer } from '../../support/public-server.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Record<
    string,
    {
      readonly content: Record<string, { readonly schema: object }>;
      readonly headers?: Record<string, { readonly schema: object }>;
    }
  >;
}
interface Description {
  readonly openapi: string;
  readonly paths: Record<string, { readonly get: Operation }>;
}

let server: ReturnType<typeof testServer>;
let description: Description;
beforeAll(async () => {
  server = testServer();
  description = (await server.app.inject('/openapi.json')).json<Description>();
});
afterAll(() => server.close());

/** A request for each route and each status it can be brought to give. */
const REQUESTS = [
  ['/recommend/{userId}', '/recommend/1', 200],
  ['/recommend/{userId}', '/recommend/999', 200],
  ['/recommend/{userId}', '/recommend/x', 400],
  ['/v1/users/{userId}/recommendations', '/v1/users/1/recommendations', 200],
  ['/v1/users/{userId}/recommendations', '/v1/users/999/recommendations?count=3', 200],
  ['/v1/users/{userId}/recommendations', '/v1/users/1/recommendations?count=21', 400],
  ['/healthz', '/healthz', 200],
  ['/readyz', '/readyz', 200],
  ['/metrics', '/metrics', 200],
  ['/openapi.json', '/openapi.json', 200],
] as const;

function validatorOf(schema: object) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

describe('/openapi.json', () => {
  it('describes every route of the server, and no other', () => {
    expect(description.openapi).toBe('3.1.0');
    const described = Object.keys(description.paths).sort();
    const contracts = Object.values(ROUTE_CONTRACTS).map(({ path }) =>
      path.replace(':userId', '{userId}'),
    );
    expect(described).toEqual(contracts.sort());
    for (const { path } of Object.values(ROUTE_CONTRACTS))
      expect(server.app.hasRoute({ method: 'GET', url: path })).toBe(true);
    // What the router holds beside them only refuses.
    const routes = server.app.printRoutes({ commonPrefix: false, method: 'GET' });
    const routed = [...routes.matchAll(/(\S+) \(GET/g)].map(([, path]) => path);
    expect(routed).toHaveLength(contracts.length + 2);
  });

  it.each(REQUESTS)('describes what %s gives for %s with status %d', async (path, url, status) => {
    const reply = await server.app.inject(url);
    expect(reply.statusCode).toBe(status);
    const response = description.paths[path]!.get.responses[String(status)]!;
    const type = String(reply.headers['content-type']).split(';')[0]!;
    const body: unknown = type === 'application/json' ? reply.json() : reply.body;
    const validate = validatorOf(response.content[type]!.schema);
    expect([validate(body), validate.errors]).toEqual([true, null]);
    for (const [name, { schema }] of Object.entries(response.headers ?? {}))
      expect(validatorOf(schema)(reply.headers[name])).toBe(true);
  });

  it('describes what a server that is not ready gives', async () => {
    const schema = description.paths['/readyz']!.get.responses['503']!.content['application/json'];
    const empty = { status: 'not-ready', reasons: ['No model is loaded.'], troubles: [] };
    expect(validatorOf(schema!.schema)(empty)).toBe(true);
    expect(validatorOf(schema!.schema)({ ...empty, status: 'ready' })).toBe(false);
  });

  it('names the parameters of the path and of the query', () => {
    const { parameters } = description.paths['/v1/users/{userId}/recommendations']!.get;
    expect(parameters.map(({ name, in: place }) => [name, place])).toEqual([
      ['userId', 'path'],
      ['count', 'query'],
    ]);
  });
});
