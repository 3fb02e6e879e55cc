import { dot } from '../shared/simd';

@unmanaged
export class Scores {
  query: usize;
  /** Y: itemCount × stride. */
  factors: usize;
  stride: i32;
  itemCount: i32;
  /** The item that each row of Y is. */
  items: usize;
  /** q·y of every item, by item. */
  scores: usize;
}

/** Every score, in the arithmetic of `topK`. */
export function scores(parameters: usize, _task: i32, _scratch: usize): i32 {
  const s = changetype<Scores>(parameters);
  const bytes = (<usize>s.stride) << 2;
  for (let row: usize = 0; row < <usize>s.itemCount; row++) {
    const item = <usize>load<u32>(s.items + (row << 2));
    store<f32>(s.scores + (item << 2), dot(s.query, s.factors + row * bytes, bytes));
  }
  return 0;
}
