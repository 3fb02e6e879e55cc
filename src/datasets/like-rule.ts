import { createHash } from 'node:crypto';
import type { DatasetParameters } from './parameters.ts';

/** From where on a contact is a positive. */
export interface LikeRule {
  /** First minute of an item, counted from 0, whose watching makes it one. */
  readonly fromMinute: number;
  /** Lowest rating that makes it one. */
  readonly fromRating: number;
}

/**
 * What makes a positive: a watch that gets far enough, or a rating that is high enough. A user likes
 * an item from the first such event on.
 */
export const likeRuleOf = ({
  minWatchMinutes,
  ratingScale,
  minRatingShare,
}: Pick<DatasetParameters, 'minWatchMinutes' | 'ratingScale' | 'minRatingShare'>): LikeRule => ({
  fromMinute: minWatchMinutes - 1,
  fromRating: ratingScale * minRatingShare,
});

/**
 * Share of an item that somebody has watched who got to a minute of it; NaN where the runtime is not
 * known.
 *
 * @param lastMinute counted from 0
 * @param runtimeMinutes `null` or 0 where the catalogue does not say
 */
export const completionOf = (lastMinute: number, runtimeMinutes: number | null): number =>
  runtimeMinutes !== null && runtimeMinutes > 0
    ? Math.min(1, (lastMinute + 1) / runtimeMinutes)
    : Number.NaN;

/** What puts the positives of one instant in order: the smaller text first. */
export const tieKeyOf = (seed: number, userId: string, itemId: string): string =>
  createHash('md5').update(`${seed}/${userId}/${itemId}`).digest('hex');
