import type { QuarantineReason } from './reasons.ts';

/** Characters `from` (included) to `to` (excluded) of a line. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of a line of the movie service's log in which a character must have come in for it to be
 * unusable for the given reason: the time, the user, or the event. `null` where no inserted letter,
 * digit or blank explains the reason.
 *
 * The parts before it were found sound, and the parts behind it cannot mend it. Insertions make no
 * commas, so the first two still part the line.
 */
export function damagedPart(line: string, reason: QuarantineReason): Span | null {
  const timeEnd = line.indexOf(',');
  const userEnd = timeEnd < 0 ? -1 : line.indexOf(',', timeEnd + 1);
  if (userEnd < 0) return null;
  switch (reason) {
    case 'bad_time':
      return { from: 0, to: timeEnd };
    case 'bad_user':
    case 'unknown_user':
      return { from: timeEnd + 1, to: userEnd };
    case 'unknown_event':
    case 'bad_item':
    case 'bad_minute':
    case 'bad_rating':
    case 'bad_recommendation':
    case 'unknown_item':
    case 'minute_past_end':
      return { from: userEnd + 1, to: line.length };
    default:
      return null;
  }
}
