import { NONE } from '../bound.ts';
import type { CheckFacts, WholeCheck } from '../check.ts';
import { filesMeasured } from './files-measured.ts';
import type { KindFacts } from './kind-facts.ts';

export const COLUMN_MISSING: KindFacts = {
  title: 'a column is there',
  finds: 'A column that the contract names is gone from some files.',
  advice: 'See what wrote these files; ingest or sync them anew with this version.',
};

/** Every file has the column. */
export const columnMissing = (facts: CheckFacts): WholeCheck => ({
  ...facts,
  kind: 'column-missing',
  by: 'whole',
  bound: NONE,
  needs: [],
  expects: 'in every file',
  measure: ({ files, columns }) => {
    const having = new Set(
      columns.filter(({ name }) => name === facts.field).flatMap((column) => column.files),
    );
    const without = files.filter((file) => !having.has(file));
    return filesMeasured(without, files.length, 'lack it', 'lacks it');
  },
});
