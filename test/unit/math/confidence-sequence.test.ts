import { describe, expect, it } from 'vitest';
import { armDifference, momentsOf } from '../../../src/math/arm-difference.ts';
import { addUnit, firstOf, noMoments } from '../../../src/math/cross-moments.ts';
import {
  MINIMUM_OBSERVATIONS,
  rhoFor,
  sequenceHalfWidth,
  sequenceOneSided,
  sequencePValue,
} from '../../../src/math/confidence-sequence.ts';
import { seededRng } from '../../../src/math/rng.ts';
import {
  effectForPower,
  sequencePower,
  usersForPower,
  usersUntilFound,
} from '../../../src/math/sequence-power.ts';

const ALPHA = 0.05;

/** Running mean and deviation of a stream, looked at after every value. */
function everExcludes(
  next: () => number,
  { truth, looks, rho }: { truth: number; looks: number; rho: number },
  oneSided = false,
): boolean {
  const width = oneSided ? sequenceOneSided : sequenceHalfWidth;
  let [mean, squares] = [0, 0];
  for (let n = 1; n <= looks; n++) {
    const value = next();
    const before = value - mean;
    mean += before / n;
    squares += before * (value - mean);
    if (n < MINIMUM_OBSERVATIONS) continue;
    const half = width(n, Math.sqrt(squares / (n - 1)), { alpha: ALPHA, rho });
    const outside = oneSided ? mean - half > truth : Math.abs(mean - truth) > half;
    if (outside) return true;
  }
  return false;
}

describe('a confidence sequence', () => {
  it('leaves the truth out at any look in at most alpha of all runs, on skewed values too', () => {
    const options = { truth: 1, looks: 4000, rho: rhoFor(1000, ALPHA) };
    let misses = 0;
    for (let run = 0; run < 600; run++) {
      const rng = seededRng(5, run);
      if (everExcludes(() => -Math.log(1 - rng.uniform()), options)) misses++;
    }
    // 600 runs: standard error at 5 % is .9 points.
    expect(misses / 600).toBeLessThan(0.05 + 2 * 0.009);
  });

  it('is not met by the interval for one look, looked at as often', () => {
    let misses = 0;
    for (let run = 0; run < 200; run++) {
      const rng = seededRng(6, run);
      let [sum, outside] = [0, false];
      for (let n = 1; n <= 4000; n++) {
        sum += rng.normal();
        if (n >= MINIMUM_OBSERVATIONS && Math.abs(sum / n) > 1.96 / Math.sqrt(n)) outside = true;
      }
      if (outside) misses++;
    }
    expect(misses / 200).toBeGreaterThan(0.2);
  });

  it('on one side leaves the truth out in at most alpha, and is nearer than the two-sided one', () => {
    const options = { truth: 0, looks: 4000, rho: rhoFor(1000, 2 * ALPHA) };
    let misses = 0;
    for (let run = 0; run < 400; run++) {
      const rng = seededRng(7, run);
      if (everExcludes(() => rng.normal(), options, true)) misses++;
    }
    expect(misses / 400).toBeLessThan(0.05 + 2 * 0.011);
    const same = { alpha: ALPHA, rho: rhoFor(1000, ALPHA) };
    expect(sequenceOneSided(1000, 1, same)).toBeLessThan(sequenceHalfWidth(1000, 1, same));
  });

  it('is narrowest near the size it was tuned to', () => {
    const at = (rho: number): number => sequenceHalfWidth(5000, 1, { alpha: ALPHA, rho });
    const tuned = rhoFor(5000, ALPHA);
    const best = Math.min(...Array.from({ length: 400 }, (_, k) => at(tuned * 1.01 ** (k - 200))));
    expect(at(tuned) / best).toBeLessThan(1.001);
  });

  it('scales with the deviation and narrows with every observation', () => {
    const options = { alpha: ALPHA, rho: 0.05 };
    expect(sequenceHalfWidth(400, 3, options)).toBeCloseTo(
      3 * sequenceHalfWidth(400, 1, options),
      12,
    );
    for (let n = 100; n < 3000; n += 100)
      expect(sequenceHalfWidth(n + 100, 1, options)).toBeLessThan(sequenceHalfWidth(n, 1, options));
  });
});

describe('the p-value of a sequence', () => {
  it('is the alpha at which the bound just touches 0', () => {
    const [n, deviation, rho] = [700, 3, 0.05];
    for (const alpha of [0.001, 0.05, 0.4]) {
      const touching = sequenceHalfWidth(n, deviation, { alpha, rho });
      expect(sequencePValue(n, touching, { deviation, rho })).toBeCloseTo(alpha, 12);
      expect(sequencePValue(n, -touching, { deviation, rho })).toBeCloseTo(alpha, 12);
    }
  });

  it('is 1 of no difference and never above', () => {
    expect(sequencePValue(700, 0, { deviation: 0, rho: 0.05 })).toBe(1);
    expect(sequencePValue(700, 1e-9, { deviation: 3, rho: 0.05 })).toBe(1);
    expect(sequencePValue(700, 1, { deviation: 0, rho: 0.05 })).toBe(0);
  });
});

describe('a difference of arms', () => {
  it('has the standard error of both means', () => {
    // Means 3 and 1; variances 2 and 1 over 2 and 3 users.
    const { difference, standardError, deviation } = armDifference(
      momentsOf([2, 4]),
      momentsOf([0, 1, 2]),
    );
    expect(difference).toBe(2);
    expect(standardError).toBeCloseTo(Math.sqrt(2 / 2 + 1 / 3), 12);
    expect(deviation).toBeCloseTo(standardError * Math.sqrt(5), 12);
  });

  it('takes the spread of a far smaller arm to be no less than that of the larger one', () => {
    // Variances 0 and 1 (mean 1 of 0, 1, 2): 100 zeros among the few do not make them certain.
    const few = momentsOf([0]);
    const { standardError } = armDifference(
      { ...few, count: 1, variance: 0 },
      momentsOf([0, 1, 2]),
    );
    expect(standardError).toBeCloseTo(Math.sqrt(1 / 1 + 1 / 3), 12);
  });

  it('leaves the truth out in at most alpha of all runs, one user in fifty in the treatment and tails heavy', () => {
    let misses = 0;
    const runs = 300;
    const rho = rhoFor(15_000, ALPHA);
    for (let run = 0; run < runs; run++) {
      const rng = seededRng(9, run);
      const arms = [noMoments(1), noMoments(1)] as const;
      let isMissed = false;
      for (let n = 1; n <= 15_000 && !isMissed; n++) {
        const arm = arms[rng.uniform() < 0.02 ? 0 : 1];
        // Log-normal, skewness 6.2.
        addUnit(arm, [Math.exp(rng.normal())]);
        if (arms[0].count < MINIMUM_OBSERVATIONS) continue;
        const { difference, count, deviation } = armDifference(firstOf(arms[0]), firstOf(arms[1]));
        isMissed =
          Math.abs(difference) > sequenceHalfWidth(count, deviation, { alpha: ALPHA, rho });
      }
      if (isMissed) misses++;
    }
    // 300 runs: standard error at 5 % is 1.3 points.
    expect(misses / runs).toBeLessThan(0.05 + 2 * 0.013);
  });

  it('of which nobody is in one arm is not known', () => {
    expect(armDifference(momentsOf([]), momentsOf([1, 2])).standardError).toBeNaN();
  });
});

describe('the power of a planned comparison', () => {
  const plan = { effect: 0.5, deviation: 5, treatmentShare: 0.5, alpha: ALPHA };

  it('is reached by the users it asks for, and not by one fewer', () => {
    const users = usersForPower(plan, 0.8);
    expect(sequencePower(plan, users)).toBeGreaterThanOrEqual(0.8);
    expect(sequencePower(plan, users - 1)).toBeLessThan(0.8);
  });

  it('is kept in simulation', () => {
    const users = usersForPower(plan, 0.8);
    const rho = rhoFor(users, ALPHA);
    let found = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const rng = seededRng(8, run);
      const arm = (mean: number): Float64Array =>
        Float64Array.from({ length: users / 2 }, () => mean + 5 * rng.normal());
      const { difference, deviation, count } = armDifference(
        momentsOf(arm(0.5)),
        momentsOf(arm(0)),
      );
      if (difference - sequenceHalfWidth(count, deviation, { alpha: ALPHA, rho }) > 0) found++;
    }
    // Only the last look is taken here, which is what is promised. Standard error 2.3 points.
    expect(found / runs).toBeGreaterThan(0.8 - 2 * 0.023);
    expect(found / runs).toBeLessThan(0.8 + 3 * 0.023);
  });

  it('solved for the effect gives the effect back', () => {
    const users = usersForPower(plan, 0.8);
    // The users are rounded up, so the effect they find is smaller by at most 1 / (2·users).
    expect(effectForPower(plan, { power: 0.8, count: users }) / plan.effect).toBeCloseTo(1, 3);
  });

  it('asks four times the users for half the effect, nearly', () => {
    const ratio = usersForPower({ ...plan, effect: 0.25 }, 0.8) / usersForPower(plan, 0.8);
    expect(ratio).toBeGreaterThan(3.95);
    expect(ratio).toBeLessThan(4.05);
    expect(usersForPower({ ...plan, effect: 0 }, 0.8)).toBe(Infinity);
  });

  it('asks more users of bounds that are tuned to another number, and just as many as it takes', () => {
    const users = usersForPower(plan, 0.8);
    expect(usersUntilFound(plan, { power: 0.8, tunedTo: users })).toBe(users);
    for (const tunedTo of [users / 20, users * 20]) {
      const asked = usersUntilFound(plan, { power: 0.8, tunedTo });
      const rho = rhoFor(tunedTo, ALPHA);
      expect(asked).toBeGreaterThan(users);
      expect(sequencePower(plan, asked, rho)).toBeGreaterThanOrEqual(0.8);
      expect(sequencePower(plan, asked - 1, rho)).toBeLessThan(0.8);
    }
    expect(usersUntilFound({ ...plan, effect: 0 }, { power: 0.8, tunedTo: 100 })).toBe(Infinity);
  });
});
