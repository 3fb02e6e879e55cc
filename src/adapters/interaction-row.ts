/** One row of an interactions file. */
export interface InteractionRow {
  readonly user: string;
  readonly item: string;
  /** NaN where the row has no time. */
  readonly timeMs: number;
}

/** What is wrong with a row, for the error that names its line. */
export interface RowProblem {
  readonly column: string;
  readonly found: string;
  readonly expected: string;
}

/** Numbers from here on are milliseconds; as seconds they would lie after the year 5000. */
const FIRST_MS = 1e11;

/**
 * Parses `user<TAB>item[<TAB>value[<TAB>time]]`. Ids may hold anything but tabs and must not be
 * empty. The value must be a number and is not used. The time is seconds since the epoch (numbers
 * from 1e11 on: milliseconds) or an ISO 8601 text with a zone.
 */
export function parseInteractionRow(line: string): InteractionRow | RowProblem {
  const fields = line.split('\t');
  const [user = '', item = '', value, time] = fields;
  if (fields.length > 4)
    return { column: '5', found: `${fields.length} columns`, expected: '2 to 4, parted by tabs' };
  if (user === '') return { column: 'user', found: 'nothing', expected: 'a user id' };
  if (item === '') return { column: 'item', found: 'nothing', expected: 'an item id' };
  if (value !== undefined && Number.isNaN(numberOf(value)))
    return { column: 'value', found: quote(value), expected: 'a number' };
  const timeMs = time === undefined ? NaN : timeOf(time);
  if (time !== undefined && Number.isNaN(timeMs))
    return { column: 'time', found: quote(time), expected: 'seconds since 1970 or ISO 8601' };
  return { user, item, timeMs };
}

/** As a message shows it: control characters escaped, at most 40 characters. */
const quote = (text: string): string => JSON.stringify(text.slice(0, 40));

/** NaN for what is no finite decimal number. */
function numberOf(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : NaN;
}

const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

function timeOf(text: string): number {
  const value = numberOf(text);
  if (!Number.isNaN(value)) return Math.abs(value) < FIRST_MS ? value * 1000 : value;
  return ISO_8601.test(text) ? Date.parse(text) : NaN;
}
