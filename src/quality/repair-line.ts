import type { Catalogue } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import type { LineDecoder, QuarantineReason } from '../events/index.ts';
import { judgeEvent } from './judge-event.ts';

/** What a repair is held against. */
export interface RepairGrounds {
  readonly decoder: LineDecoder;
  readonly catalogue: Catalogue | null;
  /** Largest user id that the log has shown to be real so far; 0 for none. */
  readonly userIdBound: number;
}

/** One line that may have been meant. */
export interface RepairCandidate {
  readonly line: string;
  readonly event: StreamEvent;
}

/** What became of the attempt to repair a line. */
export type RepairAttempt =
  | { readonly kind: 'repaired'; readonly candidate: RepairCandidate }
  /** Several lines can have been meant; the first two are given. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly RepairCandidate[] }
  /** Whether it can be repaired depends on ids the catalogue has not been asked about yet. */
  | { readonly kind: 'pending'; readonly candidates: readonly RepairCandidate[] }
  | { readonly kind: 'none' };

/** Longest line that is repaired, in UTF-16 units; every deletion of it is looked at. */
const MAX_REPAIR_LENGTH = 4_096;
/** What the service writes of an answer; the decoder keeps any number. */
const STATUSES: ReadonlySet<number> = new Set([200, 400, 0]);
const NONE: RepairAttempt = Object.freeze({ kind: 'none' });

/**
 * Repairs a line only where that is certain. The known fault is one inserted letter, digit or
 * blank: the line is repaired when taking one such character out of the damaged part gives exactly
 * one valid line whose movies the catalogue has and whose user is plausible. What was written before
 * the fault is among the candidates whenever its movie is known, so a single one is that line.
 *
 * Cost: one decode for each character of the damaged part.
 */
export function repairLine(
  line: string,
  reason: QuarantineReason,
  grounds: RepairGrounds,
): RepairAttempt {
  const { catalogue } = grounds;
  if (catalogue === null || catalogue.itemCoverage === 'none') return NONE;
  const sound: RepairCandidate[] = [];
  const open: RepairCandidate[] = [];
  for (const candidate of candidatesOf(line, reason, grounds)) {
    const standing = standingOfCandidate(candidate.event, catalogue, grounds.userIdBound);
    if (standing === 'known') sound.push(candidate);
    else if (standing === 'pending') open.push(candidate);
    if (sound.length > 1) return { kind: 'ambiguous', candidates: sound };
  }
  if (open.length > 0) return { kind: 'pending', candidates: open };
  return sound.length === 0 ? NONE : { kind: 'repaired', candidate: sound[0]! };
}

/** The valid lines that taking out one character gives, each once. */
export function* candidatesOf(
  line: string,
  reason: QuarantineReason,
  { decoder }: Pick<RepairGrounds, 'decoder'>,
): Generator<RepairCandidate> {
  const part = line.length <= MAX_REPAIR_LENGTH ? decoder.damagedPart?.(line, reason) : null;
  if (part === null || part === undefined) return;
  for (let at = part.from; at < part.to; at++) {
    const code = line.charCodeAt(at);
    // Taking out any one of several equal neighbours gives the same line.
    if (!canBeInserted(code) || (at > part.from && code === line.charCodeAt(at - 1))) continue;
    const shorter = line.slice(0, at) + line.slice(at + 1);
    const decoded = decoder.decode(shorter);
    if (decoded.ok) yield { line: shorter, event: decoded.event };
  }
}

/** Whether a candidate can be what was written: `pending` where only the API can tell. */
export function standingOfCandidate(
  event: StreamEvent,
  catalogue: Catalogue,
  userIdBound: number,
): 'known' | 'pending' | 'excluded' {
  if (event.kind === 'recommendation' && !STATUSES.has(event.status)) return 'excluded';
  const verdict = judgeEvent(event, catalogue);
  if (verdict.kind === 'rejected') return 'excluded';
  if (!isPlausibleUser(event, catalogue, userIdBound)) return 'excluded';
  if (verdict.kind === 'pending') return 'pending';
  return verdict.item === 'known' ? 'known' : 'excluded';
}

/**
 * A user the catalogue has, or, where it does not have them all, one within the ids seen so far. A
 * user who opens an account is new.
 */
function isPlausibleUser(event: StreamEvent, catalogue: Catalogue, bound: number): boolean {
  const { userCoverage } = catalogue;
  if (event.kind === 'account' || userCoverage === 'complete' || userCoverage === 'live')
    return true;
  if (userCoverage === 'partial' && catalogue.hasUser(event.userId)) return true;
  const number = Number(event.userId);
  return number >= 1 && number <= bound;
}

/** ASCII letters, digits and the blank. */
const canBeInserted = (code: number): boolean =>
  code === 32 ||
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122);
