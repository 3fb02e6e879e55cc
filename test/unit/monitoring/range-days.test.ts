import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, parseDayRange, parseWeek } from '../../../src/monitoring/range-days.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
  return 'none';
};

describe('a range of days', () => {
  it('has both its ends', () => {
    expect(daysOf(parseDayRange('2024-02-28..2024-03-01'))).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
    expect(daysOf(parseDayRange('2024-03-01..2024-03-01'))).toEqual(['2024-03-01']);
  });

  it('is refused when it runs backwards, is too long, or holds days that do not exist', () => {
    const wrong = [
      '2024-03-02..2024-03-01',
      '2020-01-01..2024-01-01',
      '2023-02-29..2023-03-01',
      '2024-03-01',
      '2024-03-01..2024-03-02..2024-03-03',
      '../..',
    ];
    expect(wrong.map((text) => codeOf(() => parseDayRange(text)))).toEqual(
      wrong.map(() => 'REPORT_RANGE_MALFORMED'),
    );
  });
});

describe('a week', () => {
  it('is that of ISO 8601: from Monday, the first holds 4 January', () => {
    // 4 January 2026 is a Sunday, so week 1 began in the old year; 2020 had 53 weeks.
    expect(parseWeek('2026-W01')).toEqual({
      from: '2025-12-29',
      to: '2026-01-04',
      week: '2026-W01',
    });
    expect(parseWeek('2026-W03')).toMatchObject({ from: '2026-01-12', to: '2026-01-18' });
    expect(parseWeek('2020-W53')).toMatchObject({ from: '2020-12-28', to: '2021-01-03' });
  });

  it('is refused when there is none of that number', () => {
    const wrong = ['2026-W00', '2021-W53', '2026-W54', '2026-3', '2026-W3', '26-W03', ''];
    expect(wrong.map((text) => codeOf(() => parseWeek(text)))).toEqual(
      wrong.map(() => 'REPORT_WEEK_MALFORMED'),
    );
  });

  it('follows the one before without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 51 }), (y, w) => {
        const name = (week: number): string => `${y}-W${String(week).padStart(2, '0')}`;
        const [end, begin] = [parseWeek(name(w)).to, parseWeek(name(w + 1)).from];
        expect(Date.parse(begin) - Date.parse(end)).toBe(86_400_000);
        expect(new Date(`${begin}T00:00:00Z`).getUTCDay()).toBe(1);
      }),
    );
  });
});
