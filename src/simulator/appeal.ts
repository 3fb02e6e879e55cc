import type { Circles } from './circles.ts';
import { hashNormal } from './draws.ts';
import { FACE_SLOTS, GENRE_SLOTS, NO_COMPANY, NO_GENRE, type ItemTable } from './item-table.ts';
import type { Memory } from './memory.ts';
import { daypartOf, NIGHT, type Taste } from './taste.ts';
import { GENRES } from './vocabulary.ts';

const FAMILY = GENRES.findIndex((genre) => genre.name === 'Family');
const ANIMATION = GENRES.findIndex((genre) => genre.name === 'Animation');
const HORROR = GENRES.findIndex((genre) => genre.name === 'Horror');

/** One viewer at one instant: what the appeal of a movie depends on besides the movie. */
export interface Viewer {
  readonly taste: Taste;
  /** Circle whose mood the viewer is in. */
  readonly mood: number;
  readonly atMs: number;
  /** Remembered movies: 1 seen, 2 seen and liked. */
  readonly seen: ReadonlyMap<number, 1 | 2>;
  /** Next parts of series the viewer liked lately, with the pull each has left. */
  readonly sequels: ReadonlyMap<number, number>;
  /** How much of each genre the latest movies held; row of GENRES. */
  readonly fatigue: Float32Array;
}

/** Puts a viewer together from taste, mood and memory. */
export function viewerAt(
  items: ItemTable,
  memory: Memory,
  who: {
    readonly user: number;
    readonly taste: Taste;
    readonly mood: number;
    readonly atMs: number;
  },
): Viewer {
  const seen = new Map<number, 1 | 2>();
  const sequels = new Map<number, number>();
  const fatigue = new Float32Array(GENRES.length);
  memory.recall(who.user, (item, liked, rank) => {
    if (!seen.has(item)) seen.set(item, liked ? 2 : 1);
    const sequel = items.sequel[item]!;
    if (liked && sequel >= 0 && !sequels.has(sequel)) sequels.set(sequel, Math.exp(-rank / 8));
    if (rank < 4)
      for (let slot = 0; slot < GENRE_SLOTS; slot++) {
        const genre = items.genres[item * GENRE_SLOTS + slot]!;
        if (genre !== NO_GENRE) fatigue[genre]! += 0.5 / (rank + 1);
      }
  });
  return { taste: who.taste, mood: who.mood, atMs: who.atMs, seen, sequels, fatigue };
}

/**
 * How much a movie appeals to a viewer now, in logits of choice; about mean -0.5, deviation 1.2
 * over a catalogue. Best and worst genre count and not their sum, moods switch, series and
 * fatigue depend on what came before: no inner product of two vectors gives it.
 */
export function appealOf(items: ItemTable, circles: Circles, viewer: Viewer, item: number): number {
  const { taste } = viewer;
  return (
    genreAppeal(items, circles, viewer, item) +
    taste.discernment * items.quality[item]! +
    circles.cult[viewer.mood * items.count + item]! +
    eraAppeal(circles, viewer.mood, items.years[item]!) +
    languageAppeal(circles, viewer, items.languages[item]!) +
    loyalty(items, taste, item) +
    lengthAppeal(items.runtimes[item]!, viewer.atMs) +
    seriesAppeal(items, viewer, item)
  );
}

/** What a viewer finds out only while watching: the part of a liking that no list can know. */
export const surpriseOf = (taste: Taste, item: number): number =>
  0.6 * hashNormal(taste.key, item, 77);

function genreAppeal(items: ItemTable, circles: Circles, viewer: Viewer, item: number): number {
  const row = viewer.mood * GENRES.length;
  let [best, worst, tired] = [-0.4, 0, 0];
  for (let slot = item * GENRE_SLOTS; slot < (item + 1) * GENRE_SLOTS; slot++) {
    const genre = items.genres[slot]!;
    if (genre === NO_GENRE) break;
    const weight = circles.genreWeights[row + genre]! + ageAppeal(viewer.taste.age, genre);
    best = Math.max(best, weight);
    worst = Math.min(worst, weight);
    tired = Math.max(tired, viewer.fatigue[genre]!);
  }
  return best + 0.6 * worst - viewer.taste.restlessness * tired;
}

function ageAppeal(age: number, genre: number): number {
  if (genre === FAMILY || genre === ANIMATION)
    return age < 14 ? 1.5 : age >= 31 && age <= 45 ? 0.4 : 0;
  return genre === HORROR && (age < 14 || age > 60) ? -1 : 0;
}

function eraAppeal(circles: Circles, mood: number, year: number): number {
  if (year === 0) return -0.3;
  const distance = (year - circles.eraYears[mood]!) / circles.eraWidths[mood]!;
  return 0.5 - Math.min(1.5, 0.5 * distance * distance);
}

function languageAppeal(circles: Circles, viewer: Viewer, language: number): number {
  if (language === 0) return 0;
  if (circles.languages[viewer.mood] === language) return 0.9;
  return viewer.taste.readsSubtitles ? -0.3 : -1.5;
}

/** Nobody begins a long film lightly, least of all at night. */
const lengthAppeal = (runtime: number, atMs: number): number =>
  -Math.max(0, runtime - (daypartOf(atMs) === NIGHT ? 100 : 140)) / 70;

function loyalty(items: ItemTable, taste: Taste, item: number): number {
  let pull = 0;
  const company = items.company[item]!;
  if (company !== NO_COMPANY)
    for (const unit of taste.companyUnits)
      if (Math.floor(unit * items.companies.length) === company) pull += 0.7;
  const faceCount = Math.max(6, Math.round(items.count / 6));
  for (let slot = item * FACE_SLOTS; slot < (item + 1) * FACE_SLOTS; slot++)
    for (const unit of taste.faceUnits)
      if (Math.floor(unit * faceCount) === items.faces[slot]) pull += 1;
  return pull;
}

/** Later parts wait for the earlier ones; what was seen is seen again only when it was loved. */
function seriesAppeal(items: ItemTable, viewer: Viewer, item: number): number {
  const seen = viewer.seen.get(item);
  if (seen !== undefined) return seen === 2 ? -2.2 : -4;
  const pull = viewer.sequels.get(item);
  if (pull !== undefined) return viewer.taste.sequelPull * pull;
  return items.part[item]! > 1 ? -0.5 * (items.part[item]! - 1) : 0;
}
