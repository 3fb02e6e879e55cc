import type { CheckFacts, RowCheck } from '../check.ts';
import { columnSql, type RowRule } from './row-rule.ts';
import type { KindFacts } from './kind-facts.ts';

export const RANGE: KindFacts = {
  title: 'range of a number',
  finds: 'A number is too small or too large to be true.',
  advice: 'See whether the unit or the scale changed; otherwise the values are damaged.',
};

/** The numbers that are believed; an end that is left out is open. */
export interface Limits {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
}

/** A number outside the limits. @param limits at least one of them */
export function range(facts: CheckFacts, rule: RowRule, limits: Limits): RowCheck {
  const column = columnSql(facts.field!);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  const sides: [string, number | undefined][] = [
    ['<', minimum],
    ['>', maximum],
    ['<=', exclusiveMinimum],
    ['>=', exclusiveMaximum],
  ];
  const given = sides.filter(([, limit]) => limit !== undefined);
  return {
    ...facts,
    ...rule,
    kind: 'range',
    by: 'rows',
    wrong: `(${given.map(([operator, limit]) => `${column} ${operator} ${limit}`).join(' OR ')})`,
    says: `outside ${limitsWords(limits)}`,
  };
}

const limitsWords = ({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Limits): string => {
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  if (low === undefined) return `up to ${high}`;
  return high === undefined ? `${low} and more` : `${low} to ${high}`;
};
