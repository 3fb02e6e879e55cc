import type { Item } from '../../domain/catalogue-records.ts';
import type { ItemId } from '../../domain/ids.ts';
import { statedOf, type RuleSet } from './rule-set.ts';

/**
 * A score after the boosts of its item and the item's genres: all products first, then all sums.
 * A product m applies to a score s as s·m where s ≥ 0 and as s/m where s < 0, so that above 1 it
 * raises and below 1 it lowers whatever the sign.
 */
export function boosted(
  { boosts }: RuleSet,
  score: number,
  itemId: ItemId,
  item: Item | null,
): number {
  const stated = statedOf(boosts, itemId, item).flat();
  if (stated.length === 0) return score;
  const product = stated.reduce((so, { multiply }) => so * multiply, 1);
  const sum = stated.reduce((so, { add }) => so + add, 0);
  return (score < 0 ? score / product : score * product) + sum;
}

export const hasBoosts = ({ boosts }: RuleSet): boolean =>
  boosts.items.size + boosts.genres.size > 0;
