import { errorOf } from '../../domain/errors.ts';
import type { Crew } from './crew.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { countOf, type Observations } from './observations.ts';

/** What the second-level cache should hold of the fixed side at a time. */
const BLOCK_BYTES = 262_144;
/** What the rows of one lockstep unit may take; they are read in order, so they need not stay. */
const UNIT_BYTES = 1_048_576;
/**
 * Units of rows with many observations. Each reads all of the other side from memory, so few are
 * better (16 instead of 64 save a third of an iteration), but no more threads than units share.
 */
const UNITS = 16;
const ROWS_A_TASK = 64;

/** What a half step knows of the side it solves for, besides the vectors; made once. */
export interface HalfStepPlan {
  readonly observations: Observations;
  /** Address of the observations' parameters. */
  readonly parameters: number;
  /** λ of each row, > 0. */
  readonly ridges: Float32Array;
  /** Rows, those with most observations first. */
  readonly order: Uint32Array;
  readonly lockstepRows: number;
  readonly unitStarts: Uint32Array;
  readonly blockWidth: number;
  readonly blocks: number;
  readonly blockOffsets: Uint32Array;
}

/** What the plan depends on. */
export interface HalfStepShape {
  /** Numbers a vector, a multiple of 16. */
  readonly stride: number;
  /** w of every pair where there is no array of weights. */
  readonly weight: number;
  /** e: an observed pair is weighed with w and pulled to 1 with w + e. */
  readonly excess: number;
  /** λ > 0 of a row, from its number of pairs. */
  readonly ridgeOf: (count: number) => number;
}

/**
 * Plans the half steps of one side: which rows go in lockstep and in what blocks. Depends on the
 * data only, not on the number of threads.
 *
 * Cost: O(rows·log rows + pairs of the lockstep rows).
 */
export function planHalfStep(
  memory: KernelMemory,
  observations: Observations,
  shape: HalfStepShape,
): HalfStepPlan {
  const { rowCount, segments, segmentWidth, offsets, ids, weights } = observations;
  const counts = Uint32Array.from({ length: rowCount }, (_, row) => countOf(observations, row));
  const order = memory.u32(rowCount);
  order.set(Uint32Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b));
  const ridges = memory.f32(rowCount);
  counts.forEach((count, row) => (ridges[row] = shape.ridgeOf(count)));
  const { weight, excess } = shape;
  const parameters = memory.parameters([
    rowCount,
    segments,
    segmentWidth,
    offsets,
    ids,
    weights,
    { fraction: weight },
    { fraction: excess },
  ]);
  const lockstep = planLockstep(memory, observations, { counts, order, stride: shape.stride });
  return { observations, parameters, ridges, order, ...lockstep };
}

function planLockstep(
  memory: KernelMemory,
  observations: Observations,
  { counts, order, stride }: { counts: Uint32Array; order: Uint32Array; stride: number },
): Pick<HalfStepPlan, 'lockstepRows' | 'unitStarts' | 'blockWidth' | 'blocks' | 'blockOffsets'> {
  const blockWidth = 2 ** Math.floor(Math.log2(BLOCK_BYTES / (4 * stride)));
  const blocks = Math.ceil(observations.columnCount / blockWidth);
  // Worth it for rows that visit a block many times, where the other side exceeds the cache.
  const worth = (row: number): boolean => blocks > 2 && counts[row]! > blockWidth;
  let lockstepRows = 0;
  let pairs = 0;
  while (lockstepRows < order.length && worth(order[lockstepRows]!))
    pairs += counts[order[lockstepRows++]!]!;
  const rows = order.subarray(0, lockstepRows);
  const starts = splitUnits(rows, counts, {
    pairs: pairs / UNITS,
    rows: Math.max(1, Math.floor(UNIT_BYTES / (12 * stride))),
  });
  const unitStarts = memory.u32(starts.length);
  unitStarts.set(starts);
  const blockOffsets = memory.u32(lockstepRows * (blocks + 1));
  rows.forEach((row, k) =>
    blockOffsets.set(offsetsOfBlocks(observations, row, { blockWidth, blocks }), k * (blocks + 1)),
  );
  return { lockstepRows, unitStarts, blockWidth, blocks, blockOffsets };
}

/** Cuts rows into units of about equally many pairs. @returns where each starts, and the end */
function splitUnits(
  rows: Uint32Array,
  counts: Uint32Array,
  limit: { readonly pairs: number; readonly rows: number },
): number[] {
  const starts = [0];
  let pairs = 0;
  for (let k = 0; k < rows.length; k++) {
    pairs += counts[rows[k]!]!;
    const full = pairs >= limit.pairs || k + 1 - starts.at(-1)! >= limit.rows;
    if (!full && k + 1 < rows.length) continue;
    starts.push(k + 1);
    pairs = 0;
  }
  return starts;
}

/** Where a row's ids of each block start, and where the last ends. */
function offsetsOfBlocks(
  { segments, segmentWidth, offsets, ids }: Observations,
  row: number,
  { blockWidth, blocks }: { readonly blockWidth: number; readonly blocks: number },
): Uint32Array {
  const starts = new Uint32Array(blocks + 1);
  let block = 0;
  for (let s = 0; s < segments; s++) {
    const from = row * segments + s;
    for (let k = offsets[from]!; k < offsets[from + 1]!; k++)
      for (
        const last = Math.floor((s * segmentWidth + ids[k]!) / blockWidth);
        block <= last;
        block++
      )
        starts[block] = k;
  }
  return starts.fill(offsets[(row + 1) * segments]!, block);
}

/** The vectors of both sides and the part of the system that all rows share. */
export interface HalfStepVectors {
  /** X: rowCount × stride, start and result. */
  readonly solved: Float32Array;
  /** Y: columnCount × stride, only read. */
  readonly fixed: Float32Array;
  /** α·Λ, the diagonal of α·YᵀY in these coordinates: stride numbers ≥ 0. */
  readonly spectrum: Float32Array;
  /** Steps of conjugate gradients, ≥ 1. */
  readonly steps: number;
}

/**
 * Moves all vectors of one side towards the minimum with the other side's held fixed: one half
 * step of implicit ALS, by conjugate gradients from where they stand. For each row
 *
 *     (Σ w·yyᵀ + α·Λ + λ_row·I) x = Σ (w + e)·y        over the row's observations
 *
 * preconditioned with α·Λ + λ_row·I. Both sides must be given in the eigenvectors of YᵀY, where it
 * is the diagonal Λ: whitening with each row's own λ then costs stride operations, not stride².
 * A row without observations becomes 0. The same bits on any number of threads.
 *
 * Cost: O(pairs·stride·(1 + steps)) time.
 * @throws InvariantError `SHAPE_MISMATCH`; whatever `Crew.run` throws
 * Source: Hu, Koren & Volinsky, ICDM 2008, eq. 4; Takács, Pilászy & Tikk, RecSys 2011 (conjugate
 * gradients). Twin: src/math/conjugate-half-step.ts. Kernels: kernels/half-step.
 */
export async function halfStep(
  crew: Crew,
  plan: HalfStepPlan,
  { solved, fixed, spectrum, steps }: HalfStepVectors,
): Promise<void> {
  const { rowCount, columnCount } = plan.observations;
  const stride = spectrum.length;
  requireLength('row vectors', solved, rowCount * stride);
  requireLength('column vectors', fixed, columnCount * stride);
  const parameters = crew.memory.parameters([
    plan.parameters,
    solved,
    fixed,
    stride,
    spectrum,
    plan.ridges,
    steps,
    plan.order,
    plan.lockstepRows,
    ROWS_A_TASK,
    plan.unitStarts,
    plan.blockWidth,
    plan.blocks,
    plan.blockOffsets,
  ]);
  const units = plan.unitStarts.length - 1;
  const scratchBytes = scratchOf(plan, stride);
  if (units > 0) await crew.run('solveLockstep', { parameters, tasks: units, scratchBytes });
  const tasks = Math.ceil((rowCount - plan.lockstepRows) / ROWS_A_TASK);
  await crew.run('solveRows', { parameters, tasks, scratchBytes });
}

function scratchOf({ unitStarts }: HalfStepPlan, stride: number): number {
  let rows = 1;
  for (let unit = 1; unit < unitStarts.length; unit++)
    rows = Math.max(rows, unitStarts[unit]! - unitStarts[unit - 1]!);
  return rows * (12 * stride + 4) + 4 * stride;
}

function requireLength(what: string, numbers: ArrayLike<number>, expected: number): void {
  if (numbers.length === expected) return;
  throw errorOf('SHAPE_MISMATCH', {
    what,
    found: `${numbers.length} numbers`,
    expected: `${expected}`,
  });
}
