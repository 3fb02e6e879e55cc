import { describe, expect, it } from 'vitest';
import { EXPERIMENT_PLAN, forecastHarms, forecastSteps } from '../../../src/rollout/index.ts';
import { livedExperiment, STARTED_MS } from '../../support/lived-experiment.ts';

const HOUR_MS = 3_600_000;
const plan = EXPERIMENT_PLAN.parse({
  name: 'blend-four',
  kind: 'canary',
  treatment: 'blend/4',
  effect: 5,
  tolerance: 10,
  ramp: [0.05, 0.25, 0.5],
  windowHours: 24,
  minimumHours: 24,
  maximumDays: 8,
});
const basis = { deviation: 50, users: Infinity, usersADay: 2_000 };
const whenFound = (harm: number, of = plan) => forecastHarms(of, basis, [harm])[0]!;

describe('a forecast of harm', () => {
  it('is found in the first step once its users are in, a window after they came', () => {
    const one = forecastSteps({ ...plan, effect: 40, ramp: [0.05], alpha: 0.05 / 3 }, basis)[0]!;
    // 100 users of the treatment, a twentieth of 2,000 a day, are there after a day.
    expect(one.outcomes).toBeLessThan(2000);
    expect(whenFound(40)).toEqual({ harm: 40, step: 0, days: 2 });
  });

  it('is found the later the smaller it is, and not at all when it is too small', () => {
    const harms = [40, 20, 12, 8, 5, 1];
    const days = forecastHarms(plan, basis, harms).map((one) => one.days ?? Infinity);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(whenFound(1)).toEqual({ harm: 1, step: null, days: null });
  });

  it('never meets more than the cautious share when it is above the tolerance', () => {
    for (const harm of [10, 11, 15, 30])
      expect(plan.ramp[whenFound(harm).step!]).toBeLessThanOrEqual(plan.cautiousShare);
  });

  it('is not found where a step is never read', () => {
    const few = { deviation: 50, users: 300, usersADay: 100 };
    expect(forecastHarms(plan, few, [40])[0]!.step).toBeNull();
  });

  it('holds in lives: found by then at the power or more often, in that step', () => {
    // The lives close a window at once, 200 users an hour.
    const of = { ...plan, windowHours: 0.001, minimumUsers: 50 };
    // Deviation √(40² + 30²), of which 30 is left when the time before is taken out, nearly always.
    const lived = { deviation: 31, early: 50, users: Infinity, usersADay: 24 * 200 };
    const found = forecastHarms(of, lived, [15])[0]!;
    const [days, step] = [found.days!, found.step!];
    const runs = Array.from({ length: 60 }, (_, seed) => {
      const truth = { seed, usersAnHour: 200, gain: () => -15 };
      const { atMs, decisions } = livedExperiment(of, truth);
      return { days: (atMs - STARTED_MS) / (24 * HOUR_MS), last: decisions.at(-1)! };
    });
    const inTime = runs.filter((run) => run.days <= days + 1 / 24);
    expect(inTime.every(({ last }) => last.decision.action === 'abort')).toBe(true);
    // 60 runs at power 0.8: the standard error is 5 points.
    expect(inTime.length / 60).toBeGreaterThan(0.8 - 2 * 0.05);
    expect(runs.every(({ last }) => last.step <= step)).toBe(true);
    // Nor is it promised far too late.
    const median = runs.map((run) => run.days).toSorted((a, b) => a - b)[30]!;
    expect(median).toBeGreaterThan(days / 3);
  });
});
