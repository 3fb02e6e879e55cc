import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertPositiveDefinite } from '../../../../src/math/cholesky-inverse.ts';
import {
  invertCoOccurrences,
  type CoOccurrenceData,
} from '../../../../src/math/kernels/symmetric-inverse.ts';
import {
  BUILDS,
  largestDifference,
  ON_THREADS,
  somePairs,
  wholeMatrix,
  withCrew,
} from './cases.ts';

type Given = CoOccurrenceData & {
  readonly users: readonly number[];
  readonly items: readonly number[];
};

function someData(
  { userCount, itemCount }: { userCount: number; itemCount: number },
  { seed, weighted = false }: { seed: number; weighted?: boolean },
): Given {
  const share = Math.min(0.5, 20 / itemCount);
  const pairs = somePairs({ rowCount: userCount, columnCount: itemCount, share }, seed);
  return {
    users: pairs.rows,
    items: pairs.columns,
    userCount,
    itemCount,
    userWeights: weighted ? Float32Array.from({ length: userCount }, (_, u) => 1 / (1 + u)) : null,
    diagonal: Float32Array.from({ length: itemCount }, (_, i) => 2 + (i % 3)),
  };
}

function reference({ users, items, userCount, itemCount, userWeights, diagonal }: Given) {
  const lists = Array.from({ length: userCount }, (): number[] => []);
  users.forEach((user, k) => lists[user]!.push(items[k]!));
  const matrix = new Float64Array(itemCount ** 2);
  lists.forEach((list, user) => {
    for (const a of list)
      for (const b of list) matrix[a * itemCount + b]! += userWeights?.[user] ?? 1;
  });
  for (let i = 0; i < itemCount; i++) matrix[i * itemCount + i]! += diagonal[i]!;
  invertPositiveDefinite(matrix, itemCount);
  return matrix;
}

describe.each(BUILDS)('invertCoOccurrences, %s', (build) => {
  const inverse = (data: Given, threads?: number): Promise<Float32Array> =>
    withCrew(
      { build, ...(threads === undefined ? {} : { threads, work: ON_THREADS }) },
      async (crew) => wholeMatrix(await invertCoOccurrences(crew, data)),
    );

  it('gives what the reference gives, at and around the edges of tiles', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 7, 127, 128, 129, 257),
        fc.nat(40),
        fc.boolean(),
        fc.nat(1000),
        async (itemCount, userCount, weighted, seed) => {
          const data = someData({ userCount, itemCount }, { seed, weighted });
          // Condition below 1e3 here, numbers up to ½: some 1e3·2⁻²⁴.
          expect(largestDifference(await inverse(data), reference(data))).toBeLessThan(2e-5);
        },
      ),
      { numRuns: 25 },
    ));

  it('gives the same bits on one and on two threads, and on this one', async () => {
    const data = someData({ userCount: 200, itemCount: 300 }, { seed: 1, weighted: true });
    const one = await inverse(data, 1);
    expect(await inverse(data, 2)).toEqual(one);
    expect(await inverse(data)).toEqual(one);
  });

  it('takes one user with everything', async () => {
    const items = Array.from({ length: 200 }, (_, i) => i);
    const users = items.map(() => 0);
    const diagonal = new Float32Array(200).fill(1);
    const data = { users, items, userCount: 1, itemCount: 200, userWeights: null, diagonal };
    // (1·1ᵀ + I)⁻¹ = I − 1·1ᵀ / 201.
    const expected = items.flatMap((i) => items.map((j) => (i === j ? 1 : 0) - 1 / 201));
    expect(largestDifference(await inverse(data), expected)).toBeLessThan(1e-5);
  });

  it('names the row of a matrix that is not positive definite', async () => {
    const diagonal = new Float32Array(150).fill(1);
    diagonal[140] = -1;
    const data = {
      users: [],
      items: [],
      userCount: 0,
      itemCount: 150,
      userWeights: null,
      diagonal,
    };
    await expect(inverse(data)).rejects.toThrow('at row 140: found pivot -1');
  });

  it('says how far it is', () =>
    withCrew({ build }, async (crew) => {
      const steps: string[] = [];
      const data = someData({ userCount: 5, itemCount: 200 }, { seed: 1 });
      await invertCoOccurrences(crew, data, (done, total) => steps.push(`${done}/${total}`));
      expect(steps).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    }));

  it('refuses a diagonal of another length', async () => {
    const data = {
      ...someData({ userCount: 1, itemCount: 3 }, { seed: 1 }),
      diagonal: new Float32Array(2),
    };
    await expect(inverse(data)).rejects.toThrow('found 3 items, 2 diagonal numbers');
  });
});
