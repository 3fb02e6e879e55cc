import type { EventTime } from './event-time.ts';
import type { ItemId, UserId } from './ids.ts';

/** One minute of a movie was sent to a viewer, or a whole watch was told when it ended. */
export interface WatchEvent {
  readonly kind: 'watch';
  readonly time: EventTime;
  readonly userId: UserId;
  readonly itemId: ItemId;
  /** Minute of the movie, counted from 0; of a whole watch the last one that was reached. */
  readonly minute: number;
  /** Minutes that a whole watch lasted, 1 or more; absent where one minute was sent. */
  readonly watchedMinutes?: number;
}

/** A viewer rated a movie. */
export interface RatingEvent {
  readonly kind: 'rating';
  readonly time: EventTime;
  readonly userId: UserId;
  readonly itemId: ItemId;
  /** On the installation's scale: 1..5 or 1..10 in the stream, 0.5..5 in MovieLens. */
  readonly rating: number;
}

/** The service asked us for a list, and this is what it made of the answer. */
export interface RecommendationEvent {
  readonly kind: 'recommendation';
  readonly time: EventTime;
  readonly userId: UserId;
  /** Host that was asked, without the port. */
  readonly host: string;
  /** 200 answered, 400 voided, 0 no usable answer. Other codes are kept as they are. */
  readonly status: number;
  /** The list as shown, best first; empty unless status is 200. */
  readonly itemIds: readonly ItemId[];
  /** The text after `result:` when status is not 200, else empty. */
  readonly errorText: string;
  /** As the caller measured it. */
  readonly latencyMs: number;
}

/** A user opened an account (newer installations). */
export interface AccountEvent {
  readonly kind: 'account';
  readonly time: EventTime;
  readonly userId: UserId;
}

/** What one line of the service's log says. */
export type StreamEvent = WatchEvent | RatingEvent | RecommendationEvent | AccountEvent;

/** The kinds of line, in the order every ledger prints them. */
export const EVENT_KINDS = ['watch', 'rating', 'recommendation', 'account'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
