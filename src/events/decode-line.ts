import type { EventTime } from '../domain/event-time.ts';
import { itemId, userId, type UserId } from '../domain/ids.ts';
import { decodeRecommendation } from './decode-recommendation.ts';
import { decodeTime } from './decode-time.ts';
import { isItemId } from './item-id-grammar.ts';
import { rejected, type DecodedLine } from './line-decoder.ts';
import { isDigits, plainNumber } from './scan.ts';

/** Longest line that is looked at, in UTF-16 units. Real ones stay below 2,000. */
export const MAX_LINE_LENGTH = 65_536;
/** Last minute a watch line may name; the longest known movie runs 1,256 minutes. */
export const MAX_MINUTE = 1_500;
/** Top of the newer installations' scale. */
export const MAX_RATING = 10;

const WATCH = 'GET /data/m/';
const RATE = 'GET /rate/';
const ACCOUNT = 'GET /create_account';
const RECOMMENDATION = 'recommendation request ';
const FILE = '.mpg';

interface Who {
  readonly time: EventTime;
  readonly userId: UserId;
}

/**
 * Reads one line of the movie service's log: `time,userid,event` with the events watch, rate,
 * recommendation and create_account. Scans once, never throws. Ids are kept as written.
 */
export function decodeLine(line: string): DecodedLine {
  if (line.length === 0) return rejected('empty_line');
  if (line.length > MAX_LINE_LENGTH) return rejected('line_too_long');
  const timeEnd = line.indexOf(',');
  const userEnd = timeEnd < 0 ? -1 : line.indexOf(',', timeEnd + 1);
  if (userEnd < 0) return rejected('missing_field');
  const time = decodeTime(line, timeEnd);
  if (time === null) return rejected('bad_time');
  if (!isDigits(line, timeEnd + 1, userEnd)) return rejected('bad_user');
  return decodeEvent(line, userEnd + 1, { time, userId: userId(line.slice(timeEnd + 1, userEnd)) });
}

function decodeEvent(line: string, at: number, who: Who): DecodedLine {
  if (line.startsWith(WATCH, at)) return decodeWatch(line, at + WATCH.length, who);
  if (line.startsWith(RATE, at)) return decodeRating(line, at + RATE.length, who);
  if (line.startsWith(RECOMMENDATION, at))
    return decodeRecommendation(line, at + RECOMMENDATION.length, who);
  if (line.length === at + ACCOUNT.length && line.startsWith(ACCOUNT, at))
    return { ok: true, event: { kind: 'account', time: who.time, userId: who.userId } };
  return rejected('unknown_event');
}

function decodeWatch(line: string, at: number, { time, userId }: Who): DecodedLine {
  const slash = line.indexOf('/', at);
  if (slash < 0 || !line.endsWith(FILE)) return rejected('unknown_event');
  if (!isItemId(line, at, slash)) return rejected('bad_item');
  const minute = plainNumber(line, slash + 1, line.length - FILE.length);
  if (minute < 0 || minute > MAX_MINUTE) return rejected('bad_minute');
  const item = itemId(line.slice(at, slash));
  return { ok: true, event: { kind: 'watch', time, userId, itemId: item, minute } };
}

function decodeRating(line: string, at: number, { time, userId }: Who): DecodedLine {
  const equals = line.indexOf('=', at);
  if (equals < 0) return rejected('unknown_event');
  if (!isItemId(line, at, equals)) return rejected('bad_item');
  const rating = plainNumber(line, equals + 1, line.length);
  if (rating < 1 || rating > MAX_RATING) return rejected('bad_rating');
  const item = itemId(line.slice(at, equals));
  return { ok: true, event: { kind: 'rating', time, userId, itemId: item, rating } };
}
