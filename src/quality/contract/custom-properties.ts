import type { FieldPath } from '../../configuration/index.ts';
import type { Severity } from '../../domain/finding.ts';
import type { ContractText } from './contract-text.ts';
import { SEVERITY_WORDS, type CustomProperties } from './odcs.ts';

/** The standard leaves the words open and gives info, warning and error as examples. */
const SEVERITIES: Readonly<Record<(typeof SEVERITY_WORDS)[number], Severity>> = {
  note: 'note',
  info: 'note',
  warn: 'warn',
  warning: 'warn',
  block: 'block',
  error: 'block',
};

/** A severity as a contract writes it. */
export const severityNamed = (word: (typeof SEVERITY_WORDS)[number]): Severity => SEVERITIES[word];

/** Where a custom property stands; -1 when it is not given. */
const indexOf = (properties: CustomProperties, name: string): number =>
  (properties ?? []).findIndex(({ property }) => property === name);

/** A custom property's value and path; `null` when it is not given. */
export function customValue(
  properties: CustomProperties,
  name: string,
  path: FieldPath,
): { readonly value: unknown; readonly path: FieldPath } | null {
  const at = indexOf(properties, name);
  return at < 0
    ? null
    : { value: properties![at]!.value, path: [...path, 'customProperties', at, 'value'] };
}

/** The custom property that states a severity; `null` when it is not given. */
export function severityOf(
  properties: CustomProperties,
  text: ContractText,
  path: FieldPath,
  name = 'severity',
): Severity | null {
  const given = customValue(properties, name, path);
  if (given === null) return null;
  const word = String(given.value);
  return SEVERITY_WORDS.some((known) => known === word)
    ? SEVERITIES[word as (typeof SEVERITY_WORDS)[number]]
    : text.refuseWord(given.path, word, ['note', 'warn', 'block']);
}
