import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endWords, restartDelayMs, stepAfter } from '../../../src/supervision/restart-policy.ts';

const CRASH = { code: 1, signal: null };
const FRESH = { failures: 0, ranMs: 100, ends: false };

describe('the delay before a restart', () => {
  it('doubles from 1 s and stops at 30 s', () => {
    // 1 · 2^(n−1) seconds: 1, 2, 4, 8, 16, then 32 and more, cut to 30.
    expect([1, 2, 3, 4, 5, 6, 7, 60].map(restartDelayMs)).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('never shrinks as failures go on', () => {
    assert(
      property(integer({ min: 1, max: 2000 }), (n) => {
        expect(restartDelayMs(n + 1)).toBeGreaterThanOrEqual(restartDelayMs(n));
      }),
    );
  });
});

describe('what follows the end of a child', () => {
  it('is a restart after a second when it crashed for the first time', () => {
    expect(stepAfter(CRASH, FRESH)).toEqual({ kind: 'restart', delayMs: 1000, failures: 1 });
  });

  it('is a longer wait when it crashed again', () => {
    // The third failure in a row: 1 s, 2 s, 4 s.
    expect(stepAfter(CRASH, { ...FRESH, failures: 2 })).toEqual({
      kind: 'restart',
      delayMs: 4000,
      failures: 3,
    });
  });

  it('forgets earlier failures after a minute of health', () => {
    const before = { failures: 5, ends: false };
    expect(stepAfter(CRASH, { ...before, ranMs: 60_000 })).toMatchObject({ delayMs: 1000 });
    // One millisecond less is no minute: the sixth failure waits 30 s.
    expect(stepAfter(CRASH, { ...before, ranMs: 59_999 })).toMatchObject({ delayMs: 30_000 });
  });

  it('is a restart after a kill', () => {
    expect(stepAfter({ code: null, signal: 'SIGKILL' }, FRESH)).toMatchObject({ kind: 'restart' });
  });

  it('is the end of everything for a role that has an end of its own and reached it', () => {
    expect(stepAfter({ code: 0, signal: null }, { ...FRESH, ends: true })).toEqual({
      kind: 'done',
    });
  });

  it('is a restart for a role that has none but ended all the same', () => {
    expect(stepAfter({ code: 0, signal: null }, FRESH)).toMatchObject({ kind: 'restart' });
  });

  it('is giving up on wrong use, which no restart mends', () => {
    expect(stepAfter({ code: 2, signal: null }, FRESH)).toEqual({ kind: 'give-up' });
  });
});

describe('an end in words', () => {
  it('names the signal, the code, or neither', () => {
    expect(endWords({ code: null, signal: 'SIGKILL' })).toBe('was killed (SIGKILL)');
    expect(endWords({ code: 1, signal: null })).toBe('ended with code 1');
    expect(endWords({ code: 0, signal: null })).toBe('ended by itself');
  });
});
