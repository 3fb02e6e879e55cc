import { gammaTail, tailBeyondSample } from '../../math/gamma-tail.ts';
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
  /** Distances of days drawn again from the reference. */
  readonly drawn: Float64Array;
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
 * Holds the first day of a column against the others. The distances that chance alone gives are
 * found by drawing days again: one of the reference at a time, as many of its groups of users, with
 * replacement, as the judged day is large, held against the rest of the reference. That has in it
 * how users differ and how days differ. Beyond what was drawn the tail is that of the gamma
 * distribution with the same mean and variance.
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
  const others = pool.map((_, left) => averageOf(pool.filter((__, k) => k !== left)));
  const drawn = Float64Array.from({ length: RESAMPLES }, (_, n) => {
    const which = n % pool.length;
    const factor = sizes[0]! / Math.max(1, sizes[kept[which]! + 1]!);
    return distance(
      drawAgain(pool[which]!, column.method === 'count' ? 1 : factor, rng),
      others[which]!,
    );
  }).filter((value) => !Number.isNaN(value));
  const found = distance(judged!.total, reference);
  const pValue =
    pool.length < LEAST_DAYS || drawn.length < RESAMPLES / 2 || Number.isNaN(found)
      ? NaN
      : tailBeyondSample(drawn, found);
  return { distance: found, pValue, drawn, reference, pool };
}

/** Places of the days that are like the others: at most a quarter is left out. */
function withoutIncidents(
  days: readonly AlignedDay[],
  distance: (day: Float64Array, reference: Float64Array) => number,
): number[] {
  const places = days.flatMap((day, k) => (day.total.some((n) => n > 0) ? [k] : []));
  if (places.length < LEAST_DAYS) return places;
  const apart = places.map((place) =>
    distance(days[place]!.total, averageOf(places.filter((k) => k !== place).map((k) => days[k]!))),
  );
  const median = [...apart].sort((a, b) => a - b)[Math.floor(apart.length / 2)]!;
  const worst = places
    .map((place, k) => ({ place, apart: apart[k]! }))
    .filter((day) => day.apart > INCIDENT * median)
    .sort((a, b) => b.apart - a.apart)
    .slice(0, Math.floor(places.length * MOST_INCIDENTS))
    .map(({ place }) => place);
  return places.filter((place) => !worst.includes(place));
}

function averageOf(days: readonly AlignedDay[]): Float64Array {
  const sum = new Float64Array(days[0]?.total.length ?? 0);
  for (const { total } of days)
    for (let k = 0; k < sum.length; k++) sum[k]! += total[k]! / days.length;
  return sum;
}

function drawAgain(day: AlignedDay, factor: number, rng: Rng): Float64Array {
  const sum = new Float64Array(day.total.length);
  const draws = Math.max(8, Math.min(4 * BUCKET_COUNT, Math.round(BUCKET_COUNT * factor)));
  for (let n = 0; n < draws; n++) {
    const row = day.buckets[rng.integer(BUCKET_COUNT)]!;
    for (let k = 0; k < sum.length; k++) sum[k]! += row[k]!;
  }
  return sum;
}

/**
 * The distance that is reached by chance with probability `alpha`, by the same tail; 0 without draws.
 */
export function distanceAt(drawn: Float64Array, alpha: number): number {
  const mean = drawn.reduce((sum, value) => sum + value / drawn.length, 0);
  const variance =
    drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, drawn.length - 1);
  if (!(variance > 0)) return mean;
  const gamma = { shape: (mean * mean) / variance, scale: variance / mean };
  let [low, high] = [mean, mean + 60 * Math.sqrt(variance)];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (gammaTail(middle, gamma) > alpha) low = middle;
    else high = middle;
  }
  return high;
}
