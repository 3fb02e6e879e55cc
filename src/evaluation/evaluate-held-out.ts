import { restrictPositives } from './restrict-positives.ts';
import { feedbackOf, type Positives } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import { seededRng } from '../math/rng.ts';
import type { Evaluation } from './evaluation.ts';
import { EVALUATION_DEFAULTS, type OverTime } from './evaluate-over-time.ts';
import { judgeWindows } from './judge-windows.ts';
import { noneSkipped } from './skip-reasons.ts';
import { knownFeedback } from './known-feedback.ts';
import type { Window } from './time-split.ts';
import { asOfMsAt, type EvaluationCase } from './window-cases.ts';

/** How users are held out. */
export interface HeldOut extends Omit<OverTime, 'protocol' | 'cuts'> {
  /** Share of the users that are held out; default 0.1. */
  readonly heldOutRate?: number;
  /** Share of a held-out user's events that are folded in; default 0.8. */
  readonly foldInRate?: number;
}

/**
 * Judges models on users whom training has not seen at all: they are trained on everything of the
 * other users; of each held-out user a random share of the events is folded in, the rest is to be
 * predicted. It measures generalisation to strangers, not to the future: training knows events that
 * came after those predicted. Histories keep the order of time.
 *
 * Users with events of candidates but fewer than `minHistory` to fold in are counted as skipped.
 *
 * @throws DataError `SPLIT_IMPOSSIBLE` when nobody is left on either side
 * Source: Liang, Krishnan, Hoffman & Jebara, WWW 2018, section 4.2 (strong generalisation).
 */
export async function evaluateHeldOut(given: HeldOut): Promise<readonly Evaluation[]> {
  const { positives, contenders, progress, users, items, ...partial } = given;
  const { heldOutRate = 0.1, foldInRate = 0.8, ...rest } = partial;
  const parameters = { ...EVALUATION_DEFAULTS, ...rest, protocol: 'held-out' as const, cuts: [] };
  const window = splitHeldOut(positives, { ...parameters, heldOutRate, foldInRate });
  return judgeWindows([window], { contenders, parameters, progress, facts: { users, items } });
}

/** What decides the split. */
export interface HeldOutSplit {
  readonly heldOutRate: number;
  readonly foldInRate: number;
  readonly minItemPositives: number;
  readonly minHistory: number;
  readonly seed: number;
}

/** The one window of a held-out split: its cases are the held-out users. */
export function splitHeldOut(all: Positives, split: HeldOutSplit): Window {
  const order = Uint32Array.from(all.userIds, (_id, user) => user);
  seededRng(split.seed, 'held out').shuffle(order);
  const heldOut = new Set(order.subarray(0, Math.round(order.length * split.heldOutRate)));
  const rows = Uint32Array.from(all.users, (_user, row) => row);
  const known = pick(
    all,
    rows.filter((row) => !heldOut.has(all.users[row]!)),
  );
  const train = restrictPositives(known, split.minItemPositives);
  const rowOf = new Map(train.itemIds.map((itemId, row) => [itemId, row]));
  const skipped = noneSkipped();
  const cases: EvaluationCase[] = [];
  const inside = rows.filter((row) => heldOut.has(all.users[row]!));
  for (const [user, own] of byUser(all, inside)) {
    const events = own.filter((row) => rowOf.has(all.itemIds[all.items[row]!]!));
    const folded = Math.floor(events.length * split.foldInRate);
    if (events.length === 0) skipped.no_candidate += 1;
    else if (folded < split.minHistory || folded === events.length) skipped.history_too_short += 1;
    else cases.push(heldOutCase(all, { user, events, folded, seed: split.seed, rowOf }));
  }
  if (train.items.length === 0 || inside.length === 0)
    throw errorOf('SPLIT_IMPOSSIBLE', {
      found: `${heldOut.size} of ${all.userIds.length} users held out`,
      expected: 'positives of users on both sides',
    });
  return {
    train,
    asOfMs: asOfMsAt(known.timesMs),
    endMs: asOfMsAt(all.timesMs),
    eventsBefore: known.items.length,
    eventsInside: inside.length,
    cases,
    skipped,
  };
}

const pick = (all: Positives, rows: Uint32Array): Positives => ({
  ...all,
  users: rows.map((row) => all.users[row]!),
  items: rows.map((row) => all.items[row]!),
  timesMs: Float64Array.from(rows, (row) => all.timesMs[row]!),
  ...feedbackOf(all, rows),
});

function byUser(all: Positives, rows: Uint32Array): Map<number, number[]> {
  const users = new Map<number, number[]>();
  for (const row of rows) {
    const own = users.get(all.users[row]!) ?? [];
    users.set(all.users[row]!, own);
    own.push(row);
  }
  return users;
}

function heldOutCase(
  all: Positives,
  {
    user,
    events,
    folded,
    seed,
    rowOf,
  }: {
    readonly user: number;
    readonly events: readonly number[];
    readonly folded: number;
    readonly seed: number;
    readonly rowOf: ReadonlyMap<Positives['itemIds'][number], number>;
  },
): EvaluationCase {
  const userId = all.userIds[user]!;
  const mixed = [...events];
  seededRng(seed, 'fold in', userId).shuffle(mixed);
  const history = mixed.slice(0, folded).sort((a, b) => a - b);
  const candidate = (row: number): number => rowOf.get(all.itemIds[all.items[row]!]!)!;
  const timesMs = Float64Array.from(history, (row) => all.timesMs[row]!);
  return {
    userId,
    asOfMs: asOfMsAt(timesMs),
    history: { items: history.map(candidate), timesMs, ...knownFeedback(all, history, Infinity) },
    trainedCount: 0,
    targets: new Set(mixed.slice(folded).map(candidate)),
  };
}
