import type { Positives } from '../datasets/index.ts';
import { itemCounts, METRIC_FUNCTIONS, popularityTiers } from '../evaluation/index.ts';
import { meanOf } from '../math/moments.ts';
import type { BacktestCase } from './backtest-cases.ts';

/** Mean NDCG of a part of a backtest. */
export interface BacktestSlice {
  readonly facet: 'popularity' | 'history';
  /** `head`, `middle`, `tail` of the training rows; `1-4`, `5-19`, `20+` training rows of the user. */
  readonly name: string;
  readonly users: number;
  readonly ndcg: number;
}

const HISTORY_BANDS: readonly (readonly [name: string, least: number, most: number])[] = [
  ['1-4', 1, 4],
  ['5-19', 5, 19],
  ['20+', 20, Infinity],
];

/**
 * NDCG by what users went on to like (only the test items of a tier count, and users with one) and
 * by how much was known of them. Slices without a user are left out.
 */
export function backtestSlices(
  train: Positives,
  cases: readonly BacktestCase[],
  { lists, k }: { readonly lists: readonly Uint32Array[]; readonly k: number },
): readonly BacktestSlice[] {
  const tiers = popularityTiers(itemCounts(train));
  const judge = (c: number, relevant: ReadonlySet<number>, relevantCount: number): number =>
    METRIC_FUNCTIONS.ndcg({ recommended: lists[c]!, relevant, relevantCount }, k);
  const byTier = (['head', 'middle', 'tail'] as const).map((name) => {
    const values = cases.flatMap(({ relevant }, c) => {
      const own = new Set([...relevant].filter((row) => tiers[row] === name));
      return own.size === 0 ? [] : [judge(c, own, own.size)];
    });
    return { facet: 'popularity' as const, name, users: values.length, ndcg: meanOf(values) };
  });
  const byHistory = HISTORY_BANDS.map(([name, least, most]) => {
    const values = cases.flatMap(({ history, relevant, relevantCount }, c) => {
      const { length } = history.items;
      return length < least || length > most ? [] : [judge(c, relevant, relevantCount)];
    });
    return { facet: 'history' as const, name, users: values.length, ndcg: meanOf(values) };
  });
  return [...byTier, ...byHistory].filter(({ users }) => users > 0);
}
