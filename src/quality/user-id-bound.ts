/** Largest number that is believed to be a user id. */
const MAX_USER_ID = 2 ** 31 - 1;

/** The largest user id that some lines show to be real. */
export interface UserIdBound {
  /** The bound that lines are judged with: that of the lines before these. */
  readonly before: number;
  /** Notes the user of an accepted line. */
  see(userId: string): void;
  /** The bound after these lines. */
  readonly after: number;
}

/**
 * Counts accepted lines of one leaf. An id above the bound raises it once two lines carry it: a
 * damaged id such as `6597125` comes once, a viewer sends a line a minute.
 *
 * @param before 0 when no line came before
 */
export function userIdBound(before: number): UserIdBound {
  const once = new Set<string>();
  let after = before;
  return {
    before,
    see: (userId) => {
      const number = Number(userId);
      // Ids of other services may be no numbers; then there is no bound.
      if (!(number > after && number <= MAX_USER_ID)) return;
      if (once.has(userId)) after = number;
      else once.add(userId);
    },
    get after() {
      return after;
    },
  };
}
