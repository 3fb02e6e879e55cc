import { describe, expect, it } from 'vitest';
import type { Positives } from '../../../src/datasets/index.ts';
import { itemId } from '../../../src/domain/ids.ts';
import { topK } from '../../../src/math/top-k.ts';
import {
  parseConfiguration,
  requireFamily,
  type TrainedModel,
} from '../../../src/training/index.ts';
import { contextAt, positivesFrom, twoTastes } from './few-positives.ts';

/** Users {0, 1} and {0}: XᵀX = [2 1; 1 1]. */
const TWO_USERS = positivesFrom([
  [0, 0, 0],
  [0, 1, 0],
  [1, 0, 0],
]);

const train = (name: string, positives: Positives, given: object): Promise<TrainedModel> => {
  const family = requireFamily(name);
  return family.train(positives, parseConfiguration(family, { ...given }), contextAt(0));
};

function scores(
  name: string,
  model: TrainedModel,
  { positives, items }: { positives: Positives; items: readonly number[] },
): Float32Array {
  const family = requireFamily(name);
  const written = new Float32Array(positives.itemIds.length);
  const scorer = family.scorer(model, parseConfiguration(family, {}), positives.itemIds);
  scorer.score({ items, timesMs: items.map((_, k) => k) }, { asOfMs: 0 }, written);
  return written;
}

const near = (found: ArrayLike<number>, expected: readonly number[]): void =>
  expected.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 6));

describe('dlae', () => {
  it('gives the weights worked out by hand', async () => {
    // λ = 1, p = ½: Λ = 1 + diag(2, 1) = diag(3, 2). G + Λ = [5 1; 1 3], determinant 14,
    // inverse [3 −1; −1 5] / 14, times G: [5 2; 3 4] / 14.
    const given = { regularization: 1, dropout: 0.5, weights: 'float32' };
    const model = await train('dlae', TWO_USERS, given);
    near(model.tensors['item_weights']!.data, [5 / 14, 2 / 14, 3 / 14, 4 / 14]);
  });
});

describe('dan-dlae', () => {
  it('gives the weights worked out by hand', async () => {
    // β = 1: user 0 counts ½, user 1 counts 1: G = [1.5 ½; ½ ½], trace 2 of 3, so λ = 1.5 becomes
    // 1; p = 0. G + I = [2.5 ½; ½ 1.5], determinant 3.5, inverse [1.5 −½; −½ 2.5] / 3.5, I minus
    // that: [2 ½; ½ 1] / 3.5. b = 1 divides column 0 by 2 users, column 1 by 1.
    const given = { regularization: 1.5, dropout: 0, userExponent: 1, popularityExponent: 1 };
    const model = await train('dan-dlae', TWO_USERS, { ...given, weights: 'float32' });
    near(model.tensors['item_weights']!.data, [1 / 3.5, 0.5 / 3.5, 0.25 / 3.5, 1 / 3.5]);
  });

  it('is dlae where both exponents are 0', async () => {
    const positives = twoTastes({ users: 40, seed: 1 });
    const given = { regularization: 5, dropout: 0.3, weights: 'float32' };
    const plain = await train('dlae', positives, given);
    const exponents = { userExponent: 0, popularityExponent: 0 };
    expect(await train('dan-dlae', positives, { ...given, ...exponents })).toEqual(plain);
  });

  it('divides every score by the popularity of the item to the power of the dial', async () => {
    const positives = twoTastes({ users: 40, seed: 2 });
    const popularity = new Float64Array(20);
    for (const item of positives.items) popularity[item]! += 1;
    expect(new Set(popularity).size).toBeGreaterThan(3);
    const scored = async (popularityExponent: number): Promise<Float32Array> => {
      const given = { regularization: 10, popularityExponent, weights: 'float32' };
      const model = await train('dan-dlae', positives, given);
      return scores('dan-dlae', model, { positives, items: [0, 5] });
    };
    const [plain, dialled] = [await scored(0), await scored(0.7)];
    near(
      dialled.map((score, item) => score * popularity[item]! ** 0.7),
      [...plain],
    );
  });
});

describe.each(['ease', 'dlae', 'dan-dlae'])('%s', (name) => {
  const positives = twoTastes({ users: 60, seed: 3 });

  it('recommends the unseen items of the taste that the history shows', async () => {
    const model = await train(name, positives, { regularization: 10 });
    const items = [1, 3, 5];
    const top = [...topK(scores(name, model, { positives, items }), 5, new Set(items))];
    expect(top.map((item) => item % 2)).toEqual([1, 1, 1, 1, 1]);
  });

  it('scores in 8 bits within half a step of a row of what it scores in float32', async () => {
    const given = { regularization: 10 };
    const wide = await train(name, positives, { ...given, weights: 'float32' });
    const narrow = await train(name, positives, { ...given, weights: 'int8' });
    expect(narrow.tensors['item_weights']!.data).toBeInstanceOf(Int8Array);
    const [exact, coded] = [wide, narrow].map((model) =>
      scores(name, model, { positives, items: [4] }),
    );
    const step = narrow.tensors['item_weight_scales']!.data[4]!;
    exact!.forEach((score, item) =>
      expect(Math.abs(score - coded![item]!)).toBeLessThanOrEqual(0.5001 * step),
    );
  });

  it('refuses a catalogue above its limit, and codes of another shape', async () => {
    await expect(train(name, positives, { maxItems: 19 })).rejects.toThrow('expected at most 19');
    const model = await train(name, TWO_USERS, { weights: 'int8' });
    expect(() => scores(name, model, { positives, items: [] })).toThrow('found I8 [2, 2]');
  });

  it('refuses float32 for a catalogue whose weights would take more than 2 GiB', async () => {
    // 4·23,170² is below 2³¹, 4·23,171² above.
    const itemIds = Array.from({ length: 23_171 }, (_, item) => itemId(`i${item}`));
    const given = { maxItems: 30_000, weights: 'float32' };
    await expect(train(name, { ...TWO_USERS, itemIds }, given)).rejects.toThrow(
      expect.objectContaining({
        code: 'WEIGHTS_TOO_LARGE',
        message: expect.stringContaining(`Set ${name}.weights=int8`) as string,
      }) as Error,
    );
  });
});
