import { NONE } from '../bound.ts';
import type { CheckFacts, WholeCheck } from '../check.ts';
import { filesMeasured } from './files-measured.ts';
import type { KindFacts } from './kind-facts.ts';

export const COLUMN_TYPE: KindFacts = {
  title: 'type of a column',
  finds: 'A column comes in another type than stated, such as numbers as text.',
  advice: 'See what wrote these files; if the change is meant, change the contract.',
};

/** The column has the stated type in every file that has it. */
export const columnType = (facts: CheckFacts, type: string): WholeCheck => ({
  ...facts,
  kind: 'column-type',
  by: 'whole',
  bound: NONE,
  needs: [],
  expects: `type ${type}`,
  measure: ({ columns }) => {
    const found = columns.filter(({ name }) => name === facts.field);
    const others = found.filter((column) => column.type !== type);
    const total = found.reduce((sum, { files }) => sum + files.length, 0);
    const types = [...new Set(others.map((column) => column.type))].sort().join(', ');
    return filesMeasured(
      others.flatMap(({ files }) => files),
      total,
      `have type ${types}`,
      `has type ${types}`,
    );
  },
});
