import type { Scorer } from '../../evaluation/index.ts';
import { scaleOf } from './mix.ts';

/** What the best cold item counts, where its member has no weight: less than any like of another. */
const LEAST = 1e-6;

/**
 * Orders cold items where a mixture says nothing of them, as with popularity alone: by the member
 * that knows them from their features, below everything that somebody has liked lately. The scores
 * of the other items stay as they are, bit for bit.
 *
 * @param member scores all items of `scorer`; those from row `warm` on are cold
 */
export function orderColdItems(scorer: Scorer, member: Scorer, warm: number): Scorer {
  const size = scorer.itemIds.length;
  const [scratch, own] = [new Float32Array(size), new Float32Array(size)];
  const saysNothing = (scores: Float32Array): boolean =>
    scores.subarray(warm).every((score) => score === 0);
  return {
    ...scorer,
    score: (history, context, scores) => {
      scorer.score(history, context, scores);
      if (!saysNothing(scores)) return;
      member.score(history, context, own);
      const factor = LEAST / scaleOf(own.subarray(warm));
      for (let row = warm; row < size; row++) scores[row] = factor * own[row]!;
    },
    explain: (history, context, row) => {
      if (row >= warm) {
        scorer.score(history, context, scratch);
        if (saysNothing(scratch)) {
          member.score(history, context, own);
          const factor = LEAST / scaleOf(own.subarray(warm));
          const { base, contributions } = member.explain!(history, context, row);
          return { base: factor * base, contributions: contributions.map((part) => factor * part) };
        }
      }
      return scorer.explain!(history, context, row);
    },
  };
}
