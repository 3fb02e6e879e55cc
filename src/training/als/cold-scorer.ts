import type { Explanation, History, ScoredRows, Scorer } from '../../evaluation/index.ts';
import type { FactorScorer } from '../../math/kernels/factor-scorer.ts';
import { explainWarm, scoringWarm, warmPart } from '../warm-items.ts';

/** Name of the tensor of the vectors of cold items: coldItems × d. */
export const COLD_FACTORS = 'cold_item_factors';

/** A scorer whose scores are products of a user's vector with an item's. */
export interface VectorScorer extends Scorer {
  top: NonNullable<Scorer['top']>;
  explain: NonNullable<Scorer['explain']>;
  /** The vector of the user who was scored last. */
  vector(): Float32Array;
  /** Where the score of an item with any vector comes from. */
  explainVector(history: History, target: Float32Array): Explanation;
}

/**
 * Scores cold items after the warm ones: x·y with the user's vector x, which comes from what they
 * liked among the warm.
 */
export function withColdItems(
  warm: VectorScorer,
  cold: {
    /** Warm, then cold. */
    readonly itemIds: Scorer['itemIds'];
    /** Vectors of the cold ones, row-major. */
    readonly factors: Float32Array;
    readonly scorer: FactorScorer;
  },
): Scorer {
  const { itemIds, factors, scorer } = cold;
  const count = warm.itemIds.length;
  const d = factors.length / (itemIds.length - count);
  const { score } = scoringWarm(warm, itemIds);
  return {
    itemIds,
    personal: true,
    score: (history, context, scores) => {
      score(history, context, scores);
      scorer.use(warm.vector());
      scorer.score(scores.subarray(count));
    },
    top: (history, context, { k, excluded }) => {
      const best = warm.top(warmPart(history, count), context, { k, excluded });
      scorer.use(warm.vector());
      const others = Array.from(excluded, (row) => row - count).filter((row) => row >= 0);
      const { items, scores } = scorer.top(k, others);
      return merged(best, { rows: items.map((row) => row + count), scores }, k);
    },
    explain: (history, context, row) =>
      explainWarm(history, count, (known) =>
        row < count
          ? warm.explain(known, context, row)
          : warm.explainVector(known, factors.subarray((row - count) * d, (row - count + 1) * d)),
      ),
  };
}

/** The k best of two lists that are each best first; of equal scores those of the first. */
function merged(a: ScoredRows, b: ScoredRows, k: number): ScoredRows {
  const count = Math.min(k, a.rows.length + b.rows.length);
  const [rows, scores] = [new Uint32Array(count), new Float32Array(count)];
  let [i, j] = [0, 0];
  for (let at = 0; at < count; at++) {
    const isFirst = j === b.rows.length || (i < a.rows.length && a.scores[i]! >= b.scores[j]!);
    const from = isFirst ? a : b;
    const place = isFirst ? i++ : j++;
    rows[at] = from.rows[place]!;
    scores[at] = from.scores[place]!;
  }
  return { rows, scores };
}
