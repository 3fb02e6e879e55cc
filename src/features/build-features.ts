import { join } from 'node:path';
import {
  loadItems,
  loadPositives,
  loadUsers,
  type Dataset,
  type Positives,
} from '../datasets/index.ts';
import { buildCsr } from '../math/csr.ts';
import { hashRows, type Artifact, type ArtifactStore, type Tables } from '../store/index.ts';
import { itemFeatures } from './item-features.ts';
import { userFeatures } from './user-features.ts';

/** What a features artifact's id is the hash of. */
export type FeaturesContent = {
  readonly dataset: string;
  readonly asOfMs: number;
  /** Raised whenever a definition changes what it computes. */
  readonly definitions: number;
  readonly userCount: number;
  readonly itemCount: number;
  /** SHA-256 over all values in order of the index. */
  readonly hash: string;
};

const DEFINITIONS = 1;

/**
 * Computes the features of every user and item of a dataset at its instant and stores them as
 * `users.parquet` and `items.parquet`, in order of the index.
 */
export async function buildFeatures(
  { artifacts, tables }: { readonly artifacts: ArtifactStore; readonly tables: Tables },
  dataset: Dataset,
): Promise<Artifact<FeaturesContent>> {
  const { asOfMs } = dataset.manifest.content;
  const positives = await loadPositives(tables, dataset);
  const users = await userRows(tables, dataset, positives);
  const items = await itemRows(tables, dataset, positives);
  const draft = await artifacts.draft('features');
  try {
    await writeRows(tables, join(draft.folder, 'users.parquet'), users);
    await writeRows(tables, join(draft.folder, 'items.parquet'), items);
    return await draft.commit<FeaturesContent>({
      dataset: dataset.id,
      asOfMs,
      definitions: DEFINITIONS,
      userCount: users.length,
      itemCount: items.length,
      hash: hashRows([...users, ...items]),
    });
  } finally {
    await draft.discard();
  }
}

type Row = Record<string, string | number | null>;

async function userRows(tables: Tables, dataset: Dataset, positives: Positives): Promise<Row[]> {
  const users = await loadUsers(tables, dataset);
  const likes = timesByRow(positives, positives.users, users.length);
  return users.map((user, row) => ({
    user_id: user.userId,
    ...userFeatures({ user, likedAtMs: likes(row) }, dataset.manifest.content.asOfMs),
  }));
}

async function itemRows(tables: Tables, dataset: Dataset, positives: Positives): Promise<Row[]> {
  const items = await loadItems(tables, dataset);
  const likes = timesByRow(positives, positives.items, items.length);
  return items.map((item, row) => ({
    item_id: item.itemId,
    ...itemFeatures({ item, likedAtMs: likes(row) }, dataset.manifest.content.asOfMs),
  }));
}

/** The instants of each row's positives, ascending, without copying them apart. */
function timesByRow(
  { timesMs }: Positives,
  rows: Uint32Array,
  rowCount: number,
): (row: number) => Float64Array {
  const csr = buildCsr(rows, new Uint32Array(rows.length), { rowCount, columnCount: 1 });
  const sorted = Float64Array.from(csr.source, (k) => timesMs[k]!);
  return (row) => sorted.subarray(csr.offsets[row]!, csr.offsets[row + 1]!);
}

async function writeRows(tables: Tables, path: string, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? { empty: null });
  const writer = await tables.writeParquet(
    path,
    Object.fromEntries(
      names.map((name) => [
        name,
        rows.some((r) => typeof r[name] === 'string') ? 'VARCHAR' : 'DOUBLE',
      ]),
    ),
  );
  try {
    await writer.append({
      rowCount: rows.length,
      columns: names.map((name) => rows.map((row) => row[name])),
    });
    await writer.close();
  } catch (thrown) {
    await writer.discard();
    throw thrown;
  }
}
