import { currentSnapshot, loadCatalogue, loadItems, type Catalogue } from '../catalogue/index.ts';
import type { ItemId } from '../domain/ids.ts';
import { firstItems } from './first-items.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { itemFacts } from './item-facts.ts';
import type { ServingPorts } from './serving-ports.ts';
import { loadUserFacts, NO_USER_FACTS, type UserFactsSource } from './user-facts.ts';

/** The catalogue that serves, renewed when asked to. */
export interface FollowedCatalogue {
  /**
   * The items that it knows. An item that only the stream knows is not shown: one id that the service
   * cannot find voids a whole answer.
   */
  readonly current: LiveCatalogue | null;
  /** All that it knows, which lines are held against. */
  readonly known: Catalogue | null;
  /** What it says of users. */
  readonly userFacts: UserFactsSource;
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
  let known: Catalogue | null = null;
  let userFacts = NO_USER_FACTS;
  let constant: readonly ItemId[] = [];
  return {
    get known() {
      return known;
    },
    get userFacts() {
      return userFacts;
    },
    get current() {
      return current;
    },
    get constant() {
      return constant;
    },
    refresh: async () => {
      const snapshot = await currentSnapshot(ports.home, ports.artifacts);
      if ((snapshot?.id ?? null) === id) return;
      const next = snapshot === null ? null : await loadCatalogue(ports.tables, snapshot);
      userFacts = snapshot === null ? NO_USER_FACTS : await loadUserFacts(ports.tables, snapshot);
      const hasItems = (snapshot?.manifest.content.itemCount ?? 0) > 0;
      const items = hasItems ? await loadItems(ports.tables, snapshot!) : null;
      constant = await firstItems(ports.tables, snapshot);
      known = next;
      // Without items in it everything can be shown.
      current = items === null ? null : itemFacts(snapshot!.id, items);
      id = snapshot?.id ?? null;
    },
  };
}
