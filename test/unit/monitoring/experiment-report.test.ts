import { describe, expect, it } from 'vitest';
import {
  EXPERIMENT_REPORT,
  experimentPage,
  experimentReport,
  experimentText,
} from '../../../src/monitoring/index.ts';
import { EXPERIMENT_PLAN, type ExperimentPlan } from '../../../src/rollout/index.ts';
import {
  livedExperiment,
  STARTED_MS,
  type ExperimentTruth,
} from '../../support/lived-experiment.ts';

const planOf = (changes: Readonly<Record<string, unknown>> = {}): ExperimentPlan =>
  EXPERIMENT_PLAN.parse({
    name: 'blend-four',
    kind: 'canary',
    treatment: 'blend/4',
    effect: 8,
    tolerance: 8,
    ramp: [0.05, 0.25, 0.5],
    minimumUsers: 50,
    maximumDays: 4,
    guardrails: [
      { metric: 'latencyMs', worse: 'above', bears: 5 },
      { metric: 'voided', worse: 'above', bears: 0.01 },
      { metric: 'rating', worse: 'below', bears: 0.1 },
    ],
    ...changes,
  });

const truth = (changes: Partial<ExperimentTruth> = {}): ExperimentTruth => ({
  seed: 1,
  usersAnHour: 200,
  gain: () => 0,
  ...changes,
});

describe('the report of an experiment', () => {
  const better = livedExperiment(planOf(), truth({ gain: (gender) => (gender === 'F' ? 30 : 0) }));
  const report = experimentReport(better);

  it('keeps to its published schema, through JSON', () => {
    expect(EXPERIMENT_REPORT.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('says of a promoted one that it is better, by how much, and how surely', () => {
    const { verdict, effect, step } = report;
    expect(verdict.state).toBe('promoted');
    expect(verdict.headline).toBe('blend/4 is better and became the champion.');
    // Half of the users gain 30: 15 on average, on about 100.
    expect(effect!.low).toBeGreaterThan(0);
    expect(effect!.low).toBeLessThan(15);
    expect(effect!.high).toBeGreaterThan(15);
    expect(effect!.relative!.difference).toBeCloseTo(effect!.difference / effect!.control, 12);
    expect(step).toMatchObject({ step: 3, of: 3, share: 0.5 });
    expect(verdict.sentences.join(' ')).toMatch(/minutes watched, treatment minus control: \+\d/i);
  });

  it('shows the interval that the last decision saw', () => {
    const { estimate } = better.decisions.at(-1)!.decision;
    expect(report.effect).toMatchObject({ ...estimate });
    expect(report.sequence.at(-1)).toMatchObject({ low: estimate!.low, high: estimate!.high });
  });

  it('shows how bounds narrowed in every step, from the users that are wanted on', () => {
    for (const step of [1, 2, 3]) {
      const points = report.sequence.filter((point) => point.step === step);
      expect(points.length).toBeGreaterThan(5);
      const width = ({ low, high }: (typeof points)[number]): number => high - low;
      expect(width(points.at(-1)!)).toBeLessThan(width(points[0]!));
    }
    // 1,000 outcomes at 5 % bring the 50 users of the treatment, about.
    expect(report.sequence[0]!.outcomes).toBeGreaterThan(700);
    expect(report.sequence.map(({ cumulative }) => cumulative)).toEqual(
      report.sequence.map(({ cumulative }) => cumulative).toSorted((a, b) => a - b),
    );
  });

  it('tells for whom, corrected for the number of groups', () => {
    const states = Object.fromEntries(report.segments.map(({ group, state }) => [group, state]));
    expect(states).toEqual({ F: 'better', M: 'open', new: 'open', returning: 'better' });
    for (const { low, high } of report.segments) {
      // Half of the users bring wider bounds, and so does the correction.
      expect(high! - low!).toBeGreaterThan(report.effect!.high - report.effect!.low);
    }
  });

  it('tells guardrails that are kept, open, and not measured', () => {
    expect(report.guardrails.map(({ metric, state }) => [metric, state])).toEqual([
      ['latencyMs', 'kept'],
      ['voided', 'kept'],
      ['rating', 'not-measured'],
    ]);
  });

  it('tells looks that came to the same as one', () => {
    expect(report.decisions.map(({ step, action }) => `${step} ${action}`)).toEqual([
      '1 continue',
      '1 widen',
      '2 continue',
      '2 widen',
      '3 continue',
      '3 promote',
    ]);
    const looks = report.decisions.reduce((sum, decision) => sum + decision.looks, 0);
    expect(looks).toBe(better.decisions.length);
  });

  it('is told in a chat in a few lines', () => {
    const text = experimentText(report);
    expect(text.split('\n').length).toBeLessThan(12);
    expect(text).toContain('promote. The treatment is better beyond doubt');
  });
});

describe('the verdict', () => {
  const ended = (of: ExperimentPlan, world: ExperimentTruth) =>
    experimentReport(livedExperiment(of, world));

  it('says of an abort where it was, and why', () => {
    const { verdict, guardrails } = ended(planOf(), truth({ slower: 40 }));
    expect(verdict.state).toBe('aborted');
    expect(verdict.headline).toBe('blend/4 was taken back, step 1 of 3, 5.0 % of the users.');
    expect(verdict.sentences[0]).toContain('guardrail latencyMs is broken beyond doubt');
    expect(guardrails[0]!.state).toBe('broken');
    expect(guardrails[0]!.least).toBeGreaterThan(5);
  });

  it('says that inconclusive is not equal', () => {
    const plan = planOf({ kind: 'aa', ramp: [0.5], maximumDays: 2 });
    const { verdict } = ended(plan, truth());
    expect(verdict.state).toBe('held');
    expect(verdict.sentences.join(' ')).toContain('Inconclusive does not mean equal');
  });

  it('says that nothing can be trusted where users fall otherwise than declared', () => {
    const { verdict, sampleRatio } = ended(planOf({ ramp: [0.5] }), truth({ hash: 0.85 }));
    expect(verdict.state).toBe('stopped');
    expect(sampleRatio).toMatchObject({ isKept: false, declared: 0.5 });
    expect(sampleRatio!.observed).toBeCloseTo(0.425, 1);
  });

  it('of one that runs is what is known so far', () => {
    const running = livedExperiment(planOf(), truth(), 6);
    const { verdict, step } = experimentReport(running);
    expect(verdict.state).toBe('running');
    expect(verdict.headline).toMatch(/^Running, step 1 of 3, 5.0 % of the users: /);
    expect(step!.hours).toBe(6);
  });

  it('says what size of harm is found how soon, as users came and as they spread', () => {
    // A window that closes at once, as it does in these lives.
    const plan = planOf({ windowHours: 0.001, maximumDays: 8 });
    const { harms } = experimentReport(livedExperiment(plan, truth(), 20));
    expect(harms!.usersADay / (24 * 200)).toBeCloseTo(1, 1);
    // The taste is known of 95 in 100 users: a deviation little above the 30 that are left.
    expect(harms!.deviation).toBeGreaterThan(30);
    expect(harms!.deviation).toBeLessThan(36);
    expect(harms!.sizes.map(({ relative }) => relative)).toEqual(
      [0.02, 0.05, 0.1, 0.15, 0.3].map((share) => expect.closeTo(share, 9)),
    );
    const days = harms!.sizes.map((size) => size.days ?? Infinity);
    expect(days).toEqual(days.toSorted((a, b) => b - a));
    expect(harms!.sizes.at(-1)).toMatchObject({ share: 0.05 });
    expect(experimentReport(livedExperiment(plan, truth(), 2)).harms).toBeNull();
  });

  it('says of one that was promoted as not worse just that', () => {
    const plan = planOf({ promotes: 'not-worse' });
    const { verdict } = experimentReport(livedExperiment(plan, truth()));
    expect(verdict.headline).toBe('blend/4 is not worse and became the champion.');
  });

  it('says that somebody ended it, where no decision did', () => {
    const lived = livedExperiment(planOf(), truth(), 30);
    const ended = { outcome: 'stop', because: 'Ended by ada.' };
    const { verdict } = experimentReport({ ...lived, status: 'ended', ended });
    expect(verdict.state).toBe('by-hand');
    expect(verdict.headline).toMatch(/^Ended by hand, step 2 of 3/);
    expect(verdict.sentences[0]).toBe('Ended by ada.');
  });

  it('of a draft is that it has not started', () => {
    const report = experimentReport({
      plan: planOf(),
      status: 'draft',
      atMs: STARTED_MS,
      decisions: [],
      facts: [],
    });
    expect(report.verdict.headline).toBe('blend-four has not started.');
    expect(report).toMatchObject({ step: null, effect: null, sequence: [], sampleRatio: null });
    expect(EXPERIMENT_REPORT.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(experimentPage(report)).toContain('has not started');
  });

  it('and the sequence come from kept decisions where the facts of a step are gone', () => {
    const lived = livedExperiment(planOf(), truth({ gain: () => 20 }));
    const whole = experimentReport(lived);
    const last = experimentReport({ ...lived, facts: lived.facts.slice(-1) });
    const first = ({ sequence }: typeof whole) => sequence.filter(({ step }) => step === 1);
    expect(first(last).length).toBeGreaterThan(5);
    expect(first(last).at(-1)!.low).toBeCloseTo(first(whole).at(-1)!.low, 9);
    expect(last.verdict).toEqual(whole.verdict);
  });
});

describe('the page of an experiment', () => {
  const page = experimentPage(
    experimentReport(livedExperiment(planOf(), truth({ gain: () => 20 }))),
  );

  it('needs nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script|<link|https?:\/\//);
  });

  it('has a table behind every chart', () => {
    expect(page.match(/role="img"/g)).toHaveLength(3);
    expect(page.match(/The figures of/g)).toHaveLength(2);
  });

  it('draws no place that is not a number', () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });
});
