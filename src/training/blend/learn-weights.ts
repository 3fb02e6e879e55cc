import { METRIC_FUNCTIONS } from '../../evaluation/index.ts';
import { groupedStandardErrorOf, meanOf } from '../../math/moments.ts';
import { topK } from '../../math/top-k.ts';
import type { TuneCase } from './tune-cases.ts';

/** Length of the lists that the weights are learnt for. */
const K = 10;
/** Weights that are tried. */
const GRID: readonly number[] = [0, 0.1, 0.25, 0.5, 0.75, 1, 1.5];
/** Fewer cases teach nothing. */
export const FEWEST_CASES = 20;

/**
 * Learns non-negative weights of members by coordinate ascent on the mean NDCG@10 of the cases:
 * one member after the other takes the best weight of a grid, twice round. A change is made only
 * where it raises the mean by more than `margin` standard errors of the paired difference to the
 * weights in force; so few cases leave the start as it is.
 *
 * Deterministic. Cost: O(2 · members · grid · cases · pool).
 *
 * @param start weights in force, one a member, at least one above 0
 * @returns as many weights, at least one above 0
 */
export function learnWeights(
  cases: readonly TuneCase[],
  start: readonly number[],
  margin: number,
): readonly number[] {
  if (cases.length < FEWEST_CASES) return start;
  let best = { weights: start, values: valuesOf(cases, start) };
  for (let round = 0; round < 2; round++)
    for (let member = 0; member < start.length; member++)
      for (const weight of GRID) {
        const weights = best.weights.map((old, m) => (m === member ? weight : old));
        if (weights.every((one) => one === 0)) continue;
        const values = valuesOf(cases, weights);
        if (isProven(cases, values, best.values, margin)) best = { weights, values };
      }
  return best.weights;
}

/**
 * Whether values are higher than others case by case, by more than `margin` standard errors of the
 * difference; cases of one user are taken together.
 */
export function isProven(
  cases: readonly Pick<TuneCase, 'userId'>[],
  values: readonly number[],
  others: readonly number[],
  margin: number,
): boolean {
  const differences = values.map((value, c) => value - others[c]!);
  const mean = meanOf(differences);
  if (!(mean > 1e-9)) return false;
  const users = cases.map(({ userId }) => userId);
  return margin === 0 || mean > margin * groupedStandardErrorOf(differences, users);
}

/** NDCG of every case under weights, of lists of `k`. */
export const valuesOf = (
  cases: readonly TuneCase[],
  weights: readonly number[],
  k = K,
): readonly number[] =>
  cases.map(({ scores, relevant, relevantCount }) => {
    const mixed = new Float64Array(relevant.length);
    weights.forEach((weight, m) => {
      if (weight === 0) return;
      const own = scores[m]!;
      for (let item = 0; item < mixed.length; item++) mixed[item]! += weight * own[item]!;
    });
    const isRelevant = { has: (item: number) => relevant[item] === 1, size: relevantCount };
    const list = { recommended: topK(mixed, k), relevant: isRelevant as ReadonlySet<number> };
    return METRIC_FUNCTIONS.ndcg({ ...list, relevantCount }, k);
  });
