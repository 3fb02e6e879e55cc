import type { Item } from '../domain/catalogue-records.ts';
import type { ItemId } from '../domain/ids.ts';

/** The items that can be shown now. Immutable: a newer state is a new object. */
export interface LiveCatalogue {
  /** Id of the snapshot; absent where it is none. */
  readonly id?: string;
  has(itemId: ItemId): boolean;
  /** `null` when the catalogue does not say. */
  titleOf(itemId: ItemId): string | null;
  /** What it says of an item; `null` where it does not have it. Absent: it says nothing. */
  itemOf?(itemId: ItemId): Item | null;
  /** Everything it has. Absent: it does not say. */
  items?(): Iterable<Item>;
}

/** Port: the catalogue of this moment; `null` while there is none, and then every item can be shown. */
export interface CatalogueSource {
  current(): LiveCatalogue | null;
}
