import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../../src/math/corrected-p-values.ts';
import { cuped } from '../../../src/math/cuped.ts';
import { linearizedRatio } from '../../../src/math/linearized-ratio.ts';
import { meanOf, standardErrorOf, varianceOf } from '../../../src/math/moments.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { sampleRatioEvidence } from '../../../src/math/sample-ratio.ts';

describe('cuped', () => {
  it('takes out what the period before foretells', () => {
    // y = 2x exactly: nothing is left but the mean, 4.
    expect([...cuped([2, 4, 6], [1, 2, 3])]).toEqual([4, 4, 4]);
  });

  it('leaves the mean, and the outcomes of users who were not there before', () => {
    const adjusted = cuped([1, 5, 3, 10], [0, 2, 1, NaN]);
    expect(adjusted[3]).toBe(10);
    expect(meanOf(adjusted)).toBeCloseTo(meanOf([1, 5, 3, 10]), 12);
  });

  it('changes nothing where the period before says nothing', () => {
    expect([...cuped([1, 2], [7, 7])]).toEqual([1, 2]);
    expect([...cuped([1, 2], [NaN, NaN])]).toEqual([1, 2]);
  });

  it('lowers the variance by the squared correlation', () => {
    const rng = seededRng(2);
    const before = Float64Array.from({ length: 20_000 }, () => rng.normal());
    const outcomes = before.map((x) => 0.8 * x + 0.6 * rng.normal());
    // Correlation .8: the variance that is left is 1 − .64, known to √(2/20,000), 1 %.
    expect(varianceOf(cuped(outcomes, before)) / varianceOf(outcomes)).toBeCloseTo(0.36, 1);
  });
});

describe('a linearized ratio', () => {
  it('has the ratio as its mean', () => {
    expect(meanOf(linearizedRatio([1, 5, 6], [1, 2, 3]))).toBeCloseTo(2, 12);
    expect(linearizedRatio([1], [0])[0]).toBeNaN();
  });

  it('has the spread of the ratio over repeated samples', () => {
    const draw = (run: number): { ratio: number; error: number } => {
      const rng = seededRng(3, run);
      const exposures = Array.from({ length: 400 }, () => 1 + rng.integer(30));
      const minutes = exposures.map((count) => count * (2 + rng.normal()) + 3 * rng.normal());
      const values = linearizedRatio(minutes, exposures);
      return { ratio: meanOf(values), error: standardErrorOf(values) };
    };
    const draws = Array.from({ length: 400 }, (_, run) => draw(run));
    const told = meanOf(draws.map(({ error }) => error));
    const true_ = Math.sqrt(varianceOf(draws.map(({ ratio }) => ratio)));
    // Of 400 draws the deviation is known to 1/√800, 3.5 %.
    expect(told / true_).toBeGreaterThan(0.9);
    expect(told / true_).toBeLessThan(1.1);
  });
});

describe('the evidence of a wrong sample ratio', () => {
  it('is none before the first user, and against shares that are kept to', () => {
    expect(sampleRatioEvidence([0, 0], [0.5, 0.5])).toBe(0);
    expect(sampleRatioEvidence([5000, 5000], [0.5, 0.5])).toBeLessThan(0);
  });

  it('is the Bayes factor, term by term, for one user', () => {
    // One user in arm 1 of shares ¼ and ¾: a₁/A / p₁ = 1, so the factor is 1 and its log 0.
    expect(sampleRatioEvidence([0, 1], [0.25, 0.75])).toBeCloseTo(0, 10);
    // Two in the same arm: (a(a+1)/(A(A+1))) / p² with A = 2, a = 1: (2/6)/(1/4) = 4/3.
    expect(sampleRatioEvidence([2, 0], [0.5, 0.5], 2)).toBeCloseTo(Math.log(4 / 3), 12);
  });

  it('stops a sound experiment in at most alpha of all runs, looked at after every user', () => {
    let stopped = 0;
    for (let run = 0; run < 500; run++) {
      const rng = seededRng(4, run);
      const counts = [0, 0];
      for (let n = 0; n < 3000; n++) {
        counts[rng.uniform() < 0.1 ? 0 : 1]!++;
        if (sampleRatioEvidence(counts, [0.1, 0.9]) > Math.log(20)) {
          stopped++;
          break;
        }
      }
    }
    expect(stopped / 500).toBeLessThan(0.05);
  });

  it('finds a hash that sends 53 of 100 to one arm', () => {
    expect(sampleRatioEvidence([5300, 4700], [0.5, 0.5])).toBeGreaterThan(Math.log(1000));
  });
});

describe('corrected p-values', () => {
  it('are those of the published procedures', () => {
    // Holm: 4·.01, 3·.02, 2·.03, 1·.04 and never falling. BH: .04, .04, .04, .04.
    const raw = [0.04, 0.01, 0.03, 0.02];
    expect(holm(raw).map((p) => Number(p.toFixed(6)))).toEqual([0.06, 0.04, 0.06, 0.06]);
    expect(benjaminiHochberg(raw).map((p) => Number(p.toFixed(6)))).toEqual([
      0.04, 0.04, 0.04, 0.04,
    ]);
  });

  it('do not count what was not tested', () => {
    expect(holm([NaN, 0.02, NaN, 0.5])).toEqual([NaN, 0.04, NaN, 0.5]);
  });

  it('keep order, are never below the raw ones, and Holm is never below Benjamini and Hochberg', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(values, (raw) => {
        const [strict, mild] = [holm(raw), benjaminiHochberg(raw)];
        for (const [i, p] of raw.entries()) {
          expect(mild[i]).toBeGreaterThanOrEqual(p - 1e-15);
          expect(strict[i]).toBeGreaterThanOrEqual(mild[i]! - 1e-12);
          for (const [j, other] of raw.entries())
            if (p < other) expect(strict[i]).toBeLessThanOrEqual(strict[j]!);
        }
      }),
    );
  });
});
