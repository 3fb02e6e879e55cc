import { hashBits, hashUnit } from './draws.ts';
import { GENRE_SLOTS, NO_COMPANY, NO_GENRE, type ItemTable } from './item-table.ts';
import { FAMILY_NAMES, GIVEN_NAMES, NOUNS, PLACES } from './words.ts';
import { GENRES, LANGUAGE_HOMES, LANGUAGES } from './vocabulary.ts';

interface Named {
  readonly id: number;
  readonly name: string;
}

/**
 * The movie API's answer for one movie: 23 fields, of which only `tmdb_id` and `runtime` are
 * numbers; every other scalar is a string, and what is missing is the string "null".
 */
export interface MovieRecord {
  readonly id: string;
  readonly tmdb_id: number;
  readonly imdb_id: string;
  readonly title: string;
  readonly original_title: string;
  readonly adult: string;
  readonly belongs_to_collection:
    | Readonly<Record<string, never>>
    | (Named & { readonly poster_path: string; readonly backdrop_path: string });
  readonly budget: string;
  readonly genres: readonly Named[];
  readonly homepage: string;
  readonly original_language: string;
  readonly overview: string;
  readonly popularity: string;
  readonly poster_path: string;
  readonly production_companies: readonly Named[];
  readonly production_countries: readonly { readonly iso_3166_1: string; readonly name: string }[];
  readonly release_date: string;
  readonly revenue: string;
  readonly runtime: number;
  readonly spoken_languages: readonly { readonly iso_639_1: string; readonly name: string }[];
  readonly status: string;
  readonly vote_average: string;
  readonly vote_count: string;
}

/**
 * Describes an item the way the movie API does. `popularity`, `vote_*`, `budget` and `revenue`
 * come from outside and say little about this service's viewers, as in reality.
 */
export function movieRecordOf(items: ItemTable, item: number, seed: number): MovieRecord {
  const unit = (field: number): number => hashUnit(seed, item, field, 0x4d);
  const language = LANGUAGES[items.languages[item]!]!.name;
  const [spoken, country, countryName] = LANGUAGE_HOMES[language]!;
  const fame = items.fame[item]!;
  return {
    id: items.ids[item]!,
    tmdb_id: 1000 + 7 * item + (hashBits(seed, item, 1) % 7),
    imdb_id: unit(2) < 0.0005 ? 'null' : `tt${String(100_000 + 13 * item).padStart(7, '0')}`,
    title: items.titles[item]!,
    original_title: items.originalTitles[item]!,
    adult: 'False',
    belongs_to_collection: collectionOf(items, item, seed),
    budget: unit(3) < 0.75 ? '0' : String(Math.round(unit(4) * 120) * 500_000),
    genres: genresOf(items, item),
    homepage:
      unit(5) < 0.83 ? 'null' : `http://www.example.com/${items.ids[item]!.replaceAll('+', '-')}`,
    original_language: language,
    overview: overviewOf(seed, item),
    popularity: unit(6) < 0.002 ? '8.2e-05' : (fame * Math.exp(2 * unit(7) - 1)).toFixed(6),
    poster_path: unit(8) < 0.006 ? 'null' : imagePath(seed, item, 1),
    production_companies: companiesOf(items, item, seed),
    production_countries: unit(9) < 0.1 ? [] : [{ iso_3166_1: country, name: countryName }],
    release_date: releaseDateOf(items, item),
    revenue: unit(3) < 0.78 ? '0' : String(Math.round(unit(10) * 400) * 250_000),
    runtime: items.runtimes[item]!,
    spoken_languages: unit(11) < 0.08 ? [] : [{ iso_639_1: language, name: spoken }],
    status: unit(12) < 0.002 ? 'null' : unit(12) < 0.007 ? 'Rumored' : 'Released',
    vote_average: (5.9 + items.quality[item]! * 0.6 + unit(13) - 0.5).toFixed(1),
    vote_count: String(Math.round(fame * 25 * unit(14))),
  };
}

const genresOf = (items: ItemTable, item: number): readonly Named[] =>
  [...items.genres.subarray(item * GENRE_SLOTS, (item + 1) * GENRE_SLOTS)]
    .filter((genre) => genre !== NO_GENRE)
    .map((genre) => ({ id: GENRES[genre]!.id, name: GENRES[genre]!.name }));

function collectionOf(
  items: ItemTable,
  item: number,
  seed: number,
): MovieRecord['belongs_to_collection'] {
  const collection = items.collection[item]!;
  if (collection < 0) return {};
  return {
    id: 90_000 + collection,
    name: items.collections[collection]!,
    poster_path: imagePath(seed, collection, 2),
    backdrop_path: imagePath(seed, collection, 3),
  };
}

/** The company that made it, and often one or two more that put money in. */
function companiesOf(items: ItemTable, item: number, seed: number): readonly Named[] {
  const first = items.company[item]!;
  if (first === NO_COMPANY) return [];
  const more = [0.43, 0.2]
    .filter((share, k) => hashUnit(seed, item, 20 + k) < share)
    .map((_, k) => hashBits(seed, item, 30 + k) % items.companies.length);
  return [...new Set([first, ...more])].map((company) => ({
    id: 500 + company,
    name: items.companies[company]!,
  }));
}

/** `YYYY-MM-DD`, or the string "null" when the year is unknown. */
function releaseDateOf(items: ItemTable, item: number): string {
  const year = items.years[item]!;
  if (year === 0) return 'null';
  const day = new Date(Date.UTC(year, 0, 1 + items.releaseDays[item]!));
  return day.toISOString().slice(0, 10);
}

function overviewOf(seed: number, item: number): string {
  if (hashUnit(seed, item, 40) < 0.011) return '';
  const word = (words: readonly string[], k: number): string =>
    words[hashBits(seed, item, 41, k) % words.length]!;
  const [hero, place] = [word(GIVEN_NAMES, 0), word(PLACES, 1)];
  const [thing, other] = [word(NOUNS, 2).toLowerCase(), word(NOUNS, 3).toLowerCase()];
  return `In ${place}, ${hero} ${word(FAMILY_NAMES, 4)} finds a ${thing} that was meant for somebody else, and must choose between the ${other} and the truth.`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function imagePath(seed: number, row: number, kind: number): string {
  const letters = Array.from(
    { length: 27 },
    (_, k) => LETTERS[hashBits(seed, row, kind, 100 + k) % LETTERS.length],
  );
  return `/${letters.join('')}.jpg`;
}
