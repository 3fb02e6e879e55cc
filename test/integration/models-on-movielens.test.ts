import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SILENT } from '../../src/domain/progress.ts';
import { comparePaired, evaluateOverTime, type Contender } from '../../src/evaluation/index.ts';
import { parseConfiguration, requireFamily } from '../../src/training/index.ts';
import { MOVIELENS_ZIP, movielensPositives } from '../support/movielens-positives.ts';

const absent = !existsSync(MOVIELENS_ZIP);

const contender = (model: string, name: string, given: Record<string, unknown> = {}): Contender => {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, given);
  return {
    model,
    train: async (slice, asOfMs) => {
      const trained = await family.train(slice, configuration, {
        asOfMs,
        seed: 0,
        progress: SILENT,
      });
      return family.scorer(trained, configuration, slice.itemIds);
    },
  };
};

describe('models on the time split of ml-latest-small', () => {
  // Skipped where ../shared/data/movielens is not at hand.
  it.skipIf(absent)(
    'reproduce what was measured elsewhere, and beat recent popularity beyond doubt',
    { timeout: 300_000 },
    async () => {
      const [plain, recent, als, ease, blend] = await evaluateOverTime({
        positives: await movielensPositives(0),
        contenders: [
          contender('popularity', 'popularity', { halfLifeDays: null }),
          contender('recent popularity', 'popularity'),
          contender('als', 'als'),
          contender('ease', 'ease', { historyDecayRank: null }),
          contender('blend', 'blend'),
        ],
      });
      // An independent implementation measured, on 211 users: popularity .104, recent popularity
      // .134, EASE without history decay .172, with standard errors of .010 to .014.
      expect(plain!.cases.userIds).toHaveLength(211);
      expect(Math.abs(plain!.metrics.ndcg.mean! - 0.104)).toBeLessThan(0.004);
      expect(Math.abs(recent!.metrics.ndcg.mean! - 0.134)).toBeLessThan(0.004);
      expect(Math.abs(ease!.metrics.ndcg.mean! - 0.172)).toBeLessThan(0.004);
      expect(comparePaired(recent!, plain!).low).toBeGreaterThan(0);
      expect(comparePaired(als!, recent!).low).toBeGreaterThan(0);
      expect(comparePaired(ease!, recent!).low).toBeGreaterThan(0);
      expect(comparePaired(blend!, recent!).low).toBeGreaterThan(0);
      // .178 with this order of ties, .181 with that of the program's own import, when its defaults
      // were chosen; another order moves it by up to .005. docs/models.md.
      expect(blend!.metrics.ndcg.mean!).toBeGreaterThan(0.173);
    },
  );
});
