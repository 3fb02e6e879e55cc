import type { Item } from '../domain/catalogue-records.ts';
import { countUpTo } from './user-features.ts';

const DAY_MS = 86_400_000;
const RECENT_DAYS = 7;

/** What is known of an item when features are asked for. */
export interface ItemFacts {
  readonly item: Item;
  /** When somebody liked it, milliseconds since the epoch, ascending. */
  readonly likedAtMs: ArrayLike<number>;
}

/** The features of one item at one instant. */
export interface ItemFeatures {
  /** Likes up to the instant, and in the seven days before it. */
  readonly likeCount: number;
  readonly recentLikeCount: number;
  /** Days since the first like; `null` before it. */
  readonly daysSinceFirstLike: number | null;
  /** Years since the release; negative before it, `null` when the year is unknown. */
  readonly ageYears: number | null;
  readonly genreCount: number;
}

/**
 * Features of an item as they were at an instant; likes after it are not looked at.
 *
 * Cost: O(log likes).
 */
export function itemFeatures({ item, likedAtMs }: ItemFacts, asOfMs: number): ItemFeatures {
  const likeCount = countUpTo(likedAtMs, asOfMs);
  return {
    likeCount,
    recentLikeCount: likeCount - countUpTo(likedAtMs, asOfMs - RECENT_DAYS * DAY_MS),
    daysSinceFirstLike: likeCount === 0 ? null : (asOfMs - likedAtMs[0]!) / DAY_MS,
    ageYears:
      item.releaseYear === null ? null : new Date(asOfMs).getUTCFullYear() - item.releaseYear,
    genreCount: item.genres.length,
  };
}
