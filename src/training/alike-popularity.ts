import type { Item } from '../domain/catalogue-records.ts';
import type { ItemId } from '../domain/ids.ts';
import type { Positives } from '../datasets/index.ts';
import type { Scorer } from '../evaluation/index.ts';
import { fitRidge, predict } from '../math/ridge.ts';
import { itemFeatures } from './item-features.ts';

/** λs that are tried, in items. */
const LAMBDAS: readonly number[] = [1, 3, 10, 30, 100, 300];

/**
 * How popular items with the same features are: a ridge regression of log(1 + positives) on
 * features, the same for everybody. It is what a personal ranking of items that nobody has liked
 * yet must beat.
 *
 * @param items what the catalogue says, of items without positives too
 */
export function alikePopularity(positives: Positives, items: ReadonlyMap<ItemId, Item>): Scorer {
  const { itemIds: known } = positives;
  const counts = new Float64Array(known.length);
  for (const item of positives.items) counts[item]! += 1;
  const features = itemFeatures(known.map((itemId) => items.get(itemId)));
  const map = fitRidge(
    known.map((itemId) => features.columnsOf(items.get(itemId))),
    counts.map((count) => Math.log(1 + count)),
    { featureCount: features.labels.length, size: 1, lambdas: LAMBDAS },
  );
  const itemIds = [...new Set([...known, ...items.keys()])];
  const scores = Float32Array.from(
    itemIds,
    (itemId) => predict(map, features.columnsOf(items.get(itemId)))[0]!,
  );
  return { itemIds, personal: false, score: (_history, _context, out) => out.set(scores) };
}
