import type { User } from '../domain/catalogue-records.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import { topK } from '../math/top-k.ts';
import type { Metric } from './evaluation.ts';
import { averagePrecision } from './metrics/average-precision.ts';
import { hit } from './metrics/hit-rate.ts';
import type { JudgedList } from './metrics/judged-list.ts';
import { ndcg } from './metrics/ndcg.ts';
import { precision } from './metrics/precision.ts';
import { recall } from './metrics/recall.ts';
import { reciprocalRank } from './metrics/reciprocal-rank.ts';
import { truncatedRecall } from './metrics/truncated-recall.ts';
import { pickHistory } from './known-feedback.ts';
import type { Scorer } from './scorer.ts';
import type { EvaluationCase } from './window-cases.ts';

/** A function from a list to a value, for every metric. */
export const METRIC_FUNCTIONS: Readonly<Record<Metric, (list: JudgedList, k: number) => number>> =
  Object.freeze({
    ndcg,
    recall,
    hitRate: hit,
    precision,
    truncatedRecall,
    map: averagePrecision,
    mrr: reciprocalRank,
  });

/** What lists are made of. */
export interface Recommending {
  /** Items that may be recommended. */
  readonly candidates: readonly ItemId[];
  readonly k: number;
  /** What the catalogue says of users; absent where nobody is known. */
  readonly users?: ReadonlyMap<UserId, User> | undefined;
  /** Only so many candidates, the first, come into lists; all, when absent. */
  readonly first?: number;
}

/**
 * The list a model makes for every case: the K candidates it scores highest, those of the history
 * left out, ties to the candidate that was seen first. Candidates that the scorer does not know
 * are not recommended.
 *
 * Cost: one call of the scorer and one pass over the candidates a case.
 */
export function recommendCases(
  scorer: Scorer,
  cases: readonly Pick<EvaluationCase, 'history' | 'asOfMs' | 'userId'>[],
  { candidates, k, users, first = candidates.length }: Recommending,
): readonly Uint32Array[] {
  const rowOf = new Map(scorer.itemIds.map((itemId, row) => [itemId, row]));
  const scorerRows = candidates.map((itemId) => rowOf.get(itemId));
  const scores = new Float32Array(scorer.itemIds.length);
  const candidateScores = new Float32Array(candidates.length);
  return cases.map(({ history, asOfMs, userId }) => {
    scorer.score(knownPart(history, scorerRows), { asOfMs, user: users?.get(userId) }, scores);
    for (let candidate = 0; candidate < candidates.length; candidate++) {
      const row = scorerRows[candidate];
      candidateScores[candidate] = row === undefined || candidate >= first ? NaN : scores[row]!;
    }
    return topK(candidateScores, k, new Set(Array.from(history.items)));
  });
}

/** The history in the scorer's rows, without the items it does not know. */
function knownPart(
  history: EvaluationCase['history'],
  scorerRows: readonly (number | undefined)[],
): EvaluationCase['history'] {
  const places: number[] = [];
  for (let i = 0; i < history.items.length; i++)
    if (scorerRows[history.items[i]!] !== undefined) places.push(i);
  const known = pickHistory(history, places);
  return { ...known, items: Array.from(known.items, (item) => scorerRows[item]!) };
}
