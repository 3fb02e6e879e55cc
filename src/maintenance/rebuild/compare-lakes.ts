import { addLedgers, EMPTY_LEDGER, type Ledger } from '../../domain/ledger.ts';
import type { Segment } from '../../ingest/index.ts';

/** Old and new segments beside each other. */
export interface LakeComparison {
  /** In the old lake under the same id: the same lines, judged the same. */
  readonly same: readonly Segment[];
  /** Only in the new lake. */
  readonly fresh: readonly Segment[];
  /** Only in the old lake. */
  readonly gone: readonly Segment[];
  /** Where the lines of `gone` and of `fresh` went. */
  readonly before: Ledger;
  readonly after: Ledger;
}

/** Holds the segments of a rebuilt lake beside those that it is to replace. */
export function compareLakes(old: readonly Segment[], rebuilt: readonly Segment[]): LakeComparison {
  const oldIds = new Set(old.map(({ id }) => id));
  const newIds = new Set(rebuilt.map(({ id }) => id));
  const fresh = rebuilt.filter(({ id }) => !oldIds.has(id));
  const gone = old.filter(({ id }) => !newIds.has(id));
  return {
    same: rebuilt.filter(({ id }) => oldIds.has(id)),
    fresh,
    gone,
    before: ledgerSum(gone),
    after: ledgerSum(fresh),
  };
}

const ledgerSum = (segments: readonly Segment[]): Ledger =>
  segments.reduce((sum, { manifest }) => addLedgers(sum, manifest.content.ledger), EMPTY_LEDGER);
