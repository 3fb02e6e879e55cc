import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateHeldOut, splitHeldOut } from '../../../src/evaluation/index.ts';
import { parseConfiguration, requireFamily } from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from '../training/few-positives.ts';

const SPLIT = { heldOutRate: 0.25, foldInRate: 0.5, minItemPositives: 1, minHistory: 1, seed: 1 };

describe('splitHeldOut', () => {
  it('trains without the users held out, and divides their events', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const all = twoTastes({ users: 40, seed });
        const window = splitHeldOut(all, { ...SPLIT, seed });
        const trained = new Set(window.train.userIds);
        expect(window.eventsBefore + window.eventsInside).toBe(all.items.length);
        for (const { userId, history, targets } of window.cases) {
          expect(trained.has(userId)).toBe(false);
          const own = new Set(Array.from(history.items).concat([...targets]));
          expect(own.size).toBe(history.items.length + targets.size);
          expect(history.items.length).toBe(Math.floor(own.size / 2));
          const times = Array.from(history.timesMs);
          expect(times).toEqual([...times].sort((a, b) => a - b));
        }
        const skipped = Object.values(window.skipped).reduce((sum, count) => sum + count);
        expect(window.cases.length + skipped).toBeLessThanOrEqual(10);
      }),
      { numRuns: 30 },
    );
  });

  it('counts whom it cannot judge, and refuses to judge nobody', () => {
    // Everybody has one event: of whoever is held out nothing can be folded in.
    const all = positivesFrom([0, 1, 2, 3].map((user) => [user, 0, user] as const));
    expect(splitHeldOut(all, SPLIT).skipped.history_too_short).toBe(1);
    expect(() => splitHeldOut(all, { ...SPLIT, heldOutRate: 0.01 })).toThrow(
      expect.objectContaining({ code: 'SPLIT_IMPOSSIBLE' }) as Error,
    );
  });
});

describe('evaluateHeldOut', () => {
  it('finds a personal model better than popularity where tastes differ', async () => {
    const contenders = ['popularity', 'ease'].map((name) => {
      const family = requireFamily(name);
      const configuration = parseConfiguration(family, {});
      return {
        model: name,
        train: async (slice: ReturnType<typeof twoTastes>, asOfMs: number) =>
          family.scorer(
            await family.train(slice, configuration, { ...contextAt(0), asOfMs }),
            configuration,
            slice.itemIds,
          ),
      };
    });
    const positives = twoTastes({ users: 200, seed: 4 });
    const given = { positives, contenders, minHistory: 3, heldOutRate: 0.3, resamples: 50 };
    const [popularity, ease] = await evaluateHeldOut(given);
    expect(ease!.parameters.protocol).toBe('held-out');
    expect(ease!.metrics.ndcg.mean!).toBeGreaterThan(popularity!.metrics.ndcg.mean! + 0.05);
  });
});
