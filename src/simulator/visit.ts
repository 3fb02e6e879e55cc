import type { SimulationConfig } from './config.ts';
import { chooseAmong, worthOf, type Choice, type Option } from './choice.ts';
import { hashBits, hashNormal, hashUnit } from './draws.ts';
import type { Mind } from './mind.ts';
import type { RecommenderAnswer } from './recommender.ts';
import type { TakenMovie, VisitTruth } from './truth.ts';
import { lastMinute } from './viewing.ts';
import type { World } from './world.ts';

/** A viewer at the door: who, when, and the key of everything chance decides in this visit. */
export interface Visit {
  readonly user: number;
  readonly second: number;
  readonly key: number;
  /** Instant of the request within the second: milliseconds and, where the clock has them, nanoseconds. */
  readonly atMs: number;
  readonly nanos: number;
  /** Whether the viewer opens the page with the list. */
  readonly asks: boolean;
}

const ASK_RATE = 0.74;
/** Share of request times with milliseconds, then microseconds; the rest has nanoseconds. */
const MILLI_RATE = 0.7;
const MICRO_RATE = 0.2;

/** The visit of a user in a second. Same seed, user and second: same visit. */
export function visitOf(config: SimulationConfig, user: number, second: number): Visit {
  const key = hashBits(config.seed, user, second, 700);
  const clock = hashUnit(key, 1, 701);
  const fraction = hashBits(key, 2, 701) % 1_000_000;
  const nanos =
    clock < MILLI_RATE
      ? 0
      : clock < MILLI_RATE + MICRO_RATE
        ? fraction - (fraction % 1000)
        : fraction;
  const atMs = second * 1000 + (hashBits(key, 3, 701) % 1000);
  return { user, second, key, atMs, nanos, asks: hashUnit(key, 4, 701) < ASK_RATE };
}

/** What a viewer is going to do after seeing the list: everything but the writing of lines. */
export interface Plan {
  readonly item: number;
  readonly firstSecond: number;
  readonly last: number;
  readonly liked: boolean;
  /** `null` when the viewer will not rate. */
  readonly rating: { readonly stars: number; readonly second: number } | null;
}

/** Plans the viewing of a chosen movie. @param readyMs when the viewer had the list */
export function planViewing(
  world: World,
  mind: Mind,
  visit: Visit & { choice: Option; readyMs: number },
): Plan {
  const { choice, key } = visit;
  const suitability = mind.suitabilityOf(choice.item);
  const runtime = world.items.runtimes[choice.item]!;
  const last = lastMinuteIn(visit, { item: choice.item, runtime, suitability });
  const firstSecond = Math.ceil(visit.readyMs / 1000) + 2 + (hashBits(key, 5, 701) % 25);
  const finished = last + 1 >= runtime;
  const rates = hashUnit(key, 6, 701) < (finished ? 0.58 : 0.26);
  const felt = suitability + 0.7 * hashNormal(key, 7, 701);
  return {
    item: choice.item,
    firstSecond,
    last,
    liked: finished && felt > 0.8,
    rating: rates ? { stars: starsOf(felt), second: ratingSecond(visit, firstSecond, last) } : null,
  };
}

/** 1 … 5, with 4 > 3 > 5 > 2 > 1 over the movies that viewers choose. */
export function starsOf(felt: number): number {
  if (felt > 5.9) return 5;
  if (felt > 3.05) return 4;
  if (felt > 0.1) return 3;
  return felt > -2.1 ? 2 : 1;
}

/** During the second half of the viewing, within minutes of its end, or up to two days later. */
function ratingSecond(visit: Visit, firstSecond: number, last: number): number {
  const [when, unit] = [hashUnit(visit.key, 8, 701), hashUnit(visit.key, 9, 701)];
  const end = firstSecond + 60 * (last + 1);
  if (when < 0.35) return Math.floor(firstSecond + 30 * (last + 1) * (1 + unit));
  if (when < 0.85) return Math.floor(end + 5 + 600 * unit * unit);
  return Math.floor(end + 172_800 * unit * unit);
}

const lastMinuteIn = (
  visit: Visit,
  movie: { readonly item: number; readonly runtime: number; readonly suitability: number },
): number =>
  lastMinute(movie.runtime, movie.suitability, {
    finish: hashUnit(visit.key, movie.item, 702),
    leave: hashUnit(visit.key, movie.item, 703),
  });

/** What the viewer does with the list shown (rows; empty when there is none). */
export const decide = (mind: Mind, visit: Visit, shown: readonly number[]): Choice =>
  chooseAmong(mind.optionsWith(shown), visit.key);

/** The truth about a visit. @param at `ideal`: whether the best list is worked out as well */
export function truthOf(
  world: World,
  mind: Mind,
  at: {
    readonly visit: Visit;
    readonly answer: RecommenderAnswer | null;
    readonly shown: readonly number[];
    readonly choice: Choice;
    readonly ideal: boolean;
  },
): VisitTruth {
  const popularity = mind.optionsWith(mind.popularityList());
  const taken = (choice: Choice): TakenMovie | null => takenMovie(world, mind, at.visit, choice);
  return {
    atMs: at.visit.atMs,
    userId: String(at.visit.user),
    status: at.answer?.status ?? null,
    receiptId: at.answer?.receiptId ?? null,
    shown: at.answer?.itemIds ?? [],
    took: taken(at.choice),
    wouldTakeFromPopularity: taken(chooseAmong(popularity, at.visit.key)),
    wouldTakeWithoutList: taken(chooseAmong(mind.found, at.visit.key)),
    worth: {
      shown: mind.worthOfList(at.shown),
      popularity: worthOf(popularity),
      none: worthOf(mind.found),
      ideal: at.ideal ? mind.worthOfList(mind.idealList()) : null,
    },
  };
}

function takenMovie(world: World, mind: Mind, visit: Visit, choice: Choice): TakenMovie | null {
  if (choice === null) return null;
  const { item, position } = choice;
  const movie = {
    item,
    runtime: world.items.runtimes[item]!,
    suitability: mind.suitabilityOf(item),
  };
  return {
    itemId: world.items.ids[item]!,
    position,
    minutes: lastMinuteIn(visit, movie) + 1,
  };
}
