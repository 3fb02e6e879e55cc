import { describe, expect, it } from 'vitest';
import { daysBefore, likeDays } from '../../../../src/monitoring/drift/reference-days.ts';

describe('the days that a day is compared with', () => {
  it('are the fourteen before it, the latest first', () => {
    const days = daysBefore('2026-03-02');
    expect(days).toHaveLength(14);
    expect([days[0], days[1], days[13]]).toEqual(['2026-03-01', '2026-02-28', '2026-02-16']);
  });

  it('are of its own kind where those are five, else all', () => {
    // 2 March 2026 is a Monday: 10 working days and 4 days of weekends before it.
    const before = daysBefore('2026-03-02');
    expect(likeDays('2026-03-02', before)).toMatchObject({ dayType: 'working day' });
    expect(likeDays('2026-03-02', before).days).toHaveLength(10);
    expect(likeDays('2026-03-01', daysBefore('2026-03-01'))).toMatchObject({ dayType: 'any day' });
  });
});
