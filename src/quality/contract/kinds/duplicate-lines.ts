import type { CheckFacts, WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import { ledgerShare } from './ledger-share.ts';

export const DUPLICATE_LINES: KindFacts = {
  title: 'lines that came again',
  finds: 'Far more lines than usual were delivered more than once.',
  advice: 'They are used once only; see why the source sends them again.',
};

/** Lines that repeat an earlier one. */
export const duplicateLines = (facts: CheckFacts): WholeCheck =>
  ledgerShare(facts, {
    kind: 'duplicate-lines',
    lines: ({ duplicate }) => duplicate,
    says: 'repeated',
  });
