import type { ItemId } from '../../domain/ids.ts';
import { ageLimits } from './age-limits.ts';
import { availability } from './availability.ts';
import { blocked } from './blocked.ts';
import { requestFilters } from './request-filters.ts';
import type { Asked, FilterName, FilterRule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import { seen } from './seen.ts';

const FILTERS: readonly FilterRule[] = [blocked, availability, ageLimits, requestFilters, seen];

/** Names the first rule that keeps an item off; `null` where it may be shown. */
export type KeptOffBy = (itemId: ItemId) => FilterName | null;

/** Joins the rules that have something to say for a request, in their order. */
export function filtersFor(rules: RuleSet, asked: Asked): KeptOffBy {
  const active = FILTERS.flatMap(({ name, filterFor }) => {
    const allows = filterFor(rules, asked);
    return allows === null ? [] : [{ name, allows }];
  });
  return (itemId) => active.find(({ allows }) => !allows(itemId))?.name ?? null;
}
