import { boundWords } from '../bound.ts';
import { notMeasured, type CheckFacts, type ContractTable, type WholeCheck } from '../check.ts';
import { columnSql } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';
import { shareMeasured } from './share-measured.ts';

export const REFERENCE: KindFacts = {
  title: 'known in the other table',
  finds: 'Events name a movie or a user that the catalogue does not have.',
  advice: 'Sync the catalogue: npx showrunner catalogue sync. It may be older than the log.',
};

const EXAMPLES = 5;

/** Rows whose value the other table lacks; a row without a value refers to nothing. */
export const reference = (
  facts: CheckFacts,
  to: { readonly table: ContractTable; readonly column: string; readonly among: string | null },
): WholeCheck => ({
  ...facts,
  kind: 'reference',
  by: 'whole',
  expects: `${boundWords(facts.bound)} of the rows with a ${facts.field} that ${to.table}.${to.column} lacks`,
  measure: async ({ tables, relation, relationOf }) => {
    const other = relationOf(to.table);
    if (other === null) return notMeasured(`the home has no ${to.table}`);
    const column = columnSql(facts.field!);
    const values = `(SELECT ${column} AS value, count(*) AS n FROM ${relation} WHERE ${column} IS NOT NULL AND ${to.among ?? 'true'} GROUP BY 1)`;
    const known = `(SELECT DISTINCT ${columnSql(to.column)} AS value FROM ${other})`;
    const [row] = await tables.rows<{ rows: number; lacking: number; examples: string | null }>(
      `SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS rows,
         CAST(coalesce(sum(n) FILTER (k IS NULL), 0) AS BIGINT) AS lacking,
         to_json(list(value || ' (' || n || ' rows)' ORDER BY n DESC, value)
           FILTER (k IS NULL AND place <= ${EXAMPLES})) AS examples
       FROM (SELECT v.value, v.n, k.value AS k,
               row_number() OVER (PARTITION BY k.value IS NULL ORDER BY v.n DESC, v.value) AS place
             FROM ${values} AS v LEFT JOIN ${known} AS k USING (value))`,
    );
    const { unit } = facts.bound;
    return {
      ...shareMeasured(row!.lacking, row!.rows, { unit, noun: 'row' }),
      examples: (JSON.parse(row!.examples ?? '[]') ?? []) as string[],
    };
  },
});
