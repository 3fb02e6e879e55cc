import type { CheckFacts, WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import { ledgerShare } from './ledger-share.ts';

export const QUARANTINED_LINES: KindFacts = {
  title: 'lines that cannot be used',
  finds: 'Too many lines in all cannot be used, whatever the reasons.',
  advice: 'Look at the reasons below; most likely the format changed, or it is another log.',
};

/** Lines that cannot be used, all reasons together. */
export const quarantinedLines = (facts: CheckFacts): WholeCheck =>
  ledgerShare(facts, {
    kind: 'quarantined-lines',
    lines: ({ quarantined }) => Object.values(quarantined).reduce((sum, n) => sum + n, 0),
    says: 'unusable',
    examplesOf: ({ quarantined }) => quarantined,
  });
