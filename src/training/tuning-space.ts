import type { Json } from '../domain/canonical-json.ts';
import type { Rng } from '../math/rng.ts';

/**
 * Where a field's values are drawn from: evenly on a logarithmic scale, one of several, or, of a
 * member of a blend, a configuration from a space of its own, `null` as often as `absent` says.
 */
export type Range =
  | { readonly log: readonly [number, number] }
  | { readonly oneOf: readonly Json[] }
  | { readonly member: Readonly<Record<string, Range>>; readonly absent: number };

const FEEDBACK: Readonly<Record<string, Range>> = {
  historyCompletionExponent: { oneOf: [0, 0.5, 1, 2] },
  historyRatingExponent: { oneOf: [0, 1, 2, 4] },
};

const HISTORY: Readonly<Record<string, Range>> = {
  historyDecayRank: { oneOf: [1, 2, 3, 4, 5, 7, 10, null] },
  historyDecayFloor: { oneOf: [0, 0.05, 0.1, 0.2, 0.3, 0.5] },
  ...FEEDBACK,
};

/** Spaces without the weighing of the history, which a blend learns for all its members. */
const ALS: Readonly<Record<string, Range>> = {
  factorCount: { oneOf: [32, 64, 128] },
  unobservedWeight: { log: [0.05, 1] },
  relativeRegularization: { log: [0.1, 1] },
  regularizationExponent: { oneOf: [0.5, 0.75, 1] },
};
const EASE: Readonly<Record<string, Range>> = {
  regularization: { log: [20, 3000] },
  dropout: { oneOf: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
};
const DLAE: Readonly<Record<string, Range>> = {
  regularization: { log: [20, 3000] },
  dropout: { oneOf: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
};
const DAN_DLAE: Readonly<Record<string, Range>> = {
  ...DLAE,
  userExponent: { oneOf: [0, 0.25, 0.5, 0.75, 1] },
  popularityExponent: { oneOf: [0, 0.1, 0.15, 0.2, 0.3] },
};
const ITEM_KNN: Readonly<Record<string, Range>> = {
  neighbours: { oneOf: [30, 50, 100, 200, 300, 500] },
  shrinkage: { log: [1, 300] },
};
const TRANSITIONS: Readonly<Record<string, Range>> = {
  longestGap: { oneOf: [3, 5, 10, 20, 40, 80] },
  gapDecay: { log: [1, 80] },
  popularityExponent: { oneOf: [0, 0.1, 0.2, 0.3, 0.5] },
  shrinkage: { log: [1, 1000] },
};
const POPULARITY: Readonly<Record<string, Range>> = { halfLifeDays: { log: [7, 3000] } };

const member = (space: Readonly<Record<string, Range>>, absent: number): Range => ({
  member: { ...space, ...FEEDBACK },
  absent,
});

/**
 * What tuning draws of each family. Regularization is drawn from a continuum because its optimum is
 * narrow: of iALS, validation fell from .204 to .153 between .005 and .01; relative to what noise
 * brings it lies in one place on small data and large.
 */
export const TUNING_SPACES: Readonly<Record<string, Readonly<Record<string, Range>>>> =
  Object.freeze({
    popularity: POPULARITY,
    transitions: { ...TRANSITIONS, ...HISTORY },
    'item-knn': { ...ITEM_KNN, ...HISTORY },
    als: { ...ALS, ...HISTORY },
    ease: { ...EASE, ...HISTORY },
    dlae: { ...DLAE, ...HISTORY },
    'dan-dlae': { ...DAN_DLAE, ...HISTORY },
    blend: {
      'dan-dlae': member({ ...DAN_DLAE, regularization: { log: [100, 1500] } }, 0.1),
      ease: member({ ...EASE, regularization: { log: [100, 1500] } }, 0.2),
      als: member(ALS, 0.1),
      'item-knn': member(ITEM_KNN, 0.2),
      transitions: member(TRANSITIONS, 0.2),
      popularity: { member: POPULARITY, absent: 0 },
      staleDays: { oneOf: [14, 30, 60, 120, 365] },
    },
  });

/**
 * Draws a configuration from a space. Numbers of a logarithmic scale have three figures, so that
 * people can read and repeat them.
 */
export function drawConfiguration(
  space: Readonly<Record<string, Range>>,
  rng: Rng,
): { readonly [key: string]: Json } {
  const entries = Object.entries(space).map(([field, range]) => {
    if ('member' in range) {
      const isAbsent = rng.uniform() < range.absent;
      return [field, isAbsent ? null : drawConfiguration(range.member, rng)] as const;
    }
    if ('oneOf' in range) return [field, range.oneOf[rng.integer(range.oneOf.length)]!] as const;
    const [low, high] = range.log.map(Math.log) as [number, number];
    return [field, Number(Math.exp(low + (high - low) * rng.uniform()).toPrecision(3))] as const;
  });
  return Object.fromEntries(entries);
}
