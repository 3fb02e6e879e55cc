import type { Finding } from '../domain/finding.ts';
import { sqlString, type Tables } from '../store/index.ts';
import { tablePath, type DatasetTable } from './dataset.ts';

/** Below this many positives per user, half of the users or more give a personal model nothing. */
const THIN_HISTORY = 3;

interface Counts {
  readonly positives: number;
  readonly users: number;
  readonly median: number | null;
  readonly watches: number;
  readonly unknown_runtime: number;
  readonly untitled_items: number;
  readonly items: number;
}

/**
 * Looks at a dataset as a whole before anything trains on it. Findings with severity `block` stop
 * training.
 *
 * @param folder where the tables lie; the dataset may be a draft
 */
export async function checkDataset(tables: Tables, folder: string): Promise<Finding[]> {
  const counts = await countDataset(tables, folder);
  return [
    noPositives(counts),
    thinHistories(counts),
    unknownRuntimes(counts),
    uncataloguedItems(counts),
  ].filter((finding) => finding !== null);
}

async function countDataset(tables: Tables, folder: string): Promise<Counts> {
  const at = (table: DatasetTable): string =>
    `read_parquet(${sqlString(tablePath({ folder }, table))})`;
  const [counts] = await tables.rows<Counts>(`SELECT
    (SELECT count(*) FROM ${at('positives')}) AS positives,
    (SELECT count(*) FROM ${at('users')}) AS users,
    (SELECT median(n) FROM (SELECT count(p.user_index) AS n FROM ${at('users')} AS u
      LEFT JOIN ${at('positives')} AS p USING (user_index) GROUP BY user_index)) AS median,
    (SELECT count(*) FROM ${at('watches')}) AS watches,
    (SELECT count(*) FROM ${at('watches')} WHERE completion IS NULL) AS unknown_runtime,
    (SELECT count(*) FROM ${at('items')} WHERE title IS NULL) AS untitled_items,
    (SELECT count(*) FROM ${at('items')}) AS items`);
  return counts!;
}

const noPositives = ({ positives, users }: Counts): Finding | null =>
  positives > 0
    ? null
    : {
        check: 'no-positives',
        severity: 'block',
        message: `Nobody of ${users} users liked anything up to this instant, so there is nothing to train on.`,
        count: users,
        examples: [],
      };

const thinHistories = ({ positives, users, median }: Counts): Finding | null =>
  positives === 0 || median === null || median >= THIN_HISTORY
    ? null
    : {
        check: 'thin-histories',
        severity: 'warn',
        message: `Half of the ${users} users have at most ${median} positives; personal models need about ${THIN_HISTORY} or more.`,
        count: users,
        examples: [],
      };

const unknownRuntimes = ({ watches, unknown_runtime }: Counts): Finding | null =>
  unknown_runtime === 0
    ? null
    : {
        check: 'unknown-runtime',
        severity: 'note',
        message: `${unknown_runtime} of ${watches} watches have no completion, because the catalogue does not know the runtime.`,
        count: unknown_runtime,
        examples: [],
      };

const uncataloguedItems = ({ items, untitled_items }: Counts): Finding | null =>
  untitled_items === 0
    ? null
    : {
        check: 'uncatalogued-items',
        severity: 'note',
        message: `${untitled_items} of ${items} items occur in the stream but not in the catalogue.`,
        count: untitled_items,
        examples: [],
      };
