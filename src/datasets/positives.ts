import type { ItemId, UserId } from '../domain/ids.ts';

/**
 * What training and evaluation see of a dataset: one row per (user, item) that the user liked,
 * at the instant the liking was first known. Sorted by time; ties in an order that depends on the
 * dataset's seed only. Columns run parallel.
 */
export interface Positives {
  readonly userIds: readonly UserId[];
  readonly itemIds: readonly ItemId[];
  /** Row of `userIds`, one per positive. */
  readonly users: Uint32Array;
  /** Row of `itemIds`, one per positive. */
  readonly items: Uint32Array;
  /** Event time, milliseconds since the epoch, ascending. NaN throughout when times are unknown. */
  readonly timesMs: Float64Array;
}

/** The positives at rows `from` (included) to `to` (excluded); shares memory and vocabularies. */
export const slicePositives = (all: Positives, from: number, to: number): Positives => ({
  userIds: all.userIds,
  itemIds: all.itemIds,
  users: all.users.subarray(from, to),
  items: all.items.subarray(from, to),
  timesMs: all.timesMs.subarray(from, to),
});
