import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conjugateHalfStep } from '../../../../src/math/conjugate-half-step.ts';
import { buildCsr, type Csr } from '../../../../src/math/csr.ts';
import { gramianInto } from '../../../../src/math/gramian.ts';
import type { Crew } from '../../../../src/math/kernels/crew.ts';
import { halfStep, planHalfStep } from '../../../../src/math/kernels/half-step.ts';
import {
  fillTransposed,
  pairsOfArrays,
  placeObservations,
  transposeObservations,
} from '../../../../src/math/kernels/observations.ts';
import {
  gramianOf,
  gramianParts,
  padVectors,
  panelsOf,
  rotateVectors,
} from '../../../../src/math/kernels/vectors.ts';
import { symmetricEigen } from '../../../../src/math/symmetric-eigen.ts';
import { BUILDS, largestDifference, normals, ON_THREADS, somePairs, withCrew } from './cases.ts';

/** A half step to be solved by the kernel and by its reference. */
interface Case {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly weights: readonly number[] | null;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly factorCount: number;
  readonly steps: number;
  readonly excess: number;
  readonly ridgeOf: (count: number) => number;
}

const ALPHA = 0.3;
const WEIGHT = 0.8;

const startOf = (given: Case): { fixed: Float32Array; solved: Float32Array } => ({
  fixed: normals(given.columnCount * given.factorCount, 1, 0.5),
  solved: normals(given.rowCount * given.factorCount, 2, 0.1),
});

const csrOf = ({ rows, columns, rowCount, columnCount }: Case): Csr & { source: Uint32Array } =>
  buildCsr(rows, columns, { rowCount, columnCount });

/** Scores of the solved rows, which do not depend on the coordinates. */
function scoresOf(solved: ArrayLike<number>, fixed: ArrayLike<number>, d: number): Float64Array {
  const [rowCount, columnCount] = [solved.length / d, fixed.length / d];
  const scores = new Float64Array(rowCount * columnCount);
  for (let row = 0; row < rowCount; row++)
    for (let column = 0; column < columnCount; column++)
      for (let f = 0; f < d; f++)
        scores[row * columnCount + column]! += solved[row * d + f]! * fixed[column * d + f]!;
  return scores;
}

function referenceScores(given: Case): Float64Array {
  const csr = csrOf(given);
  const start = startOf(given);
  const [fixed, solved] = [Float64Array.from(start.fixed), Float64Array.from(start.solved)];
  const d = given.factorCount;
  const gramian = new Float64Array(d * d);
  gramianInto(fixed, { rowCount: given.columnCount, columnCount: d }, gramian);
  const weights = Float64Array.from(csr.source, (k) => given.weights?.[k] ?? WEIGHT);
  const ridges = Float64Array.from({ length: given.rowCount }, (_, row) =>
    given.ridgeOf(csr.offsets[row + 1]! - csr.offsets[row]!),
  );
  const { steps, excess } = given;
  const system = { unobservedWeight: ALPHA, weights, excess, ridges, steps };
  conjugateHalfStep(csr, { fixed, gramian, solved }, system);
  return scoresOf(solved, fixed, d);
}

async function kernelScores(crew: Crew, given: Case): Promise<Float64Array> {
  const { rowCount, columnCount, factorCount, excess, ridgeOf, steps } = given;
  const { memory } = crew;
  const byRow = placeObservations(memory, pairsOfArrays(given));
  fillTransposed(transposeObservations(memory, byRow), byRow);
  const start = startOf(given);
  const fixed = padVectors(memory, start.fixed, { rowCount: columnCount, factorCount });
  const solved = padVectors(memory, start.solved, { rowCount, factorCount });
  const { stride } = fixed;
  const plan = planHalfStep(memory, byRow, { stride, weight: WEIGHT, excess, ridgeOf });
  const parts = memory.f32(gramianParts(columnCount, stride));
  const eigen = symmetricEigen(await gramianOf(crew, fixed, parts), stride);
  const basis = memory.f32(stride * stride);
  panelsOf(eigen.vectors, stride, basis);
  await rotateVectors(crew, fixed, basis);
  await rotateVectors(crew, solved, basis);
  const spectrum = memory.f32(stride);
  spectrum.set(eigen.values.map((value) => ALPHA * Math.max(value, 0)));
  await halfStep(crew, plan, { solved: solved.data, fixed: fixed.data, spectrum, steps });
  expect(plan.lockstepRows).toBe(given.columnCount > 60_000 ? 2 : 0);
  return scoresOf(solved.data, fixed.data, stride);
}

const cases = fc
  .record({
    rowCount: fc.integer({ min: 0, max: 9 }),
    columnCount: fc.integer({ min: 1, max: 40 }),
    factorCount: fc.constantFrom(1, 3, 16, 17, 33),
    steps: fc.integer({ min: 1, max: 4 }),
    excess: fc.constantFrom(0, 1),
    weighted: fc.boolean(),
    nu: fc.constantFrom(0, 1),
    seed: fc.nat(1000),
  })
  .map(({ weighted, nu, seed, ...given }): Case => {
    const pairs = somePairs({ ...given, share: 0.6 }, seed);
    const weights = weighted ? pairs.rows.map((_, k) => (k % 7) / 2) : null;
    return { ...given, ...pairs, weights, ridgeOf: (count) => 0.2 * (1 + count) ** nu };
  });

describe.each(BUILDS)('halfStep, %s', (build) => {
  it('gives the scores that the reference gives, for any size, weights and lambda a row', () =>
    fc.assert(
      fc.asyncProperty(cases, (given) =>
        withCrew({ build }, async (crew) => {
          const found = await kernelScores(crew, given);
          // f32 against f64: 24 bits, over some hundred operations on numbers of about 1.
          expect(largestDifference(found, referenceScores(given))).toBeLessThan(2e-4);
        }),
      ),
      { numRuns: 60 },
    ));

  it('solves rows in lockstep as alone, across segments of 65,536 columns, on any threads', async () => {
    // Rows 0 and 1 have more pairs than a block of 256 KiB has columns (4,096 of 16 numbers); row 2
    // has 100, row 3 none.
    const columnCount = 140_000;
    const pairs: [number, number][] = [];
    for (let column = 0; column < columnCount; column++) {
      if (column % 3 === 0) pairs.push([0, column]);
      if (column % 4 !== 1) pairs.push([1, column]);
      if (column % 1400 === 1399) pairs.push([2, column]);
    }
    const given: Case = {
      rows: pairs.map(([row]) => row),
      columns: pairs.map(([, column]) => column),
      weights: null,
      rowCount: 4,
      columnCount,
      factorCount: 2,
      steps: 2,
      excess: 1,
      ridgeOf: () => 5,
    };
    const one = await withCrew({ build, threads: 1, work: ON_THREADS }, (crew) =>
      kernelScores(crew, given),
    );
    const two = await withCrew({ build, threads: 2, work: ON_THREADS }, (crew) =>
      kernelScores(crew, given),
    );
    expect(two).toEqual(one);
    // Sums over 105,000 terms in f32.
    expect(largestDifference(one, referenceScores(given))).toBeLessThan(2e-3);
    expect(one.subarray(3 * columnCount).every((score) => score === 0)).toBe(true);
  });

  it('refuses vectors that do not fit the observations', () =>
    withCrew({ build }, async (crew) => {
      const given = { rows: [0], columns: [0], weights: null, rowCount: 1, columnCount: 2 };
      const byRow = placeObservations(crew.memory, pairsOfArrays(given));
      const shape = { stride: 16, weight: 1, excess: 0, ridgeOf: () => 1 };
      const plan = planHalfStep(crew.memory, byRow, shape);
      const [solved, fixed] = [crew.memory.f32(16), crew.memory.f32(16)];
      const run = halfStep(crew, plan, { solved, fixed, spectrum: crew.memory.f32(16), steps: 1 });
      await expect(run).rejects.toThrow(
        'The shape of column vectors does not fit: found 16 numbers, expected 32',
      );
    }));
});
