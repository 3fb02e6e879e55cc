import { describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import { localRanker, type LiveCatalogue, type ServedModel } from '../../../src/serving/index.ts';
import { prepareInSlices, prepareModel } from '../../../src/serving/prepared-model.ts';

/** 2,503 items: every 500th cannot be written, the last three repeat the first. */
const itemIds = Array.from({ length: 2500 }, (_, row) =>
  row % 500 === 7 ? `a b${row}` : `m+${row}`,
)
  .concat(['m+0', 'm+1', 'm+2'])
  .map(itemId);
const scorer = { itemIds, personal: true, score: () => undefined };
const served: ServedModel = {
  version: 'x/1',
  modelId: 'm',
  datasetId: 'd',
  family: 'x',
  kernelBuild: 'plain',
  itemIds,
  personal: true,
  ranker: localRanker(scorer),
};
/** Has the items but those with an even number. */
const odd: LiveCatalogue = { has: (id) => /[13579]$/.test(id), titleOf: () => null };

describe('preparing a model in slices', () => {
  it('comes to the same as preparing it at once', async () => {
    const [sliced, whole] = [await prepareInSlices(served, odd), prepareModel(served)];
    expect(sliced.rowOf).toEqual(whole.rowOf);
    expect(sliced.rowOf.get(itemId('m+2'))).toBe(2);
    for (const catalogue of [odd, null]) {
      expect(sliced.unservable(catalogue)).toEqual(whole.unservable(catalogue));
      expect(sliced.unservable(catalogue).removed).toMatchObject({ malformed: 5, repeated: 3 });
    }
  });

  it('lets others have their turn in between', async () => {
    const order: string[] = [];
    const preparing = prepareInSlices(served, null).then(() => order.push('prepared'));
    setImmediate(() => order.push('another'));
    await preparing;
    expect(order).toEqual(['another', 'prepared']);
  });
});
