import { appealOf, surpriseOf, viewerAt, type Viewer } from './appeal.ts';
import { positionBias, worthOf, type Option, type Worth } from './choice.ts';
import type { Circles } from './circles.ts';
import { hashUnit, pickCumulative } from './draws.ts';
import type { ItemTable } from './item-table.ts';
import type { Memory } from './memory.ts';
import { moodAt, tasteOf } from './taste.ts';
import type { Trends } from './trends.ts';
import { GENRE_SLOTS, NO_GENRE } from './item-table.ts';
import { GENRES } from './vocabulary.ts';
import { expectedMinutes, minutesUntilLeaving } from './viewing.ts';

/** A viewer at the screen: what would be found without help, and what any list would be worth. */
export interface Mind {
  readonly viewer: Viewer;
  /** Options without any list. */
  readonly found: readonly Option[];
  /** Options with a list of rows, best first; of a movie both found and listed the easier way counts. */
  optionsWith(list: readonly number[]): readonly Option[];
  worthOfList(list: readonly number[]): Worth;
  /** Logits of seeing a movie to its end. */
  suitabilityOf(item: number): number;
  /** The first 20 of the chart that the viewer has not seen. */
  popularityList(): readonly number[];
  /** About the best list there is for this visit. Cost: O(items). */
  idealList(): readonly number[];
}

/** Makes minds from the state of the simulation at the time of the call. */
export type MindReader = (who: {
  readonly user: number;
  readonly atMs: number;
  /** Key of the visit's own chance. */
  readonly visitKey: number;
  /** See `tasteOf`. */
  readonly epoch: number;
}) => Mind;

const LIST_LENGTH = 20;
/** Looking for something oneself costs more than taking what is shown. */
const SEARCH_COST = 2;
const BY_TALK = 6;
const BY_CIRCLE = 6;
const BY_GENRE = 3;
const GENRE_TRIES = 5;
const IDEAL_ROUNDS = 4;

/** Joins the parts a mind is made of. Cost per mind: about 30 movies judged. */
export function createMindReader(parts: {
  readonly items: ItemTable;
  readonly circles: Circles;
  readonly memory: Memory;
  readonly trends: Trends;
  readonly seed: number;
}): MindReader {
  const { items, circles, memory, trends, seed } = parts;
  const untilLeaving = Float64Array.from(items.runtimes, minutesUntilLeaving);
  return ({ user, atMs, visitKey, epoch }) => {
    const taste = tasteOf(seed, user, epoch);
    const mood = moodAt(taste, atMs, hashUnit(visitKey, 1, 600));
    const viewer = viewerAt(items, memory, { user, taste, mood, atMs });
    const appeal = (item: number): number => appealOf(items, circles, viewer, item);
    const suitabilityOf = (item: number): number =>
      appeal(item) + surpriseOf(taste, item) + taste.patience;
    const option = (item: number, position: number): Option => {
      const liking = appeal(item);
      const suitability = liking + surpriseOf(taste, item) + taste.patience;
      return {
        item,
        position,
        utility: liking + (position > 0 ? positionBias(position) : -SEARCH_COST),
        minutes: expectedMinutes(items.runtimes[item]!, suitability, untilLeaving[item]!),
      };
    };
    const isOut = (item: number): boolean => items.launchMs[item]! <= atMs;
    const found = foundItems({ items, circles, trends, viewer, visitKey }).map((i) => option(i, 0));
    const utilityFound = new Map(found.map(({ item, utility }) => [item, utility]));
    const optionsWith = (list: readonly number[]): readonly Option[] => {
      const listed = [...new Set(list)].flatMap((item, k) =>
        isOut(item) ? [option(item, k + 1)] : [],
      );
      // Deep down a list a movie is seen less easily than where the viewer found it anyway.
      const noticed = listed.filter(
        ({ item, utility }) => utility >= (utilityFound.get(item) ?? -Infinity),
      );
      const taken = new Set(noticed.map(({ item }) => item));
      return [...noticed, ...found.filter(({ item }) => !taken.has(item))];
    };
    return {
      viewer,
      found,
      optionsWith,
      suitabilityOf,
      worthOfList: (list) => worthOf(optionsWith(list)),
      popularityList: () =>
        trends
          .chart()
          .filter((item) => !viewer.seen.has(item))
          .slice(0, LIST_LENGTH),
      idealList: () => {
        const all = Array.from({ length: items.count }, (_, item) => item)
          .filter(isOut)
          .map((item) => option(item, 1));
        let list: readonly number[] = [];
        for (let round = 0; round < IDEAL_ROUNDS; round++)
          list = mostGain(all, worthOf(optionsWith(list)).minutes);
        return list;
      },
    };
  };
}

/**
 * The movies whose weight moves a worth up most. Repeated with the worth so reached it finds the
 * best ratio of sums (Dinkelbach's method), but for the bias of positions.
 */
const mostGain = (all: readonly Option[], worth: number): readonly number[] =>
  all
    .map(({ item, utility, minutes }) => ({ item, gain: Math.exp(utility) * (minutes - worth) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.item - b.item)
    .slice(0, LIST_LENGTH)
    .map(({ item }) => item);

/** What a viewer comes upon alone: what everybody or the circle talks about, a search by genre, the next part of a series. */
function foundItems(at: {
  readonly items: ItemTable;
  readonly circles: Circles;
  readonly trends: Trends;
  readonly viewer: Viewer;
  readonly visitKey: number;
}): readonly number[] {
  const { items, circles, trends, viewer, visitKey } = at;
  const found = new Set<number>();
  for (let k = 0; k < BY_TALK; k++) found.add(trends.pick(hashUnit(visitKey, k, 601)));
  for (let k = 0; k < BY_CIRCLE; k++)
    found.add(pickCumulative(circles.talk[viewer.mood]!, hashUnit(visitKey, k, 603)));
  for (let k = 0; k < BY_GENRE; k++)
    for (let attempt = 0; attempt < GENRE_TRIES; attempt++) {
      const item = trends.pick(hashUnit(visitKey, k, 602, attempt));
      if (!hasLikedGenre(items, circles, viewer.mood, item)) continue;
      found.add(item);
      break;
    }
  for (const [item, pull] of viewer.sequels)
    if (pull > 0.3 && !viewer.seen.has(item)) found.add(item);
  return [...found].filter((item) => items.launchMs[item]! <= viewer.atMs);
}

function hasLikedGenre(items: ItemTable, circles: Circles, mood: number, item: number): boolean {
  for (let slot = item * GENRE_SLOTS; slot < (item + 1) * GENRE_SLOTS; slot++) {
    const genre = items.genres[slot]!;
    if (genre === NO_GENRE) return false;
    if (circles.genreWeights[mood * GENRES.length + genre]! > 1) return true;
  }
  return false;
}
