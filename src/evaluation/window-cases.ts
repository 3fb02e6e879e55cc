import type { Positives } from '../datasets/index.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import { knownFeedback } from './known-feedback.ts';
import type { History } from './scorer.ts';
import { noneSkipped, type SkipReason } from './skip-reasons.ts';
import type { SplitParameters } from './split-parameters.ts';

/** One user at one instant: what is known, and what is to be predicted. Items are candidates. */
export interface EvaluationCase {
  readonly userId: UserId;
  /** The instant of the list: that of the last event known. */
  readonly asOfMs: number;
  /** Rows of the window's candidates, oldest first; distinct. */
  readonly history: History;
  /** How many of the history came before the cut, when the model was trained. */
  readonly trainedCount: number;
  /**
   * Rows of the window's candidates that are to be predicted, in order of time; at least one, none
   * in the history.
   */
  readonly targets: ReadonlySet<number>;
}

/** Time of the last row; NaN of none. */
export const asOfMsAt = (timesMs: Float64Array): number => timesMs[timesMs.length - 1] ?? NaN;

/** A user's events in time order. */
interface Trail {
  /** Candidates. */
  readonly items: number[];
  readonly timesMs: number[];
  /** Rows of the positives that the trail was taken from. */
  readonly rows: number[];
}

/**
 * The cases of one window, in the order of the users' first events in it.
 *
 * @param events known: before the cut; window: inside; both over the vocabularies of the dataset.
 *               candidates: the items a list may hold
 */
export function casesOfWindow(
  events: {
    readonly known: Positives;
    readonly window: Positives;
    readonly candidates: readonly ItemId[];
  },
  parameters: SplitParameters,
): { cases: readonly EvaluationCase[]; skipped: Readonly<Record<SkipReason, number>> } {
  const rows = new Map(events.candidates.map((itemId, row) => [itemId, row]));
  const before = trailsByUser(events.known, rows);
  const inside = trailsByUser(events.window, rows);
  const cutMs = asOfMsAt(events.known.timesMs);
  const skipped = noneSkipped();
  const cases: EvaluationCase[] = [];
  for (const [user, trail] of inside) {
    const earlier = before.get(user) ?? EMPTY_TRAIL;
    const reason = reasonToSkip(earlier.items.length, trail.items.length, parameters);
    if (reason === null) cases.push(caseOf(events, { user, earlier, trail, cutMs }, parameters));
    else skipped[reason] += 1;
  }
  return { cases, skipped };
}

const EMPTY_TRAIL: Trail = { items: [], timesMs: [], rows: [] };

/** Candidate events by user; users whose events are all of other items have an empty trail. */
function trailsByUser(positives: Positives, rows: ReadonlyMap<ItemId, number>): Map<number, Trail> {
  const trails = new Map<number, Trail>();
  for (let row = 0; row < positives.items.length; row++) {
    const user = positives.users[row]!;
    const trail = trails.get(user) ?? { items: [], timesMs: [], rows: [] };
    trails.set(user, trail);
    const candidate = rows.get(positives.itemIds[positives.items[row]!]!);
    if (candidate === undefined) continue;
    trail.items.push(candidate);
    trail.timesMs.push(positives.timesMs[row]!);
    trail.rows.push(row);
  }
  return trails;
}

/** Events of a stranger that `cold3` folds in. */
const COLD_EVENTS = 3;

/** How many of the window's events are folded in before the rest is predicted. */
function foldedCount(inside: number, { protocol }: SplitParameters): number {
  if (protocol === 'live') return Math.floor(inside / 2);
  return protocol === 'cold3' ? Math.min(COLD_EVENTS, inside) : 0;
}

function reasonToSkip(
  earlier: number,
  inside: number,
  parameters: SplitParameters,
): SkipReason | null {
  const { protocol, minHistory } = parameters;
  const known = earlier + foldedCount(inside, parameters);
  if (inside === 0) return 'no_candidate';
  if (protocol === 'cold3' && earlier > 0) return 'has_history';
  if (protocol === 'live' && inside === 1) return 'one_event';
  if (protocol === 'cold3') return inside > COLD_EVENTS ? null : 'history_too_short';
  if (protocol === 'few' && known >= minHistory) return 'history_too_long';
  if (known === 0) return 'no_history';
  return known < (protocol === 'few' ? 1 : minHistory) ? 'history_too_short' : null;
}

function caseOf(
  { known, window }: { readonly known: Positives; readonly window: Positives },
  of: {
    readonly user: number;
    readonly earlier: Trail;
    readonly trail: Trail;
    readonly cutMs: number;
  },
  parameters: SplitParameters,
): EvaluationCase {
  const { earlier, trail, cutMs } = of;
  const folded = foldedCount(trail.items.length, parameters);
  const asOfMs = folded > 0 ? trail.timesMs[folded - 1]! : cutMs;
  return {
    userId: known.userIds[of.user]!,
    asOfMs,
    history: {
      items: [...earlier.items, ...trail.items.slice(0, folded)],
      timesMs: [...earlier.timesMs, ...trail.timesMs.slice(0, folded)],
      ...joined(
        knownFeedback(known, earlier.rows, asOfMs),
        knownFeedback(window, trail.rows.slice(0, folded), asOfMs),
      ),
    },
    trainedCount: earlier.items.length,
    targets: new Set(trail.items.slice(folded)),
  };
}

type Known = ReturnType<typeof knownFeedback>;

const joined = (before: Known, inside: Known): Known =>
  before.completions === undefined
    ? {}
    : {
        completions: [...Array.from(before.completions), ...Array.from(inside.completions!)],
        ratings: [...Array.from(before.ratings!), ...Array.from(inside.ratings!)],
      };
