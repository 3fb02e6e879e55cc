import { symmetricEigen } from '../symmetric-eigen.ts';
import type { Crew } from './crew.ts';
import { halfStep, planHalfStep, type HalfStepPlan } from './half-step.ts';
import { fillTransposed, placeObservations, transposeObservations } from './observations.ts';
import type { Pairs } from './observations.ts';
import { gramianOf, gramianParts, padVectors, panelsOf, rotateVectors } from './vectors.ts';
import { strideOf } from './vectors.ts';
import type { InitialNumbers, Vectors } from './vectors.ts';

/** The objective: see `factorize`. */
export interface Objective {
  /** d ≥ 1. */
  readonly factorCount: number;
  /** α > 0: weight of the squared score of every pair. */
  readonly unobservedWeight: number;
  /** w of an observed pair, where the pairs carry none. */
  readonly observedWeight: number;
  /** e: 0, or 1 where unobserved pairs are those of preference 0 and confidence 1. */
  readonly excess: number;
  /** λ > 0 of a row, from its number of pairs and the size of the other side. */
  readonly ridgeOf: (count: number, otherCount: number) => number;
  /** Steps of conjugate gradients a half step, ≥ 1. */
  readonly steps: number;
}

/** The vectors to start from, d numbers each. */
export interface Start {
  readonly rows: InitialNumbers;
  readonly columns: InitialNumbers;
}

/** A factorization under way. */
export interface Factorization {
  /** Solves for all rows, then for all columns. */
  epoch(): Promise<void>;
  /** The objective over rowCount·columnCount, as it stands. */
  loss(): Promise<number>;
  /** The vectors as they stand, d numbers each, in coordinates of no meaning. */
  rowVectors(): Float32Array<ArrayBuffer>;
  columnVectors(): Float32Array<ArrayBuffer>;
}

/**
 * Prepares the minimisation of
 *
 *     Σ_observed (w·s² − 2·(w + e)·s + w + e) + α·Σ_all s² + Σ_rows λ_row·|row|²        s = x·y
 *
 * over the vectors of rows and columns by alternating half steps. Before each, both sides are
 * turned into the eigenvectors of the fixed side's Gramian: no score changes, and what all rows
 * share becomes diagonal.
 *
 * Memory: 4 bytes a pair (12 with weights), 4 bytes a number of a vector, little else.
 * @throws InvariantError `SHAPE_MISMATCH`; UnavailableError `KERNEL_MEMORY_FULL`
 */
export function factorize(
  crew: Crew,
  pairs: Pairs,
  objective: Objective,
  start: Start,
): Factorization {
  const work = prepare(crew, pairs, objective, start);
  const d = objective.factorCount;
  return {
    epoch: async () => {
      await runHalf(crew, work, { side: 'row', objective });
      await runHalf(crew, work, { side: 'column', objective });
    },
    loss: () => lossOf(crew, work, objective),
    rowVectors: () => unpadded(work.row.vectors, d),
    columnVectors: () => unpadded(work.column.vectors, d),
  };
}

interface Side {
  readonly plan: HalfStepPlan;
  readonly vectors: Vectors;
  /** Gramian of the vectors as they stand; `null` where they have moved since. */
  gramian: Float64Array | null;
}

interface Work {
  readonly row: Side;
  readonly column: Side;
  readonly parts: Float32Array;
  readonly basis: Float32Array;
  readonly spectrum: Float32Array;
}

function prepare(crew: Crew, pairs: Pairs, objective: Objective, start: Start): Work {
  const { memory } = crew;
  const { rowCount, columnCount } = pairs;
  const stride = strideOf(objective.factorCount);
  const byRow = placeObservations(memory, pairs);
  const byColumn = transposeObservations(memory, byRow);
  fillTransposed(byColumn, byRow);
  const { observedWeight: weight, excess, ridgeOf } = objective;
  const plan = (observations: typeof byRow): HalfStepPlan =>
    planHalfStep(memory, observations, {
      stride,
      weight,
      excess,
      ridgeOf: (count) => ridgeOf(count, observations.columnCount),
    });
  const vectors = (rows: number, data: InitialNumbers): Vectors =>
    padVectors(memory, data, { rowCount: rows, factorCount: objective.factorCount });
  return {
    row: { plan: plan(byRow), vectors: vectors(rowCount, start.rows), gramian: null },
    column: { plan: plan(byColumn), vectors: vectors(columnCount, start.columns), gramian: null },
    parts: memory.f32(gramianParts(Math.max(rowCount, columnCount), stride)),
    basis: memory.f32(stride * stride),
    spectrum: memory.f32(stride),
  };
}

async function runHalf(
  crew: Crew,
  work: Work,
  { side, objective }: { readonly side: 'row' | 'column'; readonly objective: Objective },
): Promise<void> {
  const [solved, fixed] = side === 'row' ? [work.row, work.column] : [work.column, work.row];
  const { stride } = fixed.vectors;
  fixed.gramian ??= await gramianOf(crew, fixed.vectors, work.parts);
  const { values, vectors } = symmetricEigen(fixed.gramian, stride);
  panelsOf(vectors, stride, work.basis);
  await rotateVectors(crew, fixed.vectors, work.basis);
  await rotateVectors(crew, solved.vectors, work.basis);
  fixed.gramian.fill(0);
  for (let i = 0; i < stride; i++) {
    // Rounding may leave an eigenvalue just below 0.
    const value = Math.max(values[i]!, 0);
    fixed.gramian[i * stride + i] = value;
    work.spectrum[i] = objective.unobservedWeight * value;
  }
  await halfStep(crew, solved.plan, {
    solved: solved.vectors.data,
    fixed: fixed.vectors.data,
    spectrum: work.spectrum,
    steps: objective.steps,
  });
  solved.gramian = null;
}

const ROWS_A_LOSS = 1024;

async function lossOf(
  crew: Crew,
  { row, column, parts }: Work,
  { unobservedWeight }: Objective,
): Promise<number> {
  row.gramian ??= await gramianOf(crew, row.vectors, parts);
  column.gramian ??= await gramianOf(crew, column.vectors, parts);
  let all = 0;
  for (let k = 0; k < row.gramian.length; k++) all += row.gramian[k]! * column.gramian[k]!;
  const sum =
    unobservedWeight * all +
    (await sideLoss(crew, row, { others: column, observed: true })) +
    (await sideLoss(crew, column, { others: row, observed: false }));
  return sum / (row.vectors.rowCount * column.vectors.rowCount);
}

async function sideLoss(
  crew: Crew,
  { plan, vectors }: Side,
  { others, observed }: { readonly others: Side; readonly observed: boolean },
): Promise<number> {
  const tasks = Math.ceil(vectors.rowCount / ROWS_A_LOSS);
  const sums = crew.memory.f64(tasks);
  const parameters = crew.memory.parameters([
    plan.parameters,
    vectors.data,
    others.vectors.data,
    vectors.stride,
    plan.ridges,
    ROWS_A_LOSS,
    sums,
    observed ? 1 : 0,
  ]);
  await crew.run('loss', { parameters, tasks });
  return sums.reduce((total, sum) => total + sum, 0);
}

function unpadded({ data, rowCount, stride }: Vectors, d: number): Float32Array<ArrayBuffer> {
  const vectors = new Float32Array(rowCount * d);
  for (let row = 0; row < rowCount; row++)
    vectors.set(data.subarray(row * stride, row * stride + d), row * d);
  return vectors;
}
