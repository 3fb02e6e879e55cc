import type { ItemId } from '../domain/ids.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { requestFilters } from './rules/request-filters.ts';
import { NO_RULES } from './rules/parse-rules.ts';
import type { ListFilters } from './rules/rule.ts';

/** So many different filters are remembered; the one that was asked for longest ago is forgotten. */
const MAX_KNOWN = 16;
const NONE = new Uint32Array(0);

/** Finds the rows of a model that a caller's filters leave out. */
export type UnfitRows = (filters: ListFilters, catalogue: LiveCatalogue | null) => Uint32Array;

/**
 * Rows whose items do not fit, ascending: left out before a model takes its best, so that a list
 * of a rare kind costs no more than any other. Remembered until the catalogue changes.
 *
 * Memory: 4 bytes an item for each of the filters that are remembered. Cost: one look at each item.
 */
export function unfitRowsOf(itemIds: readonly ItemId[]): UnfitRows {
  const known = new Map<string, Uint32Array>();
  let knownOf: LiveCatalogue | null = null;
  return (filters, catalogue) => {
    const fits = fitsOf(filters, catalogue);
    if (fits === null) return NONE;
    if (knownOf !== catalogue) known.clear();
    knownOf = catalogue;
    const key = JSON.stringify(filters);
    const rows = known.get(key) ?? Uint32Array.from(unfit(itemIds, fits));
    known.delete(key);
    known.set(key, rows);
    if (known.size > MAX_KNOWN) known.delete(known.keys().next().value!);
    return rows;
  };
}

const fitsOf = (
  filters: ListFilters,
  catalogue: LiveCatalogue | null,
): ((itemId: ItemId) => boolean) | null =>
  requestFilters.filterFor(NO_RULES, {
    asOfMs: 0,
    user: null,
    seen: new Set(),
    exclude: new Set(),
    filters,
    itemOf: (itemId) => catalogue?.itemOf?.(itemId) ?? null,
  });

function* unfit(itemIds: readonly ItemId[], fits: (itemId: ItemId) => boolean): Iterable<number> {
  for (const [row, itemId] of itemIds.entries()) if (!fits(itemId)) yield row;
}
