import { describe, expect, it } from 'vitest';
import { parseItem, parseUser } from '../../../src/catalogue/index.ts';

const itemOf = (fields: Record<string, unknown>): unknown => {
  const parsed = parseItem({ id: 'film+2001', title: 'Film', ...fields });
  return parsed.ok ? parsed.value : parsed.problem;
};

describe('an answer of the movie API', () => {
  it('becomes an item', () => {
    const answer = {
      id: '++++++1959',
      title: 'Το Ξύλο',
      belongs_to_collection: { id: 7, name: 'Series' },
      genres: [{ id: 35, name: 'Comedy' }, { id: 1 }],
      original_language: 'el',
      production_companies: [{ name: 'Finos Film', id: 12093 }],
      release_date: '1959-11-16',
      runtime: 98,
      license_cost: '0.5',
    };
    expect(parseItem(answer)).toEqual({
      ok: true,
      value: {
        itemId: '++++++1959',
        title: 'Το Ξύλο',
        genres: ['Comedy'],
        runtimeMinutes: 98,
        releaseYear: 1959,
        language: 'el',
        collection: 'Series',
        releaseDate: '1959-11-16',
        productionCompanies: ['Finos Film'],
        licenceCost: 0.5,
      },
    });
  });

  it('says nothing where it holds "null", {} or nonsense', () => {
    const nothing = {
      genres: [],
      runtimeMinutes: null,
      releaseYear: null,
      language: null,
      collection: null,
      releaseDate: null,
      productionCompanies: [],
      licenceCost: null,
    };
    expect(itemOf({})).toMatchObject(nothing);
    const odd = {
      belongs_to_collection: {},
      genres: 'null',
      production_companies: {},
      original_language: 'null and void',
      release_date: '2001-13-40',
      runtime: 0,
      cost: -1,
    };
    expect(itemOf(odd)).toMatchObject(nothing);
    expect(itemOf({ release_date: 'null', runtime: 99_999, cost: 'x' })).toMatchObject(nothing);
    expect(itemOf({ runtime: '90', cost: 2 })).toMatchObject({
      runtimeMinutes: 90,
      licenceCost: 2,
    });
  });

  it('falls back to the original title, then to the id', () => {
    expect(itemOf({ title: 'null', original_title: 'Le Film' })).toMatchObject({
      title: 'Le Film',
    });
    expect(itemOf({ title: ' ', original_title: 3 })).toMatchObject({ title: 'film+2001' });
  });

  it.each([
    [null, 'no JSON object'],
    [[], 'no JSON object'],
    [{}, 'no id'],
    [{ id: 'Film 1' }, 'no movie id: Film 1'],
    [{ message: 'movie not found' }, 'no id'],
  ])('is unusable when it is %j', (answer, problem) => {
    expect(parseItem(answer)).toEqual({ ok: false, problem });
  });
});

describe('the fields of a user', () => {
  const userOf = (userId: string, age: string, occupation: string, gender: string) =>
    parseUser({ userId, age, occupation, gender });

  it('become a user', () => {
    expect(userOf('49929', '27', 'writer', 'M')).toEqual({
      ok: true,
      value: { userId: '49929', age: 27, gender: 'M', occupation: 'writer' },
    });
  });

  it('say nothing where they are empty or nonsense', () => {
    for (const [age, occupation, gender] of [
      ['', '', ''],
      ['131', 'null', 'X'],
      ['-5', ' ', 'm'],
    ] as const)
      expect(userOf('1', age, occupation, gender)).toEqual({
        ok: true,
        value: { userId: '1', age: null, gender: null, occupation: null },
      });
  });

  it('need an id of digits', () => {
    expect(userOf('', '1', '', '')).toEqual({ ok: false, problem: 'no user id: ' });
    expect(userOf('1a', '1', '', '')).toEqual({ ok: false, problem: 'no user id: 1a' });
  });
});
