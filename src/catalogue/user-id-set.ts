import type { UserId } from '../domain/ids.ts';

/** Numbers below this one are kept as bits: 32 MiB at most. */
const DENSE_BELOW = 1 << 28;
const PLAIN = /^(?:0|[1-9][0-9]{0,14})$/;

/** A set of user ids. Ids that are plain small numbers, as nearly all are, take a bit each. */
export interface UserIdSet {
  add(id: UserId): void;
  has(id: UserId): boolean;
  /** `has` for the id that a whole number below 10^15 prints as. */
  hasNumber(user: number): boolean;
}

/** An empty set. */
export function userIdSet(): UserIdSet {
  let bits = new Uint8Array(1 << 14);
  const numbers = new Set<number>();
  const texts = new Set<string>();
  const addNumber = (user: number): void => {
    if (user >= DENSE_BELOW) {
      numbers.add(user);
      return;
    }
    if (user >>> 3 >= bits.length) {
      const longer = new Uint8Array(Math.max(2 * bits.length, (user >>> 3) + 1));
      longer.set(bits);
      bits = longer;
    }
    bits[user >>> 3]! |= 1 << (user & 7);
  };
  const hasNumber = (user: number): boolean =>
    user < DENSE_BELOW ? ((bits[user >>> 3] ?? 0) & (1 << (user & 7))) !== 0 : numbers.has(user);
  return {
    add: (id) => {
      if (PLAIN.test(id)) addNumber(Number(id));
      else texts.add(id);
    },
    has: (id) => (PLAIN.test(id) ? hasNumber(Number(id)) : texts.has(id)),
    hasNumber,
  };
}
