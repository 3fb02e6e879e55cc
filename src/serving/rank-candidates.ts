import type { ItemId } from '../domain/ids.ts';
import type { History, ScoredRows } from '../evaluation/index.ts';
import { topK } from '../math/top-k.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import type { PreparedModel } from './prepared-model.ts';

/** An item that may be shown, with the score that ranks it; `null` where nothing scored it. */
export interface Candidate {
  readonly itemId: ItemId;
  readonly score: number | null;
}

/** Candidates best first, and how many scored items each rule took out. */
export interface Ranking {
  readonly candidates: readonly Candidate[];
  readonly removed: Readonly<Record<string, number>>;
}

/** What a ranking depends on besides the model. */
export interface RankingRequest {
  readonly history: History;
  readonly asOfMs: number;
  readonly seen: Iterable<ItemId>;
  readonly catalogue: LiveCatalogue | null;
  /** How many candidates are wanted, ≥ 0. */
  readonly count: number;
}

/**
 * Scores every item of a model and ranks those that may be shown. An item is counted under the
 * first rule that takes it out: `malformed`, `repeated`, `unavailable`, `seen`, `not-a-number`.
 * Whatever the scorer leaves unwritten counts as not a number, so nothing of the request before
 * shows through.
 *
 * Passes on what the scorer throws.
 */
export function rankCandidates(model: PreparedModel, request: RankingRequest): Ranking {
  const { itemIds } = model.served.scorer;
  const unservable = model.unservable(request.catalogue);
  const excluded = new Set<number>(unservable.rows);
  const before = excluded.size;
  for (const itemId of request.seen) {
    const row = model.rowOf.get(itemId);
    if (row !== undefined) excluded.add(row);
  }
  const seen = excluded.size - before;
  const { rows, scores, notANumber } = bestRows(model, request, excluded);
  return {
    candidates: Array.from(rows, (row, at) => ({ itemId: itemIds[row]!, score: scores[at]! })),
    removed: { ...unservable.removed, seen, 'not-a-number': notANumber },
  };
}

/** The best rows by the scorer's own short way where it has one, else by all scores. */
function bestRows(
  model: PreparedModel,
  { history, asOfMs, count }: RankingRequest,
  excluded: ReadonlySet<number>,
): ScoredRows & { readonly notANumber: number } {
  const { scorer } = model.served;
  if (scorer.top !== undefined)
    return { ...scorer.top(history, { asOfMs }, { k: count, excluded }), notANumber: 0 };
  const { scores } = model;
  scores.fill(Number.NaN);
  scorer.score(history, { asOfMs }, scores);
  const notANumber = voidNonFinite(scores, excluded);
  const rows = topK(scores, count, excluded);
  return { rows, scores: Float32Array.from(rows, (row) => scores[row]!), notANumber };
}

/** Turns infinities into NaN, which no ranking chooses. Returns how many allowed rows have none. */
function voidNonFinite(scores: Float32Array, excluded: ReadonlySet<number>): number {
  let count = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score - score === 0) continue;
    scores[row] = Number.NaN;
    if (!excluded.has(row)) count++;
  }
  return count;
}
