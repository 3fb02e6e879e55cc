import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keep, type Inventory } from '../../../src/maintenance/retain/keep.ts';

const model = (id: string, datasetId: string, family = 'als') => ({ id, family, datasetId });

const INVENTORY: Inventory = {
  models: [
    model('m1', 'd1'),
    model('m2', 'd2'),
    model('m3', 'd3'),
    model('p1', 'd1', 'popularity'),
  ],
  datasets: ['d1', 'd2', 'd3', 'd4'].map((id) => ({ id, catalogueId: `c-${id}` })),
  features: [
    { id: 'f1', datasetId: 'd1' },
    { id: 'f4', datasetId: 'd4' },
  ],
  catalogueIds: ['c-d1', 'c-d2', 'c-d3', 'c-d4', 'c-now', 'c-old'],
  servedModelIds: ['m1'],
  receipts: { modelIds: [], datasetIds: [], catalogueIds: [] },
  judgedWith: ['c-now'],
};

const idsOf = (kept: ReadonlySet<string>): string[] => [...kept].sort();

describe('what has to stay', () => {
  it('is what serves with everything it was made from, and the latest of each kind', () => {
    const kept = keep(INVENTORY, { modelsPerFamily: 1, datasets: 1 });
    // m1 serves, m3 and p1 are the latest of their families; d4 is the latest dataset.
    expect(idsOf(kept.model)).toEqual(['m1', 'm3', 'p1']);
    expect(idsOf(kept.dataset)).toEqual(['d1', 'd3', 'd4']);
    expect(idsOf(kept.features)).toEqual(['f1', 'f4']);
    expect(idsOf(kept.catalogue)).toEqual(['c-d1', 'c-d3', 'c-d4', 'c-now']);
  });

  it('is also what a kept receipt names', () => {
    const receipts = { modelIds: ['m2'], datasetIds: ['d2'], catalogueIds: ['c-shown'] };
    const kept = keep({ ...INVENTORY, receipts }, { modelsPerFamily: 0, datasets: 0 });
    expect(idsOf(kept.model)).toEqual(['m1', 'm2']);
    expect(idsOf(kept.dataset)).toEqual(['d1', 'd2']);
    expect(idsOf(kept.catalogue)).toContain('c-shown');
  });

  it('never leaves a model or features without their dataset, nor a dataset without its catalogue', () => {
    const index = fc.nat(3);
    fc.assert(
      fc.property(index, index, fc.subarray(['m1', 'm2', 'm3', 'p1']), (models, datasets, ids) => {
        const inventory = { ...INVENTORY, servedModelIds: ids };
        const kept = keep(inventory, { modelsPerFamily: models, datasets });
        for (const { id, datasetId } of inventory.models)
          if (kept.model.has(id)) expect(kept.dataset.has(datasetId)).toBe(true);
        for (const { id, datasetId } of inventory.features)
          if (kept.features.has(id)) expect(kept.dataset.has(datasetId)).toBe(true);
        for (const { id, catalogueId } of inventory.datasets)
          if (kept.dataset.has(id)) expect(kept.catalogue.has(catalogueId!)).toBe(true);
      }),
    );
  });
});
