import type { AlignedDay } from './aligned-column.ts';
import type { DriftColumn } from './drift-columns.ts';
import { HOUR_COUNT } from './day-profile.ts';

/** A stretch of the day, in hours; the end excluded. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The stretch of the day that departs most from the reference, of all stretches of whole hours: the
 * one with the largest log-likelihood ratio of its own distribution against what the same hours of
 * the reference lead one to expect,
 *
 *     Σₖ Oₖ·log(Oₖ / Eₖ)          of lines by the hour: O·log(O / E) − (O − E)
 *
 * with E the reference's shares in each hour times the day's number there.
 *
 * Source: Kulldorff, "A spatial scan statistic", Commun. Statist. 26(6), 1997.
 */
export function departingStretch(
  { field, method }: DriftColumn,
  { day, pool }: { readonly day: AlignedDay; readonly pool: readonly AlignedDay[] },
): Stretch {
  const asCounts = method === 'count' || field === 'hours';
  const observed = day.hours.map((row) => (asCounts ? [sumOf(row)] : Array.from(row)));
  const usual = Array.from({ length: HOUR_COUNT }, (_, hour) => averageHour(pool, hour));
  const whole = averageTotal(pool);
  const expected = observed.map((row, hour) =>
    asCounts ? [sumOf(usual[hour]!)] : scaled(usual[hour]!, whole, sumOf(row)),
  );
  let best: Stretch & { readonly ratio: number } = { from: 0, to: HOUR_COUNT, ratio: -Infinity };
  for (let from = 0; from < HOUR_COUNT; from++) {
    const [o, e] = [observed[0]!.map(() => 0), observed[0]!.map(() => 0)];
    for (let to = from + 1; to <= HOUR_COUNT; to++) {
      for (let k = 0; k < o.length; k++) {
        o[k]! += observed[to - 1]![k]!;
        e[k]! += expected[to - 1]![k]!;
      }
      const ratio = likelihoodRatio(o, e);
      if (ratio > best.ratio + 1e-9) best = { from, to, ratio };
    }
  }
  return { from: best.from, to: best.to };
}

/** Σ O·log(O/E) − (O − E); the last part vanishes where both have the same sum. */
function likelihoodRatio(observed: readonly number[], expected: readonly number[]): number {
  let sum = 0;
  for (const [k, o] of observed.entries()) {
    const e = Math.max(expected[k]!, 1e-9);
    sum += (o > 0 ? o * Math.log(o / e) : 0) - (o - e);
  }
  return sum;
}

/** Half a case of the whole reference is added, so that what an hour never had is not impossible. */
function scaled(hour: readonly number[], whole: readonly number[], size: number): number[] {
  const wholeSum = sumOf(whole);
  const prior = hour.map((_, k) =>
    wholeSum > 0 ? (5 * (whole[k]! + 0.5)) / (wholeSum + 0.5 * hour.length) : 0,
  );
  const values = hour.map((n, k) => n + prior[k]!);
  const sum = sumOf(values);
  return values.map((value) => (sum > 0 ? (value / sum) * size : 0));
}

function averageHour(pool: readonly AlignedDay[], hour: number): number[] {
  const first = pool[0]!.hours[hour]!;
  return Array.from(
    first,
    (_, k) => pool.reduce((sum, day) => sum + day.hours[hour]![k]!, 0) / pool.length,
  );
}

const averageTotal = (pool: readonly AlignedDay[]): number[] =>
  Array.from(
    pool[0]!.total,
    (_, k) => pool.reduce((sum, day) => sum + day.total[k]!, 0) / pool.length,
  );

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
