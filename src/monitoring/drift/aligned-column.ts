import type { ColumnProfile } from './day-profile.ts';
import type { DriftColumn } from './drift-columns.ts';

/** A column of several days over the same categories. */
export interface AlignedColumn {
  readonly categories: readonly string[];
  /** Days in the order given. */
  readonly days: readonly AlignedDay[];
}

export interface AlignedDay {
  /** Groups of users × categories. */
  readonly buckets: readonly Float64Array[];
  /** Hours × categories. */
  readonly hours: readonly Float64Array[];
  /** Over the categories. */
  readonly total: Float64Array;
}

/** The name under which everything that does not lead is counted. */
export const REST = '';

/**
 * Brings days to the same categories: all that any of them has; of places every whole number from
 * the lowest to the highest; of a rate always `no` and `yes`. A title that does not lead on a day
 * stands there at the share of the least that does: its own may be lower, never higher.
 */
export function alignColumn(
  { method }: DriftColumn,
  profiles: readonly ColumnProfile[],
): AlignedColumn {
  const categories = categoriesOf(method, profiles);
  return {
    categories,
    days: profiles.map((profile) =>
      method === 'leaders' ? leadersOf(profile, categories) : dayOf(profile, categories),
    ),
  };
}

function categoriesOf(method: DriftColumn['method'], profiles: readonly ColumnProfile[]): string[] {
  if (method === 'rate') return ['no', 'yes'];
  const all = [...new Set(profiles.flatMap(({ categories }) => categories))];
  if (method !== 'places') return all.sort();
  const places = all.map(Number);
  const lowest = Math.min(...places);
  return Array.from({ length: all.length === 0 ? 0 : Math.max(...places) - lowest + 1 }, (_, k) =>
    String(lowest + k),
  );
}

function dayOf(profile: ColumnProfile, categories: readonly string[]): AlignedDay {
  const from = categories.map((category) => profile.categories.indexOf(category));
  const aligned = (rows: readonly (readonly number[])[]): Float64Array[] =>
    rows.map((row) => Float64Array.from(from, (k) => (k < 0 ? 0 : row[k]!)));
  return withTotal(aligned(profile.buckets), aligned(profile.hours));
}

function leadersOf(profile: ColumnProfile, categories: readonly string[]): AlignedDay {
  const day = dayOf(profile, categories);
  const unknown = categories.flatMap((category, k) =>
    profile.categories.includes(category) ? [] : [k],
  );
  const led = profile.categories.map((category, k) =>
    category === REST ? Infinity : profile.buckets.reduce((sum, row) => sum + row[k]!, 0),
  );
  const whole = profile.buckets.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
  const leastShare = whole === 0 ? 0 : Math.min(whole, ...led.filter((n) => n > 0)) / whole;
  const filled = (rows: readonly Float64Array[], own: ColumnProfile['buckets']): Float64Array[] =>
    rows.map((row, r) => {
      const sum = own[r]!.reduce((a, b) => a + b, 0);
      for (const k of unknown) row[k] = leastShare * sum;
      const leading = row.reduce((a, b, k) => (categories[k] === REST ? a : a + b), 0);
      row[categories.indexOf(REST)] = Math.max(0, sum - leading);
      return row;
    });
  return withTotal(filled(day.buckets, profile.buckets), filled(day.hours, profile.hours));
}

function withTotal(buckets: readonly Float64Array[], hours: readonly Float64Array[]): AlignedDay {
  const total = new Float64Array(buckets[0]?.length ?? 0);
  for (const row of buckets) for (let k = 0; k < total.length; k++) total[k]! += row[k]!;
  return { buckets, hours, total };
}
