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
  /** How much of each was watched and how it was rated; absent where nobody asked. */
  readonly feedback?: Feedback;
}

/**
 * What a user did with a liked item besides liking it, with the instant from which that is known:
 * often later than the liking. Columns run parallel to the positives; NaN where there is nothing.
 */
export interface Feedback {
  /** Share of the item that was watched in the sitting that made it liked, in [0, 1]. */
  readonly completions: Float32Array;
  /** When that sitting ended, milliseconds since the epoch. */
  readonly completionsMs: Float64Array;
  /** Stars of the first rating. */
  readonly ratings: Float32Array;
  /** When it was given, milliseconds since the epoch. */
  readonly ratingsMs: Float64Array;
}

/** The positives at rows `from` (included) to `to` (excluded); shares memory and vocabularies. */
export const slicePositives = (all: Positives, from: number, to: number): Positives => ({
  userIds: all.userIds,
  itemIds: all.itemIds,
  users: all.users.subarray(from, to),
  items: all.items.subarray(from, to),
  timesMs: all.timesMs.subarray(from, to),
  ...(all.feedback === undefined ? {} : { feedback: sliceFeedback(all.feedback, from, to) }),
});

const sliceFeedback = (all: Feedback, from: number, to: number): Feedback => ({
  completions: all.completions.subarray(from, to),
  completionsMs: all.completionsMs.subarray(from, to),
  ratings: all.ratings.subarray(from, to),
  ratingsMs: all.ratingsMs.subarray(from, to),
});

/** The feedback of some rows, in their order; to be spread into positives of those rows. */
export const feedbackOf = (
  { feedback: all }: Pick<Positives, 'feedback'>,
  rows: Uint32Array,
): Pick<Positives, 'feedback'> =>
  all === undefined
    ? {}
    : {
        feedback: {
          completions: Float32Array.from(rows, (row) => all.completions[row]!),
          completionsMs: Float64Array.from(rows, (row) => all.completionsMs[row]!),
          ratings: Float32Array.from(rows, (row) => all.ratings[row]!),
          ratingsMs: Float64Array.from(rows, (row) => all.ratingsMs[row]!),
        },
      };
