import { describe, expect, it } from 'vitest';
import type { ReportContent } from '../../../src/monitoring/index.ts';
import { worthFindings } from '../../../src/monitoring/worth-findings.ts';

type Told = Pick<ReportContent, 'worth' | 'fairness'>;

const uplift = (low: number, high: number, users = [500, 500]) => ({
  minutesPerUserDay: { mean: (low + high) / 2, low, high },
  personal: { users: users[0] },
  notPersonal: { users: users[1] },
  leftOut: 0,
});
const told = (of: {
  readonly range?: object | null;
  readonly gaps?: readonly object[];
  readonly violations?: number;
}): (string | number)[][] =>
  worthFindings({
    worth: { range: of.range ?? null, notPersonalRate: 0.5 },
    fairness: {
      comparisons: [{ by: 'gender', gaps: of.gaps ?? [], groups: [{ group: 'F', users: 40 }] }],
      minors: { violations: of.violations ?? 0, examples: [{ userId: '7', itemId: 'a+2000' }] },
    },
  } as unknown as Told).map(({ check, severity, count }) => [check, severity, count]);

describe('findings of worth and fairness', () => {
  it('are none without an experiment, or where lists help or may not', () => {
    expect(told({})).toEqual([]);
    expect(told({ range: uplift(1, 3) })).toEqual([]);
    expect(told({ range: uplift(-3, 1) })).toEqual([]);
    expect(told({ range: { ...uplift(1, 3), minutesPerUserDay: null } })).toEqual([]);
  });

  it('warn when personal lists cost minutes beyond doubt', () => {
    expect(told({ range: uplift(-3, -1) })).toEqual([['personal-lists-cost', 'warn', 500]]);
  });

  it('warn when the arms are not as large as they were drawn', () => {
    // A fair draw of 1,000 lies more than 100 from the middle less than once in 10⁹ times.
    expect(told({ range: uplift(1, 3, [600, 400]) })).toEqual([
      ['holdout-off-balance', 'warn', 400],
    ]);
    expect(told({ range: uplift(1, 3, [520, 480]) })).toEqual([]);
    expect(told({ range: { ...uplift(1, 3, [600, 400]), leftOut: 1 } })).toEqual([]);
  });

  it('block what minors must not see, and note whom lists serve worst', () => {
    expect(told({ violations: 2 })).toEqual([['shown-below-age', 'block', 2]]);
    const gap = (low: number) => ({
      measure: 'watchThrough',
      best: 'M',
      worst: 'F',
      gap: { mean: 0.2, low, high: 0.3 },
    });
    expect(told({ gaps: [gap(0.1)] })).toEqual([['worst-served-gender', 'note', 40]]);
    expect(told({ gaps: [gap(-0.1)] })).toEqual([]);
  });
});
