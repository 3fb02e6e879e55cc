import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveLoss } from '../../../src/training/als/data-regularization.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';

const als = requireFamily('als');
const sized = (users: number, items: number, observed: number) =>
  ({
    userIds: { length: users },
    itemIds: { length: items },
    items: { length: observed },
  }) as unknown as Parameters<typeof resolveLoss>[1];
type Settled = Parameters<typeof resolveLoss>[0];
const lambdaOf = (given: Record<string, unknown>, size: ReturnType<typeof sized>): number => {
  const configuration = parseConfiguration(als, { relativeRegularization: 0.4, ...given });
  return resolveLoss(configuration as unknown as Settled, size).regularization;
};

describe('the regularization of als', () => {
  it('is the configured one where there is one', () => {
    expect(lambdaOf({ regularization: 0.07 }, sized(10, 20, 30))).toBe(0.07);
  });

  it('takes off as much as noise brings, as worked out by hand', () => {
    // 100 × 100 with 2,500 ones: ρ = ¼, noise = ½·(10 + 10) = 10. With α = ¼ and ν = 1 a row of 25
    // weighs 25 + 100/4 = 50 on either side, so 50·λ = 10.
    const given = { relativeRegularization: 1, unobservedWeight: 0.25 };
    expect(lambdaOf(given, sized(100, 100, 2500))).toBeCloseTo(0.2, 6);
    // With ν = 0 a row's λ is λ itself.
    const alike = { ...given, regularizationExponent: 0 };
    expect(lambdaOf(alike, sized(100, 100, 2500))).toBeCloseTo(10, 5);
    // Half of it where half is asked for.
    const half = { ...given, relativeRegularization: 0.5 };
    expect(lambdaOf(half, sized(100, 100, 2500))).toBeCloseTo(0.1, 6);
  });

  it('does not care which side is called users', () => {
    const size = fc.integer({ min: 1, max: 1e5 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 1e7 }), (a, b, observed) => {
        const one = lambdaOf({}, sized(a, b, observed));
        expect(lambdaOf({}, sized(b, a, observed)) / one).toBeCloseTo(1, 6);
      }),
    );
  });
});
