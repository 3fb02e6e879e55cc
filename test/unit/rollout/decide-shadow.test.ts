import { describe, expect, it } from 'vitest';
import {
  addShadows,
  decideShadow,
  noShadow,
  type ShadowSummary,
} from '../../../src/rollout/index.ts';

/** 5 requests a user: 500 are enough. */
const PLAN = {
  minimumUsers: 100,
  guardrails: [
    { metric: 'latencyMs', worse: 'above', bears: 10 },
    { metric: 'personal', worse: 'below', bears: 0.1 },
  ],
} as const;
const plan = { ...PLAN, guardrails: [...PLAN.guardrails] };

/** So many requests that got lists, each `slower` ms later than the champion's 5 ms. */
const well = (asked: number, slower = 0): ShadowSummary => ({
  ...noShadow('als/2'),
  fromMs: 0,
  untilMs: asked,
  asked,
  compared: asked,
  overlapSum: asked / 4,
  timed: asked,
  latencyMs: asked * (5 + slower),
  championMs: asked * 5,
  differenceSquares: asked * slower ** 2,
});

const lost = (kind: keyof ShadowSummary['outcomes'], count: number): ShadowSummary => ({
  ...noShadow('als/2'),
  asked: count,
  outcomes: { ...noShadow('als/2').outcomes, [kind]: count },
});

describe('decideShadow', () => {
  it('goes on until enough requests were asked, then passes', () => {
    expect(decideShadow(plan, null).action).toBe('continue');
    expect(decideShadow(plan, well(499))).toEqual({
      action: 'continue',
      because: 'Too early to read anything: 499 requests of 500.',
    });
    expect(decideShadow(plan, well(500))).toEqual({
      action: 'pass',
      because:
        "500 requests were answered well; 25.0 % of the champion's titles are on its lists too.",
    });
  });

  it('aborts at the first list that breaks the contract', () => {
    const { action, because } = decideShadow(plan, { ...well(3), violations: 1 });
    expect([action, because]).toEqual(['abort', '1 of 3 lists broke the contract of lists.']);
  });

  it.each(['late', 'failed', 'empty', 'unknown'] as const)(
    'aborts when more come to nothing (%s) than the plan bears',
    (kind) => {
      // 50 of 500 are the tenth that is borne; 51 of 501 are more.
      expect(decideShadow(plan, addShadows(well(450), lost(kind, 50))).action).toBe('pass');
      expect(decideShadow(plan, addShadows(well(450), lost(kind, 51))).action).toBe('abort');
    },
  );

  it('bears one of a hundred where the plan says nothing, whoever it does not know', () => {
    const free = { ...plan, guardrails: [] };
    expect(decideShadow(free, addShadows(well(990), lost('late', 10))).action).toBe('pass');
    expect(decideShadow(free, addShadows(well(990), lost('late', 11))).action).toBe('abort');
    expect(decideShadow(free, addShadows(well(500), lost('unknown', 400))).action).toBe('pass');
  });

  it('aborts what is slower for certain than the plan bears, and waits where it may be chance', () => {
    expect(decideShadow(plan, well(500, 10)).action).toBe('pass');
    expect(decideShadow(plan, well(500, 12)).action).toBe('abort');
    // A mean of 10.4 ms with a deviation of 100 ms: a standard error of 4.5 ms.
    const noisy = { ...well(500, 10.4), differenceSquares: 500 * (10.4 ** 2 + 100 ** 2) };
    expect(decideShadow(plan, noisy).action).toBe('continue');
  });

  it('says the same of the same', () => {
    const summary = addShadows(well(500, 12), lost('failed', 3));
    expect(decideShadow(plan, summary)).toEqual(decideShadow(plan, structuredClone(summary)));
  });
});
