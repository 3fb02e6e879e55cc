import type { Positives } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import { bootstrapMean } from '../math/bootstrap.ts';
import { seededRng } from '../math/rng.ts';
import { EVALUATION_DEFAULTS } from './evaluate-over-time.ts';
import { recommendCases } from './judge-window.ts';
import type { Contender } from './judge-windows.ts';
import { ndcg } from './metrics/ndcg.ts';
import { splitColdItems } from './split-cold-items.ts';
import { userGroups } from './summarize.ts';

/** How well a model ranks items that it never saw a like of. */
export interface ColdItemResult {
  readonly model: string;
  /** Mean NDCG@K over users, of lists of held-out items alone. */
  readonly ndcg: number;
  /** The same less that of the first contender, with its 95 % interval; absent for the first. */
  readonly difference?: { readonly mean: number; readonly low: number; readonly high: number };
}

/** A comparison on held-out items. */
export interface ColdItemEvaluation {
  readonly k: number;
  readonly items: number;
  readonly users: number;
  readonly results: readonly ColdItemResult[];
}

/**
 * Judges models on items held out of training: for every user with likes on both sides, a list of
 * held-out items alone, from the likes of the others. See `splitColdItems`. Contenders after the
 * first are compared with it, paired by user.
 *
 * @param given contenders: their scorers must know the held-out items, such as from their features
 * @throws DataError `SPLIT_IMPOSSIBLE`, and what training throws; InputError `COLD_ITEMS_UNKNOWN` when a
 *         contender scores none of the held-out items
 */
export async function evaluateColdItems(given: {
  readonly positives: Positives;
  readonly contenders: readonly Contender[];
  readonly heldOutRate?: number;
  readonly k?: number;
  readonly seed?: number;
}): Promise<ColdItemEvaluation> {
  const { k, seed, heldOutRate } = { ...EVALUATION_DEFAULTS, heldOutRate: 0.2, ...given };
  const { minItemPositives, minHistory } = EVALUATION_DEFAULTS;
  const split = splitColdItems(given.positives, {
    heldOutRate,
    minItemPositives,
    minHistory,
    seed,
  });
  const { cases, candidates, heldOut } = split;
  const values: (readonly number[])[] = [];
  for (const { model, train } of given.contenders) {
    const scorer = await train(split.train, split.asOfMs);
    const known = new Set(scorer.itemIds);
    if (!candidates.slice(0, heldOut).some((itemId) => known.has(itemId)))
      throw errorOf('COLD_ITEMS_UNKNOWN', { found: model, expected: heldOut });
    const lists = recommendCases(scorer, cases, { candidates, k, first: heldOut });
    values.push(
      cases.map(({ targets }, c) =>
        ndcg({ recommended: lists[c]!, relevant: targets, relevantCount: targets.size }, k),
      ),
    );
  }
  const groups = userGroups(cases.map(({ userId }) => userId));
  const compare = (mine: readonly number[]): NonNullable<ColdItemResult['difference']> => {
    const differences = mine.map((value, c) => value - values[0]![c]!);
    const rng = seededRng(seed, 'cold items compared');
    return bootstrapMean(differences, groups, { rng, resamples: 10_000 });
  };
  return {
    k,
    items: heldOut,
    users: cases.length,
    results: given.contenders.map(({ model }, at) => ({
      model,
      ndcg: values[at]!.reduce((sum, value) => sum + value, 0) / cases.length,
      ...(at === 0 ? {} : { difference: compare(values[at]!) }),
    })),
  };
}
