import type { EventTime } from '../domain/event-time.ts';
import { itemId, type ItemId, type UserId } from '../domain/ids.ts';
import { MAX_MINUTE } from './decode-line.ts';
import { isForeignId } from './foreign-id.ts';
import { findAt, numberOf, textOf } from './json-place.ts';
import type { DurationPlace, KindMapping, Place } from './json-mapping.ts';
import { recommendationReader } from './json-recommendation.ts';
import { rejected, type DecodedLine } from './line-decoder.ts';

/** Who did something, and when. */
export interface Who {
  readonly time: EventTime;
  readonly userId: UserId;
}

/** Makes an event of one kind from the object of a line. */
export type EventReader = (object: unknown, who: Who) => DecodedLine;

/** Makes the reader of one kind. @param usual where the item is, unless the kind says so */
export function eventReader(kind: KindMapping, usual: Place | undefined): EventReader {
  switch (kind.as) {
    case 'account':
      return (_object, who) => ({ ok: true, event: { kind: 'account', ...who } });
    case 'recommendation':
      return recommendationReader(kind);
    case 'rating':
      return ratingReader(kind, usual);
    case 'watch':
      return watchReader(kind, usual);
  }
}

type KindOf<As> = Extract<KindMapping, { readonly as: As }>;

/** The item of an event: its id, or the line's verdict when there is none. */
function itemReader(place: Place): (object: unknown) => ItemId | DecodedLine {
  const find = findAt(place);
  return (object) => {
    const value = find(object);
    if (value === undefined) return rejected('missing_field');
    const text = textOf(value);
    return text !== null && isForeignId(text) ? itemId(text) : rejected('bad_item');
  };
}

function ratingReader(
  { item, value, scale, words }: KindOf<'rating'>,
  usual: Place | undefined,
): EventReader {
  const itemOf = itemReader((item ?? usual)!);
  const find = findAt(value);
  const known = new Map(Object.entries(words ?? {}));
  const ratingOf = (found: unknown): number | null => {
    if (scale === undefined) return known.get(String(found)) ?? null;
    const given = numberOf(found);
    if (given === null || given < scale.from || given > scale.to) return null;
    return scale.onto === undefined ? given : (given * scale.onto) / scale.to;
  };
  return (object, who) => {
    const found = itemOf(object);
    if (typeof found === 'object') return found;
    const stated = find(object);
    if (stated === undefined) return rejected('missing_field');
    const rating = ratingOf(stated);
    return rating === null
      ? rejected('bad_rating')
      : { ok: true, event: { kind: 'rating', ...who, itemId: found, rating } };
  };
}

/** What a line says of how far somebody watched, in minutes; `undefined` when it lacks a part. */
type Extent = (object: unknown) => number | null | undefined;

function watchReader(kind: KindOf<'watch'>, usual: Place | undefined): EventReader {
  const itemOf = itemReader((kind.item ?? usual)!);
  const isTick = kind.minute !== undefined;
  const extentOf = isTick ? minutesAt(kind.minute!) : wholeExtent(kind);
  return (object, who) => {
    const found = itemOf(object);
    if (typeof found === 'object') return found;
    const extent = extentOf(object);
    if (extent === undefined) return rejected('missing_field');
    if (extent === null || !(extent >= 0)) return rejected('bad_minute');
    const watchedMinutes = Math.max(1, Math.ceil(extent));
    const minute = isTick ? Math.floor(extent) : watchedMinutes - 1;
    if (minute > MAX_MINUTE) return rejected('bad_minute');
    const event = { kind: 'watch', ...who, itemId: found, minute } as const;
    return { ok: true, event: isTick ? event : { ...event, watchedMinutes } };
  };
}

function wholeExtent({ minutes, completion, runtime }: KindOf<'watch'>): Extent {
  if (minutes !== undefined) return minutesAt(minutes);
  const find = findAt(completion!.at);
  const runtimeOf = minutesAt(runtime!);
  return (object) => {
    const value = find(object);
    const total = runtimeOf(object);
    if (value === undefined || total === undefined) return undefined;
    const share = numberOf(value);
    if (share === null || total === null || share < 0 || share > completion!.of) return null;
    return (share * total) / completion!.of;
  };
}

/** What a length is multiplied with and divided by to be minutes; whole numbers are exact. */
const TO_MINUTES = { ms: [1, 60_000], s: [1, 60], min: [1, 1], h: [60, 1] } as const;

/** A length of time in minutes; `null` when it is no number. */
function minutesAt({ at, unit }: DurationPlace): Extent {
  const find = findAt(at);
  const [times, by] = TO_MINUTES[unit];
  return (object) => {
    const value = find(object);
    if (value === undefined) return undefined;
    const length = numberOf(value);
    return length === null ? null : (length * times) / by;
  };
}
