import { describe, expect, it } from 'vitest';
import { userId } from '../../../src/domain/ids.ts';
import { seededRng } from '../../../src/math/rng.ts';
import {
  decideStep,
  EXPERIMENT_PLAN,
  type Decision,
  type ExperimentPlan,
  type StepFacts,
  type UserOutcome,
} from '../../../src/rollout/index.ts';

const HOUR_MS = 3_600_000;

const plan = (changes: Partial<ExperimentPlan> = {}): ExperimentPlan => ({
  ...EXPERIMENT_PLAN.parse({
    name: 'blend-four',
    kind: 'canary',
    treatment: 'blend/4',
    effect: 8,
    tolerance: 8,
    minimumUsers: 50,
    maximumDays: 5,
    guardrails: [
      { metric: 'lateRate', worse: 'above', bears: 0.01 },
      { metric: 'voidedRate', worse: 'above', bears: 0.01 },
    ],
  }),
  ...changes,
});

interface World {
  readonly seed: number;
  /** Minutes that the treatment adds. */
  readonly gain: number;
  readonly lateRate?: number;
  /** Share that the hash really sends to the treatment. */
  readonly share?: number;
  readonly usersAnHour?: number;
}

/** Outcomes hour by hour; every hour is looked at, until something is decided. */
function live(of: ExperimentPlan, world: World): { decisions: Decision[]; met: number } {
  const rng = seededRng(world.seed);
  const decisions: Decision[] = [];
  let [met, nowMs] = [0, 0];
  for (let step = 0; step < of.ramp.length; step++) {
    const outcomes: UserOutcome[] = [];
    const enrolled = { control: 0, treatment: 0 };
    const startedMs = nowMs;
    for (;;) {
      nowMs += HOUR_MS;
      for (let user = 0; user < (world.usersAnHour ?? 400); user++) {
        const arm = rng.uniform() < (world.share ?? of.ramp[step]!) ? 'treatment' : 'control';
        enrolled[arm]++;
        const taste = 40 * rng.normal();
        const minutes = 100 + taste + 30 * rng.normal() + (arm === 'treatment' ? world.gain : 0);
        const late = rng.uniform() < (arm === 'treatment' ? (world.lateRate ?? 0.002) : 0.002);
        outcomes.push({
          userId: userId(`${step}-${nowMs}-${user}`),
          arm,
          closedMs: nowMs,
          values: { minutes, lateRate: Number(late), voidedRate: 0 },
          before: user % 5 === 0 ? NaN : 100 + taste,
        });
      }
      const facts: StepFacts = { step, startedMs, nowMs, enrolled, outcomes };
      const decision = decideStep(of, facts);
      decisions.push(decision);
      met = Math.max(met, of.ramp[step]!);
      if (decision.action === 'widen') break;
      if (decision.action !== 'continue') return { decisions, met };
    }
  }
  throw new Error('the last step ended with a wider one');
}

const endOf = (
  of: ExperimentPlan,
  world: World,
): { action: string; because: string; met: number } => {
  const { decisions, met } = live(of, world);
  const { action, because } = decisions.at(-1)!;
  return { action, because, met };
};

describe('the decisions of a ramp', () => {
  it('promote a better treatment through every step', () => {
    expect(endOf(plan(), { seed: 1, gain: 12 })).toMatchObject({ action: 'promote', met: 0.5 });
  });

  it('abort one that loses 15 of 100 minutes before more than a quarter of the users met it', () => {
    const { action, because, met } = endOf(plan(), { seed: 2, gain: -15 });
    expect(action).toBe('abort');
    expect(because).toMatch(/worse beyond doubt: minutes −\d/);
    expect(met).toBeLessThanOrEqual(0.25);
  });

  it('abort one that is slow, by its guardrail', () => {
    const end = endOf(plan(), { seed: 3, gain: 12, lateRate: 0.15 });
    expect(end.action).toBe('abort');
    expect(end.because).toContain('guardrail lateRate');
  });

  it('stop where users do not fall to the arms as declared', () => {
    const end = endOf(plan({ ramp: [0.5] }), { seed: 4, gain: 0, share: 0.44 });
    expect(end.action).toBe('stop');
  });

  it('hold an A/A as inconclusive', () => {
    const end = endOf(plan({ kind: 'aa', ramp: [0.5] }), { seed: 5, gain: 0 });
    expect(end).toMatchObject({ action: 'hold', because: expect.stringContaining('Inconclusive') });
  });

  it('leave promoting to people where it is an A/B', () => {
    const end = endOf(plan({ kind: 'ab', ramp: [0.5] }), { seed: 6, gain: 12 });
    expect(end).toMatchObject({
      action: 'hold',
      because: expect.stringContaining('left to people'),
    });
  });

  it('promote one that need only be not worse, once harm above the tolerance is excluded', () => {
    const end = endOf(plan({ promotes: 'not-worse', tolerance: 5 }), { seed: 8, gain: 0 });
    expect(end).toMatchObject({
      action: 'promote',
      because: expect.stringMatching(/not worse: harm above 5 is excluded: minutes .*−[0-4]\./),
    });
    expect(endOf(plan({ maximumDays: 2 }), { seed: 8, gain: 0 }).action).toBe('hold');
  });

  it('abort one that is worse, though it need only be not worse', () => {
    const of = plan({ promotes: 'not-worse' });
    expect(endOf(of, { seed: 2, gain: -15 }).action).toBe('abort');
  });

  it('find nothing in an A/A, whatever it would take to be promoted', () => {
    const end = endOf(plan({ kind: 'aa', promotes: 'not-worse', ramp: [0.5], maximumDays: 2 }), {
      seed: 5,
      gain: 0,
    });
    expect(end).toMatchObject({ action: 'hold', because: expect.stringContaining('Inconclusive') });
  });

  it('promote what loses just the tolerance in at most alpha of all experiments', () => {
    const of = plan({
      promotes: 'not-worse',
      tolerance: 8,
      ramp: [0.5],
      minimumHours: 2,
      maximumDays: 2,
      guardrails: [],
    });
    const runs = 120;
    const promoted = (gain: number): number =>
      Array.from({ length: runs }, (_, seed) => endOf(of, { seed, gain, usersAnHour: 60 })).filter(
        ({ action }) => action === 'promote',
      ).length / runs;
    // As above, at 5 % the standard error is 2 points.
    expect(promoted(-8)).toBeLessThan(0.05 + 2 * 0.02);
    expect(promoted(0)).toBeGreaterThan(0.95);
  });

  it('hold where too few users come', () => {
    const end = endOf(plan(), { seed: 7, gain: 12, usersAnHour: 3 });
    expect(end).toMatchObject({ action: 'hold', because: expect.stringContaining('Too few') });
  });

  it('come out the same when they are made again from their record', () => {
    const facts: StepFacts = {
      step: 0,
      startedMs: 0,
      nowMs: 30 * HOUR_MS,
      enrolled: { control: 300, treatment: 300 },
      outcomes: Array.from({ length: 600 }, (_, i) => ({
        userId: userId(String(i)),
        arm: i % 2 === 0 ? ('control' as const) : ('treatment' as const),
        closedMs: i,
        values: { minutes: (i * 7919) % 101, lateRate: 0 },
        before: NaN,
      })),
    };
    const of = plan({ ramp: [0.5] });
    const again = JSON.parse(JSON.stringify(facts), (key, value: unknown) =>
      key === 'before' ? NaN : value,
    ) as StepFacts;
    expect(JSON.stringify(decideStep(of, again))).toBe(JSON.stringify(decideStep(of, facts)));
    // A guardrail that nothing was measured of breaks nothing and is told as such.
    expect(decideStep(of, facts).guardrails[1]).toEqual({
      metric: 'voidedRate',
      harm: null,
      seen: null,
    });
  });

  it('conclude something of two equal ways in at most alpha of all experiments', () => {
    let concluded = 0;
    const runs = 120;
    for (let seed = 0; seed < runs; seed++) {
      const of = plan({ kind: 'ab', ramp: [0.5], maximumDays: 2, guardrails: [] });
      const { decisions } = live(of, { seed: 100 + seed, gain: 0, usersAnHour: 60 });
      const { because } = decisions.at(-1)!;
      if (because.includes('beyond doubt')) concluded++;
    }
    // 120 runs, 48 looks each: at 5 % the standard error is 2 points.
    expect(concluded / runs).toBeLessThan(0.05 + 2 * 0.02);
  });
});
