import type { User } from '../domain/catalogue-records.ts';

/** Fewer likes than this make a user new. */
export const NEW_USER_LIKES = 5;

const DAY_MS = 86_400_000;

/** What is known of a user when features are asked for. */
export interface UserFacts {
  /** From the catalogue; `null` when it does not know the user. */
  readonly user: User | null;
  /** When the user liked something, milliseconds since the epoch, ascending. */
  readonly likedAtMs: ArrayLike<number>;
}

/** The features of one user at one instant. */
export interface UserFeatures {
  /** Likes up to the instant. */
  readonly likeCount: number;
  /** Days since the last of them; `null` without any. */
  readonly daysSinceLastLike: number | null;
  /** `new` below five likes, else `returning`. */
  readonly tenure: 'new' | 'returning';
  /** `under-18`, `18-24`, … `65+`, or `unknown`. */
  readonly ageBand: string;
  readonly gender: 'M' | 'F' | 'unknown';
}

/**
 * Features of a user as they were at an instant. Likes after it are not looked at, so the function
 * gives offline, for any past instant, what serving would have computed then.
 *
 * Cost: O(log likes).
 */
export function userFeatures({ user, likedAtMs }: UserFacts, asOfMs: number): UserFeatures {
  const likeCount = countUpTo(likedAtMs, asOfMs);
  return {
    likeCount,
    daysSinceLastLike: likeCount === 0 ? null : (asOfMs - likedAtMs[likeCount - 1]!) / DAY_MS,
    tenure: likeCount < NEW_USER_LIKES ? 'new' : 'returning',
    ageBand: ageBandOf(user?.age ?? null),
    gender: user?.gender ?? 'unknown',
  };
}

/** How many of the ascending instants are at or before `asOfMs`. */
export function countUpTo(ascendingMs: ArrayLike<number>, asOfMs: number): number {
  let low = 0;
  let high = ascendingMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascendingMs[middle]! <= asOfMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const BANDS: readonly (readonly [from: number, name: string])[] = [
  [65, '65+'],
  [55, '55-64'],
  [45, '45-54'],
  [35, '35-44'],
  [25, '25-34'],
  [18, '18-24'],
  [0, 'under-18'],
];

/** Names of the bands of age, the oldest first. */
export const AGE_BANDS: readonly string[] = BANDS.map(([, name]) => name);

/** The band of an age in years; `unknown` without one. */
export const ageBandOf = (age: number | null): string =>
  age === null ? 'unknown' : (BANDS.find(([from]) => age >= from)?.[1] ?? 'unknown');
