import { join } from 'node:path';
import type { Item } from '../domain/catalogue-records.ts';
import type { Tables } from '../store/index.ts';
import { readItems } from './read-tables.ts';
import type { Snapshot } from './snapshot.ts';

/** Reads everything a snapshot says of items, and nothing of users. */
export const loadItems = (tables: Tables, snapshot: Snapshot): Promise<Item[]> =>
  readItems(tables, join(snapshot.folder, 'items.parquet'));
