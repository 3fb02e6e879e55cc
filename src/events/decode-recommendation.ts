import type { EventTime } from '../domain/event-time.ts';
import { itemId, type ItemId, type UserId } from '../domain/ids.ts';
import { isItemId } from './item-id-grammar.ts';
import { rejected, type DecodedLine } from './line-decoder.ts';
import { plainNumber } from './scan.ts';

const STATUS = ':8082, status ';
const RESULT = ', result: ';
const END = ' ms';

/**
 * Reads what follows `recommendation request ` on a line. The latency is taken from the end,
 * because an error text may hold commas and colons. A list may be longer than 20 or name an item
 * twice: it is kept as the stream shows it.
 *
 * @param from index of the host's first character
 */
export function decodeRecommendation(
  line: string,
  from: number,
  { time, userId }: { readonly time: EventTime; readonly userId: UserId },
): DecodedLine {
  const hostEnd = line.indexOf(STATUS, from);
  const statusAt = hostEnd + STATUS.length;
  const statusEnd = hostEnd < 0 ? -1 : line.indexOf(RESULT, statusAt);
  const resultAt = statusEnd + RESULT.length;
  const latencyComma = line.lastIndexOf(', ');
  if (statusEnd < 0 || !isHost(line, from, hostEnd) || !line.endsWith(END))
    return rejected('bad_recommendation');
  const status = plainNumber(line, statusAt, statusEnd);
  const latencyMs = plainNumber(line, latencyComma + 2, line.length - END.length);
  if (status < 0 || status > 999 || latencyMs < 0 || latencyComma < resultAt)
    return rejected('bad_recommendation');
  const host = line.slice(from, hostEnd);
  const result = line.slice(resultAt, latencyComma);
  const base = { kind: 'recommendation', time, userId, host, status, latencyMs } as const;
  if (status !== 200) return { ok: true, event: { ...base, itemIds: [], errorText: result } };
  if (result === '') return rejected('bad_recommendation');
  const itemIds = decodeList(result);
  return itemIds === null
    ? rejected('bad_item')
    : { ok: true, event: { ...base, itemIds, errorText: '' } };
}

/** A host holds neither blanks nor commas nor colons. */
function isHost(line: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = line.charCodeAt(at);
    if (code <= 32 || code === 44 || code === 58 || code > 126) return false;
  }
  return from < to;
}

/** Ids joined with comma and blank, or `null` when one of them is misspelled. */
function decodeList(result: string): ItemId[] | null {
  const itemIds: ItemId[] = [];
  for (let at = 0; ;) {
    const comma = result.indexOf(', ', at);
    const end = comma < 0 ? result.length : comma;
    if (!isItemId(result, at, end)) return null;
    itemIds.push(itemId(result.slice(at, end)));
    if (comma < 0) return itemIds;
    at = comma + 2;
  }
}
