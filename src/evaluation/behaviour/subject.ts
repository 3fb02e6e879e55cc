import { topK } from '../../math/top-k.ts';
import type { History, Scorer } from '../scorer.ts';

/** What behavioural checks look at. */
export interface Subject {
  readonly scorer: Scorer;
  /** Histories of the scorer's rows, at least five likes each. */
  readonly histories: readonly History[];
  /** The popular rows of the scorer, best first, at least `k` where there are so many. */
  readonly popular: readonly number[];
  /** Genres of a row; empty where unknown. */
  readonly genresOf: (row: number) => readonly string[];
  /** K: length of the lists. */
  readonly k: number;
}

/** What a check found. Plain JSON. */
export type Behaviour = {
  /** A sentence that should hold. */
  readonly name: string;
  /**
   * `skipped` where the check does not apply, with the reason in `found`; `doubtful` where it does
   * not hold but a sound model may do so on such data, which is told and holds nothing back.
   */
  readonly outcome: 'held' | 'broken' | 'doubtful' | 'skipped';
  readonly found: string;
};

/** A check that ran. */
export const outcomeOf = (name: string, holds: boolean, found: string): Behaviour => ({
  name,
  outcome: holds ? 'held' : 'broken',
  found,
});

/** All scores for a history, at the instant of its last like. */
export function scoresFor({ scorer }: Subject, history: History): Float32Array {
  const scores = new Float32Array(scorer.itemIds.length).fill(Number.NaN);
  scorer.score(history, { asOfMs: asOfMsOf(history) }, scores);
  return scores;
}

/** The list for a history, by the scorer's own short way where it has one. */
export function listFor(
  subject: Subject,
  history: History,
  excluded: ReadonlySet<number> = new Set(Array.from(history.items)),
): Uint32Array {
  const { scorer, k } = subject;
  if (scorer.top !== undefined)
    return scorer.top(history, { asOfMs: asOfMsOf(history) }, { k, excluded }).rows;
  return topK(scoresFor(subject, history), k, excluded);
}

const asOfMsOf = ({ timesMs }: History): number => timesMs[timesMs.length - 1] ?? 0;
