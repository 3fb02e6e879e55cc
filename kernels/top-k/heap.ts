/**
 * The best `size` so far, the worst of them at the root. Of equal scores the lower item is the
 * better. Scores are f32, items u32, in two arrays.
 */

/** Replaces the root and lets the new pair sink to its place. */
export function replaceRoot(scores: usize, items: usize, size: i32, score: f32, item: u32): void {
  let parent = 0;
  for (let child = 1; child < size; child = 2 * parent + 1) {
    if (
      child + 1 < size &&
      isWorse(scores, items, child + 1, scoreAt(scores, child), itemAt(items, child))
    )
      child++;
    if (!isWorse(scores, items, child, score, item)) break;
    store<f32>(scores + ((<usize>parent) << 2), scoreAt(scores, child));
    store<u32>(items + ((<usize>parent) << 2), itemAt(items, child));
    parent = child;
  }
  store<f32>(scores + ((<usize>parent) << 2), score);
  store<u32>(items + ((<usize>parent) << 2), item);
}

/** Puts the pairs in order, best first. */
export function sortHeap(scores: usize, items: usize, size: i32): void {
  for (let last = size - 1; last > 0; last--) {
    const score = scoreAt(scores, last);
    const item = itemAt(items, last);
    const worst = scoreAt(scores, 0);
    const worstItem = itemAt(items, 0);
    replaceRoot(scores, items, last, score, item);
    store<f32>(scores + ((<usize>last) << 2), worst);
    store<u32>(items + ((<usize>last) << 2), worstItem);
  }
}

/** Whether the pair at `at` must leave before (score, item). */
function isWorse(scores: usize, items: usize, at: i32, score: f32, item: u32): bool {
  const own = scoreAt(scores, at);
  return own < score || (own == score && itemAt(items, at) > item);
}

function scoreAt(scores: usize, at: i32): f32 {
  return load<f32>(scores + ((<usize>at) << 2));
}

function itemAt(items: usize, at: i32): u32 {
  return load<u32>(items + ((<usize>at) << 2));
}
