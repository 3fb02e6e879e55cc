import { formatEventTime, type EventTime } from '../domain/event-time.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import { encodeAction } from '../events/index.ts';

/**
 * Writes accepted events in the form that is hashed: `position,time,user,event` and a line feed.
 * The time's text is kept from row to row, because neighbours share it.
 */
export function canonicalRows(): (position: number, event: StreamEvent) => string {
  let last: EventTime = { ms: Number.NaN, nanos: 0 };
  let text = '';
  return (position, event) => {
    const { time } = event;
    if (time.ms !== last.ms || time.nanos !== last.nanos) {
      last = time;
      text = formatEventTime(time);
    }
    return `${position},${text},${event.userId},${encodeAction(event)}\n`;
  };
}
