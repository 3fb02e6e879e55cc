import { bootstrapMean } from '../math/bootstrap.ts';
import { seededRng } from '../math/rng.ts';
import type { BacktestResult } from './backtest.ts';

/** How much better one model did than another on the same users. */
export interface BacktestComparison {
  readonly model: string;
  readonly against: string;
  /** Mean NDCG of model minus that of the other, and its 95 % percentile bootstrap interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Every other model minus one of them, paired by user; none where that one was not judged. */
export function compareBacktests(
  results: readonly BacktestResult[],
  { against, seed }: { readonly against: string; readonly seed: number },
): readonly BacktestComparison[] {
  const other = results.find(({ model }) => model === against);
  if (other === undefined) return [];
  return results
    .filter((result) => result !== other)
    .map(({ model, ndcgByUser }) => {
      const differences = ndcgByUser.map((value, user) => value - other.ndcgByUser[user]!);
      const users = differences.map((_difference, user) => user);
      const rng = seededRng(seed, 'backtest compared', model);
      const { mean, low, high } = bootstrapMean(differences, users, { rng, resamples: 10_000 });
      return { model, against, difference: mean, low, high };
    });
}
