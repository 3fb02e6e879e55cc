import { describe, expect, it } from 'vitest';
import { itemId } from '../../../../src/domain/ids.ts';
import type { ScoredRows, Scorer } from '../../../../src/evaluation/index.ts';
import { localRanker, type ServedModel } from '../../../../src/serving/index.ts';
import { compareAnswers, objectionTo } from '../../../../src/serving/swap/compare-answers.ts';
import type { Trial } from '../../../../src/serving/swap/trial-requests.ts';
import { served } from '../../../support/count-models.ts';

const itemIds = ['a+1', 'b+1', 'c+1', 'd+1'].map(itemId);

/** A model that always answers this, whatever it is asked. */
function answering(rows: readonly number[], scores: readonly number[]): ServedModel {
  const always: ScoredRows = { rows: Uint32Array.from(rows), scores: Float32Array.from(scores) };
  const scorer: Scorer = { itemIds, personal: true, score: () => undefined, top: () => always };
  return served('x/1', scorer);
}

const trial = (excluded: readonly number[] = []): Trial => {
  const request = {
    history: { items: [], timesMs: [] },
    context: { asOfMs: 0 },
    k: 3,
    excluded: Uint32Array.from(excluded),
  };
  return { request, repeats: request };
};

const objection = async (model: ServedModel, trials: readonly Trial[] = [trial([3])]) =>
  objectionTo(await compareAnswers(model, null, trials));

describe('comparing answers', () => {
  it('counts how much of the serving list is on the new one', async () => {
    // Of c, b, a the new list has b and c: 2/3.
    const found = await compareAnswers(
      answering([1, 2, 3], [3, 2, 1]),
      answering([2, 1, 0], [3, 2, 1]),
      [trial()],
    );
    expect(found).toMatchObject({ asked: 1, compared: 1, violations: 0 });
    expect(found.overlapRate).toBeCloseTo(2 / 3, 12);
  });

  it('has nothing against a sound list', async () => {
    expect(await objection(answering([1, 0], [2, 2]))).toBeNull();
  });

  it.each([
    ['a forbidden row', [1, 3], [2, 1]],
    ['a repeated row', [1, 1], [2, 1]],
    ['a row that is no item', [1, 4], [2, 1]],
    ['rows out of order', [1, 2], [1, 2]],
    ['a score that is no number', [1, 2], [2, Number.NaN]],
    ['more rows than were asked for', [0, 1, 2, 3], [4, 3, 2, 1]],
  ])('objects to %s', async (_name, rows, scores) => {
    expect(await objection(answering(rows, scores))).toBe(
      'broke the contract of lists on 1 of 1 trial requests',
    );
  });

  it('objects to an empty list, unless nothing might be on it', async () => {
    expect(await objection(answering([], []))).toBe('gave an empty list on 1 of 1 trial requests');
    const all = [0, 1, 2, 3];
    expect(await objection(answering([], []), [trial(all)])).toBe(
      'knows no item that may be shown',
    );
    const scorer = answering([0, 1], [2, 1]);
    expect(await objection(scorer, [trial([2])])).toBeNull();
  });

  it('objects to scores none of which is finite, and to a model that throws', async () => {
    const scored = (score: Scorer['score']): ServedModel => ({
      ...served('x/1', { itemIds, personal: true, score }),
      ranker: localRanker({ itemIds, personal: true, score }),
    });
    expect(await objection(scored((_h, _c, scores) => scores.fill(Infinity)))).toBe(
      'gave no finite score on 1 of 1 trial requests',
    );
    const throwing = scored(() => {
      throw new RangeError('out of range');
    });
    expect(await objection(throwing)).toBe('failed on 1 of 1 trial requests (out of range)');
  });
});
