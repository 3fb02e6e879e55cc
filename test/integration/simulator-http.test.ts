import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createSimulation,
  createWorld,
  httpRecommender,
  parseSimulationConfig,
  startApis,
  type RecommenderAnswer,
  type RunningApi,
} from '../../src/simulator/index.ts';

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const monotonicClock = { nowMs: () => performance.now() };

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const KNOWN = new Set([
  'old+river+1990',
  'new+moon+2001',
  ...Array.from({ length: 30 }, (_, k) => `m+${k}`),
]);

async function ask(port: number, timeoutMs = 600): Promise<RecommenderAnswer> {
  const recommender = httpRecommender({
    address: { host: '127.0.0.1', port },
    namedHost: 'recommender',
    timeoutMs,
    knows: (id) => KNOWN.has(id),
    clock: monotonicClock,
  });
  closing.push(() => recommender.close());
  return recommender.ask('42', 0);
}

const askFor = async (body: string, code = 200): Promise<RecommenderAnswer> =>
  ask(await serve((_, response) => response.writeHead(code).end(body)));

describe('the service asking over HTTP', () => {
  it('shows a list of known movies and notes its receipt', async () => {
    const port = await serve((request, response) => {
      expect(request.url).toBe('/recommend/42');
      response
        .writeHead(200, { 'x-showrunner-receipt': 'r-1' })
        .end('old+river+1990,new+moon+2001');
    });
    const answer = await ask(port);
    expect(answer).toMatchObject({
      status: 200,
      itemIds: ['old+river+1990', 'new+moon+2001'],
      errorText: '',
      receiptId: 'r-1',
    });
    expect(Number.isInteger(answer.latencyMs)).toBe(true);
  });

  // Each piece between commas is looked up as it is; the first unknown one is named.
  it.each([
    ['["old+river+1990", "new+moon+2001"]', 'movie ["old+river+1990" not found'],
    ['old+river+1990, new+moon+2001', 'movie  new+moon+2001 not found'],
    ['old+river+1990\n', 'movie old+river+1990  not found'],
    ['old+river+1990,no+such+film+1900', 'movie no+such+film+1900 not found'],
    ['', 'movie  not found'],
  ])('voids the answer %j', async (body, errorText) => {
    expect(await askFor(body)).toMatchObject({ status: 400, itemIds: [], errorText });
  });

  it('shows the first 20 of a longer list', async () => {
    const body = Array.from({ length: 25 }, (_, k) => `m+${k}`).join(',');
    expect((await askFor(body)).itemIds).toHaveLength(20);
  });

  it('takes any other HTTP status for no answer', async () => {
    expect(await askFor('old+river+1990', 500)).toMatchObject({
      status: 0,
      errorText: 'dispatch.StatusCode: Unexpected response status: 500',
    });
  });

  it('gives up after the timeout, whether or not the answer has begun', async () => {
    const text =
      'java.util.concurrent.TimeoutException: Request timeout to recommender/127.0.0.1:8082 after 50 ms';
    const silent = await serve(() => undefined);
    expect(await ask(silent, 50)).toMatchObject({ status: 0, errorText: text });
    const halting = await serve((_, response) => void response.write('old+river'));
    expect(await ask(halting, 50)).toMatchObject({ status: 0, errorText: text });
  });

  it('says when nobody listens', async () => {
    const port = await serve(() => undefined);
    await closing.pop()!();
    expect(await ask(port)).toMatchObject({
      status: 0,
      errorText: 'Connection refused: recommender/127.0.0.1:8082',
    });
  });

  it('survives a connection that breaks and an answer without end', async () => {
    const breaking = await serve((request) => request.socket.destroy());
    expect(await ask(breaking)).toMatchObject({ status: 0, itemIds: [] });
    const endless = await serve((_, response) => {
      for (let k = 0; k < 200; k++) response.write('x'.repeat(1000));
    });
    expect(await ask(endless)).toMatchObject({ status: 0, itemIds: [] });
  });
});

describe('the read-only APIs', () => {
  const startMs = Date.UTC(2026, 0, 5);
  const launchMs = startMs + 3_600_000;

  async function start(requestsPerSecond = Infinity): Promise<RunningApi & { nowMs: number }> {
    const world = createWorld(
      parseSimulationConfig({
        seed: 1,
        userCount: 10,
        itemCount: 250,
        startMs,
        incidents: [{ kind: 'title-launch', fromMs: launchMs, toMs: launchMs + 1 }],
      }),
    );
    const state = { nowMs: startMs };
    const simulation = createSimulation(world);
    const api = await startApis(
      {
        world,
        accountCount: () => simulation.accountCount,
        nowMs: () => state.nowMs,
        clock: { nowMs: () => 0 },
        requestsPerSecond,
      },
      { port: 0 },
    );
    closing.push(() => api.close());
    return Object.assign(state, api, { world });
  }

  const get = async (
    api: RunningApi,
    path: string,
    init?: RequestInit,
  ): Promise<[number, unknown]> => {
    const response = await fetch(`http://127.0.0.1:${api.port}${path}`, init);
    const text = await response.text();
    return [response.status, text === '' ? null : JSON.parse(text)];
  };

  const world = createWorld(
    parseSimulationConfig({ seed: 1, userCount: 10, itemCount: 250, startMs }),
  );

  it('tell who a user is', async () => {
    const api = await start();
    const [code, user] = await get(api, '/user/3');
    expect(code).toBe(200);
    expect(Object.keys(user as object)).toEqual(['user_id', 'age', 'occupation', 'gender']);
    expect(user).toMatchObject({ user_id: 3 });
  });

  it.each(['0', '11', '03', '1e1', '-1', 'x', '99999999999'])('know no user %j', async (id) => {
    expect(await get(await start(), `/user/${id}`)).toEqual([404, { message: 'user not found' }]);
  });

  it('tell about one movie, or about several as a list without the unknown ones', async () => {
    const api = await start();
    const [a, b] = world.items.ids;
    expect(await get(api, `/movie/${a}`)).toEqual([200, world.movie(0)]);
    const [code, list] = await get(api, `/movie/${a},nothing+1900,${b}`);
    expect(code).toBe(200);
    expect(list).toEqual([world.movie(0), world.movie(1)]);
    expect(await get(api, '/movie/nothing+1900')).toEqual([404, { message: 'movie not found' }]);
    expect(await get(api, '/movie/%zz')).toEqual([404, { message: 'movie not found' }]);
  });

  it('answer up to 200 movies at once', async () => {
    const api = await start();
    const ids = world.items.ids.slice(0, 201);
    const [, list] = await get(api, `/movie/${ids.slice(0, 200).join(',')}`);
    expect(list).toHaveLength(200);
    expect((await get(api, `/movie/${ids.join(',')}`))[0]).toBe(400);
  });

  it('know a title from its launch on', async () => {
    const api = await start();
    const launched = (api as unknown as { world: typeof world }).world.items.ids[250]!;
    expect((await get(api, `/movie/${launched}`))[0]).toBe(404);
    api.nowMs = launchMs;
    expect((await get(api, `/movie/${launched}`))[0]).toBe(200);
  });

  it('refuse other paths and methods', async () => {
    const api = await start();
    expect((await get(api, '/'))[0]).toBe(404);
    expect((await get(api, '/user/1/more'))[0]).toBe(404);
    expect((await get(api, '/user/1', { method: 'POST' }))[0]).toBe(405);
    expect((await get(api, '/user/1', { method: 'HEAD' }))[0]).toBe(200);
  });

  it('limit the rate', async () => {
    const api = await start(2);
    const codes: number[] = [];
    for (let k = 0; k < 3; k++) codes.push((await get(api, '/user/1'))[0]);
    expect(codes).toEqual([200, 200, 429]);
  });
});
