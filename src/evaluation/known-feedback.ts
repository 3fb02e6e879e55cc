import type { Positives } from '../datasets/index.ts';
import type { History } from './scorer.ts';

/**
 * Completions and ratings of some positives as a history has them: what became known after the
 * instant is NaN.
 *
 * @returns nothing to add where the positives have no feedback
 */
export function knownFeedback(
  { feedback }: Pick<Positives, 'feedback'>,
  rows: readonly number[],
  asOfMs: number,
): Pick<History, 'completions' | 'ratings'> {
  if (feedback === undefined) return {};
  const { completions, completionsMs, ratings, ratingsMs } = feedback;
  const known = (values: Float32Array, sinceMs: Float64Array): number[] =>
    rows.map((row) => (sinceMs[row]! <= asOfMs ? values[row]! : NaN));
  return { completions: known(completions, completionsMs), ratings: known(ratings, ratingsMs) };
}

/** Some of a history's items with all that is known of them, in the order of `places`. */
export const pickHistory = (history: History, places: readonly number[]): History => {
  const { items, timesMs, completions, ratings } = history;
  return {
    items: places.map((at) => items[at]!),
    timesMs: places.map((at) => timesMs[at]!),
    ...(completions === undefined ? {} : { completions: places.map((at) => completions[at]!) }),
    ...(ratings === undefined ? {} : { ratings: places.map((at) => ratings[at]!) }),
  };
};
