import type { FieldPath } from '../../configuration/index.ts';
import type { Bound } from './bound.ts';
import type { Check, CheckFacts, ContractTable } from './check.ts';
import { boundOf } from './compile-bound.ts';
import { compileCustom } from './compile-custom.ts';
import { compileWhere } from './compile-where.ts';
import type { ContractText } from './contract-text.ts';
import { severityNamed } from './custom-properties.ts';
import { allowedValues } from './kinds/allowed-values.ts';
import { duplicateValues } from './kinds/duplicate-values.ts';
import { missingValues } from './kinds/missing-values.ts';
import { nullValues } from './kinds/null-values.ts';
import { pattern } from './kinds/pattern.ts';
import { rowCount } from './kinds/row-count.ts';
import type { RowRule } from './kinds/row-rule.ts';
import type { ContractProperty, ContractRule } from './odcs.ts';

/** Where a rule stands. */
export interface RulePlace {
  readonly table: ContractTable;
  readonly columns: readonly string[];
  readonly text: ContractText;
  readonly path: FieldPath;
  /** `null` for a rule of the table. */
  readonly property: ContractProperty | null;
}

/** What a rule comes to, ready for the kinds. */
export interface PreparedRule {
  readonly facts: CheckFacts;
  readonly rule: RowRule;
  readonly isList: boolean;
}

/** Makes the check of one rule; a rule of type text is for people and makes none. */
export function compileRule(rule: ContractRule, place: RulePlace): Check[] {
  const { text, path } = place;
  const type = rule.type ?? (rule.metric === undefined ? undefined : 'library');
  if (type === undefined) return text.refuse([...path, 'metric'], 'a metric or a type');
  if (type === 'text') return [];
  const where = compileWhere(rule.customProperties, place);
  const needs = [...(place.property === null ? [] : [place.property.name]), ...where.needs];
  const prepare = (bound: Bound): PreparedRule => ({
    facts: factsOf(rule, place, { bound, needs }),
    rule: { ...where, needs },
    isList: place.property?.logicalType === 'array',
  });
  return type === 'custom'
    ? [compileCustom(rule, place, prepare)]
    : [ofMetric(rule, place, prepare(boundOf(rule, rule.unit ?? 'rows', { text, path })))];
}

const factsOf = (
  rule: ContractRule,
  { table, property, text, path }: RulePlace,
  { bound, needs }: { readonly bound: Bound; readonly needs: readonly string[] },
): CheckFacts => ({
  kind: 'row-count',
  table,
  field: property?.name ?? null,
  severity: rule.severity === undefined ? 'warn' : severityNamed(rule.severity),
  bound,
  line: text.lineOf(path),
  description: rule.description ?? property?.description ?? null,
  needs,
});

function ofMetric(rule: ContractRule, place: RulePlace, prepared: PreparedRule): Check {
  const { text, path, property } = place;
  const { facts, rule: row, isList } = prepared;
  const { metric, arguments: given = {} } = rule;
  if (metric === 'rowCount')
    return property === null
      ? rowCount(facts)
      : text.refuse([...path, 'metric'], 'rowCount to stand with the table, not with a column');
  if (metric === 'duplicateValues') return duplicates(rule, place, prepared);
  if (property === null)
    return text.refuse([...path, 'metric'], 'rowCount or duplicateValues for a table');
  if (metric === 'nullValues') return nullValues(facts, row);
  if (metric === 'missingValues')
    return given.missingValues === undefined
      ? text.refuse([...path, 'arguments'], 'missingValues: a list of values')
      : missingValues(facts, row, given.missingValues);
  if (given.validValues !== undefined)
    return allowedValues(facts, row, { valid: given.validValues, isList });
  return given.pattern === undefined
    ? text.refuse([...path, 'arguments'], 'validValues or pattern')
    : pattern(facts, row, { form: given.pattern, isList });
}

function duplicates(
  rule: ContractRule,
  { text, path, property, columns }: RulePlace,
  { facts, rule: { among } }: PreparedRule,
): Check {
  const named = rule.arguments?.properties ?? (property === null ? undefined : [property.name]);
  if (named === undefined)
    return text.refuse([...path, 'arguments'], 'properties: a list of columns');
  for (const [k, name] of named.entries())
    if (!columns.includes(name))
      text.refuseWord([...path, 'arguments', 'properties', k], name, columns);
  const needs = [...facts.needs, ...named];
  return duplicateValues({ ...facts, needs }, { columns: named, among });
}
