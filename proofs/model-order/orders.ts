import type { Interval } from '../../src/math/bootstrap.ts';

/** How two models compare by two measures; each interval is of first minus second. */
export interface ComparedPair {
  readonly first: string;
  readonly second: string;
  readonly offline: Interval;
  readonly truth: Interval;
}

/** `agree` and `contradict` beyond doubt on both sides; `tie` where either interval holds 0. */
export type Verdict = 'agree' | 'contradict' | 'tie';

/** What a pair says of the two orders. */
export function verdictOf({ offline, truth }: Pick<ComparedPair, 'offline' | 'truth'>): Verdict {
  const signs = [offline, truth].map(({ low, high }) => (low > 0 ? 1 : high < 0 ? -1 : 0));
  if (signs.includes(0)) return 'tie';
  return signs[0] === signs[1] ? 'agree' : 'contradict';
}

/** 1 for the largest value; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const above = values.filter((other) => other > value).length;
    const equal = values.filter((other) => other === value).length;
    return above + (equal + 1) / 2;
  });
}

/**
 * Spearman's rank correlation: the correlation of the ranks, 1 for the same order, −1 for the
 * reverse; NaN where one side has no order.
 */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length + 1) / 2;
  const sum = (of: (k: number) => number): number =>
    a.reduce((total, _value, k) => total + of(k), 0);
  const covariance = sum((k) => (ranksA[k]! - middle) * (ranksB[k]! - middle));
  const spread = (ranks: readonly number[]): number => sum((k) => (ranks[k]! - middle) ** 2);
  return covariance / Math.sqrt(spread(ranksA) * spread(ranksB));
}

/** Kendall's tau-a: pairs in the same order minus pairs in the reverse one, over all pairs. */
export function kendall(a: readonly number[], b: readonly number[]): number {
  let [balance, pairs] = [0, 0];
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      balance += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!);
      pairs++;
    }
  return balance / pairs;
}
