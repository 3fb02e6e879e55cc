import type { CheckFacts, RowCheck } from '../check.ts';
import { columnSql, type RowRule } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';

export const LIST_LENGTH: KindFacts = {
  title: 'length of a list',
  finds: 'A list has too few or too many entries, such as an answer of 21 movies.',
  advice: 'See what makes the lists; the caller shows no more than it asked for.',
};

/** A list with fewer or more entries than stated. */
export const listLength = (
  facts: CheckFacts,
  rule: RowRule,
  { least, most }: { readonly least: number; readonly most: number | null },
): RowCheck => {
  const length = `len(${columnSql(facts.field!)})`;
  return {
    ...facts,
    ...rule,
    kind: 'list-length',
    by: 'rows',
    wrong: `(${length} < ${least}${most === null ? '' : ` OR ${length} > ${most}`})`,
    says:
      most === null
        ? `with fewer than ${least} entries`
        : `with fewer than ${least} or more than ${most} entries`,
  };
};
