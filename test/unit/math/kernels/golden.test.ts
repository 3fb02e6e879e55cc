import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFactorScorer } from '../../../../src/math/kernels/factor-scorer.ts';
import { factorize } from '../../../../src/math/kernels/factorization.ts';
import { halfStep, planHalfStep } from '../../../../src/math/kernels/half-step.ts';
import { pairsOfArrays, placeObservations } from '../../../../src/math/kernels/observations.ts';
import {
  invertCoOccurrences,
  type CoOccurrenceData,
} from '../../../../src/math/kernels/symmetric-inverse.ts';
import {
  gramianOf,
  gramianParts,
  padVectors,
  panelsOf,
  rotateVectors,
} from '../../../../src/math/kernels/vectors.ts';
import { symmetricEigen } from '../../../../src/math/symmetric-eigen.ts';
import { rowRegularization, type AlsLoss } from '../../../../src/training/als/half-step.ts';
import { BUILDS, largestDifference, wholeMatrix, withCrew } from './cases.ts';

interface Golden<T> {
  readonly input: T;
  readonly expected: readonly number[];
  readonly tolerance: number;
}

const golden = <T>(name: string): Golden<T> =>
  JSON.parse(
    readFileSync(new URL(`../../../golden/kernels/${name}.json`, import.meta.url), 'utf8'),
  ) as Golden<T>;

const f32 = (numbers: readonly number[]): Float32Array => Float32Array.from(numbers);

function requireNear(found: ArrayLike<number>, { expected, tolerance }: Golden<unknown>): void {
  expect(expected.length).toBeGreaterThan(0);
  expect(largestDifference(found, expected)).toBeLessThanOrEqual(tolerance);
}

/** test/golden/kernels/generate.ts wrote the files with the readable references. */
describe.each(BUILDS)('golden files, %s', (build) => {
  it('gram', () =>
    withCrew({ build }, async (crew) => {
      const file = golden<{ rowCount: number; factorCount: number; rows: number[] }>('gram');
      const vectors = padVectors(crew.memory, f32(file.input.rows), file.input);
      const { stride } = vectors;
      const parts = crew.memory.f32(gramianParts(file.input.rowCount, stride));
      const found = await gramianOf(crew, vectors, parts);
      const d = file.input.factorCount;
      requireNear(
        found.filter((_, at) => at % stride < d && at < d * stride),
        file,
      );
    }));

  it('half-step', () =>
    withCrew({ build }, async (crew) => {
      const file = golden<HalfStepInput>('half-step');
      requireNear(await halfStepScores(crew, file.input), file);
    }));

  it('rotate', () =>
    withCrew({ build }, async (crew) => {
      const file = golden<RotateInput>('rotate');
      const { rowCount, factorCount, rows, basis } = file.input;
      const vectors = padVectors(crew.memory, f32(rows), { rowCount, factorCount });
      expect(vectors.stride).toBe(factorCount);
      const panels = crew.memory.f32(factorCount ** 2);
      panelsOf(Float64Array.from(basis), factorCount, panels);
      await rotateVectors(crew, vectors, panels);
      requireNear(vectors.data, file);
    }));

  it('loss', () =>
    withCrew({ build }, async (crew) => {
      const file = golden<LossInput>('loss');
      requireNear(
        [await lossOf(crew, file.input, false), await lossOf(crew, file.input, true)],
        file,
      );
    }));

  it('fold-in', () => {
    const file = golden<FoldInInput>('fold-in');
    const { factors, factorCount, unobservedWeight, ridge, ...history } = file.input;
    const scorer = openFactorScorer(f32(factors), { factorCount, unobservedWeight, build });
    scorer.foldIn(history, ridge);
    const scores = new Float32Array(factors.length / factorCount);
    scorer.score(scores);
    requireNear(scores, file);
  });

  it('top-k', () => {
    const file = golden<TopKInput>('top-k');
    const { factors, factorCount, query, k, excluded } = file.input;
    const scorer = openFactorScorer(f32(factors), { factorCount, unobservedWeight: 1, build });
    scorer.use(f32(query));
    expect([...scorer.top(k, excluded).items]).toEqual(file.expected);
  });

  it('inverse', () =>
    withCrew({ build }, async (crew) => {
      const file = golden<CoOccurrenceData>('inverse');
      const inverse = await invertCoOccurrences(crew, file.input);
      requireNear(wholeMatrix(inverse), file);
    }));
});

interface RotateInput {
  readonly rowCount: number;
  readonly factorCount: number;
  readonly rows: number[];
  /** Q by columns. */
  readonly basis: number[];
}

interface LossInput extends AlsLoss {
  readonly rows: number[];
  readonly columns: number[];
  readonly rowCount: number;
  readonly columnCount: number;
  readonly users: number[];
  readonly items: number[];
  readonly weights: number[];
  readonly excess: number;
}

interface FoldInInput {
  readonly factors: number[];
  readonly factorCount: number;
  readonly unobservedWeight: number;
  readonly ridge: number;
  readonly items: number[];
  readonly weights: number[];
}

interface TopKInput {
  readonly factors: number[];
  readonly factorCount: number;
  readonly query: number[];
  readonly k: number;
  readonly excluded: number[];
}

interface HalfStepInput {
  readonly rows: number[];
  readonly columns: number[];
  readonly rowCount: number;
  readonly columnCount: number;
  readonly weights: number[];
  readonly ridges: number[];
  readonly unobservedWeight: number;
  readonly excess: number;
  readonly steps: number;
  readonly factorCount: number;
  readonly fixed: number[];
  readonly solved: number[];
}

type Crew = Parameters<typeof gramianOf>[0];

/** The objective of the given vectors, with weights and excess or without both. */
function lossOf(crew: Crew, input: LossInput, weighted: boolean): Promise<number> {
  const objective = {
    ...input,
    observedWeight: 1,
    excess: weighted ? input.excess : 0,
    ridgeOf: (count: number, others: number) => rowRegularization(input, count, others),
    steps: 1,
  };
  const pairs = pairsOfArrays({ ...input, weights: weighted ? input.weights : null });
  const start = { rows: f32(input.users), columns: f32(input.items) };
  return factorize(crew, pairs, objective, start).loss();
}

/** Scores after one half step in the eigenvectors of the fixed side. */
async function halfStepScores(crew: Crew, input: HalfStepInput): Promise<Float64Array> {
  const { memory } = crew;
  const { rowCount, columnCount, factorCount, excess, steps } = input;
  const observations = placeObservations(memory, pairsOfArrays(input));
  const fixed = padVectors(memory, f32(input.fixed), { rowCount: columnCount, factorCount });
  const solved = padVectors(memory, f32(input.solved), { rowCount, factorCount });
  const { stride } = fixed;
  const plan = planHalfStep(memory, observations, { stride, weight: 1, excess, ridgeOf: () => 1 });
  plan.ridges.set(input.ridges);
  const parts = memory.f32(gramianParts(columnCount, stride));
  const eigen = symmetricEigen(await gramianOf(crew, fixed, parts), stride);
  const basis = memory.f32(stride * stride);
  panelsOf(eigen.vectors, stride, basis);
  for (const vectors of [fixed, solved]) await rotateVectors(crew, vectors, basis);
  const spectrum = memory.f32(stride);
  spectrum.set(eigen.values.map((value) => input.unobservedWeight * Math.max(value, 0)));
  await halfStep(crew, plan, { solved: solved.data, fixed: fixed.data, spectrum, steps });
  return Float64Array.from({ length: rowCount * columnCount }, (_, at) => {
    const [row, column] = [Math.floor(at / columnCount), at % columnCount];
    let score = 0;
    for (let f = 0; f < stride; f++)
      score += solved.data[row * stride + f]! * fixed.data[column * stride + f]!;
    return score;
  });
}
