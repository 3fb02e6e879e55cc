import { describe, expect, it } from 'vitest';
import { lagWatch } from '../../../src/http/control-lag.ts';

describe('the lag of a reading', () => {
  it('is none where all was read', () => {
    expect(lagWatch().note({ endMs: 500, readMs: 500, atMs: 10_000 })).toBe(0);
  });

  it('is how long the log has held what is not read yet, however fast event time runs', () => {
    const watch = lagWatch();
    // The log gains an hour of event time a second, and is read two seconds later.
    const hour = 3_600_000;
    const at = (second: number) => ({
      endMs: second * hour,
      readMs: (second - 2) * hour,
      atMs: second * 1_000,
    });
    // What came at second 1 is read at second 3: the oldest unread came a second before.
    expect([1, 2, 3, 4, 5].map((second) => watch.note(at(second)))).toEqual([0, 1, 1, 1, 1]);
  });

  it('grows by the clock while a reading stands still, and ends when it is through', () => {
    const watch = lagWatch();
    const lags = [0, 10, 20].map((second) =>
      watch.note({ endMs: 900, readMs: 100, atMs: second * 1_000 }),
    );
    expect(lags).toEqual([0, 10, 20]);
    expect(watch.note({ endMs: 900, readMs: 900, atMs: 21_000 })).toBe(0);
  });

  it('keeps its beginning through hours of looks', () => {
    const watch = lagWatch();
    let lag = 0;
    for (let second = 0; second <= 10_000; second++)
      lag = watch.note({ endMs: 1_000 + second, readMs: 0, atMs: second * 1_000 });
    expect(lag).toBe(10_000);
  });
});
