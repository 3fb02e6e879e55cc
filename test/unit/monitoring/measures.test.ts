import { describe, expect, it } from 'vitest';
import { measured, MEASURES, moved, totalOf } from '../../../src/monitoring/measures.ts';
import type { ReportFigures } from '../../../src/monitoring/measures.ts';

const day = (part: object): ReportFigures =>
  ({
    availability: 1,
    requests: 100,
    answered: 100,
    latencyMs: { p50: 1, p95: 5, p99: 10 },
    viewing: { viewers: 10, minutes: 1000, recommended: { minuteShare: 0.5 } },
    attribution: { exposures: 2000, minutes: 400 },
    personalised: { share: 0.9 },
    shown: { catalogueShare: 0.1 },
    users: 12,
    ratings: { count: 4, mean: 3 },
    ledger: { overlapping: { read: 1000, quarantined: { bad_item: 2 } } },
    ...part,
  }) as unknown as ReportFigures;
const total = (name: string, ...days: readonly ReportFigures[]): number | null =>
  totalOf(
    MEASURES.find((measure) => measure.name === name)!,
    days,
  );

describe('a measure over days', () => {
  it('weighs a share by what it is a share of', () => {
    // 100 of 100 and 150 of 300 answered: 250 / 400.
    const busy = day({ availability: 0.5, requests: 300 });
    expect(total('availability', day({}), busy)).toBe(0.625);
    // 2 of 1,000 and 30 of 3,000 lines: 32 / 4,000.
    const noisy = day({ ledger: { overlapping: { read: 3000, quarantined: { a: 10, b: 20 } } } });
    expect(total('unusableShare', day({}), noisy)).toBeCloseTo(0.008, 12);
  });

  it('adds up what can be added, and does not add up people or percentiles', () => {
    const other = day({
      requests: 50,
      viewing: { viewers: 30, minutes: 200 },
      latencyMs: { p99: 40 },
    });
    expect(total('requests', day({}), other)).toBe(150);
    expect(total('minutes', day({}), other)).toBe(1200);
    // 10 and 30 viewers, many of them the same people: 20 a day.
    expect(total('viewers', day({}), other)).toBe(20);
    // 1,200 minutes of 40 viewer-days.
    expect(total('minutesPerViewer', day({}), other)).toBe(30);
    expect(total('latencyP99Ms', day({}), other)).toBe(40);
  });

  it('leaves days out that have no value, and is none where no day has one', () => {
    const quiet = day({ availability: null, requests: 0 });
    expect(total('availability', quiet, day({ availability: 0.25 }))).toBe(0.25);
    expect(total('availability', quiet, quiet)).toBeNull();
    expect(total('availability')).toBeNull();
  });
});

describe('the words of a measure', () => {
  it('always carry the unit', () => {
    expect(measured({ unit: 'share' }, 0.5)).toBe('50.0 %');
    expect(measured({ unit: 'ms' }, 1234)).toBe('1,234 ms');
    expect(measured({ unit: 'minutes' }, 12.34)).toBe('12.3 min');
    expect(measured({ unit: 'points' }, 3.456)).toBe('3.46 points');
    expect(measured({ unit: 'ms' }, null)).toBe('–');
  });

  it('tell a change with sign and direction: of shares in points, of amounts in percent', () => {
    expect(moved({ unit: 'share' }, 0.98, 0.99)).toBe('▼ −1.0 pp');
    expect(moved({ unit: 'count' }, 110, 100)).toBe('▲ +10.0 %');
    expect(moved({ unit: 'points' }, 3.5, 3.25)).toBe('▲ +0.25 points');
    expect(moved({ unit: 'minutes' }, 100, 100)).toBe('the same');
    expect(moved({ unit: 'ms' }, 5, 0)).toBe('▲ +5 ms');
    expect(moved({ unit: 'ms' }, null, 5)).toBe('');
  });
});
