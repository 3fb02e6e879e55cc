import { pickHistory, type EvaluationCase, type History } from '../../evaluation/index.ts';

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
  const { history, trainedCount, targets } = one;
  const inside = history.items.length - trainedCount + targets.size;
  const folds = SHARES.map((share) => Math.floor(share * inside));
  const lengths = new Set(folds.filter((fold) => trainedCount + fold >= minHistory));
  const trail = extended(one);
  const places = Array.from(trail.items, (_item, at) => at);
  return [...lengths].map((fold) => ({
    ...one,
    history: pickHistory(trail, places.slice(0, trainedCount + fold)),
    targets: new Set(Array.from(trail.items).slice(trainedCount + fold)),
  }));
}

/** The history with the targets after it; what was watched of them and how they were rated is not known. */
function extended({ history, targets, asOfMs }: EvaluationCase): History {
  const after = (values: ArrayLike<number>, value: number): number[] => [
    ...Array.from(values),
    ...Array.from({ length: targets.size }, () => value),
  ];
  const { completions, ratings } = history;
  return {
    items: [...Array.from(history.items), ...targets],
    timesMs: after(history.timesMs, asOfMs),
    ...(completions === undefined ? {} : { completions: after(completions, NaN) }),
    ...(ratings === undefined ? {} : { ratings: after(ratings, NaN) }),
  };
}
