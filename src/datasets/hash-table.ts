import { sha256, type Tables } from '../store/index.ts';
import type { TableSummary } from './dataset.ts';

/**
 * Counts and hashes the rows of a relation, whatever order they come in and however the file lays
 * them out. Rows become JSON arrays; the rows of one group are sorted and hashed, then the groups'
 * hashes in the order of the groups. The groups bound the memory, so 10⁸ rows are no trouble.
 *
 * @param relation anything that can stand after FROM
 * @param columns the columns that count, in order
 * @param group expression that splits the rows into groups; a function of the columns
 */
export async function hashTable(
  tables: Tables,
  relation: string,
  { columns, group }: { readonly columns: readonly string[]; readonly group: string },
): Promise<TableSummary> {
  const [row] = await tables.rows<{ row_count: number | null; hash: string | null }>(`
    SELECT CAST(sum(n) AS BIGINT) AS row_count, sha256(string_agg(h, '' ORDER BY key)) AS hash
    FROM (
      SELECT key, count(*) AS n, sha256(string_agg(line, chr(10) ORDER BY line)) AS h
      FROM (SELECT ${group} AS key, CAST(json_array(${columns.join(', ')}) AS VARCHAR) AS line
            FROM ${relation})
      GROUP BY key
    )`);
  return { rowCount: row?.row_count ?? 0, hash: row?.hash ?? sha256('') };
}
