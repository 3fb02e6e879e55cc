/**
 * One contact of a user with an item in four 32-bit words:
 *
 *     0  item, 21 bits · value, 11 bits
 *     1  latest contact, lower 32 bits of its milliseconds since the epoch
 *     2  first instant of liking, likewise
 *     3  upper 16 bits of the latest contact · upper 16 bits of the first liking
 *
 * The value is the furthest minute of a watch, 0 to 1,500; above that a rating in steps of .02. What
 * a user watched and what they rated are contacts of their own, so that a rating has its own time.
 */
export const CONTACT_WORDS = 4;

/** Items beyond this number cannot be told apart in 21 bits. */
export const MOST_ITEMS = 1 << 21;

const VALUE_BITS = 11;
const VALUE_MASK = (1 << VALUE_BITS) - 1;
const FIRST_RATING = 1_501;
const RATING_STEPS = 50;
const UPPER = 0x1_0000_0000;
/** Stands for a time before all others, and for one behind all others: not liked. */
const LAST_UPPER = 0xffff;

/** A contact as it is put in: what one event says. */
export interface ContactEvent {
  readonly item: number;
  readonly kind: 'watch' | 'rating';
  /** ≥ 0. */
  readonly timeMs: number;
  /** Minute of a watch, 0 to 1,500; rating, 0 to 10. */
  readonly value: number;
  /** Whether the event makes the item a positive. */
  readonly isLike: boolean;
}

/** What a contact is known by: its item and whether it is a rating. Never the same for two. */
export const keyOf = (words: Uint32Array, at: number): number => {
  const first = words[at]!;
  return ((first >>> VALUE_BITS) << 1) | ((first & VALUE_MASK) >= FIRST_RATING ? 1 : 0);
};

/** The key that an item's watches, or its ratings, have. */
export const keyFor = (item: number, isRating: boolean): number => (item << 1) | (isRating ? 1 : 0);

export const itemOf = (words: Uint32Array, at: number): number => words[at]! >>> VALUE_BITS;

export const isRatingAt = (words: Uint32Array, at: number): boolean =>
  (words[at]! & VALUE_MASK) >= FIRST_RATING;

/** Furthest minute of a watch. */
export const minuteOf = (words: Uint32Array, at: number): number => words[at]! & VALUE_MASK;

export const ratingOf = (words: Uint32Array, at: number): number =>
  ((words[at]! & VALUE_MASK) - FIRST_RATING) / RATING_STEPS;

export const latestOf = (words: Uint32Array, at: number): number =>
  (words[at + 3]! >>> 16) * UPPER + words[at + 1]!;

/** First instant of liking; `Infinity` where the item is not liked. */
export const likedOf = (words: Uint32Array, at: number): number => {
  const upper = words[at + 3]! & 0xffff;
  return upper === LAST_UPPER ? Infinity : upper * UPPER + words[at + 2]!;
};

/** Writes the contact that one event makes. */
export function writeContact(words: Uint32Array, at: number, event: ContactEvent): void {
  const { item, timeMs, isLike } = event;
  const upper = Math.floor(timeMs / UPPER);
  words[at] = ((item << VALUE_BITS) | storedValue(event)) >>> 0;
  words[at + 1] = timeMs >>> 0;
  words[at + 2] = isLike ? timeMs >>> 0 : 0xffff_ffff;
  words[at + 3] = ((upper << 16) | (isLike ? upper : LAST_UPPER)) >>> 0;
}

const storedValue = ({ kind, value }: ContactEvent): number =>
  kind === 'watch'
    ? Math.min(value, FIRST_RATING - 1)
    : Math.min(FIRST_RATING + Math.round(value * RATING_STEPS), VALUE_MASK);

/**
 * Folds one contact into another of the same key. Whatever the order, and however often: the latest
 * contact counts, the first liking, the furthest minute, and of ratings the latest, of those of one
 * instant the highest.
 */
export function foldContact(
  into: Uint32Array,
  at: number,
  { words, from }: { readonly words: Uint32Array; readonly from: number },
): void {
  const latest = latestOf(into, at);
  const other = latestOf(words, from);
  const [value, otherValue] = [into[at]! & VALUE_MASK, words[from]! & VALUE_MASK];
  const replaces = value < FIRST_RATING || other === latest ? otherValue > value : other > latest;
  if (replaces) into[at] = words[from]!;
  let upper = into[at + 3]!;
  if (other > latest) {
    into[at + 1] = words[from + 1]!;
    upper = (words[from + 3]! & 0xffff_0000) | (upper & 0xffff);
  }
  if (likedOf(words, from) < likedOf(into, at)) {
    into[at + 2] = words[from + 2]!;
    upper = (upper & 0xffff_0000) | (words[from + 3]! & 0xffff);
  }
  into[at + 3] = upper >>> 0;
}
