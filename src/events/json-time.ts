import type { EventTime } from '../domain/event-time.ts';
import { decodeTime } from './decode-time.ts';
import type { TimeFormat } from './json-mapping.ts';

/** The first instant that cannot be written with a year of four digits. */
const END_MS = Date.UTC(9999, 11, 31) + 86_400_000;
const ISO =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?(?:([Zz])|([+-])(\d\d):?(\d\d)?)?$/;
/** Digits of a second that each unit of an epoch time stands for. */
const DIGITS = { 'epoch-s': 0, 'epoch-ms': 3, 'epoch-us': 6, 'epoch-ns': 9 } as const;

/** Makes the reader of a time format; it gives `null` for what is no time from 1970 to 9999. */
export function timeReader(format: TimeFormat): (value: unknown) => EventTime | null {
  if (format === 'iso') return (value) => isoTime(value, false);
  if (format === 'iso-utc') return (value) => isoTime(value, true);
  const digits = DIGITS[format];
  return (value) => epochTime(value, digits);
}

/**
 * ISO 8601, date and time with up to nine digits of a second.
 *
 * @param zoneless whether a time without a zone is read as UTC; one with a zone is as it says
 */
function isoTime(value: unknown, zoneless: boolean): EventTime | null {
  const parts = typeof value === 'string' ? ISO.exec(value) : null;
  if (parts === null) return null;
  const [, day, clock, fraction, utc, sign, hours, minutes = '00'] = parts;
  if (fraction !== undefined && clock!.length === 5) return null;
  if (utc === undefined && sign === undefined && !zoneless) return null;
  const text = `${day}T${clock}${fraction === undefined ? '' : `.${fraction.padEnd(9, '0')}`}`;
  const local = decodeTime(text, text.length);
  if (local === null || sign === undefined) return local;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const ms = local.ms - offsetMs;
  return ms < 0 || ms >= END_MS ? null : { ms, nanos: local.nanos };
}

/**
 * Seconds, or thousandths, millionths, billionths of them, since 1970; a fraction is allowed. Read
 * digit by digit, because a number of nanoseconds does not fit into a double; a number that JSON
 * cannot keep exactly is none.
 */
function epochTime(value: unknown, digits: number): EventTime | null {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return null;
  const text = typeof value === 'number' ? String(value) : value;
  const parts = typeof text === 'string' ? /^(\d{1,21})(?:\.(\d{1,9}))?$/.exec(text) : null;
  if (parts === null) return null;
  const [, whole, fraction = ''] = parts;
  const all = whole!.padStart(digits + 1, '0');
  const seconds = Number(all.slice(0, all.length - digits));
  const ofSecond = Number((all.slice(all.length - digits) + fraction).padEnd(9, '0').slice(0, 9));
  const ms = seconds * 1000 + Math.floor(ofSecond / 1_000_000);
  return ms >= END_MS ? null : { ms, nanos: ofSecond % 1_000_000 };
}
