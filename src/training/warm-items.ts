import { pickHistory } from '../evaluation/index.ts';
import type { Explanation, History, Scorer } from '../evaluation/index.ts';

/** Places of a history whose item is among the first `count`. */
const warmPlaces = ({ items }: History, count: number): number[] =>
  Array.from(items, (_item, at) => at).filter((at) => items[at]! < count);

/** A history without what is not among the first `count` items. */
export const warmPart = (history: History, count: number): History =>
  pickHistory(history, warmPlaces(history, count));

/**
 * A scorer of the first items of a longer list as one of all: the others score 0, and in a history
 * they count for nothing. The scorer itself where there are no others.
 */
export function scoringWarm(scorer: Scorer, itemIds: Scorer['itemIds']): Scorer {
  const count = scorer.itemIds.length;
  if (count === itemIds.length) return scorer;
  return {
    itemIds,
    personal: scorer.personal,
    score: (history, context, scores) => {
      scorer.score(warmPart(history, count), context, scores.subarray(0, count));
      scores.fill(0, count);
    },
    explain: (history, context, row) =>
      explainWarm(history, count, (known) =>
        row < count
          ? scorer.explain!(known, context, row)
          : { base: 0, contributions: new Float64Array(known.items.length) },
      ),
  };
}

/** Explains with the part of a history that counts; the rest contributes 0. */
export function explainWarm(
  history: History,
  count: number,
  explain: (known: History) => Explanation,
): Explanation {
  const places = warmPlaces(history, count);
  const { base, contributions } = explain(pickHistory(history, places));
  const all = new Float64Array(history.items.length);
  for (const [k, at] of places.entries()) all[at] = contributions[k]!;
  return { base, contributions: all };
}
