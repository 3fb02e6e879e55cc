import { describe, expect, it } from 'vitest';
import { modelCard } from '../../../src/registry/model-card.ts';
import type { ModelContent } from '../../../src/registry/index.ts';

const MODEL = {
  recipe: { family: 'als', configuration: { factorCount: 8 } },
  dataset: 'a'.repeat(64),
  asOfMs: Date.UTC(2026, 0, 12),
  itemCount: 3,
  kernels: 'typescript',
  seed: 1,
  trainSeconds: 0.5,
  tensorBytes: 96,
  curve: [],
  code: { sources: 'b'.repeat(64), commit: null, runtime: 'node' },
} as unknown as ModelContent & Parameters<typeof modelCard>[0];

describe('a model card', () => {
  it('says in a line each how everybody did who was judged, and where the rest stands', () => {
    const judged = (model: string, mean: number) => ({
      model,
      users: 20,
      metrics: { ndcg: { mean, low: mean - 0.1, high: mean + 0.1 } },
      slices: Array.from({ length: 1_000 }, (_, k) => ({ name: `slice ${k}` })),
    });
    const card = modelCard(MODEL, {
      tuning: [judged('als', 0.3)],
      test: { live: [judged('popularity', 0.2), judged('als', 0.4)] },
    });
    expect(card).toContain('| live | popularity | 20 | 0.2000 | 0.1000 to 0.3000 |');
    expect(card).toContain('| live | als | 20 | 0.4000 | 0.3000 to 0.5000 |');
    expect(card).toContain('`evaluation.json` beside this card');
    // With every slice it was most of a megabyte for each version.
    expect(card.length).toBeLessThan(2_000);
  });

  it('says so where nothing was judged', () => {
    expect(modelCard(MODEL, null)).toContain('Not judged');
    expect(modelCard(MODEL, { test: {} })).toContain('Nothing could be judged.');
  });
});
