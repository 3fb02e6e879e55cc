import { z } from 'zod';
import { customValue } from './custom-properties.ts';
import type { RulePlace } from './compile-rule.ts';
import { columnSql, scalarSql, type RowRule } from './kinds/row-rule.ts';
import type { CustomProperties } from './odcs.ts';

const VALUE = z.union([z.string(), z.number(), z.boolean()]);
const WHERE = z.record(z.string(), z.union([VALUE, z.array(VALUE).min(1)]));

/** The rows that a rule is about: `where: { kind: watch }`, or a list of values. */
export function compileWhere(
  properties: CustomProperties,
  { columns, text, path }: RulePlace,
): RowRule {
  const given = customValue(properties, 'where', path);
  if (given === null) return { among: null, needs: [], amongSays: '' };
  const parsed = WHERE.safeParse(given.value);
  if (!parsed.success)
    return text.refuse(given.path, 'columns with a value or a list of values, such as kind: watch');
  const conditions = Object.entries(parsed.data).map(([column, values]) => {
    if (!columns.includes(column)) text.refuseWord([...given.path, column], column, columns);
    const list = (Array.isArray(values) ? values : [values]).map(scalarSql).join(', ');
    return `${columnSql(column)} IN (${list})`;
  });
  const words = Object.entries(parsed.data).map(
    ([column, values]) =>
      `${column} is ${(Array.isArray(values) ? values : [values]).join(' or ')}`,
  );
  return {
    among: conditions.join(' AND '),
    needs: Object.keys(parsed.data),
    amongSays: ` where ${words.join(' and ')}`,
  };
}
