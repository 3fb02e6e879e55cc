import { describe, expect, it } from 'vitest';
import { buildCsr } from '../../../../src/math/csr.ts';
import { gramianInto } from '../../../../src/math/gramian.ts';
import { factorize, type Objective } from '../../../../src/math/kernels/factorization.ts';
import {
  alsHalfStep,
  rowRegularization,
  type AlsLoss,
} from '../../../../src/training/als/half-step.ts';
import { alsLoss } from '../../../../src/training/als/loss.ts';
import { pairsOfArrays } from '../../../../src/math/kernels/observations.ts';
import { BUILDS, largestDifference, normals, ON_THREADS, somePairs, withCrew } from './cases.ts';

const [ROWS, COLUMNS, D] = [150, 90, 12];
const LOSS: AlsLoss = {
  factorCount: D,
  unobservedWeight: 0.1,
  regularization: 0.02,
  regularizationExponent: 1,
};
const OBJECTIVE: Objective = {
  factorCount: D,
  unobservedWeight: 0.1,
  observedWeight: 1,
  excess: 0,
  ridgeOf: (count, otherCount) => rowRegularization(LOSS, count, otherCount),
  steps: 3,
};
const PAIRS = { ...somePairs({ rowCount: ROWS, columnCount: COLUMNS }, 1), weights: null };
const START = { rows: null, columns: normals(COLUMNS * D, 3, 0.1) };

/** The losses of exact ALS in 64-bit floats, epoch by epoch. */
function exactLosses(epochs: number): number[] {
  const byUser = buildCsr(PAIRS.rows, PAIRS.columns, { rowCount: ROWS, columnCount: COLUMNS });
  const byItem = buildCsr(PAIRS.columns, PAIRS.rows, { rowCount: COLUMNS, columnCount: ROWS });
  const users = { rowCount: ROWS, columnCount: D };
  const items = { rowCount: COLUMNS, columnCount: D };
  const factors = {
    users: new Float64Array(ROWS * D),
    items: Float64Array.from(START.columns),
    userGramian: new Float64Array(D * D),
    itemGramian: new Float64Array(D * D),
  };
  gramianInto(factors.items, items, factors.itemGramian);
  return Array.from({ length: epochs }, () => {
    const { users: x, items: y, userGramian, itemGramian } = factors;
    alsHalfStep(byUser, { fixed: y, gramian: itemGramian, solved: x }, LOSS);
    gramianInto(x, users, userGramian);
    alsHalfStep(byItem, { fixed: x, gramian: userGramian, solved: y }, LOSS);
    gramianInto(y, items, itemGramian);
    return alsLoss(byUser, byItem, factors, LOSS);
  });
}

describe.each(BUILDS)('factorize, %s', (build) => {
  const run = (objective: Objective, epochs: number, threads?: number) =>
    withCrew(
      { build, ...(threads === undefined ? {} : { threads, work: ON_THREADS }) },
      async (crew) => {
        const shape = { rowCount: ROWS, columnCount: COLUMNS };
        const factorization = factorize(
          crew,
          pairsOfArrays({ ...PAIRS, ...shape }),
          objective,
          START,
        );
        const losses: number[] = [];
        for (let epoch = 0; epoch < epochs; epoch++) {
          await factorization.epoch();
          losses.push(await factorization.loss());
        }
        return { losses, rows: factorization.rowVectors(), columns: factorization.columnVectors() };
      },
    );

  it('reports the loss that the reference reports of the vectors it ends with', async () => {
    const { losses, rows, columns } = await run(OBJECTIVE, 2);
    const byUser = buildCsr(PAIRS.rows, PAIRS.columns, { rowCount: ROWS, columnCount: COLUMNS });
    const byItem = buildCsr(PAIRS.columns, PAIRS.rows, { rowCount: COLUMNS, columnCount: ROWS });
    const [users, items] = [Float64Array.from(rows), Float64Array.from(columns)];
    const [userGramian, itemGramian] = [new Float64Array(D * D), new Float64Array(D * D)];
    gramianInto(users, { rowCount: ROWS, columnCount: D }, userGramian);
    gramianInto(items, { rowCount: COLUMNS, columnCount: D }, itemGramian);
    const factors = { users, items, userGramian, itemGramian };
    expect(losses[1]).toBeCloseTo(alsLoss(byUser, byItem, factors, LOSS), 7);
  });

  it('ends every epoch within a thousandth of the loss of exact ALS, with many steps on it', async () => {
    const exact = exactLosses(6);
    const { losses } = await run(OBJECTIVE, 6);
    losses.forEach((loss, epoch) => expect(loss / exact[epoch]! - 1).toBeLessThan(1e-3));
    const { losses: solved } = await run({ ...OBJECTIVE, steps: 30 }, 6);
    expect(largestDifference(solved, exact)).toBeLessThan(1e-6);
  });

  it('gives the same bits on one, two and five threads, and on this one', async () => {
    const one = await run(OBJECTIVE, 2, 1);
    expect(await run(OBJECTIVE, 2, 2)).toEqual(one);
    expect(await run(OBJECTIVE, 2, 5)).toEqual(one);
    expect(await run(OBJECTIVE, 2)).toEqual(one);
  });

  it('lowers its own objective where pairs carry weights and unobserved ones confidence 1', () =>
    withCrew({ build }, async (crew) => {
      const weights = PAIRS.rows.map((_, k) => 1 + (k % 5));
      const pairs = pairsOfArrays({ ...PAIRS, weights, rowCount: ROWS, columnCount: COLUMNS });
      const objective = { ...OBJECTIVE, unobservedWeight: 1, excess: 1, ridgeOf: () => 0.1 };
      const factorization = factorize(crew, pairs, objective, START);
      let before = Infinity;
      for (let epoch = 0; epoch < 4; epoch++) {
        await factorization.epoch();
        const loss = await factorization.loss();
        expect(loss).toBeLessThan(before);
        before = loss;
      }
      // Every pair at score 0 costs Σ (w + 1) over all pairs; learning must do far better.
      const atZero = weights.reduce((sum, w) => sum + w + 1, 0) / (ROWS * COLUMNS);
      expect(before).toBeLessThan(atZero / 2);
    }));

  it('takes no rows, and no pairs', () =>
    withCrew({ build }, async (crew) => {
      const start = { rows: new Float32Array(0), columns: normals(2 * D, 1) };
      const none = { rows: [], columns: [], weights: null };
      const noRows = factorize(
        crew,
        pairsOfArrays({ ...none, rowCount: 0, columnCount: 2 }),
        OBJECTIVE,
        start,
      );
      await noRows.epoch();
      expect(noRows.columnVectors()).toEqual(new Float32Array(2 * D));
      const rows = normals(3 * D, 1);
      const shape = { rowCount: 3, columnCount: 2 };
      const noPairs = factorize(crew, pairsOfArrays({ ...none, ...shape }), OBJECTIVE, {
        ...start,
        rows,
      });
      await noPairs.epoch();
      expect(noPairs.rowVectors()).toEqual(new Float32Array(3 * D));
      expect(await noPairs.loss()).toBe(0);
    }));
});
