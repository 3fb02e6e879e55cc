import { dot } from '../shared/simd';
import { Observations } from '../half-step/observations';

@unmanaged
export class Loss {
  observations: Observations;
  /** X: one row an observed row. */
  rows: usize;
  /** Y: one row a column. */
  others: usize;
  stride: i32;
  /** λ of each row. */
  ridges: usize;
  /** Rows a task. */
  chunk: i32;
  /** One f64 a task. */
  sums: usize;
  /** 0: only λ·|x|². */
  withObservations: i32;
}

/**
 * What rows task·chunk … add to the objective, without the part over all pairs:
 *
 *     Σ_rows λ_row·|x|² + Σ_observed w·s² − 2·(w + e)·s + (w + e)        s = x·y
 *
 * Products in f32, sums in f64.
 */
export function loss(parameters: usize, task: i32, _scratch: usize): i32 {
  const l = changetype<Loss>(parameters);
  const bytes = (<usize>l.stride) << 2;
  const first = task * l.chunk;
  const end = min(first + l.chunk, l.observations.rowCount);
  let sum: f64 = 0;
  for (let row = first; row < end; row++) {
    const x = l.rows + <usize>row * bytes;
    sum += <f64>load<f32>(l.ridges + ((<usize>row) << 2)) * <f64>dot(x, x, bytes);
    if (l.withObservations) sum += observedLoss(l, <usize>row, x, bytes);
  }
  store<f64>(l.sums + ((<usize>task) << 3), sum);
  return 0;
}

function observedLoss(l: Loss, row: usize, x: usize, bytes: usize): f64 {
  const o = l.observations;
  let sum: f64 = 0;
  for (let s = 0; s < o.segments; s++) {
    const at = o.offsets + ((row * <usize>o.segments + <usize>s) << 2);
    const Y = l.others + <usize>s * <usize>o.segmentWidth * bytes;
    for (let k = load<u32>(at, 0); k < load<u32>(at, 4); k++) {
      const y = Y + <usize>load<u16>(o.ids + ((<usize>k) << 1)) * bytes;
      const w = <f64>(o.weights == 0 ? o.weight : load<f32>(o.weights + ((<usize>k) << 2)));
      const pull = w + <f64>o.excess;
      const score = <f64>dot(x, y, bytes);
      sum += w * score * score - 2 * pull * score + pull;
    }
  }
  return sum;
}
