import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrivedAfter,
  daysUntilArrived,
  fittedArrivals,
} from '../../../src/rollout/experiment/arrivals.ts';

const arrivals = fc.record({
  users: fc.oneof(fc.integer({ min: 100, max: 1_000_000 }), fc.constant(Infinity)),
  usersADay: fc.double({ min: 10, max: 50, noNaN: true }),
});

describe('arrivals', () => {
  it('come on the first days as many as ask on a day, and never more than there are', () => {
    const of = { users: 1000, usersADay: 10 };
    expect(arrivedAfter(of, 1)).toBeCloseTo(10, 0);
    expect(arrivedAfter(of, 1e6)).toBe(1000);
    expect(arrivedAfter(of, -1)).toBe(0);
    expect(daysUntilArrived(of, 1000)).toBe(Infinity);
  });

  it('are as many after the days that so many take', () => {
    fc.assert(
      fc.property(arrivals, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (of, share) => {
        const count = share * Math.min(of.users, 1e5);
        expect(arrivedAfter(of, daysUntilArrived(of, count)) / count).toBeCloseTo(1, 9);
      }),
    );
  });

  it('are found again from how many had come after half of a time and after all of it', () => {
    fc.assert(
      fc.property(arrivals, fc.double({ min: 0.5, max: 10, noNaN: true }), (of, days) => {
        const [half, all] = [arrivedAfter(of, days / 2), arrivedAfter(of, days)];
        const fitted = fittedArrivals(half, all, days)!;
        // The number that has no end may come out as a very large one.
        expect(arrivedAfter(fitted, 2 * days) / arrivedAfter(of, 2 * days)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('have come where nobody new did, and are not known where nobody came', () => {
    const { users, usersADay } = fittedArrivals(500, 500, 4)!;
    expect(users).toBe(500);
    expect(arrivedAfter({ users, usersADay }, 2)).toBeGreaterThan(495);
    expect(fittedArrivals(0, 0, 4)).toBeNull();
    expect(fittedArrivals(0, 7, 4)).toBeNull();
  });
});
