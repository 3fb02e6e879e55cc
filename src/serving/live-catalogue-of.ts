import type { Catalogue } from '../catalogue/index.ts';
import type { LiveCatalogue } from './live-catalogue.ts';

/** A snapshot as serving sees it. */
export const liveCatalogueOf = (catalogue: Catalogue): LiveCatalogue => ({
  id: catalogue.id,
  has: (itemId) => catalogue.hasItem(itemId),
  titleOf: (itemId) => catalogue.item(itemId)?.title ?? null,
  itemOf: (itemId) => catalogue.item(itemId) ?? null,
  ...(catalogue.items === undefined ? {} : { items: catalogue.items }),
});
