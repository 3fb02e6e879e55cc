import type { Json } from '../domain/canonical-json.ts';
import type { Rng } from '../math/rng.ts';

/** Where a field's values are drawn from: evenly on a logarithmic scale, or one of several. */
export type Range =
  { readonly log: readonly [number, number] } | { readonly oneOf: readonly Json[] };

const HISTORY: Readonly<Record<string, Range>> = {
  historyDecayRank: { oneOf: [1, 2, 3, 4, 5, 7, 10, null] },
  historyDecayFloor: { oneOf: [0, 0.05, 0.1, 0.2, 0.3, 0.5] },
};

/**
 * What tuning draws of each family. Regularization is drawn from a continuum because its optimum is
 * narrow: of iALS, validation fell from .204 to .153 between .005 and .01.
 */
export const TUNING_SPACES: Readonly<Record<string, Readonly<Record<string, Range>>>> =
  Object.freeze({
    popularity: { halfLifeDays: { log: [7, 3000] } },
    transitions: {
      longestGap: { oneOf: [3, 5, 10, 20, 40, 80] },
      gapDecay: { log: [1, 80] },
      popularityExponent: { oneOf: [0, 0.1, 0.2, 0.3, 0.5] },
      shrinkage: { log: [1, 1000] },
      ...HISTORY,
    },
    'item-knn': {
      neighbours: { oneOf: [30, 50, 100, 200, 300, 500] },
      shrinkage: { log: [1, 300] },
      ...HISTORY,
    },
    als: {
      factorCount: { oneOf: [32, 64, 128] },
      unobservedWeight: { log: [0.02, 1] },
      regularization: { log: [0.001, 0.3] },
      regularizationExponent: { oneOf: [0.5, 0.75, 1] },
      ...HISTORY,
    },
    ease: {
      regularization: { log: [20, 3000] },
      dropout: { oneOf: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
      ...HISTORY,
    },
    dlae: {
      regularization: { log: [20, 3000] },
      dropout: { oneOf: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
      ...HISTORY,
    },
    'dan-dlae': {
      regularization: { log: [20, 3000] },
      dropout: { oneOf: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
      userExponent: { oneOf: [0, 0.25, 0.5, 0.75, 1] },
      popularityExponent: { oneOf: [0, 0.1, 0.15, 0.2, 0.3] },
      ...HISTORY,
    },
    blend: {
      tuneRate: { oneOf: [0.08, 0.1, 0.15, 0.2] },
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
    if ('oneOf' in range) return [field, range.oneOf[rng.integer(range.oneOf.length)]!] as const;
    const [low, high] = range.log.map(Math.log) as [number, number];
    return [field, Number(Math.exp(low + (high - low) * rng.uniform()).toPrecision(3))] as const;
  });
  return Object.fromEntries(entries);
}
