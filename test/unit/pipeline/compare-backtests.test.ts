import { describe, expect, it } from 'vitest';
import { compareBacktests, type BacktestResult } from '../../../src/pipeline/index.ts';

const result = (model: string, ndcgByUser: readonly number[]): BacktestResult =>
  ({ model, ndcgByUser }) as unknown as BacktestResult;

describe('comparing backtests', () => {
  const results = [
    result('als', [0.5, 0.25, 0.75]),
    result('ease', [0.25, 0, 0.5]),
    result('popularity', [0.25, 0.5, 0]),
  ];

  it('takes every other model user by user', () => {
    const [als, popularity] = compareBacktests(results, { against: 'ease', seed: 0 });
    // als is ¼ better for every user, so every resample says the same.
    expect(als).toEqual({
      model: 'als',
      against: 'ease',
      difference: 0.25,
      low: 0.25,
      high: 0.25,
    });
    // 0, ½, −½: no difference on average, an interval around it.
    expect(popularity!.difference).toBeCloseTo(0, 12);
    expect(popularity!.low).toBeLessThan(0);
    expect(popularity!.high).toBeGreaterThan(0);
  });

  it('says nothing where the one to compare with was not judged', () => {
    expect(compareBacktests(results, { against: 'blend', seed: 0 })).toEqual([]);
  });
});
