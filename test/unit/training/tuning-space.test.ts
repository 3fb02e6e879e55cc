import { describe, expect, it } from 'vitest';
import { seededRng } from '../../../src/math/rng.ts';
import {
  drawConfiguration,
  families,
  parseConfiguration,
  TUNING_SPACES,
} from '../../../src/training/index.ts';

describe('the tuning spaces', () => {
  it.each(Object.entries(TUNING_SPACES))('of %s hold valid configurations only', (name, space) => {
    for (let seed = 0; seed < 50; seed++)
      parseConfiguration(families[name]!, drawConfiguration(space, seededRng(seed)));
  });

  it('are there for every family', () => {
    expect(Object.keys(TUNING_SPACES).sort()).toEqual(Object.keys(families).sort());
  });

  it('are drawn from evenly on a logarithmic scale, to three figures', () => {
    const values = Array.from({ length: 4000 }, (_, seed) =>
      Number(drawConfiguration({ x: { log: [0.01, 100] } }, seededRng(seed))['x']),
    );
    expect(values.every((x) => x >= 0.01 && x <= 100 && Number(x.toPrecision(3)) === x)).toBe(true);
    // Half of the draws lie below the geometric mean, 1; the standard error is 0.8 %.
    expect(values.filter((x) => x < 1).length / 4000).toBeCloseTo(0.5, 1);
  });
});
