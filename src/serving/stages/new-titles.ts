import type { Item } from '../../domain/catalogue-records.ts';
import type { ItemId } from '../../domain/ids.ts';
import type { LiveCatalogue } from '../live-catalogue.ts';
import type { PreparedModel } from '../prepared-model.ts';

/** Everything of a catalogue with a date, the latest first; kept for as long as the catalogue is. */
const dated = new WeakMap<LiveCatalogue, readonly Item[]>();

/**
 * Titles of the catalogue that none of the models knows, the latest release first; what is not
 * released yet, and what has no date, is not among them.
 *
 * @param limit ≥ 0
 */
export function newTitles(
  catalogue: LiveCatalogue | null,
  models: readonly (PreparedModel | null)[],
  { asOfMs, limit }: { readonly asOfMs: number; readonly limit: number },
): ItemId[] {
  const found: ItemId[] = [];
  for (const item of latestFirst(catalogue)) {
    if (found.length >= limit) break;
    if (!(releasedMs(item) <= asOfMs)) continue;
    if (!models.some((model) => model?.rowOf.has(item.itemId))) found.push(item.itemId);
  }
  return found;
}

function latestFirst(catalogue: LiveCatalogue | null): readonly Item[] {
  if (catalogue?.items === undefined) return [];
  const known = dated.get(catalogue);
  if (known !== undefined) return known;
  const items = [...catalogue.items()]
    .filter((item) => !Number.isNaN(releasedMs(item)))
    .sort((a, b) => releasedMs(b) - releasedMs(a) || (a.itemId < b.itemId ? -1 : 1));
  dated.set(catalogue, items);
  return items;
}

/** Day of release, or the first of its year; NaN where the catalogue says neither. */
const releasedMs = ({ releaseDate, releaseYear }: Item): number =>
  typeof releaseDate === 'string'
    ? Date.parse(releaseDate)
    : releaseYear === null
      ? Number.NaN
      : Date.UTC(releaseYear, 0, 1);
