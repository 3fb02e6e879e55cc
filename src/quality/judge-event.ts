import type { Catalogue } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import type { QuarantineReason } from '../events/index.ts';
import { checkItem } from './check-item.ts';
import { checkMinute } from './check-minute.ts';
import { checkUser } from './check-user.ts';
import type { Standing } from './standing.ts';

/** What a catalogue makes of an event. */
export type EventVerdict =
  | {
      readonly kind: 'accepted';
      readonly item: Standing;
      readonly user: Standing;
      /** Whether the minute lies behind the runtime that a partial catalogue knows. */
      readonly doubtfulMinute: boolean;
    }
  | { readonly kind: 'rejected'; readonly reason: QuarantineReason }
  /** The catalogue has not been asked about the movie or the user yet. */
  | { readonly kind: 'pending' };

const KNOWN: EventVerdict = Object.freeze({
  kind: 'accepted',
  item: 'known',
  user: 'known',
  doubtfulMinute: false,
});
const PENDING: EventVerdict = Object.freeze({ kind: 'pending' });

/**
 * Holds an event against the catalogue: its movie, its user, its minute. What is certainly wrong
 * comes first, so that a line waits only when an answer can still change what becomes of it.
 */
export function judgeEvent(event: StreamEvent, catalogue: Catalogue | null): EventVerdict {
  if (catalogue === null) return KNOWN;
  const item = checkItem(event, catalogue);
  if (item === 'unknown') return { kind: 'rejected', reason: 'unknown_item' };
  const user = checkUser(event, catalogue);
  if (user === 'unknown') return { kind: 'rejected', reason: 'unknown_user' };
  const minute = checkMinute(event, catalogue);
  if (minute === 'impossible') return { kind: 'rejected', reason: 'minute_past_end' };
  if (item === 'pending' || user === 'pending') return PENDING;
  if (item === 'known' && user === 'known' && minute === 'possible') return KNOWN;
  return { kind: 'accepted', item, user, doubtfulMinute: minute === 'doubtful' };
}
