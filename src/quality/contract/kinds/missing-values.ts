import type { CheckFacts, RowCheck } from '../check.ts';
import { columnSql, scalarSql, valuesWords, type RowRule, type Scalar } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';

export const MISSING_VALUES: KindFacts = {
  title: 'no stand-in for a missing value',
  finds: 'A field holds a word that stands for nothing, such as "null" or an empty text.',
  advice: 'The source writes a word where it has nothing; have it leave the field out.',
};

/** A value that stands for nothing. NULL counts only when it is among the given ones. */
export function missingValues(
  facts: CheckFacts,
  rule: RowRule,
  missing: readonly (Scalar | null)[],
): RowCheck {
  const words = missing.filter((value) => value !== null);
  const column = columnSql(facts.field!);
  const isWord = words.length === 0 ? 'false' : `${column} IN (${words.map(scalarSql).join(', ')})`;
  const withNull = missing.includes(null);
  return {
    ...facts,
    ...rule,
    kind: 'missing-values',
    by: 'rows',
    wrong: withNull ? `(${column} IS NULL OR ${isWord})` : isWord,
    says: `that hold nothing (${[...(withNull ? ['no value'] : []), ...(words.length > 0 ? [valuesWords(words)] : [])].join(', ')})`,
  };
}
