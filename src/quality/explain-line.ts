import type { Catalogue } from '../catalogue/index.ts';
import type { LineDecoder, QuarantineReason, Span } from '../events/index.ts';
import { judgeEvent } from './judge-event.ts';
import { candidatesOf, standingOfCandidate } from './repair-line.ts';

/** Why a line is not used, and what was considered in its place. */
export interface LineExplanation {
  /** Why it cannot be used as it is now; `null` when it can, or waits for the catalogue. */
  readonly reason: QuarantineReason | null;
  readonly isWaiting: boolean;
  /** Where the decoder, or the catalogue, found fault; `null` where no one place is at fault. */
  readonly stoppedAt: Span | null;
  readonly candidates: readonly {
    readonly line: string;
    /** `known`: it can have been meant. `excluded`: its movie, user or minute cannot be. */
    readonly standing: 'known' | 'pending' | 'excluded';
  }[];
}

/** Explains what becomes of a line with a decoder and a catalogue. */
export function explainLine(
  line: string,
  {
    decoder,
    catalogue,
    userIdBound,
  }: {
    readonly decoder: LineDecoder;
    readonly catalogue: Catalogue | null;
    readonly userIdBound: number;
  },
): LineExplanation {
  const decoded = decoder.decode(line);
  const verdict = decoded.ok ? judgeEvent(decoded.event, catalogue) : null;
  const reason = !decoded.ok
    ? decoded.reason
    : verdict?.kind === 'rejected'
      ? verdict.reason
      : null;
  const stoppedAt = reason === null ? null : (decoder.damagedPart?.(line, reason) ?? null);
  const candidates = reason === null ? [] : [...candidatesOf(line, reason, { decoder })];
  return {
    reason,
    isWaiting: verdict?.kind === 'pending',
    stoppedAt,
    candidates: candidates.map((candidate) => ({
      line: candidate.line,
      standing:
        catalogue === null
          ? 'excluded'
          : standingOfCandidate(candidate.event, catalogue, userIdBound),
    })),
  };
}
