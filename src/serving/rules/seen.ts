import type { ItemId } from '../../domain/ids.ts';
import type { Contacts } from '../user-sources.ts';
import type { FilterRule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';

/** Keeps off what the viewer watched or rated. */
export const seen: FilterRule = {
  name: 'seen',
  filterFor: (_rules, { seen: items }) =>
    items.size === 0 ? null : (itemId) => !items.has(itemId),
};

/**
 * What the rule keeps off at an instant: everything with which the last contact is less than the
 * rewatch window ago, and everything of which nobody knows when it was.
 */
export function seenWithin(
  { rewatchAfterMs }: RuleSet,
  { itemIds, latestMs }: Pick<Contacts, 'itemIds' | 'latestMs'>,
  asOfMs: number,
): Set<ItemId> {
  if (rewatchAfterMs === Infinity) return new Set(itemIds);
  return new Set(itemIds.filter((_, at) => !(asOfMs - (latestMs[at] ?? NaN) >= rewatchAfterMs)));
}
