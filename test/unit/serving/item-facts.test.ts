import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/domain/catalogue-records.ts';
import { itemId } from '../../../src/domain/ids.ts';
import { itemFacts } from '../../../src/serving/item-facts.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
  itemId: itemId(id),
  title: id.toUpperCase(),
  genres: ['Drama', 'War'],
  runtimeMinutes: 90,
  releaseYear: 1999,
  language: 'en',
  collection: null,
  ...more,
});

describe('itemFacts', () => {
  it('says what the catalogue says of an item, and nothing of others', () => {
    const facts = itemFacts('snapshot-1', [
      item('a', { collection: 'The As', releaseDate: '1999-05-01', licenceCost: 2 }),
      item('b', { language: null, releaseYear: null, genres: [] }),
    ]);
    expect(facts.id).toBe('snapshot-1');
    expect([facts.has(itemId('a')), facts.has(itemId('c'))]).toEqual([true, false]);
    expect([facts.titleOf(itemId('b')), facts.titleOf(itemId('c'))]).toEqual(['B', null]);
    expect(facts.itemOf!(itemId('a'))).toMatchObject({
      genres: ['Drama', 'War'],
      collection: 'The As',
      releaseDate: '1999-05-01',
      licenceCost: 2,
    });
    expect(facts.itemOf!(itemId('b'))).toMatchObject({ language: null, releaseYear: null });
    expect(facts.itemOf!(itemId('__proto__'))).toBeNull();
    expect(Array.from(facts.items!(), ({ itemId: id }) => id)).toEqual(['a', 'b']);
  });

  it('keeps equal lists of genres once, and no companies', () => {
    const facts = itemFacts('s', [
      item('a', { productionCompanies: ['Studio'] }),
      item('b', { genres: ['Drama', 'War'] }),
      item('c', { genres: ['War', 'Drama'] }),
    ]);
    const [a, b, c] = ['a', 'b', 'c'].map((id) => facts.itemOf!(itemId(id))!);
    expect(a!.genres).toBe(b!.genres);
    expect(c!.genres).toEqual(['War', 'Drama']);
    expect(a).not.toHaveProperty('productionCompanies');
  });
});
