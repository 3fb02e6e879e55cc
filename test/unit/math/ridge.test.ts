import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitRidge, predict } from '../../../src/math/ridge.ts';

describe('ridge regression on binary features', () => {
  it('gives what is worked out by hand', () => {
    // y = 1, 3 without and with one feature, λ = 1. With b and w: minimise (1−b)² + (3−b−w)² + w².
    // Setting derivatives to 0: w = (3−b)/2 and b = (4−w)/2, so b = 5/3, w = 2/3.
    const map = fitRidge([[], [0]], Float64Array.of(1, 3), {
      featureCount: 1,
      size: 1,
      lambdas: [1],
    });
    expect(predict(map, [])[0]).toBeCloseTo(5 / 3, 12);
    expect(predict(map, [0])[0]).toBeCloseTo(7 / 3, 12);
  });

  it('fits what is linear as λ falls, in every dimension', () => {
    const rows = [[0], [1], [0, 1], [], [0], [1]];
    const made = rows.map((row) => [1 + (row.includes(0) ? 2 : 0), row.includes(1) ? -3 : 0]);
    const map = fitRidge(rows, Float64Array.from(made.flat()), {
      featureCount: 2,
      size: 2,
      lambdas: [1e-9],
    });
    rows.forEach((row, at) =>
      predict(map, row).forEach((value, k) => expect(value).toBeCloseTo(made[at]![k]!, 6)),
    );
  });

  it('takes the λ that predicts rows it has not seen: a small one of signal, a large one of noise', () => {
    const rows = Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? [0] : []));
    const given = { featureCount: 1, size: 1, lambdas: [0.01, 1000] };
    const signal = Float64Array.from(rows, (row) => (row.length > 0 ? 5 : 0));
    expect(fitRidge(rows, signal, given).regularization).toBe(0.01);
    // The feature goes with +1 in even rows and with −1 in odd ones: nothing to learn.
    const noise = Float64Array.from(rows, (row, at) => (row.length === 0 ? 0 : at % 2 ? 1 : -1));
    expect(fitRidge(rows, noise, given).regularization).toBe(1000);
  });

  it('stays between the extremes of what it has seen with one feature', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean()), { minLength: 1 }), (drawn) => {
        const rows = drawn.map(([, has]) => (has ? [0] : []));
        const targets = Float64Array.from(drawn, ([y]) => y);
        const map = fitRidge(rows, targets, { featureCount: 1, size: 1, lambdas: [2] });
        for (const features of [[], [0]]) {
          const y = predict(map, features)[0]!;
          expect(y).toBeGreaterThanOrEqual(Math.min(...targets) - 1e-9);
          expect(y).toBeLessThanOrEqual(Math.max(...targets) + 1e-9);
        }
      }),
    );
  });
});
