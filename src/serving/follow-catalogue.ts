import { currentSnapshot, loadItems, type Snapshot } from '../catalogue/index.ts';
import type { ItemId } from '../domain/ids.ts';
import type { Tables } from '../store/index.ts';
import { firstItems } from './first-items.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { itemFacts } from './item-facts.ts';
import type { ServingPorts } from './serving-ports.ts';

/** The catalogue that serves, renewed when asked to. */
export interface FollowedCatalogue {
  readonly current: LiveCatalogue | null;
  /** Some items of it, for as long as there is no model at all. */
  readonly constant: readonly ItemId[];
  /** Takes up the snapshot of this moment where it is another. */
  refresh(): Promise<void>;
}

/** Nothing is known before the first refresh. */
export function followCatalogue(
  ports: Pick<ServingPorts, 'home' | 'artifacts' | 'tables'>,
): FollowedCatalogue {
  let id: string | null = null;
  let current: LiveCatalogue | null = null;
  let constant: readonly ItemId[] = [];
  return {
    get current() {
      return current;
    },
    get constant() {
      return constant;
    },
    refresh: async () => {
      const snapshot = await currentSnapshot(ports.home, ports.artifacts);
      if ((snapshot?.id ?? null) === id) return;
      const next = await loadLiveCatalogue(ports.tables, snapshot);
      constant = await firstItems(ports.tables, snapshot);
      current = next;
      id = snapshot?.id ?? null;
    },
  };
}

/**
 * The items the catalogue knows. An item that only the stream knows is not shown: one id that the
 * service cannot find voids a whole answer. Without items in it everything can be shown.
 */
async function loadLiveCatalogue(
  tables: Tables,
  snapshot: Snapshot | null,
): Promise<LiveCatalogue | null> {
  if (snapshot === null || snapshot.manifest.content.itemCount === 0) return null;
  return itemFacts(snapshot.id, await loadItems(tables, snapshot));
}
