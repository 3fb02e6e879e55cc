import type { CheckFacts, RowCheck } from '../check.ts';
import { columnSql, type RowRule } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';

export const NULL_VALUES: KindFacts = {
  title: 'no value missing',
  finds: 'A field has no value where one must be.',
  advice: 'Look at the rows below: what sent them lacks the field.',
};

/** NULL in the column. */
export const nullValues = (facts: CheckFacts, rule: RowRule): RowCheck => ({
  ...facts,
  ...rule,
  kind: 'null-values',
  by: 'rows',
  wrong: `${columnSql(facts.field!)} IS NULL`,
  says: 'without a value',
});
