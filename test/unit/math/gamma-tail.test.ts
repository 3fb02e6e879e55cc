import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gammaTail, gammaUpperQuantile } from '../../../src/math/gamma-tail.ts';

describe('the tail of a gamma distribution', () => {
  it('is exponential for shape 1', () => {
    // P(X ≥ x) = e^(−x/θ); both methods of computation are met.
    for (const x of [0.1, 1, 3, 40])
      expect(gammaTail(x, { shape: 1, scale: 2 }) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
  });

  it('is the sum of Poisson terms for a whole shape', () => {
    // For shape 3: e^(−z)·(1 + z + z²/2).
    const z = 5;
    expect(gammaTail(z, { shape: 3, scale: 1 })).toBeCloseTo(
      Math.exp(-z) * (1 + z + (z * z) / 2),
      12,
    );
  });

  it('falls from 1 to 0 and is NaN for NaN', () => {
    expect(gammaTail(0, { shape: 2, scale: 1 })).toBe(1);
    expect(gammaTail(NaN, { shape: 2, scale: 1 })).toBeNaN();
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 200, noNaN: true }),
        fc.double({ min: 0, max: 400, noNaN: true }),
        fc.double({ min: 0.001, max: 50, noNaN: true }),
        (shape, x, step) => {
          const [near, far] = [x, x + step].map((at) => gammaTail(at, { shape, scale: 1 }));
          expect(near).toBeLessThanOrEqual(1 + 1e-9);
          expect(far).toBeGreaterThanOrEqual(0);
          expect(far).toBeLessThanOrEqual(near! + 1e-9);
        },
      ),
    );
  });
});

describe('the upper quantile', () => {
  it('turns the tail around', () => {
    // Exponential: −θ·log p.
    expect(gammaUpperQuantile(1e-6, { shape: 1, scale: 2 })).toBeCloseTo(-2 * Math.log(1e-6), 6);
    for (const shape of [0.3, 2, 70])
      for (const tail of [0.9, 0.01, 1e-5])
        expect(
          gammaTail(gammaUpperQuantile(tail, { shape, scale: 3 }), { shape, scale: 3 }) / tail,
        ).toBeCloseTo(1, 5);
  });
});
