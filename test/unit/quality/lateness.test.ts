import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLateDays, lateness } from '../../../src/quality/index.ts';

const DAY_MS = 86_400_000;

function lateAmong(timesMs: readonly number[], watermarkMs = -Infinity) {
  const seen = lateness(watermarkMs);
  for (const ms of timesMs) seen.see(ms);
  return { late: seen.late(), watermarkMs: seen.watermarkMs };
}

describe('lateness', () => {
  it('counts lines that come after the first of a later day, by their own day', () => {
    // Day 0, day 1, then two lines of day 0 and one of day 1 that is only a second behind.
    const times = [5_000, DAY_MS + 5_000, 6_000, 7_000, DAY_MS + 4_000];
    expect(lateAmong(times)).toEqual({
      late: { '1970-01-01': 2 },
      watermarkMs: DAY_MS + 5_000,
    });
  });

  it('goes by the watermark that earlier lines have left', () => {
    expect(lateAmong([DAY_MS], 3 * DAY_MS)).toEqual({
      late: { '1970-01-02': 1 },
      watermarkMs: 3 * DAY_MS,
    });
    expect(lateAmong([])).toEqual({ late: {}, watermarkMs: -Infinity });
  });

  it('comes out the same however the lines are cut', () => {
    const times = fc.array(fc.integer({ min: 0, max: 5 * DAY_MS }), { maxLength: 40 });
    fc.assert(
      fc.property(times, fc.nat(40), (all, cut) => {
        const first = lateAmong(all.slice(0, cut));
        const second = lateAmong(all.slice(cut), first.watermarkMs);
        const whole = lateAmong(all);
        expect(addLateDays(first.late, second.late)).toEqual(whole.late);
        expect(Math.max(first.watermarkMs, second.watermarkMs)).toBe(whole.watermarkMs);
      }),
    );
  });
});
