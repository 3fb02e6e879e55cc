import { meanOf } from '../math/moments.ts';
import { itemCounts } from './item-counts.ts';
import type { Facts } from './judge-windows.ts';
import type { JudgedCase } from './judged-case.ts';
import { averagePopularity } from './metrics/average-popularity.ts';
import { miscalibration } from './metrics/calibration.ts';
import { intraListDiversity } from './metrics/diversity.ts';
import { giniOfExposure } from './metrics/gini.ts';
import { novelty } from './metrics/novelty.ts';
import { tailRecall } from './metrics/tail-recall.ts';
import { popularityTiers } from './popularity-tiers.ts';
import type { Window } from './time-split.ts';

/** What lists are like besides right; see the function of each. `null` where nothing says. */
export interface BeyondAccuracy {
  /** Of exposure, mean over windows weighted by candidates. */
  readonly gini: number | null;
  /** Means over cases. */
  readonly novelty: number | null;
  readonly averagePopularity: number | null;
  /** The next two need the genres of items. */
  readonly diversity: number | null;
  readonly miscalibration: number | null;
  /** Over the cases with something relevant in the tail. */
  readonly tailRecall: number | null;
}

/** Popularity is that before the window's cut, genres are the catalogue's. */
export function beyondAccuracy(
  cases: readonly JudgedCase[],
  windows: readonly Window[],
  { items }: Facts,
): BeyondAccuracy {
  const known = windows.map(({ train }) => {
    const counts = itemCounts(train);
    const genres = train.itemIds.map((itemId) => items?.get(itemId)?.genres ?? []);
    return { counts, tiers: popularityTiers(counts), genresOf: (item: number) => genres[item]! };
  });
  const mean = (valueOf: (one: JudgedCase, of: (typeof known)[number]) => number | null) => {
    const values = cases.map((one) => valueOf(one, known[one.window]!));
    return finite(meanOf(values.filter((value) => value !== null)));
  };
  return {
    gini: giniOver(cases, windows),
    novelty: mean(({ recommended }, { counts }) => novelty(recommended, counts)),
    averagePopularity: mean(({ recommended }, { counts }) =>
      averagePopularity(recommended, counts),
    ),
    diversity: mean(({ recommended }, { genresOf }) => intraListDiversity(recommended, genresOf)),
    miscalibration: mean(({ history, recommended }, { genresOf }) =>
      miscalibration(history.items, recommended, genresOf),
    ),
    tailRecall: mean(({ recommended, targets }, { tiers }) =>
      tailRecall(
        { recommended, relevant: targets, relevantCount: targets.size },
        (item) => tiers[item] === 'tail',
      ),
    ),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function giniOver(cases: readonly JudgedCase[], windows: readonly Window[]): number | null {
  let [sum, candidates] = [0, 0];
  for (const [w, { train }] of windows.entries()) {
    const lists = cases.filter(({ window }) => window === w).map((one) => one.recommended);
    if (lists.length === 0) continue;
    sum += giniOfExposure(lists, train.itemIds.length) * train.itemIds.length;
    candidates += train.itemIds.length;
  }
  return finite(sum / candidates);
}
