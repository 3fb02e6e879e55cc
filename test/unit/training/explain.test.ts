import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { families, parseConfiguration } from '../../../src/training/index.ts';
import { contextAt, twoTastes } from './few-positives.ts';

describe('the explanation of a score', () => {
  const positives = twoTastes({ users: 40, seed: 5 });

  it.each(Object.entries(families))('adds up to the score of %s', async (_name, family) => {
    const configuration = parseConfiguration(family, {});
    const model = await family.train(positives, configuration, contextAt(0));
    const scorer = family.scorer(model, configuration, positives.itemIds);
    const scores = new Float32Array(positives.itemIds.length);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(19), { maxLength: 8 }), fc.nat(19), (items, row) => {
        const history = { items, timesMs: items.map((_item, k) => k * 86_400_000) };
        const context = { asOfMs: 9 * 86_400_000 };
        scorer.score(history, context, scores);
        const { base, contributions } = scorer.explain!(history, context, row);
        expect(contributions).toHaveLength(items.length);
        const sum = contributions.reduce((total, part) => total + part, base);
        expect(Math.abs(sum - scores[row]!)).toBeLessThan(1e-4 * (1 + Math.abs(scores[row]!)));
      }),
      { numRuns: 50 },
    );
  });
});
