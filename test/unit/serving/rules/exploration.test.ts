import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf, onEveryList, world, type World } from './arbitrary-world.ts';

describe('exploration', () => {
  it('says of every place how it came about, with the chance it had', () =>
    onEveryList(({ answer }, _of, { exploration: { share } }) => {
      const { exploration, placed } = answer.receipt.trace!;
      for (const { position, slot, propensity } of answer.exposures) {
        const isEligible = exploration?.eligible.includes(position) ?? false;
        const isDrawn = exploration?.drawn.includes(position) ?? false;
        expect(slot).toBe(isDrawn ? 'drawn' : isEligible ? 'kept' : 'deterministic');
        const chance = isDrawn ? share / exploration!.pool : isEligible ? 1 - share : 1;
        expect(propensity).toBe(chance);
        if (placed[position - 1] === -1) expect(slot).toBe('deterministic');
      }
    }));

  it('is off for minors, for those of unknown age where that counts as minor, and at share 0', () =>
    onEveryList(({ answer, user }, _of, { adultAge, unknownAge, exploration: { share } }) => {
      const age = user.age ?? (unknownAge === 'minor' ? 0 : 999);
      if (age < adultAge || share === 0) expect(answer.receipt.trace!.exploration).toBeNull();
    }));

  it('draws the same for the same seed, user and receipt', () =>
    fc.assert(
      fc.asyncProperty(world, async (of) => {
        const rules = { unknownAge: 'adult', exploration: { share: 0.5 } } as never;
        expect((await outcomeOf(of, rules)).ids).toEqual((await outcomeOf(of, rules)).ids);
      }),
      { numRuns: 50 },
    ));

  // One request many times, with another receipt each: the frequency of an item at a place is
  // binomial, and its normal interval of 5 standard errors is left once in 1.7 million looks.
  it.each([
    ['many items', { share: 0.3, depth: 4, fromPosition: 2, newTitles: 2 }, 10],
    ['fewer items than there are places', { share: 0.5, depth: 2 }, 4],
  ])('shows %s as often as their propensities say', async (_, exploration, drawable) => {
    const runs = 4000;
    const of = fc.sample(world, { numRuns: 1, seed: 7 })[0]!;
    const fixed: World = {
      ...of,
      listed: Array.from({ length: 24 }, (__, k) => `m${k}+2000`),
      championSize: 20,
      liked: ['m1+2000'],
      seen: [],
      exclude: [],
      filters: {},
      age: 30,
      count: 6,
    };
    const pins = [{ item: 'm3+2000', position: 2 }];
    const rules = { pins, caps: { genre: 4 }, exploration } as never;
    const counts = new Map<string, number>();
    const chances = new Map<string, number>();
    for (let receipt = 0; receipt < runs; receipt++) {
      const { answer } = await outcomeOf({ ...fixed, receipt }, rules);
      for (const { itemId, position, propensity } of answer.exposures) {
        const key = `${itemId} at ${position}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        expect(chances.get(key) ?? propensity).toBe(propensity);
        chances.set(key, propensity);
      }
    }
    expect([...chances.values()].filter((chance) => chance < 0.5).length).toBeGreaterThanOrEqual(
      drawable,
    );
    for (const [key, chance] of chances) {
      const width = 5 * Math.sqrt((chance * (1 - chance)) / runs);
      expect(Math.abs(counts.get(key)! / runs - chance)).toBeLessThanOrEqual(width);
    }
    // At each place the chances of what was shown there add up to 1: nothing was left out.
    for (let position = 1; position <= 6; position++) {
      const there = [...chances].filter(([key]) => key.endsWith(`at ${position}`));
      expect(there.reduce((sum, [, chance]) => sum + chance, 0)).toBeCloseTo(1, 9);
    }
  });
});
