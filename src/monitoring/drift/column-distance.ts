import { jensenShannon, shannonParts, wasserstein } from '../../math/distribution-distance.ts';
import { REST } from './aligned-column.ts';
import type { DriftColumn } from './drift-columns.ts';

/** Counts over the categories of a column. */
export type Counts = ArrayLike<number>;

/** Added to both sides of a ratio, so that a few of one thing do not make it infinite. */
const HALF = 0.5;

/**
 * How far a day's counts are from those of an average day of the reference, in the column's unit.
 * NaN when one of them is empty.
 */
export function columnDistance(
  column: DriftColumn,
  categories: readonly string[],
  { day, reference }: { readonly day: Counts; readonly reference: Counts },
): number {
  switch (column.method) {
    case 'categories':
      return jensenShannon(day, reference);
    case 'places':
      return wasserstein(day, reference, column.step);
    case 'leaders':
      return Math.max(0, ...rises(categories, { day, reference }));
    case 'rate':
    case 'count':
      return Math.abs(logRatio(column, { day, reference }));
  }
}

/** Logarithm of a rate's or a count's ratio to the reference; NaN when one of them is empty. */
export function logRatio(
  { method }: DriftColumn,
  { day, reference }: { readonly day: Counts; readonly reference: Counts },
): number {
  const value = ([no = 0, yes = 0]: readonly number[]): number =>
    method === 'count' ? no + HALF : no + yes > 0 ? (yes + HALF) / (no + yes + 2 * HALF) : NaN;
  return Math.log(value(Array.from(day)) / value(Array.from(reference)));
}

/**
 * By how much the root of each leader's share rose: a share that comes from nothing weighs more than
 * one that was large before, as its chance is smaller.
 */
function rises(
  categories: readonly string[],
  { day, reference }: { readonly day: Counts; readonly reference: Counts },
): number[] {
  const [dayShares, shares] = [sharesOf(day), sharesOf(reference)];
  return categories.map((category, k) =>
    category === REST ? -1 : Math.sqrt(dayShares[k]!) - Math.sqrt(shares[k]!),
  );
}

/** The category that adds most to the distance, and whether there is more or less of it. */
export function mostChanged(
  column: DriftColumn,
  categories: readonly string[],
  counts: { readonly day: Counts; readonly reference: Counts },
): { readonly category: number; readonly more: boolean } {
  const parts =
    column.method === 'leaders'
      ? rises(categories, counts)
      : shannonParts(counts.day, counts.reference);
  const category = parts.reduce((best, part, k) => (part > parts[best]! ? k : best), 0);
  const more = sharesOf(counts.day)[category]! > sharesOf(counts.reference)[category]!;
  return { category, more };
}

/** Parts of a whole; NaN throughout for nothing. */
export function sharesOf(counts: Counts): number[] {
  const values = Array.from(counts);
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}

/** Mean place of a column of places, in its unit; NaN for nothing. */
export const meanPlace = (
  { step }: DriftColumn,
  categories: readonly string[],
  counts: Counts,
): number =>
  sharesOf(counts).reduce((sum, share, k) => sum + share * Number(categories[k]) * step, 0);
