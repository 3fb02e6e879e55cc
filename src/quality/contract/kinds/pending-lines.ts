import type { CheckFacts, WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import { ledgerShare } from './ledger-share.ts';

export const PENDING_LINES: KindFacts = {
  title: 'lines that wait for the catalogue',
  finds: 'The catalogue cannot be asked, and lines pile up.',
  advice: 'See whether the user and movie APIs answer; the lines settle by themselves then.',
};

/** Lines whose ids could not be looked up yet. */
export const pendingLines = (facts: CheckFacts): WholeCheck =>
  ledgerShare(facts, {
    kind: 'pending-lines',
    lines: ({ pending }) => pending,
    says: 'waiting',
  });
