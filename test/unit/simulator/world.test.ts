import { describe, expect, it } from 'vitest';
import {
  createWorld,
  movieIdOf,
  parseSimulationConfig,
  type World,
} from '../../../src/simulator/index.ts';

const startMs = Date.UTC(2026, 0, 5);
const worldOf = (seed: number, itemCount = 3000): World =>
  createWorld(parseSimulationConfig({ seed, userCount: 10, itemCount, startMs }));

const FIELDS = `id tmdb_id imdb_id title original_title adult belongs_to_collection budget genres
  homepage original_language overview popularity poster_path production_companies
  production_countries release_date revenue runtime spoken_languages status vote_average
  vote_count`.split(/\s+/);

describe('a generated world', () => {
  const world = worldOf(1);
  const movies = Array.from({ length: world.items.count }, (_, item) => world.movie(item));

  it('is the same for the same seed and another for another', () => {
    expect(worldOf(1).items.ids).toEqual(world.items.ids);
    expect(worldOf(2).items.ids).not.toEqual(world.items.ids);
    expect(worldOf(1).movie(5)).toEqual(world.movie(5));
  });

  it('gives every movie an id of its own, made by the rule', () => {
    expect(new Set(world.items.ids).size).toBe(3000);
    for (const movie of movies) {
      const year = movie.release_date === 'null' ? null : Number(movie.release_date.slice(0, 4));
      expect(movie.id).toBe(movieIdOf(movie.title, year));
    }
  });

  it('describes movies with 23 fields, all scalars strings but two', () => {
    for (const movie of movies) {
      expect(Object.keys(movie)).toEqual(FIELDS);
      for (const [field, value] of Object.entries(movie))
        if (field === 'tmdb_id' || field === 'runtime') expect(Number.isInteger(value)).toBe(true);
        else expect(typeof value === 'string' || typeof value === 'object').toBe(true);
    }
  });

  it('has the odd entries of a real catalogue', () => {
    const share = (odd: (m: (typeof movies)[number]) => boolean): number =>
      movies.filter(odd).length / movies.length;
    expect(share((m) => m.runtime === 0)).toBeGreaterThan(0.01);
    expect(share((m) => m.release_date === 'null' && m.id.endsWith('+'))).toBeGreaterThan(0);
    expect(share((m) => m.id.includes('++'))).toBeGreaterThan(0.005);
    expect(share((m) => m.genres.length === 0)).toBeGreaterThan(0.02);
    expect(share((m) => m.homepage === 'null')).toBeGreaterThan(0.7);
    expect(share((m) => m.production_companies.length === 0)).toBeGreaterThan(0.1);
    expect(share((m) => m.original_language === 'en')).toBeGreaterThan(0.6);
    expect(share((m) => 'name' in m.belongs_to_collection)).toBeGreaterThan(0.05);
    expect(movies.every((m) => m.adult === 'False')).toBe(true);
  });

  it('numbers the parts of a series and links each to the next', () => {
    const { items } = world;
    let links = 0;
    for (let item = 0; item < items.count; item++) {
      const next = items.sequel[item]!;
      if (next < 0) continue;
      links++;
      expect(items.collection[next]).toBe(items.collection[item]);
      expect(items.part[next]).toBe(items.part[item]! + 1);
      expect(items.years[next]).toBeGreaterThanOrEqual(items.years[item]!);
    }
    expect(links).toBeGreaterThan(50);
  });

  it('releases nothing after the start but the titles that are launched', () => {
    const fromMs = startMs + 86_400_000;
    const launched = createWorld(
      parseSimulationConfig({
        seed: 1,
        userCount: 10,
        itemCount: 50,
        startMs,
        incidents: [{ kind: 'title-launch', fromMs, toMs: fromMs + 1 }],
      }),
    );
    expect(launched.items.count).toBe(51);
    expect(launched.movie(50).release_date).toBe('2026-01-06');
    for (let item = 0; item < 50; item++) expect(launched.items.years[item]).toBeLessThan(2026);
  });

  it('has users of 8 to 90 years, most of them men around 29', () => {
    const users = Array.from({ length: 4000 }, (_, k) => world.user(k + 1));
    const ages = users.map((user) => user.age).sort((a, b) => a - b);
    expect(ages[0]).toBeGreaterThanOrEqual(8);
    expect(ages.at(-1)).toBeLessThanOrEqual(90);
    expect(Math.abs(ages[2000]! - 29)).toBeLessThanOrEqual(1);
    const men = users.filter((user) => user.gender === 'M').length / users.length;
    expect(Math.abs(men - 0.83)).toBeLessThan(0.03);
    expect(new Set(users.map((user) => user.occupation)).size).toBeGreaterThan(15);
  });

  it('can be as small as one movie', () => {
    expect(worldOf(1, 1).items.count).toBe(1);
  });
});
