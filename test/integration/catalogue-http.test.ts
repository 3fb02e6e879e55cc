import { describe, expect, it } from 'vitest';
import { catalogueHttp, type CatalogueHttpOptions } from '../../src/adapters/index.ts';
import type { CatalogueAnswer, CatalogueQuestions } from '../../src/catalogue/index.ts';
import { createWorld, parseSimulationConfig, startApis } from '../../src/simulator/index.ts';
import { json, movieBody, scriptedApi, userBody } from '../support/scripted-api.ts';
import { steppedTiming } from '../support/stepped-timing.ts';

const NEVER = new AbortController().signal;

async function ask(
  address: string,
  questions: Partial<CatalogueQuestions>,
  options: Partial<CatalogueHttpOptions> & { whenDown?: 'wait' | 'leave' } = {},
) {
  const timing = options.timing ?? steppedTiming();
  const api = catalogueHttp({ address, timing, concurrency: 1, ...options });
  const answers: CatalogueAnswer[] = [];
  const asked = await api.ask(
    { items: [], users: [], ...questions },
    { take: (a) => answers.push(a), stop: NEVER, whenDown: options.whenDown ?? 'wait' },
  );
  const found = (there: boolean) =>
    answers.filter(({ body }) => (body !== null) === there).map(({ id }) => id);
  return { ...asked, found: found(true), missing: found(false) };
}

describe('asking the APIs over HTTP', () => {
  it('gets movies in batches and users one by one from the simulated service', async () => {
    const startMs = Date.UTC(2026, 0, 5);
    const settings = parseSimulationConfig({ seed: 1, userCount: 40, itemCount: 300, startMs });
    const world = createWorld(settings);
    const server = await startApis(
      {
        world,
        accountCount: () => 40,
        nowMs: () => startMs,
        clock: { nowMs: () => 0 },
        requestsPerSecond: Infinity,
      },
      { port: 0 },
    );
    try {
      const ids = world.items.ids.filter((_, item) => world.items.launchMs[item]! <= startMs);
      const result = await ask(
        `http://127.0.0.1:${server.port}`,
        { items: [...ids, 'no+such+film+1901'], users: ['1', '40', '41'] },
        { concurrency: 4 },
      );
      expect(result.found).toHaveLength(ids.length + 2);
      expect(result.missing.sort()).toEqual(['41', 'no+such+film+1901']);
      expect(result.unanswered).toEqual({ items: [], users: [] });
    } finally {
      await server.close();
    }
  });

  it('finds out that an older installation knows no batches', async () => {
    const { address, paths } = await scriptedApi((path, response) => {
      const id = path.slice('/movie/'.length);
      const known = /^film\+\d$/.test(id);
      json(response, known ? movieBody(id) : { message: 'movie not found' });
    });
    const api = catalogueHttp({ address, timing: steppedTiming(), concurrency: 1 });
    const answers: CatalogueAnswer[] = [];
    const options = { take: (a: CatalogueAnswer) => void answers.push(a), stop: NEVER };
    for (const items of [
      ['film+1', 'film+2', 'lost+1'],
      ['film+3', 'film+4'],
    ])
      await api.ask({ items, users: [] }, { ...options, whenDown: 'wait' });
    expect(answers.map(({ id, body }) => [id, body !== null])).toEqual([
      ['film+1', true],
      ['film+2', true],
      ['lost+1', false],
      ['film+3', true],
      ['film+4', true],
    ]);
    expect(paths).toEqual([
      '/movie/film+1,film+2,lost+1',
      '/movie/film+1',
      '/movie/film+2',
      '/movie/lost+1',
      '/movie/film+3',
      '/movie/film+4',
    ]);
  });

  it('asks again for what an answer to many leaves out before it calls it missing', async () => {
    const { address, paths } = await scriptedApi((path, response) => {
      const ids = path.slice('/movie/'.length).split(',');
      if (ids.length > 1) json(response, { movies: [movieBody('film+1')] });
      else
        json(response, ids[0] === 'film+2' ? movieBody('film+2') : { message: 'movie not found' });
    });
    const result = await ask(address, { items: ['film+1', 'film+2', 'lost+1'] });
    expect(result.found).toEqual(['film+1', 'film+2']);
    expect(result.missing).toEqual(['lost+1']);
    expect(paths).toHaveLength(3);
  });

  it('slows down when it is told to, for as long as it is told, and loses nothing', async () => {
    const { address } = await scriptedApi((path, response, count) =>
      count === 1
        ? json(response, { message: 'too many requests' }, 429, { 'retry-after': '7' })
        : json(response, userBody(Number(path.slice('/user/'.length)))),
    );
    const timing = steppedTiming();
    const result = await ask(address, { users: ['1', '2'] }, { timing });
    expect(result.found).toEqual(['1', '2']);
    expect(timing.pauses[0]).toBe(7_000);
  });

  it('tries again after errors, nonsense, half an answer and none', async () => {
    const { address, paths } = await scriptedApi((_path, response, count) => {
      if (count === 1) json(response, { message: 'oops' }, 500);
      else if (count === 2) response.writeHead(200).end('<html>');
      else if (count === 3) json(response, userBody(77));
      else if (count === 4) response.writeHead(200, { 'content-length': '500' }).end('{"user_id"');
      else if (count === 5) response.destroy();
      else json(response, userBody(1), 404);
    });
    const breaker = { failures: 100, restMs: 1 };
    const result = await ask(address, { users: ['1'] }, { attempts: 6, breaker, timeoutMs: 300 });
    expect(result.found).toEqual(['1']);
    expect(paths).toHaveLength(6);
  });

  it('gives up on an answer that does not come', async () => {
    const { address } = await scriptedApi(() => undefined);
    const result = await ask(address, { users: ['1'] }, { timeoutMs: 50, attempts: 2 });
    expect(result.unanswered.users).toEqual(['1']);
    expect(result.problem).toBe('no answer within 50 ms');
  });

  it('leaves an API that is down in peace, and comes back when it answers', async () => {
    let down = true;
    const { address, paths } = await scriptedApi((path, response) => {
      if (down) response.writeHead(503).end();
      else json(response, userBody(Number(path.slice('/user/'.length))));
    });
    const timing = steppedTiming();
    const api = catalogueHttp({
      address,
      timing,
      concurrency: 1,
      attempts: 2,
      breaker: { failures: 3, restMs: 5_000 },
    });
    const users = Array.from({ length: 20 }, (_, k) => String(k + 1));
    const take = (): void => undefined;
    const first = await api.ask({ items: [], users }, { take, stop: NEVER, whenDown: 'leave' });
    expect(first.unanswered.users).toEqual(users);
    // The breaker opened at the third failure and the rest was never sent.
    expect(paths).toHaveLength(3);
    down = false;
    const second = await api.ask({ items: [], users }, { take, stop: NEVER, whenDown: 'wait' });
    expect(second).toEqual({ unanswered: { items: [], users: [] }, problem: null });
    expect(Math.max(...timing.pauses)).toBeLessThanOrEqual(5_000);
  });

  it('stops waiting for an API that stays down', async () => {
    const { address } = await scriptedApi((_path, response) => response.writeHead(503).end());
    const result = await ask(address, { users: ['1', '2'] }, { patienceMs: 60_000 });
    expect(result.unanswered.users).toEqual(['1', '2']);
    expect(result.problem).toBe('status 503 without JSON');
  });
});
