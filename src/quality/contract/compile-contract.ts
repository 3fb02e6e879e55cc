import type { Severity } from '../../domain/finding.ts';
import type { FieldPath } from '../../configuration/index.ts';
import { NONE } from './bound.ts';
import type { Check, CheckFacts, ContractTable } from './check.ts';
import { compileRule, type RulePlace } from './compile-rule.ts';
import type { ContractText } from './contract-text.ts';
import { severityOf } from './custom-properties.ts';
import { columnMissing } from './kinds/column-missing.ts';
import { columnNew } from './kinds/column-new.ts';
import { columnType } from './kinds/column-type.ts';
import { duplicateValues } from './kinds/duplicate-values.ts';
import { freshness } from './kinds/freshness.ts';
import { listLength } from './kinds/list-length.ts';
import { nullValues } from './kinds/null-values.ts';
import { pattern } from './kinds/pattern.ts';
import { range } from './kinds/range.ts';
import { textLength } from './kinds/text-length.ts';
import type { ContractProperty, DataContract } from './odcs.ts';

/**
 * Makes checks of everything that a contract states: columns and their types, what is required
 * and unique, limits, rules of columns and of the table, freshness.
 *
 * @throws InputError `CONTRACT_INVALID`, naming line and field
 */
export function compileContract(contract: DataContract, text: ContractText): Check[] {
  const table = contract.schema[0]!;
  const columns = table.properties.map(({ name }) => name);
  const place = { table: table.name, columns, text };
  return [
    columnNew({ ...factsAt(place, null, ['schema', 0, 'properties']), severity: 'note' }, columns),
    ...table.properties.flatMap((property, k) =>
      ofProperty(property, ['schema', 0, 'properties', k], place),
    ),
    ...(table.quality ?? []).flatMap((rule, k) =>
      compileRule(rule, { ...place, path: ['schema', 0, 'quality', k], property: null }),
    ),
    ...ofAgreements(contract, place),
  ];
}

interface Place {
  readonly table: ContractTable;
  readonly columns: readonly string[];
  readonly text: ContractText;
}

const factsAt = (
  { table, text }: Place,
  property: ContractProperty | null,
  path: FieldPath,
): CheckFacts => ({
  kind: 'column-missing',
  table,
  field: property?.name ?? null,
  severity: 'block',
  bound: NONE,
  line: text.lineOf(path),
  description: property?.description ?? null,
  needs: property === null ? [] : [property.name],
});

/** What the schema says of a column holds for every row. */
function ofProperty(property: ContractProperty, path: FieldPath, place: Place): Check[] {
  if (place.columns.filter((name) => name === property.name).length > 1)
    place.text.refuse([...path, 'name'], 'each column once');
  const severity: Severity = severityOf(property.customProperties, place.text, path) ?? 'block';
  const at = (...keys: readonly string[]): CheckFacts => ({
    ...factsAt(place, property, [...path, ...keys]),
    severity,
  });
  const rule = { among: null, needs: [property.name], amongSays: '' };
  const isKey = property.primaryKey === true;
  const checks: Check[] = [columnMissing(at('name'))];
  if (property.physicalType !== undefined)
    checks.push(columnType(at('physicalType'), property.physicalType));
  if (property.required === true || isKey) checks.push(nullValues(at('required'), rule));
  if (property.unique === true || isKey)
    checks.push(duplicateValues(at('unique'), { columns: [property.name], among: null }));
  checks.push(...ofOptions(property, at));
  const rules = (property.quality ?? []).flatMap((quality, k) => {
    const rulePlace: RulePlace = { ...place, path: [...path, 'quality', k], property };
    return compileRule(quality, rulePlace);
  });
  return [...checks, ...rules];
}

/** Limits that the standard states beside the logical type. */
function ofOptions(
  property: ContractProperty,
  at: (...keys: readonly string[]) => CheckFacts,
): Check[] {
  const options = property.logicalTypeOptions;
  if (options === undefined) return [];
  const facts = at('logicalTypeOptions');
  const rule = { among: null, needs: [property.name], amongSays: '' };
  const isList = property.logicalType === 'array';
  const checks: Check[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = options;
  if ([minimum, maximum, exclusiveMinimum, exclusiveMaximum].some((end) => end !== undefined))
    checks.push(range(facts, rule, options));
  if (options.pattern !== undefined)
    checks.push(pattern(facts, rule, { form: options.pattern, isList }));
  if (options.minLength !== undefined || options.maxLength !== undefined)
    checks.push(
      textLength(facts, rule, {
        least: options.minLength ?? 0,
        most: options.maxLength ?? null,
        isList,
      }),
    );
  if (options.minItems !== undefined || options.maxItems !== undefined)
    checks.push(
      listLength(facts, rule, { least: options.minItems ?? 0, most: options.maxItems ?? null }),
    );
  return checks;
}

/** Names of the standard's properties that state how old data may be. */
const AGE = new Set(['latency', 'ly', 'freshness']);
const HOURS: Readonly<Record<string, number>> = {
  s: 1 / 3600,
  min: 1 / 60,
  h: 1,
  hour: 1,
  hours: 1,
  d: 24,
  day: 24,
  days: 24,
  y: 8766,
  yr: 8766,
  years: 8766,
};

function ofAgreements(
  { slaProperties = [], customProperties }: DataContract,
  place: Place,
): Check[] {
  return slaProperties.flatMap((agreement, k) => {
    if (!AGE.has(agreement.property.toLowerCase())) return [];
    const path = ['slaProperties', k];
    const { value, unit = 'h' } = agreement;
    if (typeof value !== 'number' || value <= 0)
      return place.text.refuse([...path, 'value'], 'a number above 0');
    const hours = HOURS[unit] ?? place.text.refuseWord([...path, 'unit'], unit, Object.keys(HOURS));
    const severity =
      severityOf(customProperties, place.text, [], 'freshnessSeverity') ?? ('warn' as const);
    const description = agreement.description ?? null;
    return [freshness({ ...factsAt(place, null, path), severity, description }, value * hours)];
  });
}
