import { accumulate } from './accumulate';
import { advance, invertDiagonal, startDirection, timesDiagonal } from './conjugate';
import { Observations } from './observations';

@unmanaged
export class HalfStep {
  observations: Observations;
  /** X: one row an observed row, start and result. */
  solved: usize;
  /** Y: one row a column, only read. */
  fixed: usize;
  /** Numbers a row, a multiple of 16. */
  stride: i32;
  /** α·Λ: stride numbers ≥ 0. */
  spectrum: usize;
  /** λ of each row, > 0. */
  ridges: usize;
  /** Steps of conjugate gradients, ≥ 1. */
  steps: i32;
  /** The order in which rows are taken, those with most observations first. */
  order: usize;
  /** Rows before this one in `order` are solved in lockstep. */
  lockstepRows: i32;
  /** Rows a task. */
  chunk: i32;
  /** Lockstep: unit t holds rows unitStarts[t] … unitStarts[t + 1] of `order`. */
  unitStarts: usize;
  /** Lockstep: columns of a block; divides the segment width unless there is one segment only. */
  blockWidth: i32;
  blocks: i32;
  /** Lockstep: row k of `order` has its ids of block b at blockOffsets[k·(blocks + 1) + b] … next. */
  blockOffsets: usize;
}

/**
 * Moves rows towards the solution of their systems by some steps of preconditioned conjugate
 * gradients, from where they stand:
 *
 *     (Σ wᵢ·yᵢyᵢᵀ + α·Λ + λ_row·I) x = Σ (wᵢ + e)·yᵢ        i over the row's observations
 *
 * A row without observations becomes 0. Task t takes rows lockstepRows + t·chunk … of `order`.
 *
 * Scratch: 4 rows.
 */
export function solveRows(parameters: usize, task: i32, scratch: usize): i32 {
  const h = changetype<HalfStep>(parameters);
  const from = h.lockstepRows + task * h.chunk;
  const to = min(from + h.chunk, h.observations.rowCount);
  for (let k = from; k < to; k++) solveRow(h, load<u32>(h.order + ((<usize>k) << 2)), scratch);
  return 0;
}

function solveRow(h: HalfStep, row: u32, scratch: usize): void {
  const o = h.observations;
  const bytes = (<usize>h.stride) << 2;
  const x = h.solved + <usize>row * bytes;
  const at = o.offsets + ((<usize>row * <usize>o.segments) << 2);
  if (load<u32>(at) == load<u32>(at + ((<usize>o.segments) << 2))) {
    memory.fill(x, 0, bytes);
    return;
  }
  const r = scratch;
  const p = r + bytes;
  const q = p + bytes;
  const inverse = q + bytes;
  const ridge = load<f32>(h.ridges + ((<usize>row) << 2));
  invertDiagonal(inverse, h.spectrum, ridge, bytes);
  timesDiagonal(r, x, h.spectrum, ridge, -1, bytes);
  visitSegments(h, at, x, r, true);
  let rz = startDirection(p, r, inverse, bytes);
  for (let step = 1; step <= h.steps && rz > 0; step++) {
    timesDiagonal(q, p, h.spectrum, ridge, 1, bytes);
    visitSegments(h, at, p, q, false);
    rz = advance(x, r, p, q, inverse, rz, step == h.steps, bytes);
  }
}

/** One pass over all observations of a row whose offsets start at `at`. */
function visitSegments(h: HalfStep, at: usize, p: usize, out: usize, residual: bool): void {
  const o = h.observations;
  const segmentBytes = <usize>o.segmentWidth * ((<usize>h.stride) << 2);
  let Y = h.fixed;
  for (let s = 0; s < o.segments; s++) {
    visit(h, load<u32>(at, 0), load<u32>(at, 4), Y, p, out, residual);
    at += 4;
    Y += segmentBytes;
  }
}

/** One pass over the observations from `first` to `end`, whose ids count from the row at Y. */
export function visit(
  h: HalfStep,
  first: u32,
  end: u32,
  Y: usize,
  p: usize,
  out: usize,
  residual: bool,
): void {
  if (first == end) return;
  const o = h.observations;
  const ids = o.ids + ((<usize>first) << 1);
  const weights = o.weights == 0 ? <usize>0 : o.weights + ((<usize>first) << 2);
  const bytes = (<usize>h.stride) << 2;
  accumulate(ids, end - first, Y, bytes, p, out, weights, o.weight, o.excess, residual);
}
