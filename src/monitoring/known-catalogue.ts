import { join } from 'node:path';
import { currentSnapshot } from '../catalogue/index.ts';
import { sqlString, type ArtifactStore, type Home } from '../store/index.ts';

/** What the catalogue in force adds to a report, as relations; empty where it says nothing. */
export interface KnownCatalogue {
  /** Items of it; `null` where it has none. */
  readonly itemCount: number | null;
  /** `null` where it has no items. */
  readonly itemsPath: string | null;
  /** item_id, title, genres, runtime_minutes. */
  readonly items: string;
  /** user_id, age, gender. */
  readonly users: string;
}

const NO_ITEMS = `(SELECT NULL::VARCHAR AS item_id, NULL::VARCHAR AS title, NULL::VARCHAR[] AS genres,
  NULL::INTEGER AS runtime_minutes WHERE false)`;
const NO_USERS = `(SELECT NULL::VARCHAR AS user_id, NULL::INTEGER AS age, NULL::VARCHAR AS gender
  WHERE false)`;

/** The catalogue of this moment. */
export async function knownCatalogue(
  home: Home,
  artifacts: ArtifactStore,
): Promise<KnownCatalogue> {
  const snapshot = await currentSnapshot(home, artifacts);
  const { itemCount, userCount } = snapshot?.manifest.content ?? { itemCount: 0, userCount: 0 };
  const read = (file: string): string => `read_parquet(${sqlString(join(snapshot!.folder, file))})`;
  return {
    itemCount: itemCount === 0 ? null : itemCount,
    itemsPath: itemCount === 0 ? null : join(snapshot!.folder, 'items.parquet'),
    items:
      itemCount === 0
        ? NO_ITEMS
        : `(SELECT item_id, title, genres, runtime_minutes FROM ${read('items.parquet')})`,
    users:
      userCount === 0 ? NO_USERS : `(SELECT user_id, age, gender FROM ${read('users.parquet')})`,
  };
}
