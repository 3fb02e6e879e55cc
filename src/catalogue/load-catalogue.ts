import { join } from 'node:path';
import type { Item } from '../domain/catalogue-records.ts';
import { itemId, type ItemId, type UserId } from '../domain/ids.ts';
import { sqlString, type Tables } from '../store/index.ts';
import type { Catalogue, Coverage } from './catalogue.ts';
import type { Snapshot } from './snapshot.ts';

/** Reads a snapshot into memory for look-ups: some 100 bytes a user, 500 an item. */
export async function loadCatalogue(tables: Tables, snapshot: Snapshot): Promise<Catalogue> {
  const { content } = snapshot.manifest;
  const items = await loadItems(tables, join(snapshot.folder, 'items.parquet'));
  const users = await loadUserIds(tables, join(snapshot.folder, 'users.parquet'));
  return {
    id: snapshot.id,
    itemCoverage: coverageOf(content.itemCount, content.itemsComplete),
    userCoverage: coverageOf(content.userCount, content.usersComplete),
    hasItem: (id) => items.has(id),
    hasUser: (id) => users.has(id),
    lacksItem: () => false,
    lacksUser: () => false,
    item: (id) => items.get(id),
  };
}

const coverageOf = (count: number, complete: boolean): Coverage =>
  count === 0 ? 'none' : complete ? 'complete' : 'partial';

interface ItemRow {
  readonly item_id: string;
  readonly title: string;
  readonly genres: readonly string[];
  readonly runtime_minutes: number | null;
  readonly release_year: number | null;
  readonly language: string | null;
  readonly collection: string | null;
  readonly release_date: string | null;
  readonly production_companies: readonly string[];
  readonly licence_cost: number | null;
}

async function loadItems(tables: Tables, path: string): Promise<Map<ItemId, Item>> {
  const rows = await tables.rows<ItemRow>(`SELECT * FROM read_parquet(${sqlString(path)})`);
  return new Map(
    rows.map((row) => [
      itemId(row.item_id),
      {
        itemId: itemId(row.item_id),
        title: row.title,
        genres: row.genres,
        runtimeMinutes: row.runtime_minutes,
        releaseYear: row.release_year,
        language: row.language,
        collection: row.collection,
        releaseDate: row.release_date,
        productionCompanies: row.production_companies,
        licenceCost: row.licence_cost,
      },
    ]),
  );
}

async function loadUserIds(tables: Tables, path: string): Promise<Set<UserId>> {
  const ids = new Set<UserId>();
  await tables.columns(`SELECT user_id FROM read_parquet(${sqlString(path)})`, ([column]) => {
    for (const id of column!) ids.add(id as UserId);
  });
  return ids;
}
