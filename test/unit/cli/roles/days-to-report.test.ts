import { describe, expect, it } from 'vitest';
import { daysToReport } from '../../../../src/cli/roles/days-to-report.ts';
import { DAY_MS } from '../../../../src/cli/roles/settings.ts';

/** Somewhere in day 20, counted from the epoch; day 19 is the last that has ended. */
const IN_DAY_20 = 20 * DAY_MS + 5;
const ANY = { lastEventMs: IN_DAY_20, fromDay: -Infinity };

describe('the days that want a report', () => {
  it('are the last ended day alone when there was no report yet', () => {
    expect(daysToReport({ ...ANY, reported: null })).toEqual([19]);
  });

  it('are the last one again and those that have ended since', () => {
    expect(daysToReport({ ...ANY, reported: 17 })).toEqual([17, 18, 19]);
  });

  it('are none before another day has ended', () => {
    expect(daysToReport({ ...ANY, reported: 19 })).toEqual([]);
    expect(daysToReport({ ...ANY, reported: null, lastEventMs: null })).toEqual([]);
  });

  it('are also those that lines have come for since, once they have ended', () => {
    expect(daysToReport({ ...ANY, reported: 19, touched: [12, 20] })).toEqual([12]);
    expect(daysToReport({ ...ANY, reported: 18, touched: [18, 12] })).toEqual([12, 18, 19]);
    expect(daysToReport({ ...ANY, reported: 19, fromDay: 15, touched: [12] })).toEqual([]);
  });

  it('go back a week at most', () => {
    expect(daysToReport({ ...ANY, reported: 3 })).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('leave out the days before a given one', () => {
    expect(daysToReport({ ...ANY, reported: null, fromDay: 20 })).toEqual([]);
    expect(daysToReport({ ...ANY, reported: 17, fromDay: 19 })).toEqual([19]);
  });
});
