import { expect, it } from 'vitest';
import { createRateLimit } from '../../../src/simulator/rate-limit.ts';

it('a rate limit fills again with time, and takes nothing back when the clock is set back', () => {
  const clock = { now: 0, nowMs: () => clock.now };
  const limit = createRateLimit(2, clock);
  expect([limit.take(), limit.take(), limit.take()]).toEqual([true, true, false]);
  clock.now = 500; // half a second at 2 a second: one token
  expect([limit.take(), limit.take()]).toEqual([true, false]);
  clock.now = -5000;
  expect(limit.take()).toBe(false);
  clock.now = 100_000; // never more than one second's worth
  expect([limit.take(), limit.take(), limit.take()]).toEqual([true, true, false]);
});

it('a rate limit below one a second lets a request pass now and then', () => {
  const clock = { now: 0, nowMs: () => clock.now };
  const limit = createRateLimit(0.5, clock);
  expect([limit.take(), limit.take()]).toEqual([true, false]);
  clock.now = 2000;
  expect(limit.take()).toBe(true);
});
