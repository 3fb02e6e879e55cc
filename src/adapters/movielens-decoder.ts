import { itemId, userId } from '../domain/ids.ts';
import {
  isDigits,
  plainNumber,
  rejected,
  type DecodedLine,
  type LineDecoder,
} from '../events/index.ts';

/**
 * Reads MovieLens ratings: user, movie, rating (0.5 to 5 in half stars), seconds since the epoch,
 * with one separator throughout. Item ids are MovieLens' movie ids.
 *
 * @param name stable name with a version, such as `movielens-csv/1`
 */
export const movielensDecoder = (name: string, separator: string): LineDecoder => ({
  name,
  decode: (line) => decodeRow(line, separator),
});

function decodeRow(line: string, separator: string): DecodedLine {
  if (line === '') return rejected('empty_line');
  const [user, item, stars, seconds, ...more] = line.split(separator);
  if (item === undefined || stars === undefined || seconds === undefined || more.length > 0)
    return rejected('missing_field');
  if (!isDigits(user!, 0, user!.length)) return rejected('bad_user');
  if (!isDigits(item, 0, item.length)) return rejected('bad_item');
  const rating = /^[0-5](\.[05])?$/.test(stars) ? Number(stars) : 0;
  if (rating < 0.5 || rating > 5) return rejected('bad_rating');
  const ms = secondsToMs(seconds);
  if (ms < 0) return rejected('bad_time');
  const time = { ms, nanos: 0 };
  const ids = { userId: userId(user!), itemId: itemId(item) };
  return { ok: true, event: { kind: 'rating', time, ...ids, rating } };
}

/** Up to ten digits: instants until the year 2286. */
function secondsToMs(text: string): number {
  if (text.length === 10 && text[0] !== '0' && isDigits(text, 0, 10)) return Number(text) * 1000;
  const seconds = plainNumber(text, 0, text.length);
  return seconds < 0 ? -1 : seconds * 1000;
}
