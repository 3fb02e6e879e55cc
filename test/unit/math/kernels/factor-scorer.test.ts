import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choleskyFactor, choleskySolve } from '../../../../src/math/cholesky.ts';
import { addOuterProduct, gramianInto } from '../../../../src/math/gramian.ts';
import { openFactorScorer } from '../../../../src/math/kernels/factor-scorer.ts';
import { topK } from '../../../../src/math/top-k.ts';
import { seededRng } from '../../../../src/math/rng.ts';
import { BUILDS, largestDifference, normals } from './cases.ts';

const ALPHA = 0.2;

/** What a fold-in must give, in 64-bit floats. */
function referenceScores(
  factors: Float32Array,
  d: number,
  history: { items: readonly number[]; weights: readonly number[]; ridge: number },
): Float64Array {
  const [y, itemCount] = [Float64Array.from(factors), factors.length / d];
  const gramian = new Float64Array(d * d);
  gramianInto(y, { rowCount: itemCount, columnCount: d }, gramian);
  const system = gramian.map((value) => ALPHA * value);
  const x = new Float64Array(d);
  for (let f = 0; f < d; f++) system[f * d + f]! += history.ridge;
  history.items.forEach((item, k) => {
    addOuterProduct(y, item * d, { size: d, weight: history.weights[k]! }, system);
    for (let f = 0; f < d; f++) x[f]! += history.weights[k]! * y[item * d + f]!;
  });
  choleskyFactor(system, d);
  choleskySolve(system, d, x);
  return Float64Array.from({ length: itemCount }, (_, item) => {
    let score = 0;
    for (let f = 0; f < d; f++) score += x[f]! * y[item * d + f]!;
    return score;
  });
}

/** Item vectors of norms that differ by orders of magnitude or not at all, some of them equal. */
function someFactors(itemCount: number, d: number, seed: number): Float32Array {
  const factors = normals(itemCount * d, seed);
  const rng = seededRng(seed, 'norms');
  for (let item = 0; item < itemCount; item++) {
    const vector = factors.subarray(item * d, item * d + d);
    const kind = rng.integer(4);
    if (kind === 0) vector.fill(0);
    else if (kind === 1 && item > 0) vector.set(factors.subarray(0, d));
    else if (kind === 2) vector.set(vector.map((value) => value * 10 ** (rng.integer(9) - 4)));
  }
  return factors;
}

const shapes = fc.record({
  itemCount: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 200 })),
  d: fc.constantFrom(1, 2, 15, 16, 17, 64),
  k: fc.integer({ min: 0, max: 30 }),
  excludedShare: fc.constantFrom(0, 0.5, 1),
  scale: fc.constantFrom(0, 1e-30, 1, 1e10),
  seed: fc.nat(10_000),
});

describe.each(BUILDS)('openFactorScorer, %s', (build) => {
  const open = (factors: Float32Array, factorCount: number) =>
    openFactorScorer(factors, { factorCount, unobservedWeight: ALPHA, build });

  it('chooses exactly the items that sorting all scores chooses, equal ones by number', () => {
    fc.assert(
      fc.property(shapes, ({ itemCount, d, k, excludedShare, scale, seed }) => {
        const scorer = open(someFactors(itemCount, d, seed), d);
        const rng = seededRng(seed, 'query');
        scorer.use(normals(d, seed + 1, scale));
        const scores = new Float32Array(itemCount);
        scorer.score(scores);
        const items = Array.from(scores.keys()).filter(() => rng.uniform() < excludedShare);
        const excluded = new Set(items);
        const expected = topK(scores, k, excluded);
        const found = scorer.top(k, excluded);
        expect([...found.items]).toEqual([...expected]);
        expect([...found.scores]).toEqual(Array.from(expected, (item) => scores[item]!));
      }),
      { numRuns: 300 },
    );
  });

  it('chooses exactly where codes cannot tell items or queries apart', () => {
    // Vectors (1, v, …, v) with v so that its code rounds down, and noise far below a step of the
    // code: what is coded is less than what is meant by nearly half a step everywhere. The other
    // side is coded without error, so one error term decides alone.
    const below = (count: number, steps: number, seed: number): Float32Array =>
      normals(count, seed).map((value, at) => (at % 8 === 0 ? 1 : 20.45 / steps + 1e-4 * value));
    const shuffledCodes = (seed: number): Float32Array => {
      const rng = seededRng(seed, 'codes');
      return Float32Array.from(
        Array.from({ length: 50 }, () => {
          const rest = [0, 1, 2, 3, 4, 5, 6];
          rng.shuffle(rest);
          return [127, ...rest];
        }).flat(),
      );
    };
    fc.assert(
      fc.property(fc.nat(100_000), fc.boolean(), (seed, items) => {
        const scorer = open(items ? below(400, 127, seed) : shuffledCodes(seed), 8);
        scorer.use(items ? new Float32Array(8).fill(1) : below(8, 63, seed));
        const scores = new Float32Array(50);
        scorer.score(scores);
        expect([...scorer.top(3, []).items]).toEqual([...topK(scores, 3)]);
      }),
      { numRuns: 300 },
    );
  });

  it('folds a history in as the reference does, and an empty one to nothing', () => {
    fc.assert(
      fc.property(shapes, fc.nat(20), ({ itemCount, d, seed }, length) => {
        const factors = normals(itemCount * d, seed, 1 / Math.sqrt(d));
        const scorer = open(factors, d);
        const rng = seededRng(seed, 'history');
        const items = Array.from({ length }, () => rng.integer(itemCount));
        const weights = items.map(() => 0.1 + rng.uniform());
        scorer.foldIn({ items, weights }, 0.5);
        const scores = new Float32Array(itemCount);
        scorer.score(scores);
        const expected = referenceScores(factors, d, { items, weights, ridge: 0.5 });
        expect(largestDifference(scores, expected)).toBeLessThan(1e-4);
        if (length === 0) expect(scores.every((score) => score === 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('takes a history of everything, several times over', () => {
    const factors = normals(400 * 3, 1);
    const scorer = open(factors, 3);
    const items = Array.from({ length: 1200 }, (_, k) => k % 400);
    const weights = items.map(() => 1);
    scorer.foldIn({ items, weights }, 1);
    const scores = new Float32Array(400);
    scorer.score(scores);
    const expected = referenceScores(factors, 3, { items, weights, ridge: 1 });
    expect(largestDifference(scores, expected)).toBeLessThan(1e-4);
  });

  it('refuses what does not fit', () => {
    expect(() => open(new Float32Array(7), 2)).toThrow('found 7 numbers, expected whole rows of 2');
    const scorer = open(new Float32Array(6), 2);
    expect(() => scorer.use(new Float32Array(3))).toThrow('a vector does not fit: found 3');
    expect(() => scorer.score(new Float32Array(2))).toThrow('scores does not fit: found 2');
    expect(() => scorer.foldIn({ items: [3], weights: [1] }, 1)).toThrow('found item 3');
    expect(() => scorer.foldIn({ items: [0], weights: [] }, 1)).toThrow('found 0 weights');
    expect(() => scorer.foldIn({ items: [], weights: [] }, 0)).toThrow('could not be solved');
  });
});
