import type { FilterRule } from './rule.ts';

/** Keeps off what operators blocked. */
export const blocked: FilterRule = {
  name: 'blocked',
  filterFor: ({ blocked: items }) => (items.size === 0 ? null : (itemId) => !items.has(itemId)),
};
