/** Head, middle or tail of the catalogue by popularity. */
export type PopularityTier = 'head' | 'middle' | 'tail';

/** Shares of all positives that make the head, and head and middle. */
const HEAD = 1 / 3;
const MIDDLE = 2 / 3;

/**
 * The tier of every candidate: the most popular items that together have a third of the positives
 * are the head, those that have the next third the middle, the rest, the most items by far, the
 * tail. Of equally popular items the first is the more popular.
 *
 * @param counts positives of each candidate
 */
export function popularityTiers(counts: ArrayLike<number>): readonly PopularityTier[] {
  const order = Array.from(counts, (_count, item) => item).sort(
    (a, b) => counts[b]! - counts[a]! || a - b,
  );
  const total = order.reduce((sum, item) => sum + counts[item]!, 0);
  const tiers: PopularityTier[] = new Array<PopularityTier>(order.length).fill('tail');
  let before = 0;
  for (const item of order) {
    tiers[item] = before < HEAD * total ? 'head' : before < MIDDLE * total ? 'middle' : 'tail';
    before += counts[item]!;
  }
  return tiers;
}
