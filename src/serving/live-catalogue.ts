import type { ItemId } from '../domain/ids.ts';

/** The items that can be shown now. Immutable: a newer state is a new object. */
export interface LiveCatalogue {
  has(itemId: ItemId): boolean;
  /** `null` when the catalogue does not say. */
  titleOf(itemId: ItemId): string | null;
}

/** Port: the catalogue of this moment; `null` while there is none, and then every item can be shown. */
export interface CatalogueSource {
  current(): LiveCatalogue | null;
}
