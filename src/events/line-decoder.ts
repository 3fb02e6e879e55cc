import type { StreamEvent } from '../domain/stream-event.ts';
import type { Span } from './damaged-part.ts';
import { QUARANTINE_REASONS, type QuarantineReason } from './reasons.ts';

/** What a decoder makes of one line: an event, or the reason why there is none. */
export type DecodedLine =
  | { readonly ok: true; readonly event: StreamEvent }
  | { readonly ok: false; readonly reason: QuarantineReason };

/** A line as bytes: `bytes[start .. end)`, without its line end. */
export interface LineSpan {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the plainest lines of a format from their bytes, without a string: watches and ratings
 * that are written exactly as the encoder writes them. `decode` says the same of every line that a
 * scanner takes; a line that it does not take may be as good as any other.
 */
export interface TickScanner {
  /** Whether it took the line; the fields are those of the line that it took last. */
  scan(line: LineSpan): boolean;
  readonly kind: 'watch' | 'rating';
  /** Whole milliseconds; a line with a finer time is not taken. */
  readonly timeMs: number;
  /** The user id's value, below 10^15; it has no leading zero. */
  readonly user: number;
  /** The item id is `bytes[itemStart .. itemEnd)`: not empty, not yet held against the grammar. */
  readonly itemStart: number;
  readonly itemEnd: number;
  /** The minute of a watch, the value of a rating. */
  readonly value: number;
}

/** Gives lines their meaning. Never throws, whatever the line holds. */
export interface LineDecoder {
  /** Stable name with a version, kept with everything that was decoded, such as `movielog/1`. */
  readonly name: string;
  /** @param line one line, without its line end */
  readonly decode: (line: string) => DecodedLine;
  /**
   * Where one character too many must be for a line to be unusable for a reason; `null` when none
   * explains it. Absent for a format whose lines are never damaged in that way: nothing is repaired.
   */
  readonly damagedPart?: (line: string, reason: QuarantineReason) => Span | null;
  /** Makes a quick reader of the plainest lines; absent where the format has none. */
  readonly scanner?: () => TickScanner;
}

/** A line that cannot be used. */
export const rejected = (reason: QuarantineReason): DecodedLine => REJECTED[reason];

const REJECTED = Object.fromEntries(
  Object.keys(QUARANTINE_REASONS).map((reason) => [reason, Object.freeze({ ok: false, reason })]),
) as Record<QuarantineReason, DecodedLine>;
