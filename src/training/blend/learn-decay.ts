import { meanOf } from '../../math/moments.ts';
import { FEWEST_CASES, valuesOf } from './learn-weights.ts';
import { casesAt, type DecayedCase } from './tune-cases.ts';

/** Longer lists than are shown: what tells ways of weighing apart shows on them with less noise. */
const K = 30;

/**
 * Which way of weighing the history does best on cases, by the mean NDCG@30 of the members mixed
 * with the weights they start from.
 *
 * Deterministic. Cost: O(decays · cases · pool).
 *
 * @returns the row in `DecayedCase.scores`; 0, the usual one, with too few cases to tell
 */
export function learnDecay(cases: readonly DecayedCase[], start: readonly number[]): number {
  if (cases.length < FEWEST_CASES) return 0;
  const means = cases[0]!.scores.map((_of, decay) =>
    meanOf(valuesOf(casesAt(cases, decay), start, K)),
  );
  return means.indexOf(Math.max(...means));
}
