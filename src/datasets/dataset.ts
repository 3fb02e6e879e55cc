import { join } from 'node:path';
import type { Ledger } from '../domain/ledger.ts';
import type { Artifact } from '../store/index.ts';
import type { DatasetParameters } from './parameters.ts';

/** A table of a dataset: how many rows, and the SHA-256 over its rows in canonical order. */
export type TableSummary = {
  readonly rowCount: number;
  readonly hash: string;
};

/**
 * The tables of a dataset, a Parquet file each. Times are milliseconds since the epoch (BIGINT),
 * ids VARCHAR, indexes INTEGER and 0-based.
 *
 * - `watches`: one row per user, item and sitting: started_ms, ended_ms, minutes (distinct minutes
 *   seen in the log), last_minute (furthest, from 0), completion (furthest share of the runtime,
 *   0..1, NULL where the runtime is unknown).
 * - `ratings`: user_id, item_id, time_ms, rating.
 * - `exposures`: what the stream says was shown: user_id, time_ms, position (1-based), item_id.
 * - `users`, `items`: who and what occurs, with what the catalogue says; the index is the row in
 *   order of the id.
 * - `positives`: user_index, item_index, time_ms; one row per liked (user, item), in order of the
 *   first instant at which the liking was known, ties by seed.
 * - `seen`: user_index, item_index, time_ms of the last contact; one row per (user, item) that was
 *   watched, for however short, or rated.
 */
export const DATASET_TABLES = [
  'watches',
  'ratings',
  'exposures',
  'users',
  'items',
  'positives',
  'seen',
] as const;
export type DatasetTable = (typeof DATASET_TABLES)[number];

/** Lines [from, to) of one partition of a source. */
export type LineRange = {
  readonly source: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
};

/**
 * What decides the findings of the contracts besides the tables: SHA-256 over what the contracts
 * state, and where the lines went. The findings themselves follow from these and are not hashed.
 */
export type DatasetContract = {
  readonly hash: string;
  readonly ledger: { readonly [K in keyof Ledger]: Ledger[K] };
};

/** What a dataset's id is the hash of. A type, not an interface, so that it counts as JSON. */
export type DatasetContent = {
  readonly asOfMs: number;
  readonly parameters: DatasetParameters;
  /** The lines it was built from, in order of source, partition and offset; neighbours joined. */
  readonly lines: readonly LineRange[];
  /** Settlements whose events it has too; absent when there were none. */
  readonly settlements?: readonly string[];
  readonly catalogue: string | null;
  readonly tables: { readonly [T in DatasetTable]: TableSummary };
  /** What its data were held against; absent when they were held against nothing. */
  readonly contract?: DatasetContract;
  /** First and last event time used; `null` for an empty dataset. */
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
};

export type Dataset = Artifact<DatasetContent>;

/** Where a table of a dataset lies. */
export const tablePath = (dataset: Pick<Dataset, 'folder'>, table: DatasetTable): string =>
  join(dataset.folder, `${table}.parquet`);
