import { slicePositives, type Positives } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import { asOfMsAt, casesOfWindow, type EvaluationCase } from './window-cases.ts';
import { restrictPositives } from './restrict-positives.ts';
import type { SkipReason } from './skip-reasons.ts';
import type { SplitParameters } from './split-parameters.ts';

/** One stretch of time that is predicted from everything before it. */
export interface Window {
  /** What may be trained on: candidates only, vocabularies without anything later. */
  readonly train: Positives;
  /** Time of the last event before the cut, whether a candidate's or not. */
  readonly asOfMs: number;
  /** Time of the window's last event. */
  readonly endMs: number;
  /** Events of the whole dataset before the cut, and inside the window. */
  readonly eventsBefore: number;
  readonly eventsInside: number;
  /** One a judged user. */
  readonly cases: readonly EvaluationCase[];
  /** Users of the window that cannot be judged. */
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

/**
 * Cuts positives at shares of their number and makes the cases of every window, by one of four
 * protocols. Candidates are the items with enough positives before the cut; only their events
 * count. In the window, a user's events are in order of time.
 *
 * - `live`: the first half (rounded down) of the user's events in the window joins what was known
 *   before the cut; the rest is to be predicted. Nothing is retrained. For users with at least
 *   two events in the window and `minHistory` before the middle.
 * - `static`: only what came before the cut is known; all of the window is to be predicted. For
 *   users with at least `minHistory` events before the cut.
 * - `few`: the same for users with 1 to `minHistory − 1`.
 * - `cold3`: the first three events are folded in and the rest is to be predicted, for users with
 *   at least four events in the window and none before the cut.
 *
 * @throws DataError `SPLIT_IMPOSSIBLE` for positives without or out of time order, cuts that do not
 *         ascend in [0, 1], or a window without events on either side
 */
export function splitOverTime(all: Positives, parameters: SplitParameters): readonly Window[] {
  requireAscendingTimes(all.timesMs);
  const rows = cutRows(parameters.cuts, all.timesMs.length);
  return rows.slice(1).map((to, w) => {
    const from = rows[w]!;
    const known = slicePositives(all, 0, from);
    const train = restrictPositives(known, parameters.minItemPositives);
    const window = slicePositives(all, from, to);
    return {
      train,
      asOfMs: asOfMsAt(known.timesMs),
      endMs: asOfMsAt(window.timesMs),
      eventsBefore: from,
      eventsInside: to - from,
      ...casesOfWindow({ known, window, candidates: train.itemIds }, parameters),
    };
  });
}

function requireAscendingTimes(timesMs: Float64Array): void {
  for (let row = 0; row < timesMs.length; row++) {
    const [before, time] = [timesMs[row - 1] ?? -Infinity, timesMs[row]!];
    if (time >= before) continue;
    const found = Number.isNaN(time) ? 'an event without a time' : 'a time before the previous one';
    throw errorOf('SPLIT_IMPOSSIBLE', {
      found: `${found}, at row ${row}`,
      expected: 'times in ascending order',
    });
  }
}

function cutRows(cuts: readonly number[], eventCount: number): readonly number[] {
  const rows = cuts.map((cut) => Math.floor(cut * eventCount));
  const sound =
    cuts.length >= 2 &&
    cuts.every((cut) => cut >= 0 && cut <= 1) &&
    rows.every((row, i) => row > (rows[i - 1] ?? 0));
  if (!sound)
    throw errorOf('SPLIT_IMPOSSIBLE', {
      found: `cuts at ${cuts.join(', ')} of ${eventCount} events`,
      expected: 'at least two ascending shares, with events before, between and after them',
    });
  return rows;
}
