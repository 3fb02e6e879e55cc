import type { Measured, RowCheck } from './check.ts';
import { shareMeasured } from './kinds/share-measured.ts';
import { columnSql } from './kinds/row-rule.ts';
import type { TableSource } from './table-source.ts';

/** The counts of one scan: all rows, and for each check those looked at and those that are wrong. */
export interface RowCounts {
  readonly rowCount: number;
  readonly counts: ReadonlyMap<RowCheck, { readonly of: number; readonly wrong: number }>;
}

/** Counts for any number of row checks in one statement. Cost: one scan of the columns they need. */
export async function countRows(
  { tables, relation }: Pick<TableSource, 'tables' | 'relation'>,
  checks: readonly RowCheck[],
): Promise<RowCounts> {
  const parts = checks.flatMap((check, k) => [
    `count(*) FILTER (${check.among ?? 'true'}) AS of_${k}`,
    `count(*) FILTER (${whereOf(check)}) AS wrong_${k}`,
  ]);
  const [row] = await tables.rows<Record<string, number>>(
    `SELECT ${['count(*) AS all_rows', ...parts].join(', ')} FROM ${relation}`,
  );
  const counts = checks.map(
    (check, k) => [check, { of: row![`of_${k}`]!, wrong: row![`wrong_${k}`]! }] as const,
  );
  return { rowCount: row!['all_rows']!, counts: new Map(counts) };
}

const whereOf = ({ among, wrong }: RowCheck): string =>
  `${among === null ? '' : `${among} AND `}(${wrong})`;

/** What was counted for a check, without examples. */
export const measuredRows = (
  check: RowCheck,
  { of, wrong }: { readonly of: number; readonly wrong: number },
): Measured => shareMeasured(wrong, of, { unit: check.bound.unit, noun: 'row' });

const EXAMPLES = 5;
const LONGEST = 80;

/**
 * The most frequent wrong values of a check; for values that are missing, what else the rows say.
 *
 * @param columns of the contract, in order
 */
export async function rowExamples(
  check: RowCheck,
  { tables, relation }: Pick<TableSource, 'tables' | 'relation'>,
  columns: readonly string[],
): Promise<string[]> {
  const isAbsent = check.kind === 'null-values' || check.kind === 'missing-values';
  const others = columns.filter((name) => name !== check.field).slice(0, 4);
  const shown = isAbsent
    ? `concat_ws(', ', ${others.map((name) => `'${name} ' || CAST(${columnSql(name)} AS VARCHAR)`).join(', ')})`
    : `CAST(${columnSql(check.field!)} AS VARCHAR)`;
  const rows = await tables.rows<{ example: string; n: number }>(
    `SELECT left(${shown}, ${LONGEST}) AS example, count(*) AS n FROM ${relation}
     WHERE ${whereOf(check)} GROUP BY 1 ORDER BY n DESC, example LIMIT ${EXAMPLES}`,
  );
  return rows.map(({ example, n }) =>
    n === 1 ? example : `${example === '' ? '(empty)' : example} (${n} rows)`,
  );
}
