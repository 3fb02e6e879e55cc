import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReply } from '../../../src/adapters/catalogue-http-answers.ts';
import { circuitBreaker } from '../../../src/adapters/catalogue-http-breaker.ts';
import { requestBucket } from '../../../src/adapters/catalogue-http-bucket.ts';
import { backoffMs } from '../../../src/adapters/catalogue-http-timing.ts';
import { seededRng } from '../../../src/math/rng.ts';

const steppedClock = () => {
  let nowMs = 0;
  return { nowMs: () => nowMs, pass: (ms: number) => void (nowMs += ms) };
};

describe('the request bucket', () => {
  it('lets a second’s worth leave at once and the rest at the rate', () => {
    const clock = steppedClock();
    const bucket = requestBucket(10, clock);
    expect(Array.from({ length: 10 }, () => bucket.reserveMs())).toEqual(new Array(10).fill(0));
    // One token is 100 ms.
    expect([bucket.reserveMs(), bucket.reserveMs()]).toEqual([100, 200]);
    clock.pass(1_000);
    expect(bucket.reserveMs()).toBe(0);
  });

  it('halves at a refusal, once for all refusals of one moment, and grows back', () => {
    const clock = steppedClock();
    const bucket = requestBucket(40, clock);
    bucket.slowDown(2_000);
    bucket.slowDown(1_000);
    expect(bucket.perSecond).toBe(20);
    expect(bucket.reserveMs()).toBe(2_000);
    for (let answer = 0; answer < 1_000; answer++) bucket.wentWell();
    expect(bucket.perSecond).toBe(40);
  });
});

describe('the circuit breaker', () => {
  it('opens after failures in a row, lets one probe through after a rest, and closes on success', () => {
    const clock = steppedClock();
    const breaker = circuitBreaker({ failures: 2, restMs: 1_000 }, clock);
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    expect(breaker.state).toBe('closed');
    breaker.failed();
    expect([breaker.state, breaker.admitMs()]).toEqual(['open', 1_000]);
    clock.pass(1_000);
    expect([breaker.state, breaker.admitMs()]).toEqual(['half-open', 0]);
    expect(breaker.admitMs()).toBeGreaterThan(0);
    breaker.failed();
    expect(breaker.state).toBe('open');
    clock.pass(1_000);
    expect(breaker.admitMs()).toBe(0);
    breaker.succeeded();
    expect([breaker.state, breaker.admitMs()]).toEqual(['closed', 0]);
  });
});

describe('the pause before another attempt', () => {
  it('is below a limit that doubles up to a cap', () => {
    const rng = seededRng(3, 'jitter');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (attempt) => {
        const ms = backoffMs(attempt, { baseMs: 100, capMs: 1_000 }, rng);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(Math.min(1_000, 100 * 2 ** attempt));
      }),
    );
  });
});

describe('reading a reply', () => {
  const one = { id: 'a+1', title: 'a' };
  it.each([
    ['the answer itself', one],
    ['a list', [one]],
    ['an object by id', { 'a+1': one }],
    ['an object with a list', { movies: [one] }],
  ])('finds the movie in %s', (_what, body) => {
    const read = readReply(body, 'item', ['a+1', 'b+1']);
    expect(read.kind === 'answers' && [...read.byId]).toEqual([['a+1', one]]);
  });

  it('tells what is not there by the body', () => {
    expect(readReply({ message: 'movie not found' }, 'item', ['a+1']).kind).toBe('not-found');
    expect(readReply({ message: 'user not found' }, 'user', ['1']).kind).toBe('not-found');
    // Of the other API, of a path that does not exist, of a server in trouble.
    for (const message of ['user not found', 'not found', 'internal error'])
      expect(readReply({ message }, 'item', ['a+1']).kind).toBe('nonsense');
  });

  it('takes no answer to what was not asked', () => {
    expect(readReply({ user_id: 2 }, 'user', ['1']).kind).toBe('nonsense');
    expect(readReply({ user_id: '1' }, 'user', ['1']).kind).toBe('answers');
  });

  it('throws on nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => void readReply(body, 'item', ['a+1'])));
  });
});
