import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramianInto } from '../../../../src/math/gramian.ts';
import {
  gramianOf,
  gramianParts,
  padVectors,
  panelsOf,
  rotateVectors,
  strideOf,
} from '../../../../src/math/kernels/vectors.ts';
import { symmetricEigen } from '../../../../src/math/symmetric-eigen.ts';
import { BUILDS, largestDifference, normals, ON_THREADS, withCrew } from './cases.ts';

interface Shape {
  readonly rowCount: number;
  readonly factorCount: number;
}

const shapes = fc.record({
  rowCount: fc.oneof(
    fc.constantFrom(0, 1, 4095, 4096, 4097, 8195),
    fc.integer({ max: 50, min: 0 }),
  ),
  factorCount: fc.constantFrom(1, 2, 15, 16, 17, 33, 64),
  seed: fc.nat(1000),
});

function reference(data: Float32Array, { rowCount, factorCount }: Shape): Float64Array {
  const gramian = new Float64Array(factorCount ** 2);
  gramianInto(Float64Array.from(data), { rowCount, columnCount: factorCount }, gramian);
  return gramian;
}

describe.each(BUILDS)('gram, %s', (build) => {
  const gramian = (data: Float32Array, shape: Shape, threads?: number): Promise<Float64Array> =>
    withCrew({ build, ...(threads === undefined ? {} : { threads, work: ON_THREADS }) }, (crew) => {
      const vectors = padVectors(crew.memory, data, shape);
      const parts = crew.memory.f32(gramianParts(shape.rowCount, vectors.stride));
      return gramianOf(crew, vectors, parts);
    });

  it('gives what the reference gives, for any shape, and zeros where vectors are filled up', () =>
    fc.assert(
      fc.asyncProperty(shapes, async ({ seed, ...shape }) => {
        const { rowCount, factorCount } = shape;
        const data = normals(rowCount * factorCount, seed);
        const stride = strideOf(factorCount);
        const found = await gramian(data, shape);
        const inner = found.filter(
          (_, at) => at % stride < factorCount && at < factorCount * stride,
        );
        // Sums of up to 4,096 products of about 1 in f32: off by 4096·2⁻²⁴ = 2.4e-4 of the sum at
        // worst, where every rounding goes the same way; by √4096·2⁻²⁴ = 4e-6 where they do not.
        const tolerance = 1e-5 * (rowCount + 10);
        expect(largestDifference(inner, reference(data, shape))).toBeLessThan(tolerance);
        const sum = found.reduce((total, value) => total + Math.abs(value), 0);
        const innerSum = inner.reduce((total, value) => total + Math.abs(value), 0);
        expect(sum).toBe(innerSum);
      }),
      { numRuns: 40 },
    ));

  it('gives the same bits on one and on three threads', async () => {
    const shape = { rowCount: 20_000, factorCount: 20 };
    const data = normals(20_000 * 20, 1);
    const one = await gramian(data, shape, 1);
    expect(await gramian(data, shape, 3)).toEqual(one);
    expect(await gramian(data, shape)).toEqual(one);
  });
});

describe.each(BUILDS)('rotate, %s', (build) => {
  it('changes coordinates: inner products stay, and the Gramian becomes diagonal', () =>
    fc.assert(
      fc.asyncProperty(shapes, ({ seed, rowCount, factorCount }) =>
        withCrew({ build }, async (crew) => {
          const data = normals(rowCount * factorCount, seed);
          const vectors = padVectors(crew.memory, data, { rowCount, factorCount });
          const { stride } = vectors;
          const before = Float32Array.from(vectors.data);
          const parts = crew.memory.f32(gramianParts(rowCount, stride));
          const eigen = symmetricEigen(await gramianOf(crew, vectors, parts), stride);
          const panels = crew.memory.f32(stride * stride);
          panelsOf(eigen.vectors, stride, panels);
          await rotateVectors(crew, vectors, panels);
          const after = await gramianOf(crew, vectors, parts);
          const tolerance = 1e-5 * (rowCount + 10);
          const diagonal = after.map((_, at) =>
            at % (stride + 1) === 0 ? eigen.values[at / (stride + 1)]! : 0,
          );
          expect(largestDifference(after, diagonal)).toBeLessThan(tolerance);
          for (let row = 0; row < Math.min(rowCount, 5); row++)
            expect(lengthOf(vectors.data, row, stride)).toBeCloseTo(
              lengthOf(before, row, stride),
              3,
            );
        }),
      ),
      { numRuns: 30 },
    ));
});

const lengthOf = (data: Float32Array, row: number, stride: number): number =>
  Math.hypot(...data.subarray(row * stride, (row + 1) * stride));

describe('padVectors', () => {
  it('draws numbers row by row, as if they had been given', () =>
    withCrew({ build: 'plain' }, async ({ memory }) => {
      const shape = { rowCount: 3, factorCount: 17 };
      let next = 0;
      const drawn = padVectors(memory, () => ++next, shape);
      const given = padVectors(
        memory,
        Float32Array.from({ length: 51 }, (_, at) => at + 1),
        shape,
      );
      expect(next).toBe(51);
      expect(drawn.data).toEqual(given.data);
    }));

  it('refuses numbers that do not fill the rows', () =>
    withCrew({ build: 'plain' }, async ({ memory }) => {
      expect(() =>
        padVectors(memory, new Float32Array(5), { rowCount: 2, factorCount: 3 }),
      ).toThrow('found 5 numbers, expected 2 rows of 3');
    }));
});
