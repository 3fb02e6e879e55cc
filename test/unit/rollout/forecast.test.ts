import { describe, expect, it } from 'vitest';
import { EXPERIMENT_PLAN, forecastSteps } from '../../../src/rollout/index.ts';

const plan = EXPERIMENT_PLAN.parse({
  name: 'blend-four',
  kind: 'canary',
  treatment: 'blend/4',
  effect: 5,
  tolerance: 10,
  ramp: [0.1, 0.5, 1],
  maximumDays: 8,
});
const basis = { deviation: 50, users: 100_000, usersADay: 20_000 };

describe('a forecast', () => {
  const [small, half] = forecastSteps(plan, basis);

  it('has a row for each step that compares', () => {
    expect(forecastSteps(plan, basis).map(({ share }) => share)).toEqual([0.1, 0.5]);
  });

  it('asks for more outcomes the less even the arms are', () => {
    // Variance of the difference goes by 1/(p(1−p)): 1/.09 against 1/.25.
    expect(small!.outcomes / half!.outcomes).toBeCloseTo(0.25 / 0.09, 2);
  });

  it('says when they are in, a window after the users have come', () => {
    const came = basis.users * (1 - Math.exp(-0.2 * (half!.days! - 1)));
    expect(came).toBeCloseTo(half!.outcomes, 6);
  });

  it('says what is found by the end: the planned effect, by when its outcomes are in', () => {
    const ends = forecastSteps({ ...plan, maximumDays: half!.days! }, basis)[1]!;
    expect(ends.smallest).toBeCloseTo(plan.effect, 1);
    // Seven days of arrivals: N(1 − e^−1.4).
    expect(half!.mostOutcomes).toBe(Math.floor(1e5 * (1 - Math.exp(-1.4))));
    expect(half!.smallest).toBeLessThan(plan.effect);
  });

  it('says that a service is too small, and that an arm would never be read', () => {
    const few = { deviation: 50, users: 500, usersADay: 100 };
    const [first, second] = forecastSteps(plan, few);
    expect(second!.days).toBeNull();
    // A tenth of some 377 users are fewer than 100.
    expect(first!.isRead).toBe(false);
    expect(second!.isRead).toBe(true);
  });

  it('never promises less than a step lasts at least', () => {
    const loud = forecastSteps({ ...plan, effect: 100, minimumHours: 48 }, basis);
    expect(loud[1]!.days).toBe(2);
  });
});
