import type { Ledger } from '../../../domain/ledger.ts';
import { boundWords } from '../bound.ts';
import { notMeasured, type CheckFacts, type WholeCheck } from '../check.ts';
import type { SetAside, TableSource } from '../table-source.ts';
import type { KindName } from './kind-facts.ts';
import { shareMeasured } from './share-measured.ts';

/** What one kind of check takes from the ledger. */
export interface LedgerShare {
  readonly kind: KindName;
  readonly lines: (ledger: Ledger) => number;
  /** What was done with the lines, such as `repaired`. */
  readonly says: string;
  readonly examplesOf?: (source: TableSource) => readonly SetAside[];
}

const EXAMPLES = 3;

/** A check of what became of the lines that were read. */
export const ledgerShare = (
  facts: CheckFacts,
  { kind, lines, says, examplesOf }: LedgerShare,
): WholeCheck => ({
  ...facts,
  kind,
  by: 'whole',
  expects: `${boundWords(facts.bound)} of the lines read ${says}`,
  measure: (source) => {
    if (source.ledger === null) return notMeasured('no ledger');
    const { unit } = facts.bound;
    return {
      ...shareMeasured(lines(source.ledger), source.ledger.read, { unit, noun: 'line' }),
      examples: (examplesOf?.(source) ?? []).flatMap(({ examples }) => examples).slice(0, EXAMPLES),
    };
  },
});
