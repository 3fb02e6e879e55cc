import type { Catalogue } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import {
  rejected,
  type DecodedLine,
  type LineDecoder,
  type QuarantineReason,
} from '../events/index.ts';
import {
  judgeEvent,
  repairLine,
  type DuplicateWindow,
  type EventVerdict,
  type RepairCandidate,
} from '../quality/index.ts';
import type { Leaf, LinePlace } from './leaf.ts';

/** One line on its way into a leaf. */
export interface LineToJudge {
  /** `null` when the bytes are no UTF-8. */
  readonly text: string | null;
  readonly place: LinePlace;
  /** The line as it came is `bytes[start .. end)`. */
  readonly span: { readonly bytes: Uint8Array; readonly start: number; readonly end: number };
}

/** Gives one line its place in the ledger of a leaf. */
export type JudgeLine = (line: LineToJudge, leaf: Leaf) => void;

/**
 * Makes the function that judges a line with everything there is: decode, look for a repeat, hold
 * the ids against the catalogue, repair. Whether a line as it came repeats another does not depend
 * on the catalogue. A repaired line is looked up once more, as repaired.
 *
 * What an API has not been asked about yet leaves the line pending; what is known beyond `catalogue`
 * has no part in it, so that judging again gives the same.
 */
export function judgeLines({
  decoder,
  catalogue,
  window,
  canonical,
}: {
  readonly decoder: LineDecoder;
  readonly catalogue: Catalogue | null;
  readonly window: DuplicateWindow;
  /** Writes an event as it is hashed. */
  readonly canonical: (position: number, event: StreamEvent) => string;
}): JudgeLine {
  const mend = (line: LineToJudge, reason: QuarantineReason, leaf: Leaf): void => {
    const { text, place } = line;
    const userIdBound = leaf.users.before;
    const attempt =
      text === null
        ? ({ kind: 'none' } as const)
        : repairLine(text, reason, { decoder, catalogue, userIdBound });
    if (attempt.kind === 'pending') leaf.pend(place);
    else if (attempt.kind === 'none') leaf.reject(place, reason);
    else if (attempt.kind === 'ambiguous') leaf.reject(place, 'ambiguous_repair');
    else useRepaired(place, { reason, ...attempt.candidate }, leaf);
  };
  const useRepaired = (
    place: LinePlace,
    { line, event, reason }: RepairCandidate & { readonly reason: QuarantineReason },
    leaf: Leaf,
  ): void => {
    const bytes = Buffer.from(line);
    if (window.isRepeat(event.time.ms, { bytes, start: 0, end: bytes.length }))
      leaf.countDuplicate();
    else leaf.repair(place, { reason, line, event, canonical: canonical(place.position, event) });
  };
  return (line, leaf) => {
    const { text, place, span } = line;
    const decoded: DecodedLine = text === null ? rejected('not_utf8') : decoder.decode(text);
    if (!decoded.ok) return mend(line, decoded.reason, leaf);
    const { event } = decoded;
    if (window.isRepeat(event.time.ms, span)) return leaf.countDuplicate();
    leaf.users.see(event.userId);
    const verdict = judgeEvent(event, catalogue);
    if (verdict.kind === 'pending') return leaf.pend(place);
    if (verdict.kind === 'rejected') return mend(line, verdict.reason, leaf);
    const meant = listMeant(text!, event, verdict);
    if (meant !== null) return useRepaired(place, { reason: 'unknown_item', ...meant }, leaf);
    leaf.accept(place, event, canonical(place.position, event));
    if (catalogue !== null) noteDoubts(event, { verdict, catalogue, leaf });
  };

  /** What a list with a movie that does not exist was, where that is certain. */
  function listMeant(
    text: string,
    event: StreamEvent,
    verdict: EventVerdict & { kind: 'accepted' },
  ): RepairCandidate | null {
    if (event.kind !== 'recommendation' || verdict.item !== 'unverified') return null;
    if (catalogue?.itemCoverage !== 'complete') return null;
    const grounds = { decoder, catalogue, userIdBound: 0 };
    const attempt = repairLine(text, 'unknown_item', grounds);
    return attempt.kind === 'repaired' ? attempt.candidate : null;
  }
}

/**
 * Makes the function for lines that another file has at the same offset: they are remembered as if
 * they had been judged, and used no second time.
 */
export function judgeRereadLines({
  decoder,
  window,
}: {
  readonly decoder: LineDecoder;
  readonly window: DuplicateWindow;
}): (line: LineToJudge, leaf: Leaf, source: string) => void {
  return ({ text, span }, leaf, source) => {
    leaf.countReread(source);
    const decoded = text === null ? rejected('not_utf8') : decoder.decode(text);
    if (!decoded.ok) return;
    const { time, userId } = decoded.event;
    if (!window.isRepeat(time.ms, span)) leaf.users.see(userId);
  };
}

/** Counts what a partial catalogue leaves open about an accepted line. */
export function noteDoubts(
  event: StreamEvent,
  {
    verdict,
    catalogue,
    leaf,
  }: { verdict: EventVerdict & { kind: 'accepted' }; catalogue: Catalogue; leaf: Leaf },
): void {
  if (verdict.user === 'unverified') leaf.noteUnverified('user', event.userId);
  if (event.kind === 'watch' && verdict.doubtfulMinute)
    leaf.noteUnverified('minute', `${event.itemId}/${event.minute}`);
  if (verdict.item !== 'unverified' || event.kind === 'account') return;
  const lacking =
    event.kind === 'recommendation'
      ? event.itemIds.find((itemId) => !catalogue.hasItem(itemId))!
      : event.itemId;
  leaf.noteUnverified('item', lacking);
}
