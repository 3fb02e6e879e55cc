import { sqlString } from '../../../store/index.ts';
import type { CheckFacts, RowCheck } from '../check.ts';
import { wrongIn, type RowRule } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';

export const PATTERN: KindFacts = {
  title: 'form of a text',
  finds: 'A text has not the stated form, such as letters in a user id.',
  advice: 'Look at the values below: another format, or damage on the way.',
};

/** A text, or an entry of a list, that does not match (RE2, anywhere unless anchored). */
export const pattern = (
  facts: CheckFacts,
  rule: RowRule,
  { form, isList }: { readonly form: string; readonly isList: boolean },
): RowCheck => ({
  ...facts,
  ...rule,
  kind: 'pattern',
  by: 'rows',
  wrong: wrongIn(
    facts.field!,
    isList,
    (value) => `NOT regexp_matches(${value}, ${sqlString(form)})`,
  ),
  says: `of another form than ${form}`,
});
