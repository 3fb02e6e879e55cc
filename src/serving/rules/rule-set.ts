import type { Item } from '../../domain/catalogue-records.ts';
import { itemId, type ItemId } from '../../domain/ids.ts';
import type { RulesDocument } from './rules-schema.ts';

/** When an item may be shown: fromMs ≤ now < untilMs, milliseconds since the epoch. */
export interface ShowWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** How a score is changed: first the product, then the sum. */
export interface Boost {
  readonly multiply: number;
  readonly add: number;
}

/** Something stated of items by name and by genre (in lower case). */
export interface ByItemOrGenre<T> {
  readonly items: ReadonlyMap<ItemId, T>;
  readonly genres: ReadonlyMap<string, T>;
}

/** The rules in force, laid out for look-ups. Immutable: newer rules are a new object. */
export interface RuleSet {
  /** SHA-256 of the text of the file; `null` where there is none. */
  readonly id: string | null;
  readonly rewatchAfterMs: number;
  readonly availability: ReadonlyMap<ItemId, readonly ShowWindow[]>;
  /** Years a viewer must have. */
  readonly ageLimits: ByItemOrGenre<number>;
  readonly unknownAge: 'minor' | 'adult';
  readonly adultAge: number;
  readonly blocked: ReadonlySet<ItemId>;
  readonly pins: RulesDocument['pins'];
  readonly boosts: ByItemOrGenre<readonly Boost[]>;
  readonly caps: RulesDocument['caps'];
  /** λ of maximal marginal relevance; `null` for the order of scores. */
  readonly lambda: number | null;
  readonly pool: number;
  readonly exploration: RulesDocument['exploration'];
}

const DAY_MS = 86_400_000;

/** Lays a checked document out for look-ups. @param id hash of its text */
export const ruleSetOf = (document: RulesDocument, id: string | null): RuleSet => ({
  id,
  rewatchAfterMs: (document.seen.rewatchAfterDays ?? Infinity) * DAY_MS,
  availability: grouped(
    document.availability.map(({ item, from, until }) => [
      itemId(item),
      { fromMs: instantOf(from, -Infinity), untilMs: instantOf(until, Infinity) },
    ]),
  ),
  ageLimits: {
    items: highest(document.ageLimits.flatMap((of) => pairs(of.items.map(itemId), of.minimumAge))),
    genres: highest(document.ageLimits.flatMap((of) => pairs(of.genres.map(fold), of.minimumAge))),
  },
  unknownAge: document.unknownAge,
  adultAge: document.adultAge,
  blocked: new Set(document.blocked.map(itemId)),
  pins: document.pins,
  boosts: {
    items: grouped(document.boosts.flatMap((of) => pairs(named(of.item, itemId), boostOf(of)))),
    genres: grouped(document.boosts.flatMap((of) => pairs(named(of.genre, fold), boostOf(of)))),
  },
  caps: document.caps,
  lambda: document.diversity?.lambda ?? null,
  pool: document.pool,
  exploration: document.exploration,
});

/** A genre's name as rules compare it. */
export const fold = (genre: string): string => genre.trim().toLowerCase();

/** Genres of items as rules compare them; kept for as long as the catalogue that has the items. */
const folded = new WeakMap<Item, ReadonlySet<string>>();

/** The genres of an item, each once; none where the catalogue does not say. */
export function genresOf(item: Item | null): ReadonlySet<string> {
  if (item === null) return NO_GENRES;
  const known = folded.get(item);
  if (known !== undefined) return known;
  const genres = new Set(item.genres.map(fold));
  folded.set(item, genres);
  return genres;
}

const NO_GENRES: ReadonlySet<string> = new Set();

/** What is stated of an item itself and of each of its genres. */
export function statedOf<T>(
  { items, genres }: ByItemOrGenre<T>,
  itemId: ItemId,
  item: Item | null,
): T[] {
  const own = items.get(itemId);
  const found = own === undefined ? [] : [own];
  if (genres.size > 0)
    for (const genre of genresOf(item)) {
      const stated = genres.get(genre);
      if (stated !== undefined) found.push(stated);
    }
  return found;
}

const boostOf = ({ multiply = 1, add = 0 }: RulesDocument['boosts'][number]): Boost => ({
  multiply,
  add,
});

const named = <T>(name: string | undefined, as: (name: string) => T): T[] =>
  name === undefined ? [] : [as(name)];

const pairs = <K, T>(keys: readonly K[], value: T): [K, T][] => keys.map((key) => [key, value]);

const instantOf = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : Date.parse(text);

function grouped<K, T>(entries: readonly (readonly [K, T])[]): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const [key, value] of entries) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

function highest<K>(entries: readonly (readonly [K, number])[]): Map<K, number> {
  const most = new Map<K, number>();
  for (const [key, value] of entries) most.set(key, Math.max(value, most.get(key) ?? value));
  return most;
}
