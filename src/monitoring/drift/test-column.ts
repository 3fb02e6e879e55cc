import { gammaTail, type Gamma } from '../../math/gamma-tail.ts';
import { meanOf, varianceOf } from '../../math/moments.ts';
import type { Rng } from '../../math/rng.ts';
import type { AlignedColumn, AlignedDay } from './aligned-column.ts';
import { columnDistance } from './column-distance.ts';
import { BUCKET_COUNT } from './day-profile.ts';
import type { DriftColumn } from './drift-columns.ts';

/** What holding a day's column against the reference gives. */
export interface ColumnTest {
  /** In the column's unit; NaN when it cannot be compared. */
  readonly distance: number;
  /** Chance of a distance as large on a day like those of the reference. */
  readonly pValue: number;
  /** Distances of days like those of the reference; `null` when it cannot be compared. */
  readonly usual: Gamma | null;
  /** Counts of an average day of the reference. */
  readonly reference: Float64Array;
  /** The days that it was held against. */
  readonly pool: readonly AlignedDay[];
}

/** At least so many days tell how days differ. */
export const LEAST_DAYS = 5;
const RESAMPLES = 400;
/** A day of the reference this many times further from the others than half of them is an incident. */
const INCIDENT = 3;
/** At most this share of the reference may be incidents; beyond, it is how things are. */
const MOST_INCIDENTS = 0.25;

/**
 * Holds the first day of a column against the others, and asks how far such a day usually is.
 *
 * How users differ is found by drawing: as many groups of users of the reference, with replacement
 * and whatever their day, as the judged day is large. How days differ beyond that is found by holding
 * each day of the reference against the others. Mean and variance of the usual distance are the larger
 * of both (the draws scaled up to the mean of the days), its tail that of a gamma distribution.
 *
 * @param sizes users of the days, parallel to the column's days
 * Cost: O(resamples · groups · categories).
 */
export function testColumn(
  column: DriftColumn,
  { categories, days }: AlignedColumn,
  { sizes, rng }: { readonly sizes: readonly number[]; readonly rng: Rng },
): ColumnTest {
  const distance = (day: Float64Array, reference: Float64Array): number =>
    columnDistance(column, categories, { day, reference });
  const [judged, ...all] = days;
  const kept = withoutIncidents(all, distance);
  const pool = kept.map((k) => all[k]!);
  const reference = averageOf(pool);
  const found = judged === undefined ? NaN : distance(judged.total, reference);
  const untested = { distance: found, pValue: NaN, usual: null, reference, pool };
  if (pool.length < LEAST_DAYS || Number.isNaN(found)) return untested;
  const usualSize = meanOf(kept.map((k) => sizes[k + 1]!));
  const factor = column.method === 'count' ? 1 : sizes[0]! / Math.max(1, usualSize);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    distance(drawAgain(pool, factor, rng), reference),
  );
  const usual =
    usualDistance(drawn, apartOf(pool, distance)) ??
    neverSeen(distance(withSome(reference, judged!.total), reference));
  return usual === null ? untested : { ...untested, pValue: gammaTail(found, usual), usual };
}

/** `null` when nothing varies, or something cannot be compared. */
function usualDistance(drawn: readonly number[], days: readonly number[]): Gamma | null {
  const [byUsers, byDays] = [meanOf(drawn), meanOf(days)];
  // A mean of few days may be too small by chance: one standard error is added.
  const error = Math.sqrt(varianceOf(days) / days.length);
  const mean = Math.max(byUsers, byDays + error);
  const variance = Math.max((mean / byUsers) ** 2 * varianceOf(drawn), varianceOf(days));
  if (!(mean > 0 && variance > 0)) return null;
  return { shape: (mean * mean) / variance, scale: variance / mean };
}

/** So many cases of what was never seen before are within what chance may bring, at 95 %. */
const RULE_OF_THREE = 3;

/**
 * Usual distances where the days of the reference do not differ at all: an exponential law that
 * leaves the distance of three cases of something else 5 %.
 *
 * Source: Hanley & Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249, 1983.
 */
const neverSeen = (distanceOfThree: number): Gamma | null =>
  distanceOfThree > 0 ? { shape: 1, scale: distanceOfThree / Math.log(20) } : null;

/** The reference at the judged day's size, three cases of it in the category that grew most. */
function withSome(reference: Float64Array, judged: Float64Array): Float64Array {
  const [whole, size] = [reference, judged].map((counts) => counts.reduce((a, b) => a + b, 0));
  const usual = reference.map((n) => (n / whole!) * size!);
  const grew = usual.reduce(
    (best, _, k) => (judged[k]! - usual[k]! > judged[best]! - usual[best]! ? k : best),
    0,
  );
  const kept = Math.max(0, 1 - RULE_OF_THREE / size!);
  return usual.map((n, k) => n * kept + (k === grew ? RULE_OF_THREE : 0));
}

/** Places of the days that are like the others: at most a quarter is left out. */
function withoutIncidents(
  days: readonly AlignedDay[],
  distance: (day: Float64Array, reference: Float64Array) => number,
): number[] {
  const places = days.flatMap((day, k) => (day.total.some((n) => n > 0) ? [k] : []));
  if (places.length < LEAST_DAYS) return places;
  const apart = apartOf(
    places.map((place) => days[place]!),
    distance,
  );
  const median = [...apart].sort((a, b) => a - b)[Math.floor(apart.length / 2)]!;
  const worst = places
    .map((place, k) => ({ place, apart: apart[k]! }))
    .filter((day) => day.apart > INCIDENT * median)
    .sort((a, b) => b.apart - a.apart)
    .slice(0, Math.floor(places.length * MOST_INCIDENTS));
  const incidents = new Set(worst.map(({ place }) => place));
  return places.filter((place) => !incidents.has(place));
}

function averageOf(days: readonly AlignedDay[]): Float64Array {
  const sum = new Float64Array(days[0]?.total.length ?? 0);
  for (const { total } of days)
    for (let k = 0; k < sum.length; k++) sum[k]! += total[k]! / days.length;
  return sum;
}

/** How far each day is from the average of the others. */
const apartOf = (
  days: readonly AlignedDay[],
  distance: (day: Float64Array, reference: Float64Array) => number,
): number[] =>
  days.map(({ total }, left) => distance(total, averageOf(days.filter((_, k) => k !== left))));

function drawAgain(pool: readonly AlignedDay[], factor: number, rng: Rng): Float64Array {
  const sum = new Float64Array(pool[0]!.total.length);
  const draws = Math.max(8, Math.min(4 * BUCKET_COUNT, Math.round(BUCKET_COUNT * factor)));
  for (let n = 0; n < draws; n++) {
    const row = pool[rng.integer(pool.length)]!.buckets[rng.integer(BUCKET_COUNT)]!;
    for (let k = 0; k < sum.length; k++) sum[k]! += row[k]!;
  }
  return sum;
}
