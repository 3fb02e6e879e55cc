import type { Item } from '../domain/catalogue-records.ts';
import { itemId } from '../domain/ids.ts';
import { isItemId } from '../events/index.ts';
import { unusable, type Parsed } from './parsed.ts';

/** Longest runtime that is believed, in minutes; the longest known movie has 1,256. */
const MAX_RUNTIME_MINUTES = 3_000;

/**
 * Reads an answer of the movie API: 23 fields, most of them strings, `"null"` and `{}` where
 * something is missing. Only the id is needed; any other field that makes no sense counts as not
 * said.
 */
export function parseItem(answer: unknown): Parsed<Item> {
  if (!isRecord(answer)) return unusable('no JSON object');
  const { id } = answer;
  if (typeof id !== 'string') return unusable('no id');
  if (!isItemId(id, 0, id.length)) return unusable(`no movie id: ${id.slice(0, 60)}`);
  const date = releaseDate(answer['release_date']);
  const value: Item = {
    itemId: itemId(id),
    title: text(answer['title']) ?? text(answer['original_title']) ?? id,
    genres: names(answer['genres']),
    runtimeMinutes: runtime(answer['runtime']),
    releaseYear: date === null ? null : Number(date.slice(0, 4)),
    language: language(answer['original_language']),
    collection: nameOf(answer['belongs_to_collection']),
    releaseDate: date,
    productionCompanies: names(answer['production_companies']),
    licenceCost: cost(answer['cost'] ?? answer['license_cost']),
  };
  return { ok: true, value };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string that says something; the API writes "null" for nothing. */
function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' || trimmed === 'null' ? null : trimmed;
}

const nameOf = (value: unknown): string | null => (isRecord(value) ? text(value['name']) : null);

const names = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(nameOf).filter((name) => name !== null) : [];

function number(value: unknown): number | null {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof given === 'number' && Number.isFinite(given) ? given : null;
}

/** 0 stands for unknown. */
function runtime(value: unknown): number | null {
  const minutes = Math.round(number(value) ?? 0);
  return minutes > 0 && minutes <= MAX_RUNTIME_MINUTES ? minutes : null;
}

function cost(value: unknown): number | null {
  const given = number(value);
  return given !== null && given >= 0 ? given : null;
}

function language(value: unknown): string | null {
  const code = text(value)?.toLowerCase() ?? '';
  return /^[a-z]{2,3}$/.test(code) ? code : null;
}

function releaseDate(value: unknown): string | null {
  const date = text(value);
  return date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date))
    ? date
    : null;
}
