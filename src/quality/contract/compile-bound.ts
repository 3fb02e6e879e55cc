import type { FieldPath } from '../../configuration/index.ts';
import { OPERATORS, type Bound, type Unit } from './bound.ts';
import type { ContractText } from './contract-text.ts';

/**
 * The one comparison that a rule states.
 *
 * @param given the rule, or the implementation of a custom one
 */
export function boundOf(
  given: Readonly<Record<string, unknown>>,
  unit: Unit,
  { text, path }: { readonly text: ContractText; readonly path: FieldPath },
): Bound {
  const stated = OPERATORS.filter((operator) => given[operator] !== undefined);
  const [operator] = stated;
  if (operator === undefined || stated.length > 1)
    return text.refuse(
      path,
      'one comparison, such as mustBeLessThan',
      operator === undefined ? 'none' : stated.join(' and '),
    );
  const value = given[operator];
  if (typeof value === 'number') return { operator, low: value, high: value, unit };
  const isPair = Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
  if (!isPair || !operator.endsWith('Between'))
    return text.refuse([...path, operator], 'a number, or two numbers with Between');
  const [low, high] = value as [number, number];
  return { operator, low, high, unit };
}
