import type { CheckFacts, WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import { ledgerShare } from './ledger-share.ts';

export const REPAIRED_LINES: KindFacts = {
  title: 'lines that had to be repaired',
  finds: 'So many lines are repaired that it is no longer noise.',
  advice: 'Repairs are right one by one; so many mean that the source damages what it sends.',
};

/** Lines that came damaged in a way with one way back. */
export const repairedLines = (facts: CheckFacts): WholeCheck =>
  ledgerShare(facts, {
    kind: 'repaired-lines',
    lines: ({ repaired }) => repaired,
    says: 'repaired',
    examplesOf: ({ repaired }) => repaired,
  });
