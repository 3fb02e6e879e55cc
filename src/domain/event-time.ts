/**
 * An instant as the stream writes it: a local date and time without a zone, read as UTC, with
 * up to nanosecond resolution.
 */
export interface EventTime {
  /** Whole milliseconds since 1970-01-01T00:00:00Z. */
  readonly ms: number;
  /** Nanoseconds beyond `ms`, 0..999,999. */
  readonly nanos: number;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * Writes a time the way Java's `LocalDateTime.toString` does: seconds are left out when the time
 * falls on a full minute, the fraction has 0, 3, 6 or 9 digits, whichever is the fewest that lose
 * nothing. Inverse of the decoder's time rule.
 */
export function formatEventTime({ ms, nanos }: EventTime): string {
  const iso = new Date(ms).toISOString();
  const nanosOfSecond = (((ms % 1000) + 1000) % 1000) * 1_000_000 + nanos;
  if (nanosOfSecond === 0) return iso.slice(17, 19) === '00' ? iso.slice(0, 16) : iso.slice(0, 19);
  const digits = pad(nanosOfSecond, 9);
  const kept = digits.endsWith('000000') ? 3 : digits.endsWith('000') ? 6 : 9;
  return `${iso.slice(0, 19)}.${digits.slice(0, kept)}`;
}

/** The UTC day an instant falls on, as `YYYY-MM-DD`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
