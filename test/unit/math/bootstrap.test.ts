import { describe, expect, it } from 'vitest';
import { bootstrapMean } from '../../../src/math/bootstrap.ts';
import { meanOf, standardErrorOf, varianceOf } from '../../../src/math/moments.ts';
import { seededRng } from '../../../src/math/rng.ts';

describe('moments', () => {
  it('gives mean, unbiased variance and standard error', () => {
    // Mean of 2, 4, 9 is 5; squares 9 + 1 + 16 = 26 over 2 = 13; √(13 / 3).
    expect(meanOf([2, 4, 9])).toBe(5);
    expect(varianceOf([2, 4, 9])).toBe(13);
    expect(standardErrorOf([2, 4, 9])).toBeCloseTo(Math.sqrt(13 / 3), 12);
  });

  it('says NaN where there is nothing to say', () => {
    expect(meanOf([])).toBeNaN();
    expect(varianceOf([1])).toBeNaN();
    expect(standardErrorOf([1])).toBeNaN();
  });

  it('keeps its digits under a large offset', () => {
    // A one-pass sum of squares would lose all of them at 1e9.
    expect(varianceOf([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  });
});

describe('bootstrapMean', () => {
  it('gives NaN for no values and no width for one group or for equal values', () => {
    const rng = seededRng(1);
    expect(bootstrapMean([], [], { rng })).toEqual({ mean: NaN, low: NaN, high: NaN });
    expect(bootstrapMean([1, 3], [0, 0], { rng })).toEqual({ mean: 2, low: 2, high: 2 });
    expect(bootstrapMean([4, 4], [0, 1], { rng })).toEqual({ mean: 4, low: 4, high: 4 });
  });

  it('gives the same interval for the same seed', () => {
    const values = [1, 5.25, 2.5, 8.125, 3.0625];
    const of = (seed: number): object =>
      bootstrapMean(values, [0, 1, 2, 3, 4], { rng: seededRng(seed), resamples: 20 });
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });

  it('interpolates the quantiles of the resampled means', () => {
    // One resample: its mean is the whole distribution, so both ends are that mean.
    const { low, high } = bootstrapMean([0, 1], [0, 1], { rng: seededRng(1), resamples: 1 });
    expect(low).toBe(high);
    // Groups 0 and 1 of values 0 and 1: means 0, ½, 1 with shares ¼, ½, ¼; the 95 % interval is
    // all of [0, 1], the 30 % interval the middle.
    const wide = bootstrapMean([0, 1], [0, 1], { rng: seededRng(1) });
    expect([wide.low, wide.high]).toEqual([0, 1]);
    const narrow = bootstrapMean([0, 1], [0, 1], { rng: seededRng(1), level: 0.3 });
    expect([narrow.low, narrow.high]).toEqual([0.5, 0.5]);
  });

  it('covers the true mean of skewed values about as often as it says', () => {
    // 60 exponential values of mean 1. 400 trials: standard error of the rate √(.95·.05/400) =
    // 0.011. The percentile interval is known to fall a little short on skewed values.
    const rate = coverageRate((rng) => {
      const values = Array.from({ length: 60 }, () => -Math.log(1 - rng.uniform()));
      return { values, groups: values.map((_value, i) => i) };
    }, 1);
    expect(rate).toBeGreaterThan(0.9);
    expect(rate).toBeLessThan(0.985);
  });

  it('covers the true mean when values of one group go together', () => {
    // 60 users with 1 to 3 cases each that share the user's own effect; the true mean is 0.
    const grouped = (rng: ReturnType<typeof seededRng>): { values: number[]; groups: number[] } => {
      const [values, groups]: [number[], number[]] = [[], []];
      for (let user = 0; user < 60; user++) {
        const effect = rng.normal();
        for (let c = 0; c <= user % 3; c++) {
          values.push(effect + 0.3 * rng.normal());
          groups.push(user);
        }
      }
      return { values, groups };
    };
    expect(coverageRate(grouped, 0)).toBeGreaterThan(0.91);
    // Taking the cases as independent says less than it should: the groups matter.
    const ungrouped = (rng: ReturnType<typeof seededRng>): ReturnType<typeof grouped> => {
      const { values } = grouped(rng);
      return { values, groups: values.map((_value, i) => i) };
    };
    expect(coverageRate(ungrouped, 0)).toBeLessThan(0.9);
  });
});

/** Share of 400 simulated data sets whose interval covers the truth. */
function coverageRate(
  simulate: (rng: ReturnType<typeof seededRng>) => { values: number[]; groups: number[] },
  truth: number,
): number {
  let covered = 0;
  for (let trial = 0; trial < 400; trial++) {
    const rng = seededRng(trial, 'coverage');
    const { values, groups } = simulate(rng);
    const { low, high } = bootstrapMean(values, groups, { rng, resamples: 400 });
    if (low <= truth && truth <= high) covered++;
  }
  return covered / 400;
}
