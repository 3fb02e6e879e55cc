import type { Ledger } from '../../domain/ledger.ts';
import type { CheckedContracts, Outcome } from './checked.ts';
import { contractFindings } from './contract-findings.ts';
import type { QualityFacts } from './quality-document.ts';

const OUTCOMES = ['pass', 'note', 'warn', 'block', 'skipped'] as const;

/** What a check found, as it is written down. */
export function qualityFacts(
  checked: CheckedContracts,
  given: Pick<QualityFacts, 'scope' | 'contracts'> & { readonly ledger: Ledger },
): QualityFacts {
  const of = (outcome: Outcome): number =>
    checked.checks.filter((check) => check.outcome === outcome).length;
  const counts = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, of(outcome)]),
  ) as QualityFacts['counts'];
  const worst = (['block', 'warn', 'note'] as const).find((outcome) => counts[outcome] > 0);
  const plain = JSON.parse(
    JSON.stringify({ ...checked, ledger: given.ledger, findings: contractFindings(checked) }),
  ) as Omit<QualityFacts, 'format' | 'scope' | 'verdict' | 'counts' | 'contracts'>;
  const { tables, ledger, checks, findings, quarantined, repaired } = plain;
  return {
    format: 1,
    scope: given.scope,
    verdict: worst ?? 'pass',
    counts,
    contracts: given.contracts,
    tables,
    ledger,
    checks,
    findings,
    quarantined,
    repaired,
  };
}
