import { counted } from '../../../pages/index.ts';
import { boundWords } from '../bound.ts';
import type { CheckFacts, WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';

export const ROW_COUNT: KindFacts = {
  title: 'number of rows',
  finds: 'A table is empty, or far smaller or larger than it can be.',
  advice: 'See whether the file was cut off, or is another one.',
};

/** The rows in scope. */
export const rowCount = (facts: CheckFacts): WholeCheck => ({
  ...facts,
  kind: 'row-count',
  by: 'whole',
  expects: `${boundWords(facts.bound)}${facts.bound.operator === 'mustBe' ? '' : ' rows'}`,
  measure: (source) => ({
    value: source.rowCount,
    count: source.rowCount,
    observed: counted(source.rowCount, 'row'),
    examples: [],
  }),
});
