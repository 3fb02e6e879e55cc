import type { Ledger } from '../domain/ledger.ts';
import type { EventKind, StreamEvent } from '../domain/stream-event.ts';
import type { QuarantineReason } from '../events/index.ts';
import { sha256 } from '../store/index.ts';
import { eventColumns, type EventColumns } from './event-columns.ts';
import { quarantineColumns, type QuarantineColumns } from './quarantine-columns.ts';
import { rawLines, type RawLines } from './raw-lines.ts';
import { UNVERIFIED_EXAMPLES, type Unverified } from './segment.ts';

/** What a segment's content says of one leaf. */
export interface LeafFacts {
  readonly ledger: Ledger;
  readonly unverifiedItems: Unverified;
  readonly unverifiedUsers: Unverified;
  readonly rowsDigest: string;
  readonly quarantineDigest: string;
  readonly linesDigest: string;
  readonly minTimeMs: number | null;
  readonly maxTimeMs: number | null;
}

/** The judged lines of one aligned block of offsets, in memory, growing until the block is full. */
export interface Leaf {
  readonly from: number;
  /** One after the last line. */
  to: number;
  readonly raw: RawLines;
  readonly events: EventColumns;
  readonly quarantine: QuarantineColumns;
  accept(position: number, event: StreamEvent, canonical: string): void;
  reject(position: number, reason: QuarantineReason, bytes: Uint8Array): void;
  countDuplicate(): void;
  noteUnverified(what: 'item' | 'user', id: string): void;
  facts(): LeafFacts;
}

/** A leaf without a line. */
export function leafAt(from: number): Leaf {
  const accepted: Record<EventKind, number> = {
    watch: 0,
    rating: 0,
    recommendation: 0,
    account: 0,
  };
  const quarantined: Partial<Record<QuarantineReason, number>> = {};
  const unverified = { item: noted(), user: noted() };
  const raw = rawLines();
  const events = eventColumns();
  const quarantine = quarantineColumns();
  let rows: string[] = [];
  let read = 0;
  let duplicate = 0;
  let minTimeMs: number | null = null;
  let maxTimeMs: number | null = null;
  const ledger = (): Ledger => ({
    read,
    accepted: { ...accepted },
    repaired: 0,
    duplicate,
    quarantined: { ...quarantined },
    pending: 0,
  });
  let known: { read: number; facts: LeafFacts } | null = null;
  return {
    from,
    to: from,
    raw,
    events,
    quarantine,
    accept: (position, event, canonical) => {
      read++;
      accepted[event.kind]++;
      events.push(position, event);
      rows.push(canonical);
      const { ms } = event.time;
      if (minTimeMs === null || ms < minTimeMs) minTimeMs = ms;
      if (maxTimeMs === null || ms > maxTimeMs) maxTimeMs = ms;
    },
    reject: (position, reason, bytes) => {
      read++;
      quarantined[reason] = (quarantined[reason] ?? 0) + 1;
      quarantine.push(position, reason, bytes);
    },
    countDuplicate: () => {
      read++;
      duplicate++;
    },
    noteUnverified: (what, id) => unverified[what].add(id),
    facts: () => {
      if (known?.read === read) return known.facts;
      const text = rows.join('');
      rows = [text];
      const facts = {
        ledger: ledger(),
        unverifiedItems: unverified.item.value(),
        unverifiedUsers: unverified.user.value(),
        rowsDigest: sha256(text),
        quarantineDigest: sha256(quarantine.canonicalRows()),
        linesDigest: raw.digest(),
        minTimeMs,
        maxTimeMs,
      };
      known = { read, facts };
      return facts;
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
