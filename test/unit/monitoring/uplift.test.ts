import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upliftOf, type ArmOutcomes } from '../../../src/monitoring/index.ts';
import { comparisonOf } from '../../../src/monitoring/measure-fairness.ts';
import type { SegmentSums } from '../../../src/monitoring/segment-sums.ts';

const arm = (minutes: readonly number[], credited = minutes, before?: readonly number[]) =>
  ({
    minutes: Float64Array.from(minutes),
    credited: Float64Array.from(credited),
    before: Float64Array.from(minutes, (_, user) => before?.[user] ?? Number.NaN),
  }) satisfies ArmOutcomes;
const users = fc.array(fc.nat(500), { minLength: 30, maxLength: 80 });

describe('upliftOf', () => {
  it('is the difference of the means a day, and reverses with the arms', () =>
    fc.assert(
      fc.property(users, users, fc.integer({ min: 1, max: 7 }), (a, b, days) => {
        const mean = (of: readonly number[]) => of.reduce((x, y) => x + y, 0) / of.length / days;
        const there = upliftOf(arm(a), arm(b), days).minutesPerUserDay!;
        const back = upliftOf(arm(b), arm(a), days).minutesPerUserDay!;
        expect(there.mean).toBeCloseTo(mean(a) - mean(b), 7);
        expect(back.low).toBeCloseTo(-there.high, 7);
        expect(back.high).toBeCloseTo(-there.low, 7);
      }),
    ));

  it('says that all credit would have been watched anyway where there is no difference', () => {
    const same = Array.from({ length: 40 }, (_, user) => user);
    const { anyway } = upliftOf(arm(same), arm(same), 1);
    expect(anyway.creditedMinutes).toBe((39 * 40) / 2);
    expect(anyway.share!.mean).toBeCloseTo(1, 12);
  });

  it('has no share of credited minutes where nothing was credited', () => {
    const some = Array.from({ length: 40 }, (_, user) => user);
    const none = some.map(() => 0);
    const told = upliftOf(arm(some, none), arm(some, none), 1);
    expect(told.anyway.share).toBeNull();
    expect(told.minutesPerUserDay).not.toBeNull();
    expect(told.note).toContain('Nothing was credited');
  });

  it('names too few users instead of an interval', () => {
    const told = upliftOf(
      arm(new Array<number>(29).fill(1)),
      arm(new Array<number>(90).fill(2)),
      1,
    );
    expect(told).toMatchObject({ minutesPerUserDay: null, method: null });
    expect(told.note).toContain('29 users with personal and 90 with other lists');
  });
});

describe('the gap between groups', () => {
  const group = (name: string, size: number, watches: number): SegmentSums => {
    // Each user was shown 10 movies; a share of the users watched one.
    const moments = {
      count: size,
      x: 10 * size,
      y: watches,
      xx: 100 * size,
      xy: 10 * watches,
      yy: watches,
    };
    const per = { ...moments, x: size, xx: size, xy: watches };
    return {
      group: name,
      users: size,
      ratios: { watchThrough: moments, minutesPerUserDay: per, exposuresPerUser: per },
    } as unknown as SegmentSums;
  };

  it('is of the best and the worst among those large enough, and wider the more there are', () => {
    const two = comparisonOf('age-band', [group('18-24', 100, 60), group('25-34', 100, 20)]);
    const [gap] = two.gaps;
    expect([gap!.best, gap!.worst]).toEqual(['18-24', '25-34']);
    expect(gap!.gap!.mean).toBeCloseTo(0.06 - 0.02, 8);
    // By hand: each s.e. is √(Σ(y − R·x)²·n/(n−1)) / Σx.
    const error = (of: number) =>
      Math.sqrt((of * (1 - of / 100) ** 2 + (100 - of) * (of / 100) ** 2) * (100 / 99)) / 1000;
    const half = gap!.gap!.high - gap!.gap!.mean;
    // t of 198 degrees at 97.5 %.
    expect(half).toBeCloseTo(1.972 * Math.hypot(error(60), error(20)), 5);
    const three = comparisonOf('age-band', [
      group('18-24', 100, 60),
      group('35-44', 100, 40),
      group('25-34', 100, 20),
      group('under-18', 29, 0),
      group('unknown', 100, 90),
    ]);
    expect([three.gaps[0]!.best, three.gaps[0]!.worst]).toEqual(['18-24', '25-34']);
    expect(three.gaps[0]!.gap!.high - three.gaps[0]!.gap!.mean).toBeGreaterThan(half);
  });
});
