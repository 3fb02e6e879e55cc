import { join } from 'node:path';
import type { Snapshot } from '../catalogue/index.ts';
import { itemId, type ItemId } from '../domain/ids.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { MAX_COUNT } from './recommend-options.ts';

/** The first items of a snapshot by id, as many as a list holds: the constant list. */
export async function firstItems(
  tables: Tables,
  snapshot: Pick<Snapshot, 'folder'> | null,
): Promise<readonly ItemId[]> {
  if (snapshot === null) return [];
  const path = sqlString(join(snapshot.folder, 'items.parquet'));
  const rows = await tables.rows<{ item_id: string }>(
    `SELECT item_id FROM read_parquet(${path}) ORDER BY item_id LIMIT ${MAX_COUNT}`,
  );
  return rows.map((row) => itemId(row.item_id));
}
