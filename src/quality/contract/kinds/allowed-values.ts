import type { CheckFacts, RowCheck } from '../check.ts';
import { scalarSql, valuesWords, wrongIn, type RowRule, type Scalar } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';

export const ALLOWED_VALUES: KindFacts = {
  title: 'only allowed values',
  finds: 'A value is none of the listed ones, such as an occupation nobody knows.',
  advice: 'Add the value to the list when it is right; otherwise see what sends it.',
};

/** A value, or an entry of a list, that is not among the given ones. */
export const allowedValues = (
  facts: CheckFacts,
  rule: RowRule,
  { valid, isList }: { readonly valid: readonly Scalar[]; readonly isList: boolean },
): RowCheck => ({
  ...facts,
  ...rule,
  kind: 'allowed-values',
  by: 'rows',
  wrong: wrongIn(
    facts.field!,
    isList,
    (value) => `${value} NOT IN (${valid.map(scalarSql).join(', ')})`,
  ),
  says: `with another value than ${valuesWords(valid)}`,
});
