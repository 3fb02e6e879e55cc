import type { EvaluationCase } from '../../evaluation/index.ts';

/** Shares of a user's events in the window that are folded in. */
const SHARES: readonly number[] = [0.25, 0.5, 0.75];

/**
 * The cases that one case of the `live` protocol stands for: the user's events in the window cut
 * not only in the middle but after every quarter. They say more of the same user, so their values
 * must be taken together when their uncertainty is stated.
 *
 * @param one its targets in order of time, as `splitOverTime` gives them
 * @param minHistory likes that a case must know, at least
 * @returns one to three cases with histories of different lengths; times of targets are unknown, so
 *          the instant of each list is that of the given one
 */
export function splitAgain(one: EvaluationCase, minHistory: number): readonly EvaluationCase[] {
  const known = Array.from(one.history.items);
  const trail = [...known.slice(one.trainedCount), ...one.targets];
  const folds = SHARES.map((share) => Math.floor(share * trail.length));
  const lengths = new Set(folds.filter((fold) => one.trainedCount + fold >= minHistory));
  return [...lengths].map((fold) => {
    const items = [...known.slice(0, one.trainedCount), ...trail.slice(0, fold)];
    const timesMs = items.map((_item, at) => one.history.timesMs[at] ?? one.asOfMs);
    return { ...one, history: { items, timesMs }, targets: new Set(trail.slice(fold)) };
  });
}
