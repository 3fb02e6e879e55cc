/** How users come to a step of an experiment. */
export interface Arrivals {
  /** Different users who ask for a list at all; `Infinity` where no end is in sight. */
  readonly users: number;
  /** Different users who ask on a day. */
  readonly usersADay: number;
}

/**
 * Users who have come after so many days:
 *
 *     N·(1 − exp(−d/N · t))        N users, d of them on a day, t in days
 *
 * fast at first, since whoever comes often comes soon; d·t where N has no end.
 */
export function arrivedAfter({ users, usersADay }: Arrivals, days: number): number {
  const expected = usersADay * Math.max(0, days);
  return users === Infinity ? expected : -users * Math.expm1(-expected / users);
}

/** Days until so many users have come; Infinity where there are not so many. */
export function daysUntilArrived({ users, usersADay }: Arrivals, count: number): number {
  if (users === Infinity) return count / usersADay;
  return count < users ? (-Math.log1p(-count / users) * users) / usersADay : Infinity;
}

/**
 * The arrivals that fit what was seen of a step: so many users after half of a time and after all of
 * it. With x = exp(−d/N · t/2) their ratio is (1 − x²)/(1 − x) = 1 + x, which gives N and d.
 *
 * @param days the whole time, above 0
 * @returns `null` while nobody had come after half of it
 */
export function fittedArrivals(half: number, all: number, days: number): Arrivals | null {
  if (half === 0) return null;
  const left = all / half - 1;
  // Nobody new in the second half: all have come, in the first half if not before.
  if (left <= 0) return { users: all, usersADay: (2 * SOON * all) / days };
  if (left >= 1) return { users: Infinity, usersADay: all / days };
  const users = all / (1 - left * left);
  return { users, usersADay: (-2 * Math.log(left) * users) / days };
}

/** exp(−5): with so many mean arrivals in half the time fewer than one in a hundred are left. */
const SOON = 5;
