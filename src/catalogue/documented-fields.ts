import { OCCUPATIONS } from './occupations.ts';

/** What the APIs are documented to answer: the type of each field and what its value may be. */
export interface DocumentedField {
  readonly type: 'integer' | 'text' | 'list' | 'object' | 'text or null';
  /** Whether newer installations have it and older ones do not. */
  readonly optional?: true;
  /** Whether a value of the right type makes sense; every one does where this is absent. */
  readonly sensible?: (value: unknown) => boolean;
}
export type DocumentedFields = Readonly<Record<string, DocumentedField>>;

const between =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= low && value <= high;
/** The API writes the string "null" where something is missing. */
const orMissing =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && (value === 'null' || value === '' || pattern.test(value));
const isNumeric = orMissing(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i);

const text: DocumentedField = { type: 'text' };
const list: DocumentedField = { type: 'list' };
const numeric: DocumentedField = { type: 'text', sensible: isNumeric };

/** `GET /user/<id>`. */
export const USER_FIELDS: DocumentedFields = {
  user_id: { type: 'integer', sensible: between(1, 2 ** 31) },
  age: { type: 'integer', sensible: between(8, 90) },
  occupation: { type: 'text', sensible: (value) => OCCUPATIONS.some((known) => known === value) },
  gender: { type: 'text', sensible: (value) => value === 'M' || value === 'F' },
  self_description_likes: { type: 'text or null', optional: true },
  self_description_dislikes: { type: 'text or null', optional: true },
};

/** `GET /movie/<id>`. */
export const MOVIE_FIELDS: DocumentedFields = {
  tmdb_id: { type: 'integer' },
  runtime: { type: 'integer', sensible: between(0, 3_000) },
  genres: list,
  production_companies: list,
  production_countries: list,
  spoken_languages: list,
  belongs_to_collection: { type: 'object' },
  id: text,
  imdb_id: text,
  title: text,
  original_title: text,
  adult: { type: 'text', sensible: (value) => value === 'True' || value === 'False' },
  budget: numeric,
  revenue: numeric,
  popularity: numeric,
  vote_average: numeric,
  vote_count: numeric,
  release_date: { type: 'text', sensible: orMissing(/^\d{4}-\d{2}-\d{2}$/) },
  overview: text,
  original_language: text,
  homepage: text,
  poster_path: text,
  status: text,
  cost: { type: 'integer', optional: true },
  license_cost: { type: 'integer', optional: true },
};
