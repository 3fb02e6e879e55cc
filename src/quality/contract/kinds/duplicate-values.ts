import { boundWords } from '../bound.ts';
import type { CheckFacts, WholeCheck } from '../check.ts';
import { columnSql } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';
import { shareMeasured } from './share-measured.ts';

export const DUPLICATE_VALUES: KindFacts = {
  title: 'nothing twice',
  finds: 'Two rows say the same in columns that tell rows apart.',
  advice: 'The same was delivered twice under two names; see where it came from.',
};

const EXAMPLES = 5;

/**
 * Rows beyond the first of each combination of values; rows without a value in all of the columns
 * are left out. Told apart by 64-bit hashes: two different rows are taken for equal with
 * probability 2^-64.
 */
export const duplicateValues = (
  facts: CheckFacts,
  { columns, among }: { readonly columns: readonly string[]; readonly among: string | null },
): WholeCheck => ({
  ...facts,
  kind: 'duplicate-values',
  by: 'whole',
  expects: `${boundWords(facts.bound)} with the same ${columns.join(', ')}`,
  measure: async ({ tables, relation }) => {
    const names = columns.map(columnSql);
    const rows = `${relation} WHERE ${among ?? 'true'} AND coalesce(${names.map((n) => `CAST(${n} AS VARCHAR)`).join(', ')}) IS NOT NULL`;
    const [counted] = await tables.rows<{ rows: number; different: number }>(
      `SELECT count(*) AS rows, count(DISTINCT hash(${names.join(', ')})) AS different FROM ${rows}`,
    );
    const repeated = counted!.rows - counted!.different;
    const examples =
      repeated === 0
        ? []
        : await tables.rows<{ example: string; n: number }>(
            `SELECT concat_ws(', ', ${columns.map((c) => `'${c} ' || CAST(${columnSql(c)} AS VARCHAR)`).join(', ')}) AS example, count(*) AS n
             FROM ${rows} GROUP BY ALL HAVING count(*) > 1 ORDER BY n DESC, example LIMIT ${EXAMPLES}`,
          );
    return {
      ...shareMeasured(repeated, counted!.rows, { unit: facts.bound.unit, noun: 'row' }),
      examples: examples.map(({ example, n }) => `${example} (${n} times)`),
    };
  },
});
