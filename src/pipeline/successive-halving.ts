/** A trial with what it scored at the last rung it reached. */
export interface Scored<T> {
  readonly trial: T;
  readonly score: number;
  /** 0-based. */
  readonly rung: number;
}

/**
 * Successive halving: all trials at the cheapest rung, the better third of them at the next, and
 * so on, until one is left or the rungs are through. Of equal scores the earlier trial is the
 * better.
 *
 * @param judge the score of a trial at a rung; higher is better, NaN the worst
 * @returns all trials, the best first: by the rung reached, then by the score at it
 * Source: Jamieson & Talwalkar, AISTATS 2016, algorithm 1 (with a third instead of half).
 */
export async function successiveHalving<T>(
  trials: readonly T[],
  rungs: number,
  judge: (trial: T, rung: number) => Promise<number>,
): Promise<readonly Scored<T>[]> {
  const left: Scored<T>[] = [];
  let going = trials;
  for (let rung = 0; rung < rungs && going.length > 0; rung++) {
    const scored: Scored<T>[] = [];
    for (const trial of going) {
      const score = await judge(trial, rung);
      scored.push({ trial, rung, score: Number.isNaN(score) ? -Infinity : score });
    }
    scored.sort((a, b) => b.score - a.score);
    const kept = rung === rungs - 1 ? 0 : Math.ceil(scored.length / KEEP_ONE_OF);
    left.unshift(...scored.slice(kept));
    going = scored.slice(0, kept).map(({ trial }) => trial);
  }
  return left;
}

const KEEP_ONE_OF = 3;
