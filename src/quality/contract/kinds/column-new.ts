import { NONE } from '../bound.ts';
import type { CheckFacts, WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';

export const COLUMN_NEW: KindFacts = {
  title: 'no unknown column',
  finds: 'A column turns up that the contract does not name.',
  advice: 'Add it to the contract when it is wanted; nothing uses it before.',
};

/** The files have no column besides the stated ones. */
export const columnNew = (facts: CheckFacts, known: readonly string[]): WholeCheck => ({
  ...facts,
  kind: 'column-new',
  by: 'whole',
  bound: NONE,
  needs: [],
  expects: 'only columns that the contract names',
  measure: ({ columns }) => {
    const added = columns.filter(({ name }) => !known.includes(name));
    const names = [...new Set(added.map(({ name, type }) => `${name} ${type}`))].sort();
    return {
      value: names.length,
      count: names.length,
      observed: names.length === 0 ? 'only those' : `${names.length} more`,
      examples: names,
    };
  },
});
