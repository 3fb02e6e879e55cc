import { EVENT_KINDS, type EventKind, type StreamEvent } from '../domain/stream-event.ts';
import type { TickScanner, WordDictionary } from '../events/index.ts';
import type { LinePlace } from './leaf.ts';

/** `EventRows.item` of a row without an item. */
export const NO_ITEM = -1;

const PLAIN_USER = /^(?:0|[1-9][0-9]{0,14})$/;

/** Rows that name an answer, which the columns do not hold; their lines are decoded again. */
export interface AnswerRows {
  readonly rows: number[];
  /** Where the line is in the leaf's raw lines. */
  readonly starts: number[];
  readonly ends: number[];
}

/**
 * The accepted events of a leaf, column by column, in typed arrays: a million take some 40 MB and
 * no garbage collection looks at them. The arrays are longer than `count`.
 */
export class EventRows {
  count = 0;
  /** Index into `EVENT_KINDS`. */
  kind = new Uint8Array(256);
  timeMs = new Float64Array(256);
  /** The user id's value; where it is not a plain number, -1 minus its number in `words`. */
  user = new Float64Array(256);
  /** Number of the item in `words`, or `NO_ITEM`. */
  item = new Int32Array(256);
  /** Minute of a watch, value of a rating, status of a recommendation. */
  value = new Float64Array(256);
  position = new Float64Array(256);
  /** By row, the nanoseconds beyond `timeMs`, where there are any. */
  readonly nanos = new Map<number, number>();
  /** By row, the minutes of a whole watch. */
  readonly watchedMinutes = new Map<number, number>();
  /** Recommendations. */
  readonly answers: AnswerRows = { rows: [], starts: [], ends: [] };
  readonly words: WordDictionary;

  constructor(words: WordDictionary) {
    this.words = words;
  }

  /** Adds what a scanner has read. @param item its number in `words` */
  addTick(position: number, tick: TickScanner, item: number): void {
    const row = this.#next();
    this.kind[row] = tick.kind === 'watch' ? WATCH : RATING;
    this.timeMs[row] = tick.timeMs;
    this.user[row] = tick.user;
    this.item[row] = item;
    this.value[row] = tick.value;
    this.position[row] = position;
  }

  /** Adds a decoded event. */
  addEvent(place: LinePlace, event: StreamEvent): void {
    const row = this.#next();
    const { userId, time } = event;
    this.kind[row] = KIND_NUMBERS[event.kind];
    this.timeMs[row] = time.ms;
    this.user[row] = PLAIN_USER.test(userId) ? Number(userId) : -1 - this.words.add(userId);
    this.item[row] = 'itemId' in event ? this.words.add(event.itemId) : NO_ITEM;
    this.value[row] = valueOf(event);
    this.position[row] = place.position;
    if (time.nanos !== 0) this.nanos.set(row, time.nanos);
    if (event.kind === 'watch' && event.watchedMinutes !== undefined)
      this.watchedMinutes.set(row, event.watchedMinutes);
    if (event.kind !== 'recommendation') return;
    this.answers.rows.push(row);
    this.answers.starts.push(place.start);
    this.answers.ends.push(place.end);
  }

  /** An empty one in this one's memory; this one must not be used any more. */
  emptied(words: WordDictionary): EventRows {
    const rows = new EventRows(words);
    const { kind, timeMs, user, item, value, position } = this;
    return Object.assign(rows, { kind, timeMs, user, item, value, position });
  }

  /** The rows of another one, copied into this one's memory, which must not be used any more. */
  take(rows: EventRows): EventRows {
    const { count, nanos, watchedMinutes, answers, words } = rows;
    if (this.kind.length < count) this.#resize(count + (count >> 4));
    this.kind.set(rows.kind.subarray(0, count));
    this.timeMs.set(rows.timeMs.subarray(0, count));
    this.user.set(rows.user.subarray(0, count));
    this.item.set(rows.item.subarray(0, count));
    this.value.set(rows.value.subarray(0, count));
    this.position.set(rows.position.subarray(0, count));
    return Object.assign(this.emptied(words), { count, nanos, watchedMinutes, answers });
  }

  #next(): number {
    if (this.count === this.kind.length) this.#resize(Math.max(256, 2 * this.count));
    return this.count++;
  }

  #resize(length: number): void {
    this.kind = resized(this.kind, new Uint8Array(length));
    this.timeMs = resized(this.timeMs, new Float64Array(length));
    this.user = resized(this.user, new Float64Array(length));
    this.item = resized(this.item, new Int32Array(length));
    this.value = resized(this.value, new Float64Array(length));
    this.position = resized(this.position, new Float64Array(length));
  }
}

const KIND_NUMBERS = Object.fromEntries(EVENT_KINDS.map((kind, n) => [kind, n])) as Record<
  EventKind,
  number
>;
const WATCH = KIND_NUMBERS.watch;
const RATING = KIND_NUMBERS.rating;

function valueOf(event: StreamEvent): number {
  if (event.kind === 'watch') return event.minute;
  if (event.kind === 'rating') return event.rating;
  return event.kind === 'recommendation' ? event.status : 0;
}

function resized<T extends Uint8Array | Int32Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
