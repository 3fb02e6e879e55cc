import type { Positives } from '../../datasets/index.ts';
import type { ItemId } from '../../domain/ids.ts';
import { fitRidge, predict } from '../../math/ridge.ts';
import { itemFeatures } from '../item-features.ts';
import type { TrainingContext } from '../trainer.ts';

/** Items that nobody is known to have liked, with the vectors that their features give them. */
export interface ColdItems {
  readonly itemIds: readonly ItemId[];
  /** itemIds.length × d, row-major. */
  readonly factors: Float32Array;
}

/** λs that are tried, in items. */
const LAMBDAS: readonly number[] = [1, 3, 10, 30, 100, 300];

/**
 * Vectors of the items of the catalogue that have no positives, from their features: a ridge
 * regression of the trained vectors on genres, language, decade, collection and production
 * companies, each weighing the same however often the item was liked. An item with none of the
 * features that the trained ones have is left out: nothing is known of it.
 *
 * @param factors item vectors as trained, positives.itemIds.length × d
 * @returns in the order of the catalogue; none without one
 * Source: the item side of Agarwal & Chen, "Regression-based latent factor models", KDD 2009.
 */
export function coldItems(
  { itemIds: known }: Positives,
  { factors, factorCount }: { readonly factors: Float32Array; readonly factorCount: number },
  { items }: TrainingContext,
): ColdItems {
  if (items === undefined) return { itemIds: [], factors: new Float32Array(0) };
  const isKnown = new Set(known);
  const features = itemFeatures(known.map((itemId) => items.get(itemId)));
  const cold = [...items]
    .filter(([itemId]) => !isKnown.has(itemId))
    .map(([itemId, item]) => ({ itemId, columns: features.columnsOf(item) }))
    .filter(({ columns }) => columns.length > 0);
  if (cold.length === 0) return { itemIds: [], factors: new Float32Array(0) };
  const described = known
    .map((itemId, row) => ({ row, columns: features.columnsOf(items.get(itemId)) }))
    .filter(({ columns }) => columns.length > 0);
  const targets = new Float64Array(described.length * factorCount);
  for (const [at, { row }] of described.entries())
    targets.set(factors.subarray(row * factorCount, (row + 1) * factorCount), at * factorCount);
  const map = fitRidge(
    described.map(({ columns }) => columns),
    targets,
    { featureCount: features.labels.length, size: factorCount, lambdas: LAMBDAS },
  );
  const vectors = new Float32Array(cold.length * factorCount);
  for (const [at, { columns }] of cold.entries())
    vectors.set(predict(map, columns), at * factorCount);
  return { itemIds: cold.map(({ itemId }) => itemId), factors: vectors };
}
