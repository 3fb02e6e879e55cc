import type { Ledger } from '../domain/ledger.ts';
import type { EventKind, StreamEvent } from '../domain/stream-event.ts';
import type { QuarantineReason } from '../events/index.ts';
import { userIdBound, type UserIdBound } from '../quality/index.ts';
import { sha256 } from '../store/index.ts';
import { rawLines, type RawLines } from './raw-lines.ts';
import { UNVERIFIED_EXAMPLES, type Unverified } from './segment.ts';

/** What a segment's content says of one leaf. */
export interface LeafFacts {
  readonly ledger: Ledger;
  readonly unverifiedItems: Unverified;
  readonly unverifiedUsers: Unverified;
  readonly unverifiedMinutes: Unverified;
  readonly userIdBound: number;
  readonly rowsDigest: string;
  readonly quarantineDigest: string;
  readonly pendingDigest: string;
  readonly linesDigest: string;
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
}

/** Where some lines of a leaf are: offsets in the source, spans in the leaf's raw lines. */
export interface LinePlaces {
  readonly positions: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Where one line of a leaf is. */
export interface LinePlace {
  readonly position: number;
  readonly start: number;
  readonly end: number;
}

/** What a repair changed. */
export interface Repair {
  /** Why the line could not be used as it came. */
  readonly reason: QuarantineReason;
  /** The line that is used in its place. */
  readonly line: string;
}

/** A repair with the event that it gives. */
export interface RepairedLine extends Repair {
  readonly event: StreamEvent;
  /** The event as it is hashed. */
  readonly canonical: string;
}

/** The judged lines of one aligned block of offsets, in memory, growing until the block is full. */
export interface Leaf {
  readonly from: number;
  /** One after the last line. */
  to: number;
  readonly raw: RawLines;
  /** Users of the lines that decode and repeat nothing, whatever the catalogue says of them. */
  readonly users: UserIdBound;
  /** Lines with a row in the events, the repaired ones among them. */
  readonly accepted: LinePlaces;
  readonly rejected: LinePlaces;
  /** Of the rejected lines. */
  readonly reasons: readonly QuarantineReason[];
  /** Lines that wait for the catalogue's answer. */
  readonly pending: LinePlaces;
  /** By position, the repaired ones of the accepted lines. */
  readonly repairs: ReadonlyMap<number, Repair>;
  /** @param canonical the event as it is hashed */
  accept(place: LinePlace, event: StreamEvent, canonical: string): void;
  /** Accepts what a repair made of the line. */
  repair(place: LinePlace, fixed: RepairedLine): void;
  /** Leaves the line to a later settlement. */
  pend(place: LinePlace): void;
  reject(place: LinePlace, reason: QuarantineReason): void;
  countDuplicate(): void;
  noteUnverified(what: 'item' | 'user' | 'minute', id: string): void;
  facts(): LeafFacts;
  /** Says that no line will come any more, so that what only facts need can be let go. */
  seal(): void;
}

/** A leaf without a line. @param boundBefore largest user id that the leaves before it show */
export function leafAt(from: number, boundBefore = 0): Leaf {
  const counts: Record<EventKind, number> = { watch: 0, rating: 0, recommendation: 0, account: 0 };
  const quarantined: Partial<Record<QuarantineReason, number>> = {};
  const unverified = { item: noted(), user: noted(), minute: noted() };
  const users = userIdBound(boundBefore);
  const raw = rawLines();
  const accepted = places();
  const rejected = places();
  const pending = places();
  const repairs = new Map<number, Repair>();
  const reasons: QuarantineReason[] = [];
  let rows: string[] = [];
  let read = 0;
  let duplicate = 0;
  let minTimeMs = Infinity;
  let maxTimeMs = -Infinity;
  let known: { readonly read: number; readonly facts: LeafFacts } | null = null;

  const gatherFacts = (): LeafFacts => {
    rows = [rows.join('')];
    const quarantine = reasons.map((reason, row) => `${rejected.positions[row]},${reason}\n`);
    const timed = minTimeMs <= maxTimeMs;
    return {
      ledger: {
        read,
        accepted: { ...counts },
        repaired: repairs.size,
        duplicate,
        quarantined: { ...quarantined },
        pending: pending.positions.length,
      },
      unverifiedItems: unverified.item.value(),
      unverifiedUsers: unverified.user.value(),
      unverifiedMinutes: unverified.minute.value(),
      userIdBound: users.after,
      rowsDigest: sha256(rows[0]!),
      quarantineDigest: sha256(quarantine.join('')),
      pendingDigest: sha256(pending.positions.map((position) => `${position}\n`).join('')),
      linesDigest: raw.digest(),
      minTimeMs: timed ? minTimeMs : null,
      maxTimeMs: timed ? maxTimeMs : null,
    };
  };
  const use = (place: LinePlace, { time }: StreamEvent, canonical: string): void => {
    read++;
    accepted.add(place);
    rows.push(canonical);
    minTimeMs = Math.min(minTimeMs, time.ms);
    maxTimeMs = Math.max(maxTimeMs, time.ms);
  };
  return {
    from,
    to: from,
    raw,
    users,
    accepted,
    rejected,
    reasons,
    pending,
    repairs,
    accept: (place, event, canonical) => {
      use(place, event, canonical);
      counts[event.kind]++;
    },
    repair: (place, { event, canonical, reason, line }) => {
      use(place, event, canonical);
      repairs.set(place.position, { reason, line });
    },
    pend: (place) => {
      read++;
      pending.add(place);
    },
    reject: (place, reason) => {
      read++;
      quarantined[reason] = (quarantined[reason] ?? 0) + 1;
      rejected.add(place);
      reasons.push(reason);
    },
    countDuplicate: () => {
      read++;
      duplicate++;
    },
    noteUnverified: (what, id) => unverified[what].add(id),
    facts: () => {
      if (known?.read !== read) known = { read, facts: gatherFacts() };
      return known!.facts;
    },
    seal: () => {
      known = { read, facts: gatherFacts() };
      rows = [];
    },
  };
}

function places(): LinePlaces & { add(place: LinePlace): void } {
  const positions: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    positions,
    starts,
    ends,
    add: ({ position, start, end }) => {
      positions.push(position);
      starts.push(start);
      ends.push(end);
    },
  };
}

function noted(): { add(id: string): void; value(): Unverified } {
  let lines = 0;
  const examples: string[] = [];
  return {
    add: (id) => {
      lines++;
      if (examples.length < UNVERIFIED_EXAMPLES && !examples.includes(id)) examples.push(id);
    },
    value: () => ({ lines, examples: [...examples] }),
  };
}
