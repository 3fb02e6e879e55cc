import { sqlString, type Tables } from '../../store/index.ts';
import {
  columnStatements,
  distinctStatements,
  workingTables,
  type ProfileSource,
} from './column-statements.ts';
import { BUCKET_COUNT, HOUR_COUNT, type ColumnProfile } from './day-profile.ts';

/**
 * Counts all columns of a day, and keeps who watched what for the days to come.
 *
 * Cost: the events of the day are read three times.
 */
export async function measureColumns(
  tables: Tables,
  source: ProfileSource,
  keepPairsAt: string,
): Promise<{ readonly users: number; readonly columns: Record<string, ColumnProfile> }> {
  const working = Object.entries(workingTables(source));
  try {
    for (const [name, select] of working)
      await tables.run(`CREATE OR REPLACE TEMP TABLE ${source.prefix}_${name} AS ${select}`);
    const columns: Record<string, ColumnProfile> = {};
    for (const { field, select } of columnStatements(source))
      columns[field] = profileOf(await cells(tables, select));
    for (const { field, select } of distinctStatements(source))
      columns[field] = profileOf(await distinctCells(tables, select));
    await tables.run(
      `COPY (SELECT user_id, item_id FROM ${source.prefix}_pairs ORDER BY user_id, item_id)
       TO ${sqlString(keepPairsAt)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    const [row] = await tables.rows<{ n: number }>(
      `SELECT count(*) AS n FROM ${source.prefix}_users`,
    );
    return { users: row!.n, columns };
  } finally {
    for (const [name] of working) await tables.run(`DROP TABLE IF EXISTS ${source.prefix}_${name}`);
  }
}

/** A number by group of users or by hour; the other of the two is null. */
interface Cell {
  readonly b: number | null;
  readonly h: number | null;
  readonly c: string;
  readonly n: number;
}

const cells = (tables: Tables, select: string): Promise<Cell[]> =>
  tables.rows<Cell>(
    `SELECT b, h, c, CAST(sum(n) AS BIGINT) AS n FROM (${select}) WHERE c IS NOT NULL
     GROUP BY GROUPING SETS ((b, c), (h, c)) ORDER BY c`,
  );

async function distinctCells(tables: Tables, select: string): Promise<Cell[]> {
  const rows = await tables.rows<{
    b: number | null;
    h: number | null;
    yes: number;
    all_of: number;
  }>(select);
  return rows.flatMap(({ b, h, yes, all_of }) => [
    { b, h, c: 'no', n: all_of - yes },
    { b, h, c: 'yes', n: yes },
  ]);
}

function profileOf(rows: readonly Cell[]): ColumnProfile {
  const categories = [...new Set(rows.map(({ c }) => c))].sort();
  const place = new Map(categories.map((category, k) => [category, k]));
  const zeros = (count: number): number[][] =>
    Array.from({ length: count }, () => categories.map(() => 0));
  const [buckets, hours] = [zeros(BUCKET_COUNT), zeros(HOUR_COUNT)];
  for (const { b, h, c, n } of rows) {
    const row = b === null ? hours[h!] : buckets[b];
    if (row !== undefined) row[place.get(c)!] = n;
  }
  return { categories, buckets, hours };
}
