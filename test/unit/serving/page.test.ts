import { describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import { Page } from '../../../src/serving/page.ts';

const candidates = (...ids: string[]) => ids.map((id, k) => ({ itemId: itemId(id), score: -k }));
const knowAll = () => true;

describe('Page', () => {
  it('gives positions from 1 and the propensity of a list without chance', () => {
    const page = new Page(2);
    page.take({ tier: 'folded-in', candidates: candidates('a', 'b', 'c'), isKnown: knowAll });
    expect(page.exposures).toEqual([
      { itemId: 'a', position: 1, score: -0, propensity: 1 },
      { itemId: 'b', position: 2, score: -1, propensity: 1 },
    ]);
    expect(page.isFull).toBe(true);
  });

  it('is filled up from the next source, passing over what it holds', () => {
    const page = new Page(3);
    page.take({ tier: 'folded-in', candidates: candidates('a'), isKnown: knowAll });
    page.take({ tier: 'popularity', candidates: candidates('a', 'b', 'c'), isKnown: knowAll });
    expect(page.exposures.map(({ itemId: id }) => id)).toEqual(['a', 'b', 'c']);
    expect(page.tiers).toEqual(['folded-in', 'popularity', 'popularity']);
    expect(page.violations).toEqual({ unwritable: 0, repeated: 0, unavailable: 0 });
  });

  it('drops and counts what the caller could not read, what is there twice, what nobody knows', () => {
    const page = new Page(9);
    page.take({
      tier: 'constant',
      candidates: candidates('a', 'a', 'b c', '[d', 'e', 'f'),
      isKnown: (id) => id !== 'e',
    });
    expect(page.exposures.map(({ itemId: id }) => id)).toEqual(['a', 'f']);
    expect(page.violations).toEqual({ unwritable: 2, repeated: 1, unavailable: 1 });
  });
});
