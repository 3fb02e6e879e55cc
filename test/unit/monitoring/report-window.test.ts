import { describe, expect, it } from 'vitest';
import { reportWindow } from '../../../src/monitoring/report-window.ts';

describe('reportWindow', () => {
  it('reads a day before for sittings, two for exposures, and closes a day after', () => {
    const at = (day: number): number => Date.UTC(2024, 1, day);
    // 29 February 2024 and its neighbours.
    expect(reportWindow('2024-02-29')).toEqual({
      day: '2024-02-29',
      startMs: at(29),
      endMs: at(30),
      ticksFromMs: at(28),
      exposuresFromMs: at(27),
      closesMs: at(31),
    });
  });

  it.each(['2023-02-29', '2024-13-01', '2024-1-1', '20240101', '', '2024-01-01 ', '0000-00-00'])(
    'does not take %j for a day',
    (text) => expect(reportWindow(text)).toBeNull(),
  );
});
