import { accountedFor } from '../../../domain/ledger.ts';
import type { CheckFacts, WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import { ledgerShare } from './ledger-share.ts';

export const UNACCOUNTED_LINES: KindFacts = {
  title: 'every line accounted for',
  finds: 'The ledger does not add up: a line was read and is nowhere.',
  advice: 'Do not use this lake: ingest the log anew into another home, and report the fault.',
};

/** Lines read that are neither accepted, repaired, repeated, set aside nor waiting. */
export const unaccountedLines = (facts: CheckFacts): WholeCheck =>
  ledgerShare(facts, {
    kind: 'unaccounted-lines',
    lines: (ledger) => Math.abs(ledger.read - accountedFor(ledger)),
    says: 'unaccounted for',
  });
