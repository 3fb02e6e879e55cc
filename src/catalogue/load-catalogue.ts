import { join } from 'node:path';
import type { ItemId, UserId } from '../domain/ids.ts';
import { sqlString, type Tables } from '../store/index.ts';
import type { Catalogue, Coverage } from './catalogue.ts';
import { readItems, readMissing } from './read-tables.ts';
import type { Snapshot } from './snapshot.ts';
import { userIdSet, type UserIdSet } from './user-id-set.ts';

/** Reads a snapshot into memory for look-ups: a bit or so a user, 500 bytes an item. */
export async function loadCatalogue(tables: Tables, snapshot: Snapshot): Promise<Catalogue> {
  const { content } = snapshot.manifest;
  const rows = await readItems(tables, join(snapshot.folder, 'items.parquet'));
  const items = new Map(rows.map((item) => [item.itemId, item]));
  const users = await loadUserIds(tables, join(snapshot.folder, 'users.parquet'));
  const missing = content.missing
    ? await readMissing(tables, join(snapshot.folder, 'missing.parquet'))
    : [];
  const idsOf = (kind: 'item' | 'user'): Set<string> =>
    new Set(missing.filter((row) => row.kind === kind).map(({ id }) => id));
  const [lackedItems, lackedUsers] = [idsOf('item'), idsOf('user')];
  return {
    id: snapshot.id,
    itemCoverage: content.missing?.items
      ? 'live'
      : coverageOf(content.itemCount, content.itemsComplete),
    userCoverage: content.missing?.users
      ? 'live'
      : coverageOf(content.userCount, content.usersComplete),
    hasItem: (id) => items.has(id),
    hasUser: (id) => users.has(id),
    hasUserNumber: (user) => users.hasNumber(user),
    lacksItem: (id) => lackedItems.has(id),
    lacksUser: (id) => lackedUsers.has(id),
    item: (id: ItemId) => items.get(id),
    items: () => items.values(),
  };
}

const coverageOf = (count: number, complete: boolean): Coverage =>
  count === 0 ? 'none' : complete ? 'complete' : 'partial';

async function loadUserIds(tables: Tables, path: string): Promise<UserIdSet> {
  const ids = userIdSet();
  await tables.columns(`SELECT user_id FROM read_parquet(${sqlString(path)})`, ([column]) => {
    for (const id of column!) ids.add(id as UserId);
  });
  return ids;
}
