import { describe, expect, it } from 'vitest';
import {
  expectedMinutes,
  finishProbability,
  lastMinute,
  minutesUntilLeaving,
} from '../../../src/simulator/viewing.ts';

describe('a viewing', () => {
  it('is finished more often the better the movie suits', () => {
    // σ(0.6·t − 1.1): t = 11/6 gives σ(0) = 1/2.
    expect(finishProbability(11 / 6)).toBeCloseTo(0.5, 12);
    expect(finishProbability(1)).toBeGreaterThan(finishProbability(0));
  });

  it('may exceed the runtime by one minute and no more', () => {
    expect(lastMinute(90, 50, { finish: 0, leave: 0.5 })).toBe(91);
    expect(lastMinute(90, 50, { finish: 0.9, leave: 0.5 })).toBe(89);
    expect(lastMinute(90, -50, { finish: 0.5, leave: 0.999999 })).toBe(89);
    expect(lastMinute(0, 50, { finish: 0.9, leave: 0.5 })).toBe(0);
  });

  it('of two minutes lasts as long as counted by hand for those who leave', () => {
    // ⌊2·U^1.15⌋ is 0 below U = (1/2)^(1/1.15) = 0.5473 and 1 above: 1 + (1 − 0.5473) minutes sent.
    expect(minutesUntilLeaving(2)).toBeCloseTo(1.4527, 4);
    expect(minutesUntilLeaving(0)).toBe(1);
  });

  it.each([
    [2, 0.3],
    [95, -0.7],
    [140, 1.5],
    [0, 0],
  ])(
    'with runtime %d and suitability %d is expected to last as long as the rule says',
    (runtime, suitability) => {
      // The mean over a fine grid of both units is the expectation itself.
      const steps = 600;
      let sum = 0;
      for (let a = 0; a < steps; a++)
        for (let b = 0; b < steps; b++) {
          const units = { finish: (a + 0.5) / steps, leave: (b + 0.5) / steps };
          sum += lastMinute(runtime, suitability, units) + 1;
        }
      const expected = expectedMinutes(runtime, suitability, minutesUntilLeaving(runtime));
      expect(Math.abs(sum / steps ** 2 - expected)).toBeLessThan(0.15);
    },
  );
});
