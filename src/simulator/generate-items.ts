import { seededRng, type Rng } from '../math/rng.ts';
import type { SimulationConfig } from './config.ts';
import { cumulativeOf, pickCumulative } from './draws.ts';
import { FACE_SLOTS, GENRE_SLOTS, NO_COMPANY, NO_GENRE, type ItemTable } from './item-table.ts';
import { movieIdOf } from './movie-id.ts';
import { companyName, englishTitle, originalTitle, sequelTitle } from './titles.ts';
import { GENRES, LANGUAGES } from './vocabulary.ts';

const GENRE_SHARES = cumulativeOf(GENRES.map((genre) => genre.share));
const LANGUAGE_SHARES = cumulativeOf(LANGUAGES.map((language) => language.share));
/** Shares of items with 0, 1, 2, 3 and 4 genres. */
const GENRE_COUNTS = cumulativeOf([35, 297, 337, 228, 103]);
const SERIES_RATE = 0.05;

type Mutable = { -readonly [K in keyof ItemTable]: ItemTable[K] } & {
  ids: string[];
  titles: string[];
  originalTitles: string[];
  companies: string[];
  collections: string[];
};

/**
 * The generated catalogue: deterministic for a seed, with the odd entries real ones have. One
 * item follows for every `title-launch`.
 */
export function generateItems(config: SimulationConfig): ItemTable {
  const rng = seededRng(config.seed, 'simulator', 'items');
  const launches = config.incidents.filter((incident) => incident.kind === 'title-launch');
  const count = config.itemCount + launches.length;
  const table = emptyTable(count);
  const companyCount = Math.max(3, Math.min(60_000, Math.round(count / 12)));
  for (let c = 0; c < companyCount; c++) table.companies.push(companyName(rng));
  const taken = new Set<string>();
  const making = { rng, taken, lastYear: new Date(config.startMs).getUTCFullYear() - 1 };
  for (let item = 0; item < count;) {
    const launch = launches[item - config.itemCount];
    addItem(table, item++, making);
    if (launch !== undefined) makeLaunch(table, item - 1, { launchMs: launch.fromMs, taken });
    else if (rng.uniform() < SERIES_RATE)
      item = addSeries(table, item, { ...making, end: config.itemCount });
  }
  return Object.freeze(table);
}

interface Making {
  readonly rng: Rng;
  readonly taken: Set<string>;
  /** No item is released later, launches aside. */
  readonly lastYear: number;
}

function addItem(table: Mutable, item: number, making: Making): void {
  const { rng, lastYear } = making;
  // The share of recent years grows as in reality; the earliest films are of the 1890s.
  const age = Math.floor(-Math.log(1 - rng.uniform()) * 22) + 1;
  table.years[item] = rng.uniform() < 0.0015 ? 0 : Math.max(1895, lastYear - age);
  table.languages[item] = pickCumulative(LANGUAGE_SHARES, rng.uniform());
  nameItem(table, item, making);
  const length = rng.normal();
  table.runtimes[item] = oddRuntime(rng, Math.round(99 + 19 * length));
  table.releaseDays[item] = rng.integer(365);
  drawGenres(table, item, rng);
  table.company[item] =
    rng.uniform() < 0.21 ? NO_COMPANY : Math.floor(rng.uniform() ** 2 * table.companies.length);
  const faceCount = Math.max(6, Math.round(table.count / 6));
  for (let slot = 0; slot < FACE_SLOTS; slot++)
    table.faces[item * FACE_SLOTS + slot] = Math.floor(rng.uniform() ** 1.5 * faceCount);
  table.quality[item] = rng.normal();
  table.fame[item] = Math.exp(1.2 * rng.normal() + 0.6 * table.quality[item]! + 0.5 * length);
}

/** Runtimes 0, shorts of a few minutes and whole series in one entry, as in reality. */
function oddRuntime(rng: Rng, usual: number): number {
  const unit = rng.uniform();
  if (unit < 0.019) return 0;
  if (unit < 0.034) return 5 + rng.integer(50);
  if (unit < 0.044) return 180 + Math.floor(rng.uniform() ** 4 * 1000);
  return Math.max(55, usual);
}

/** Gives title and id; a title whose id is taken is drawn again, at last with a number. */
function nameItem(table: Mutable, item: number, { rng, taken }: Making): void {
  const language = LANGUAGES[table.languages[item]!]!.name;
  const year = table.years[item]! || null;
  for (let attempt = 0; ; attempt++) {
    const original = originalTitle(rng, language);
    const kept = language === 'en' || rng.uniform() < 0.35 ? original : englishTitle(rng);
    const title = attempt < 20 ? kept : `${kept} No. ${item}`;
    if (setName(table, item, { title, original, year, taken })) return;
  }
}

function setName(
  table: Mutable,
  item: number,
  name: { title: string; original: string; year: number | null; taken: Set<string> },
): boolean {
  const id = movieIdOf(name.title, name.year);
  if (name.taken.has(id) || id.length > 120) return false;
  name.taken.add(id);
  table.ids[item] = id;
  table.titles[item] = name.title;
  table.originalTitles[item] = name.original;
  return true;
}

function drawGenres(table: Mutable, item: number, rng: Rng): void {
  const wanted = pickCumulative(GENRE_COUNTS, rng.uniform());
  const row = table.genres.subarray(item * GENRE_SLOTS, (item + 1) * GENRE_SLOTS);
  row.fill(NO_GENRE);
  for (let slot = 0; slot < wanted;) {
    const genre = pickCumulative(GENRE_SHARES, rng.uniform());
    if (!row.includes(genre)) row[slot++] = genre;
  }
}

/** Later parts share genres, language, company and two of the faces of the part before. */
function addSeries(
  table: Mutable,
  from: number,
  { rng, taken, lastYear, end }: Making & { readonly end: number },
): number {
  const first = from - 1;
  const last = Math.min(end, from + 1 + rng.integer(4));
  if (last <= from || table.years[first] === 0) return from;
  const collection = table.collections.push(`${table.titles[first]!} Collection`) - 1;
  table.collection[first] = collection;
  let before = first;
  for (let item = from; item < last; item++) {
    addItem(table, item, { rng, taken, lastYear });
    copyTraits(table, before, item);
    taken.delete(table.ids[item]!);
    table.part[item] = table.part[before]! + 1;
    table.years[item] = Math.min(lastYear, table.years[before]! + 1 + rng.integer(4));
    const title = sequelTitle(rng, table.titles[first]!, table.part[item]!);
    const name = { original: title, year: table.years[item]!, taken };
    if (!setName(table, item, { ...name, title }))
      setName(table, item, { ...name, title: `${title} No. ${item}` });
    table.collection[item] = collection;
    table.sequel[before] = item;
    before = item;
  }
  return last;
}

function copyTraits(table: Mutable, from: number, to: number): void {
  table.genres.copyWithin(to * GENRE_SLOTS, from * GENRE_SLOTS, (from + 1) * GENRE_SLOTS);
  table.faces.copyWithin(to * FACE_SLOTS, from * FACE_SLOTS, from * FACE_SLOTS + 2);
  table.languages[to] = table.languages[from]!;
  table.company[to] = table.company[from]!;
  table.quality[to] = 0.6 * table.quality[from]! + 0.5 * table.quality[to]! - 0.15;
  table.fame[to] = 0.8 * table.fame[from]!;
}

function makeLaunch(
  table: Mutable,
  item: number,
  { launchMs, taken }: { launchMs: number; taken: Set<string> },
): void {
  const launch = new Date(launchMs);
  taken.delete(table.ids[item]!);
  table.years[item] = launch.getUTCFullYear();
  const name = { original: table.titles[item]!, year: table.years[item]!, taken };
  if (!setName(table, item, { ...name, title: table.titles[item]! }))
    setName(table, item, { ...name, title: `${table.titles[item]!} No. ${item}` });
  table.releaseDays[item] = Math.floor(
    (launchMs - Date.UTC(table.years[item]!, 0, 1)) / 86_400_000,
  );
  table.runtimes[item] = Math.max(100, table.runtimes[item]!);
  table.languages[item] = 0;
  table.quality[item] = 1.8;
  table.fame[item] = 60;
  table.launchMs[item] = launchMs;
}

const emptyTable = (count: number): Mutable => ({
  count,
  ids: [],
  titles: [],
  originalTitles: [],
  companies: [],
  collections: [],
  years: new Uint16Array(count),
  releaseDays: new Uint16Array(count),
  runtimes: new Uint16Array(count),
  languages: new Uint8Array(count),
  genres: new Uint8Array(count * GENRE_SLOTS),
  company: new Uint16Array(count),
  collection: new Int32Array(count).fill(-1),
  part: new Uint8Array(count).fill(1),
  sequel: new Int32Array(count).fill(-1),
  faces: new Uint16Array(count * FACE_SLOTS),
  quality: new Float32Array(count),
  fame: new Float64Array(count),
  launchMs: new Float64Array(count).fill(-Infinity),
});
