import type { Ledger } from '../domain/ledger.ts';
import type { EventKind, StreamEvent } from '../domain/stream-event.ts';
import type { LineSpan, QuarantineReason, TickScanner } from '../events/index.ts';
import {
  lateness,
  userIdBound,
  type LateDays,
  type Lateness,
  type UserIdBound,
} from '../quality/index.ts';
import { sha256 } from '../store/index.ts';
import type { EventRows } from './event-rows.ts';
import { newParts, type LeafMemory, type LeafParts } from './leaf-growth.ts';
import { rawLines, type RawLines } from './raw-lines.ts';
import { UNVERIFIED_EXAMPLES, type Unverified } from './segment.ts';

/** What a segment's content says of one leaf. */
export interface LeafFacts {
  readonly ledger: Ledger;
  /** Lines, the first ones, that another file has too; they are among the duplicates. */
  readonly reread: { readonly source: string; readonly lines: number } | null;
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
  readonly lateDays: LateDays;
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

/** A repair and the line that it was made of. */
export interface PlacedRepair extends Repair {
  readonly place: LinePlace;
}

/** A line as a scanner has read it. */
export interface Tick {
  readonly scanned: TickScanner;
  /** Number of the item among the words of the leaf's rows. */
  readonly item: number;
  /** In canonical form. */
  readonly line: LineSpan;
  /** Over the line's bytes. */
  readonly view: DataView;
}

/** The judged lines of one aligned block of offsets, in memory, growing until the block is full. */
export interface Leaf {
  readonly from: number;
  /** One after the last line. */
  to: number;
  readonly raw: RawLines;
  /** Users of the lines that decode and repeat nothing, whatever the catalogue says of them. */
  readonly users: UserIdBound;
  /** Event times of the accepted lines, beside those of the lines before. */
  readonly times: Lateness;
  /** The accepted events, the repaired ones among them. */
  readonly rows: EventRows;
  readonly rejected: LinePlaces;
  /** Of the rejected lines. */
  readonly reasons: readonly QuarantineReason[];
  /** Lines that wait for the catalogue's answer. */
  readonly pending: LinePlaces;
  /** By position, the repaired ones of the accepted lines. */
  readonly repairs: ReadonlyMap<number, PlacedRepair>;
  /** Lends it what it grows in, before its first line. */
  growIn(parts: LeafParts, memory: LeafMemory): void;
  /** Accepts what a scanner has read. */
  acceptTick(position: number, tick: Tick): void;
  /** @param canonical the event as it is hashed */
  accept(place: LinePlace, event: StreamEvent, canonical: string): void;
  /** Accepts what a repair made of the line. */
  repair(place: LinePlace, fixed: RepairedLine): void;
  /** Leaves the line to a later settlement. */
  pend(place: LinePlace): void;
  reject(place: LinePlace, reason: QuarantineReason): void;
  countDuplicate(): void;
  /** Counts a line that another file has at the same offset. */
  countReread(source: string): void;
  noteUnverified(what: 'item' | 'user' | 'minute', id: string): void;
  facts(): LeafFacts;
  /** Says that no line will come any more, so that what only facts need can be let go. */
  seal(): void;
  /** Says that nobody will read a sealed leaf any more. */
  release(): void;
}

/** What the lines before a leaf have shown. */
export interface LeafStart {
  /** Largest user id; 0 without any. */
  readonly userIdBound: number;
  /** Latest event time; `-Infinity` without any. */
  readonly watermarkMs: number;
}

/** Nothing came before. */
export const FIRST_START: LeafStart = { userIdBound: 0, watermarkMs: -Infinity };

/** A leaf without a line. */
export function leafAt(from: number, start: LeafStart = FIRST_START): Leaf {
  const counts: Record<EventKind, number> = { watch: 0, rating: 0, recommendation: 0, account: 0 };
  const quarantined: Partial<Record<QuarantineReason, number>> = {};
  const unverified = { item: noted(), user: noted(), minute: noted() };
  const users = userIdBound(start.userIdBound);
  const times = lateness(start.watermarkMs);
  let parts = newParts();
  let raw = rawLines(parts.raw);
  let memory: LeafMemory | null = null;
  const rejected = places();
  const pending = places();
  const repairs = new Map<number, PlacedRepair>();
  const reasons: QuarantineReason[] = [];
  let read = 0;
  let duplicate = 0;
  let reread: LeafFacts['reread'] = null;
  let minTimeMs = Infinity;
  let maxTimeMs = -Infinity;
  let known: { readonly read: number; readonly facts: LeafFacts } | null = null;

  const gatherFacts = (): LeafFacts => {
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
      reread,
      unverifiedItems: unverified.item.value(),
      unverifiedUsers: unverified.user.value(),
      unverifiedMinutes: unverified.minute.value(),
      userIdBound: users.after,
      rowsDigest: parts.text.digest(),
      quarantineDigest: sha256(quarantine.join('')),
      pendingDigest: sha256(pending.positions.map((position) => `${position}\n`).join('')),
      linesDigest: raw.digest(),
      minTimeMs: timed ? minTimeMs : null,
      maxTimeMs: timed ? maxTimeMs : null,
      lateDays: times.late(),
    };
  };
  const use = (place: LinePlace, event: StreamEvent, canonical: string): void => {
    read++;
    parts.rows.addEvent(place, event);
    parts.text.addText(canonical);
    minTimeMs = Math.min(minTimeMs, event.time.ms);
    maxTimeMs = Math.max(maxTimeMs, event.time.ms);
    times.see(event.time.ms);
  };
  return {
    from,
    to: from,
    get raw() {
      return raw;
    },
    users,
    times,
    get rows() {
      return parts.rows;
    },
    rejected,
    reasons,
    pending,
    repairs,
    growIn: (lent, lender) => {
      parts = lent;
      raw = rawLines(lent.raw);
      memory = lender;
    },
    acceptTick: (position, { scanned, item, line, view }) => {
      read++;
      counts[scanned.kind]++;
      parts.rows.addTick(position, scanned, item);
      parts.text.addLine(position, line, view);
      const ms = scanned.timeMs;
      if (ms < minTimeMs) minTimeMs = ms;
      if (ms > maxTimeMs) maxTimeMs = ms;
      times.see(ms);
    },
    accept: (place, event, canonical) => {
      use(place, event, canonical);
      counts[event.kind]++;
    },
    repair: (place, { event, canonical, reason, line }) => {
      use(place, event, canonical);
      repairs.set(place.position, { reason, line, place });
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
    countReread: (source) => {
      read++;
      duplicate++;
      reread = { source, lines: (reread?.lines ?? 0) + 1 };
    },
    noteUnverified: (what, id) => unverified[what].add(id),
    facts: () => {
      if (known?.read !== read) known = { read, facts: gatherFacts() };
      return known!.facts;
    },
    seal: () => {
      known = { read, facts: gatherFacts() };
      if (memory === null) return;
      parts = memory.settle({ ...parts, raw: raw.memory }, raw.length);
      raw = rawLines(parts.raw, raw.length);
    },
    release: () => {
      memory?.release(parts);
      memory = null;
      raw = rawLines(new Uint8Array(0));
      parts = newParts();
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
