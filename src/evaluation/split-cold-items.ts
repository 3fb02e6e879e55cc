import { feedbackOf, type Positives } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import type { ItemId } from '../domain/ids.ts';
import { seededRng } from '../math/rng.ts';
import { restrictPositives } from './restrict-positives.ts';
import { asOfMsAt, type EvaluationCase } from './window-cases.ts';

/** Items held out of training with all their positives, and the users who liked some of them. */
export interface ColdItemSplit {
  /** Everything else. */
  readonly train: Positives;
  readonly asOfMs: number;
  /** The held-out items, then the trained ones. */
  readonly candidates: readonly ItemId[];
  /** How many of the candidates are held out. */
  readonly heldOut: number;
  /** Histories are of trained items, targets held-out ones, both as rows of `candidates`. */
  readonly cases: readonly EvaluationCase[];
}

/**
 * Holds a random share of the items out of training altogether; of a user, the likes of the other
 * items are known and those of the held-out ones are to be predicted.
 *
 * @param given heldOutRate: share of the items with at least `minItemPositives`; minHistory: likes
 *              of trained items that a user must have
 * @throws DataError `SPLIT_IMPOSSIBLE` when no user has likes on both sides
 */
export function splitColdItems(
  all: Positives,
  given: {
    readonly heldOutRate: number;
    readonly minItemPositives: number;
    readonly minHistory: number;
    readonly seed: number;
  },
): ColdItemSplit {
  const { items, itemIds } = restrictPositives(all, given.minItemPositives);
  const order = Uint32Array.from(itemIds, (_id, row) => row);
  seededRng(given.seed, 'cold items').shuffle(order);
  const cold = Array.from(order.subarray(0, Math.round(order.length * given.heldOutRate)));
  const coldIds = cold.map((row) => itemIds[row]!);
  const isCold = new Set(coldIds);
  const rows = Uint32Array.from(all.items, (_item, row) => row);
  const warmRows = rows.filter((row) => !isCold.has(all.itemIds[all.items[row]!]!));
  const train = restrictPositives(rowsOf(all, warmRows), given.minItemPositives);
  const candidates = [...coldIds, ...train.itemIds];
  const cases = casesOf(all, { candidates, heldOut: coldIds.length, minHistory: given.minHistory });
  if (cases.length === 0)
    throw errorOf('SPLIT_IMPOSSIBLE', {
      found: `${coldIds.length} of ${items.length === 0 ? 0 : itemIds.length} items held out`,
      expected: 'a user who likes some of them and some of the others',
    });
  return { train, asOfMs: asOfMsAt(all.timesMs), candidates, heldOut: coldIds.length, cases };
}

const rowsOf = (all: Positives, rows: Uint32Array): Positives => ({
  ...all,
  users: rows.map((row) => all.users[row]!),
  items: rows.map((row) => all.items[row]!),
  timesMs: Float64Array.from(rows, (row) => all.timesMs[row]!),
  ...feedbackOf(all, rows),
});

function casesOf(
  all: Positives,
  {
    candidates,
    heldOut,
    minHistory,
  }: {
    readonly candidates: readonly ItemId[];
    readonly heldOut: number;
    readonly minHistory: number;
  },
): EvaluationCase[] {
  const rowOf = new Map(candidates.map((itemId, row) => [itemId, row]));
  const users = new Map<number, { items: number[]; timesMs: number[]; targets: Set<number> }>();
  for (let row = 0; row < all.items.length; row++) {
    const candidate = rowOf.get(all.itemIds[all.items[row]!]!);
    if (candidate === undefined) continue;
    const user = users.get(all.users[row]!) ?? { items: [], timesMs: [], targets: new Set() };
    users.set(all.users[row]!, user);
    if (candidate < heldOut) user.targets.add(candidate);
    else {
      user.items.push(candidate);
      user.timesMs.push(all.timesMs[row]!);
    }
  }
  return [...users]
    .filter(([, { items, targets }]) => items.length >= minHistory && targets.size > 0)
    .map(([user, { items, timesMs, targets }]) => ({
      userId: all.userIds[user]!,
      asOfMs: asOfMsAt(all.timesMs),
      history: { items, timesMs },
      trainedCount: items.length,
      targets,
    }));
}
