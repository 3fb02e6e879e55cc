import { ageOf, type FilterRule } from './rule.ts';
import { statedOf } from './rule-set.ts';

/**
 * Keeps off items for which the viewer is too young: the highest limit stated for the item or one
 * of its genres counts. An item whose genres the catalogue does not say has only its own limit.
 */
export const ageLimits: FilterRule = {
  name: 'age',
  filterFor: (rules, { user, itemOf }) => {
    const { ageLimits: limits } = rules;
    const age = ageOf(rules, user);
    if (limits.items.size + limits.genres.size === 0 || age === Infinity) return null;
    return (itemId) => statedOf(limits, itemId, itemOf(itemId)).every((least) => age >= least);
  },
};
