/**
 * The indexes of the k highest scores, best first; of equal scores the lower index is the better.
 * Excluded indexes and scores that are NaN are never chosen, so fewer than k may come back.
 *
 * Keeps the best k so far in a heap whose root is the worst of them: most scores are settled by
 * one comparison with the root, and only the others are looked up in `excluded`.
 *
 * @param scores   any length, only read
 * @param k        ≥ 0
 * @param excluded indexes that must not come back
 * Cost: O(n + c·log k) time with c the number of times the best k change, O(k) memory.
 * The clear version: sort all allowed indexes by (−score, index) and take the first k.
 */
export function topK(
  scores: ArrayLike<number>,
  k: number,
  excluded: ReadonlySet<number> = NOTHING,
): Uint32Array {
  const heap = new Uint32Array(Math.min(k, scores.length));
  let size = 0;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index]!;
    if (size === heap.length && (size === 0 || !(score > scores[heap[0]!]!))) continue;
    if (Number.isNaN(score) || excluded.has(index)) continue;
    if (size < heap.length) siftUp(heap, size++, index, scores);
    else siftDown(heap, size, index, scores);
  }
  return heap.subarray(0, size).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

const NOTHING: ReadonlySet<number> = new Set();

/** Whether index a must leave the best k before index b. */
function isWorse(a: number, b: number, scores: ArrayLike<number>): boolean {
  const [score, other] = [scores[a]!, scores[b]!];
  return score < other || (score === other && a > b);
}

function siftUp(heap: Uint32Array, at: number, index: number, scores: ArrayLike<number>): void {
  let child = at;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isWorse(index, heap[parent]!, scores)) break;
    heap[child] = heap[parent]!;
    child = parent;
  }
  heap[child] = index;
}

/** Replaces the root by `index` and lets it sink to its place. */
function siftDown(heap: Uint32Array, size: number, index: number, scores: ArrayLike<number>): void {
  let parent = 0;
  for (let child = 1; child < size; child = 2 * parent + 1) {
    if (child + 1 < size && isWorse(heap[child + 1]!, heap[child]!, scores)) child++;
    if (!isWorse(heap[child]!, index, scores)) break;
    heap[parent] = heap[child]!;
    parent = child;
  }
  heap[parent] = index;
}
