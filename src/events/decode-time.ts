import type { EventTime } from '../domain/event-time.ts';
import { fixedDigits } from './scan.ts';

const DASH = 45;
const DOT = 46;
const COLON = 58;
const LETTER_T = 84;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads the first `length` characters of a line as a time: `YYYY-MM-DDThh:mm`, with or without
 * `:ss`, with or without a fraction of 3, 6 or 9 digits after the seconds; no zone, read as UTC.
 * Only real dates from 1970 on and real times of day (no leap second) count.
 *
 * @returns the instant, or `null`
 */
export function decodeTime(line: string, length: number): EventTime | null {
  const shaped =
    (length === 16 || length === 19 || length === 23 || length === 26 || length === 29) &&
    line.charCodeAt(4) === DASH &&
    line.charCodeAt(7) === DASH &&
    line.charCodeAt(10) === LETTER_T &&
    line.charCodeAt(13) === COLON;
  if (!shaped) return null;
  const dayMs = decodeDay(line);
  const hour = fixedDigits(line, 11, 2);
  const minute = fixedDigits(line, 14, 2);
  if (dayMs < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) return null;
  const minuteMs = dayMs + (hour * 60 + minute) * 60_000;
  return length === 16 ? { ms: minuteMs, nanos: 0 } : decodeSeconds(line, length, minuteMs);
}

/** Midnight of the date in the first ten characters, -1 when there is no such date. */
function decodeDay(line: string): number {
  const year = fixedDigits(line, 0, 4);
  const month = fixedDigits(line, 5, 2);
  const day = fixedDigits(line, 8, 2);
  if (year < 1970 || month < 1 || month > 12 || day < 1) return -1;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : DAYS[month - 1]!;
  return day > days ? -1 : Date.UTC(year, month - 1, day);
}

function decodeSeconds(line: string, length: number, minuteMs: number): EventTime | null {
  if (line.charCodeAt(16) !== COLON) return null;
  const second = fixedDigits(line, 17, 2);
  if (second < 0 || second > 59) return null;
  const ms = minuteMs + second * 1000;
  if (length === 19) return { ms, nanos: 0 };
  if (line.charCodeAt(19) !== DOT) return null;
  const digits = length - 20;
  const fraction = fixedDigits(line, 20, digits);
  if (fraction < 0) return null;
  const nanosOfSecond = fraction * 10 ** (9 - digits);
  const milliseconds = Math.floor(nanosOfSecond / 1_000_000);
  return { ms: ms + milliseconds, nanos: nanosOfSecond - milliseconds * 1_000_000 };
}
