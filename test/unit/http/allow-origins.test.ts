import { afterEach, describe, expect, it } from 'vitest';
import { testServer } from '../../support/public-server.ts';

let server: ReturnType<typeof testServer>;
afterEach(() => server.app.close());

const ask = async (origin: string | null, host: string, method: 'GET' | 'OPTIONS' = 'GET') => {
  server = testServer({ origins: { listed: ['https://tv.example'], sameHostPort: 8090 } });
  const headers = { host, ...(origin === null ? {} : { origin }) };
  return server.app.inject({ method, url: '/v1/recommendations', headers });
};

describe('pages of other origins', () => {
  it.each([
    ['https://tv.example', 'localhost:8082', true],
    ['http://localhost:8090', 'localhost:8082', true],
    ['http://10.0.0.7:8090', '10.0.0.7:8082', true],
    ['http://127.0.0.1:8090', 'localhost:8082', false],
    ['http://localhost:8091', 'localhost:8082', false],
    ['https://localhost:8090', 'localhost:8082', false],
    ['http://localhost.evil.example:8090', 'localhost:8082', false],
    ['null', 'localhost:8082', false],
  ])('%s at %s: %s', async (origin, host, may) => {
    const reply = await ask(origin, host, 'OPTIONS');
    expect(reply.headers['access-control-allow-origin']).toBe(may ? origin : undefined);
    expect(reply.statusCode).toBe(may ? 204 : 405);
    expect(reply.headers['access-control-allow-credentials']).toBeUndefined();
    expect(reply.headers['vary']).toContain('origin');
  });

  it('are nobody where none is named', async () => {
    server = testServer();
    const headers = { host: 'localhost:8082', origin: 'http://localhost:8090' };
    const reply = await server.app.inject({ method: 'GET', url: '/healthz', headers });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });
});
