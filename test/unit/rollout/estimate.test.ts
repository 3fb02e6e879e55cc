import { describe, expect, it } from 'vitest';
import { userId } from '../../../src/domain/ids.ts';
import { armDifference, momentsOf } from '../../../src/math/arm-difference.ts';
import { cuped } from '../../../src/math/cuped.ts';
import { linearizedRatio } from '../../../src/math/linearized-ratio.ts';
import { seededRng } from '../../../src/math/rng.ts';
import {
  alphasOf,
  compareArms,
  decideStep,
  EXPERIMENT_PLAN,
  sumsOf,
  type ExperimentPlan,
  type StepFacts,
  type UserOutcome,
} from '../../../src/rollout/index.ts';

const planOf = (changes: Readonly<Record<string, unknown>> = {}): ExperimentPlan =>
  EXPERIMENT_PLAN.parse({
    name: 'blend-four',
    kind: 'canary',
    treatment: 'blend/4',
    effect: 8,
    tolerance: 8,
    minimumUsers: 20,
    ramp: [0.5],
    minimumHours: 0,
    ...changes,
  });

/** Heavy-tailed minutes, lists that go with them, a time before for four users in five. */
const outcomes: readonly UserOutcome[] = Array.from({ length: 900 }, (_, user) => {
  const rng = seededRng(9, user);
  const taste = Math.exp(rng.normal());
  return {
    userId: userId(String(user)),
    arm: rng.uniform() < 0.2 ? 'treatment' : 'control',
    closedMs: user,
    values: { minutes: 30 * taste * Math.exp(0.5 * rng.normal()), lists: 1 + rng.integer(9) },
    before: user % 5 === 0 ? null : 30 * taste,
  };
});
const column = (name: string): number[] => outcomes.map(({ values }) => values[name]!);
const before = outcomes.map((outcome) => outcome.before ?? NaN);
const armOf = (values: ArrayLike<number>, arm: string): number[] =>
  Array.from(values).filter((_, user) => outcomes[user]!.arm === arm);

describe('what is compared', () => {
  it('is the adjusted minutes of all users, from their sums', () => {
    const adjusted = cuped(column('minutes'), before);
    const wanted = armDifference(
      momentsOf(armOf(adjusted, 'treatment')),
      momentsOf(armOf(adjusted, 'control')),
    );
    const { difference, standardError, count } = compareArms(
      sumsOf(planOf(), outcomes).metrics[0]!,
    )!;
    expect(count).toBe(900);
    expect(difference).toBeCloseTo(wanted.difference, 9);
    expect(standardError).toBeCloseTo(wanted.standardError, 9);
  });

  it('is the linearized ratio of each arm, adjusted, where the metric is a ratio', () => {
    const of = (name: string, arm: string): number[] => armOf(column(name), arm);
    const ratios = { control: [] as number[], treatment: [] as number[] };
    for (const arm of ['control', 'treatment'] as const)
      ratios[arm] = [...linearizedRatio(of('minutes', arm), of('lists', arm))];
    const next = { control: 0, treatment: 0 };
    const linear = outcomes.map(({ arm }) => ratios[arm][next[arm]++]!);
    const adjusted = cuped(linear, before);
    const wanted = armDifference(
      momentsOf(armOf(adjusted, 'treatment')),
      momentsOf(armOf(adjusted, 'control')),
    );
    const plan = planOf({ metric: 'minutes/lists' });
    const { difference, standardError } = compareArms(sumsOf(plan, outcomes).metrics[0]!)!;
    expect(difference).toBeCloseTo(wanted.difference, 9);
    expect(standardError).toBeCloseTo(wanted.standardError, 9);
  });

  it('is nothing while an arm has nobody with the metric', () => {
    const control = outcomes.filter(({ arm }) => arm === 'control');
    expect(compareArms(sumsOf(planOf(), control).metrics[0]!)).toBeNull();
    expect(compareArms(sumsOf(planOf({ metric: 'rating' }), outcomes).metrics[0]!)).toBeNull();
  });
});

describe('the parts of alpha', () => {
  it('sum to alpha over steps, the deciding metric and guardrails', () => {
    const guardrails = ['voided', 'latencyMs'].map((metric) => ({
      metric,
      worse: 'above',
      bears: 0,
    }));
    const { deciding, guardrail } = alphasOf(planOf({ ramp: [0.1, 0.2, 0.5], guardrails }));
    expect(3 * (deciding + 2 * guardrail)).toBeCloseTo(0.05, 12);
    expect(alphasOf(planOf({ ramp: [0.1, 0.5] })).deciding).toBeCloseTo(0.025, 12);
  });

  it('are not spent on a step that compares nothing', () => {
    expect(alphasOf(planOf({ ramp: [0.5, 1] })).deciding).toBe(0.05);
  });
});

describe('a decision', () => {
  const facts = (all: readonly UserOutcome[], nowMs = 3_600_000): StepFacts => ({
    step: 0,
    startedMs: 0,
    nowMs,
    enrolled: { control: 500, treatment: 500 },
    outcomes: all,
  });
  const made = (
    users: number,
    values: (user: number, arm: UserOutcome['arm']) => Readonly<Record<string, number>>,
  ): UserOutcome[] =>
    Array.from({ length: users }, (_, user) => {
      const arm = user % 2 === 0 ? ('control' as const) : ('treatment' as const);
      return {
        userId: userId(String(user)),
        arm,
        closedMs: user,
        values: values(user, arm),
        before: null,
      };
    });

  it('is put off where the deciding metric was not measured, however many users there are', () => {
    const rated = made(400, (user) => ({ rating: user % 5 }));
    expect(decideStep(planOf(), facts(rated))).toMatchObject({
      action: 'continue',
      because: expect.stringContaining('0 outcomes of control and 0 of treatment'),
    });
  });

  it('reads a guardrail only where enough users have it', () => {
    const guardrails = [{ metric: 'rating', worse: 'below', bears: 0 }];
    // Three users of each arm rated: 5 stars without, 1 star with the treatment.
    const some = made(400, (user, arm) => ({
      minutes: user % 97,
      ...(user < 6 ? { rating: arm === 'treatment' ? 1 : 5 } : {}),
    }));
    expect(decideStep(planOf({ guardrails }), facts(some))).toMatchObject({
      action: 'continue',
      guardrails: [{ metric: 'rating', harm: null, seen: null }],
    });
  });

  it('comes out the same from its record in JSON, where nothing before is null', () => {
    const all = outcomes.map((outcome) => ({ ...outcome, before: outcome.before ?? NaN }));
    const again = JSON.parse(JSON.stringify(facts(all))) as StepFacts;
    expect(decideStep(planOf(), again)).toEqual(decideStep(planOf(), facts(all)));
  });

  it('stops an A/A whose equal ways differ, since nothing measured so can be trusted', () => {
    const apart = made(400, (user, arm) => ({
      minutes: (user % 7) + (arm === 'treatment' ? 9 : 0),
    }));
    expect(decideStep(planOf({ kind: 'aa' }), facts(apart))).toMatchObject({
      action: 'stop',
      because: expect.stringContaining('Two equal ways differ'),
    });
  });

  it('promotes at the last step that compares, where the ramp ends with everybody', () => {
    const apart = made(400, (user, arm) => ({
      minutes: (user % 7) + (arm === 'treatment' ? 9 : 0),
    }));
    expect(decideStep(planOf({ ramp: [0.5, 1] }), facts(apart)).action).toBe('promote');
  });

  it('stops sound shares once in a thousand over all steps together', () => {
    // z = 450/√10,450 = 4.4: beyond the bound of one step, not beyond that of each of four.
    const enrolled = { control: 5000, treatment: 5450 };
    const even = made(400, (user) => ({ minutes: user % 97 }));
    const p = decideStep(planOf(), { ...facts(even), enrolled }).sampleRatioP;
    expect(p).toBeLessThan(0.001);
    expect(p).toBeGreaterThan(0.001 / 4);
    expect(decideStep(planOf(), { ...facts(even), enrolled }).action).toBe('stop');
    const ramp = [0.5, 0.5, 0.5, 0.5];
    expect(decideStep(planOf({ ramp }), { ...facts(even), enrolled }).action).not.toBe('stop');
  });
});
