import type { ItemId, UserId } from '../domain/ids.ts';
import type { RecommenderParts } from './recommender.ts';
import { filtersFor } from './rules/filters.ts';
import { NO_RULES } from './rules/parse-rules.ts';

/**
 * Which items a user may be shown where no list is made, such as those they began themselves: what
 * the catalogue has and no rule keeps off. That they know an item already keeps nothing off.
 */
export function mayBeShown(
  { catalogue, rules, userFacts, clock }: RecommenderParts,
  userId: UserId,
): (itemId: ItemId) => boolean {
  const current = catalogue.current();
  const keptOffBy = filtersFor(rules?.current() ?? NO_RULES, {
    asOfMs: clock.nowMs(),
    user: userFacts?.factsOf(userId) ?? null,
    seen: new Set(),
    exclude: new Set(),
    filters: {},
    itemOf: (itemId) => current?.itemOf?.(itemId) ?? null,
  });
  return (itemId) => (current?.has(itemId) ?? true) && keptOffBy(itemId) === null;
}
