/** The comparisons of the standard, in its order. */
export const OPERATORS = [
  'mustBe',
  'mustNotBe',
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
  'mustBeBetween',
  'mustNotBeBetween',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What a measured number is counted in: rows, or percent of the rows that were looked at. */
export type Unit = 'rows' | 'percent';

/** The numbers that a rule accepts. `low` and `high` are equal for comparisons with one number. */
export interface Bound {
  readonly operator: Operator;
  readonly low: number;
  readonly high: number;
  readonly unit: Unit;
}

/** Not one row. */
export const NONE: Bound = { operator: 'mustBe', low: 0, high: 0, unit: 'rows' };

/** Whether a number is accepted. Between excludes both ends, as the standard defines it. */
export function holds({ operator, low, high }: Bound, value: number): boolean {
  switch (operator) {
    case 'mustBe':
      return value === low;
    case 'mustNotBe':
      return value !== low;
    case 'mustBeGreaterThan':
      return value > low;
    case 'mustBeGreaterOrEqualTo':
      return value >= low;
    case 'mustBeLessThan':
      return value < low;
    case 'mustBeLessOrEqualTo':
      return value <= low;
    case 'mustBeBetween':
      return value > low && value < high;
    case 'mustNotBeBetween':
      return value <= low || value >= high;
  }
}

const number = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 6 });

/** A bound as people say it: `none`, `less than 0.5 %`, `at least 1,000`. */
export function boundWords({ operator, low, high, unit }: Bound): string {
  const of = (value: number): string => number(value) + (unit === 'percent' ? ' %' : '');
  switch (operator) {
    case 'mustBe':
      return low === 0 ? 'none' : `exactly ${of(low)}`;
    case 'mustNotBe':
      return `anything but ${of(low)}`;
    case 'mustBeGreaterThan':
      return `more than ${of(low)}`;
    case 'mustBeGreaterOrEqualTo':
      return `at least ${of(low)}`;
    case 'mustBeLessThan':
      return `less than ${of(low)}`;
    case 'mustBeLessOrEqualTo':
      return `at most ${of(low)}`;
    case 'mustBeBetween':
      return `between ${of(low)} and ${of(high)}`;
    case 'mustNotBeBetween':
      return `not between ${of(low)} and ${of(high)}`;
  }
}
