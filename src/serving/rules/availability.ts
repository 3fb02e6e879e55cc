import type { FilterRule } from './rule.ts';

/** Keeps off items outside all of the windows that are stated for them. */
export const availability: FilterRule = {
  name: 'window',
  filterFor: ({ availability: windows }, { asOfMs }) =>
    windows.size === 0
      ? null
      : (itemId) =>
          windows
            .get(itemId)
            ?.some(({ fromMs, untilMs }) => fromMs <= asOfMs && asOfMs < untilMs) ?? true,
};
