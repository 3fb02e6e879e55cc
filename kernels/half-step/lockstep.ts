import { advance, invertDiagonal, startDirection, timesDiagonal } from './conjugate';
import { HalfStep, visit } from './half-step';

/**
 * Solves one unit of rows with many observations together: Y is visited in blocks that fit the
 * second-level cache, and each block serves all rows of the unit before the next is fetched. Every
 * row sees its observations in the same order as alone, so a unit's size changes no bits.
 *
 * Scratch: r, p and q of every row of the unit, D⁻¹ of one row, r·D⁻¹·r of every row.
 */
export function solveLockstep(parameters: usize, unit: i32, scratch: usize): i32 {
  const h = changetype<HalfStep>(parameters);
  const bytes = (<usize>h.stride) << 2;
  const first = load<u32>(h.unitStarts + ((<usize>unit) << 2), 0);
  const end = load<u32>(h.unitStarts + ((<usize>unit) << 2), 4);
  const size = <usize>(end - first) * bytes;
  const r = scratch;
  const p = r + size;
  const q = p + size;
  const inverse = q + size;
  const rz = inverse + bytes;
  for (let k = first; k < end; k++) {
    const at = <usize>(k - first) * bytes;
    timesDiagonal(r + at, solvedRow(h, k, bytes), h.spectrum, ridgeOf(h, k), -1, bytes);
  }
  visitBlocks(h, first, end, 0, r, true);
  for (let k = first; k < end; k++) {
    const at = <usize>(k - first) * bytes;
    invertDiagonal(inverse, h.spectrum, ridgeOf(h, k), bytes);
    store<f32>(rz + ((<usize>(k - first)) << 2), startDirection(p + at, r + at, inverse, bytes));
  }
  for (let step = 1; step <= h.steps; step++) {
    for (let k = first; k < end; k++) {
      const at = <usize>(k - first) * bytes;
      timesDiagonal(q + at, p + at, h.spectrum, ridgeOf(h, k), 1, bytes);
    }
    visitBlocks(h, first, end, p, q, false);
    for (let k = first; k < end; k++) {
      const at = <usize>(k - first) * bytes;
      const own = rz + ((<usize>(k - first)) << 2);
      const x = solvedRow(h, k, bytes);
      if (load<f32>(own) == 0) continue;
      invertDiagonal(inverse, h.spectrum, ridgeOf(h, k), bytes);
      const last = step == h.steps;
      const after = advance(x, r + at, p + at, q + at, inverse, load<f32>(own), last, bytes);
      store<f32>(own, after);
    }
  }
  return 0;
}

/**
 * One pass of every row of a unit over its observations, block by block.
 *
 * @param p one row each, in the order of the unit; 0 for the solution as it stands
 */
function visitBlocks(
  h: HalfStep,
  first: u32,
  end: u32,
  p: usize,
  out: usize,
  residual: bool,
): void {
  const bytes = (<usize>h.stride) << 2;
  const width = h.observations.segmentWidth;
  for (let b = 0; b < h.blocks; b++) {
    const segment = (b * h.blockWidth) / width;
    const Y = h.fixed + <usize>(segment * width) * bytes;
    for (let k = first; k < end; k++) {
      const offsets = h.blockOffsets + ((<usize>k * <usize>(h.blocks + 1) + <usize>b) << 2);
      const at = <usize>(k - first) * bytes;
      const vector = p == 0 ? solvedRow(h, k, bytes) : p + at;
      visit(h, load<u32>(offsets, 0), load<u32>(offsets, 4), Y, vector, out + at, residual);
    }
  }
}

function rowOf(h: HalfStep, k: u32): usize {
  return <usize>load<u32>(h.order + ((<usize>k) << 2));
}

function solvedRow(h: HalfStep, k: u32, bytes: usize): usize {
  return h.solved + rowOf(h, k) * bytes;
}

function ridgeOf(h: HalfStep, k: u32): f32 {
  return load<f32>(h.ridges + (rowOf(h, k) << 2));
}
