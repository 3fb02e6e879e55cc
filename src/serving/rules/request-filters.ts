import type { FilterRule } from './rule.ts';
import { fold, genresOf } from './rule-set.ts';

/**
 * Keeps off what the caller excludes and what does not fit the caller's filters. An item of which
 * the catalogue does not say what is asked for does not fit.
 */
export const requestFilters: FilterRule = {
  name: 'request',
  filterFor: (_rules, { exclude, filters, itemOf }) => {
    const { genres, languages, fromYear, toYear } = filters;
    const wanted = genres === undefined ? null : new Set(genres.map(fold));
    const spoken = languages === undefined ? null : new Set(languages.map(fold));
    const isDated = fromYear !== undefined || toYear !== undefined;
    const narrows = wanted !== null || spoken !== null || isDated;
    if (exclude.size === 0 && !narrows) return null;
    return (itemId) => {
      if (exclude.has(itemId)) return false;
      if (!narrows) return true;
      const item = itemOf(itemId);
      if (item === null) return false;
      if (wanted !== null && ![...genresOf(item)].some((genre) => wanted.has(genre))) return false;
      if (spoken !== null && (item.language === null || !spoken.has(fold(item.language))))
        return false;
      const year = item.releaseYear ?? Number.NaN;
      return !isDated || (year >= (fromYear ?? -Infinity) && year <= (toYear ?? Infinity));
    };
  },
};
