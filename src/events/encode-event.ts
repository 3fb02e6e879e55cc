import { formatEventTime } from '../domain/event-time.ts';
import type { RecommendationEvent, StreamEvent } from '../domain/stream-event.ts';

/**
 * Writes an event as the service's log does: the inverse of the decoder, and the canonical form of
 * an event wherever events are hashed. The line has no line end.
 */
export function encodeEvent(event: StreamEvent): string {
  return `${formatEventTime(event.time)},${event.userId},${encodeAction(event)}`;
}

/**
 * The part of a line after time and user. Different events have different texts, also those that
 * only a mapping can make: ids hold neither blanks nor commas, and a whole watch ends in the
 * minutes it lasted, `.mpg?watched=95`, as no line of the movie service does.
 */
export function encodeAction(event: StreamEvent): string {
  switch (event.kind) {
    case 'watch':
      return event.watchedMinutes === undefined
        ? `GET /data/m/${event.itemId}/${event.minute}.mpg`
        : `GET /data/m/${event.itemId}/${event.minute}.mpg?watched=${event.watchedMinutes}`;
    case 'rating':
      return `GET /rate/${event.itemId}=${event.rating}`;
    case 'account':
      return 'GET /create_account';
    case 'recommendation':
      return encodeRecommendation(event);
  }
}

function encodeRecommendation(event: RecommendationEvent): string {
  const result = event.status === 200 ? event.itemIds.join(', ') : event.errorText;
  return `recommendation request ${event.host}:8082, status ${event.status}, result: ${result}, ${event.latencyMs} ms`;
}
