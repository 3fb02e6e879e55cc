import { describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import { gatherHistory } from '../../../src/serving/gather-history.ts';
import { prepareModel } from '../../../src/serving/prepared-model.ts';
import { popularityScorer, served } from '../../support/count-models.ts';

// The model's rows: a 0, b 1, c 2.
const model = prepareModel(served('popularity/1', popularityScorer({ 1: ['a', 'b', 'c'] })));

describe('gatherHistory', () => {
  it('keeps the items that the model knows, oldest first, with their times', () => {
    const liked = { itemIds: ['c', 'new', 'a'].map(itemId), timesMs: [1, 2, 3] };
    expect(gatherHistory(model, liked, 10)).toEqual({
      history: { items: [2, 0], timesMs: [1, 3] },
      itemIds: ['c', 'a'],
      places: [0, 2],
    });
  });

  it('keeps completions and ratings where there are any', () => {
    const liked = {
      itemIds: ['c', 'new', 'a'].map(itemId),
      timesMs: [1, 2, 3],
      completions: [0.1, 0.2, 0.3],
      ratings: [Number.NaN, 4, 5],
    };
    expect(gatherHistory(model, liked, 10).history).toMatchObject({
      completions: [0.1, 0.3],
      ratings: [Number.NaN, 5],
    });
  });

  it('keeps the latest where there are more than the limit', () => {
    const liked = { itemIds: ['a', 'b', 'c'].map(itemId), timesMs: [1, 2, 3] };
    expect(gatherHistory(model, liked, 2).itemIds).toEqual(['b', 'c']);
  });

  it('takes a missing time as unknown', () => {
    const liked = { itemIds: ['a'].map(itemId), timesMs: [] };
    expect(gatherHistory(model, liked, 2).history.timesMs).toEqual([Number.NaN]);
  });
});
