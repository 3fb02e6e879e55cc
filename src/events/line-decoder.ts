import type { StreamEvent } from '../domain/stream-event.ts';
import type { Span } from './damaged-part.ts';
import { QUARANTINE_REASONS, type QuarantineReason } from './reasons.ts';

/** What a decoder makes of one line: an event, or the reason why there is none. */
export type DecodedLine =
  | { readonly ok: true; readonly event: StreamEvent }
  | { readonly ok: false; readonly reason: QuarantineReason };

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
}

/** A line that cannot be used. */
export const rejected = (reason: QuarantineReason): DecodedLine => REJECTED[reason];

const REJECTED = Object.fromEntries(
  Object.keys(QUARANTINE_REASONS).map((reason) => [reason, Object.freeze({ ok: false, reason })]),
) as Record<QuarantineReason, DecodedLine>;
