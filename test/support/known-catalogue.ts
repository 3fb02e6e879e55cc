import type { Catalogue, Coverage } from '../../src/catalogue/index.ts';
import { itemId } from '../../src/domain/ids.ts';

/** A catalogue in memory. @param runtimes minutes by movie id; `null` where unknown */
export function knownCatalogue(
  runtimes: Readonly<Record<string, number | null>>,
  {
    items = 'complete',
    users = 'none',
    largestUser = 0,
  }: { items?: Coverage; users?: Coverage; largestUser?: number } = {},
): Catalogue {
  const known = new Map(Object.entries(runtimes));
  return {
    id: 'known',
    itemCoverage: items,
    userCoverage: users,
    hasItem: (id) => known.has(id),
    hasUser: (id) => Number(id) <= largestUser,
    lacksItem: () => false,
    lacksUser: () => false,
    item: (id) => {
      const runtimeMinutes = known.get(id);
      return runtimeMinutes === undefined
        ? undefined
        : {
            itemId: itemId(id),
            title: id,
            genres: [],
            runtimeMinutes,
            releaseYear: null,
            language: null,
            collection: null,
          };
    },
  };
}
