import type { CheckFacts, RowCheck } from '../check.ts';
import { wrongIn, type RowRule } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';

export const TEXT_LENGTH: KindFacts = {
  title: 'length of a text',
  finds: 'A text is too short or too long, such as one cut off or two run together.',
  advice: 'Look at the values below: cut off, or two run together.',
};

/** A text, or an entry of a list, of fewer or more characters than stated. */
export const textLength = (
  facts: CheckFacts,
  rule: RowRule,
  {
    least,
    most,
    isList,
  }: { readonly least: number; readonly most: number | null; readonly isList: boolean },
): RowCheck => ({
  ...facts,
  ...rule,
  kind: 'text-length',
  by: 'rows',
  wrong: wrongIn(
    facts.field!,
    isList,
    (value) =>
      `(length(${value}) < ${least}${most === null ? '' : ` OR length(${value}) > ${most}`})`,
  ),
  says:
    most === null
      ? `with fewer than ${least} characters`
      : `with fewer than ${least} or more than ${most} characters`,
});
