import type { Finding } from '../../domain/finding.ts';
import type { CheckedContracts, CheckedRule } from './checked.ts';
import { KINDS } from './kinds/index.ts';

const WEIGHT = { block: 0, warn: 1, note: 2 } as const;

/** What the contracts object to, the weightiest first, otherwise in their order. */
export const contractFindings = ({ checks }: CheckedContracts): Finding[] =>
  checks.flatMap(findingOf).toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);

function findingOf(rule: CheckedRule): Finding[] {
  const { outcome, table, field, kind, observed, expected, count, examples } = rule;
  if (outcome === 'pass' || outcome === 'skipped') return [];
  const subject = field === null ? table : `${table}.${field}`;
  const message = `${subject}, ${KINDS[kind].title}: found ${observed}, expected ${expected}.`;
  return [
    {
      check: `contract-${kind}`,
      severity: outcome,
      message,
      count,
      examples,
      table,
      field,
      observed,
      expected,
    },
  ];
}
