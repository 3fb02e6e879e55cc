import { sqlString } from '../../../store/index.ts';

/** What the rule of a contract says besides its kind. */
export interface RowRule {
  /** SQL: the rows it looks at; `null` for all. */
  readonly among: string | null;
  readonly needs: readonly string[];
  /** The rows it looks at, in words, such as ` where kind is watch`; empty for all. */
  readonly amongSays: string;
}

/** A value as a contract can state it. */
export type Scalar = string | number | boolean;

/** A column's name in SQL. */
export const columnSql = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value as a SQL literal. */
export const scalarSql = (value: Scalar): string =>
  typeof value === 'string' ? sqlString(value) : String(value);

/**
 * SQL: whether a value breaks a condition; of a list, whether any entry does.
 *
 * @param breaks the condition over SQL that gives one value
 */
export const wrongIn = (
  field: string,
  isList: boolean,
  breaks: (value: string) => string,
): string =>
  isList
    ? `len(list_filter(${columnSql(field)}, lambda entry: ${breaks('entry')})) > 0`
    : breaks(columnSql(field));

/** At most so many values are told one by one. */
const TOLD = 6;

/** Values as people read them, the first few of many. */
export const valuesWords = (values: readonly Scalar[]): string =>
  values.length <= TOLD
    ? values.map((value) => (value === '' ? 'empty text' : String(value))).join(', ')
    : `${values.slice(0, TOLD - 2).join(', ')} and ${values.length - TOLD + 2} more`;
