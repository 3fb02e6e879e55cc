import { EVENT_KINDS, type EventKind } from './stream-event.ts';

/**
 * Where every line of a range went. At every commit
 * `read = Σ accepted + repaired + duplicate + Σ quarantined + pending` (promise 2).
 */
export interface Ledger {
  readonly read: number;
  readonly accepted: Readonly<Record<EventKind, number>>;
  readonly repaired: number;
  readonly duplicate: number;
  /** Lines that cannot be used, by reason. Reasons with no line are absent. */
  readonly quarantined: Readonly<Record<string, number>>;
  /** Lines that wait for the catalogue to answer. */
  readonly pending: number;
}

/** A ledger over no lines. */
export const EMPTY_LEDGER: Ledger = {
  read: 0,
  accepted: { watch: 0, rating: 0, recommendation: 0, account: 0 },
  repaired: 0,
  duplicate: 0,
  quarantined: {},
  pending: 0,
};

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Lines the ledger accounts for; equals `read` in a sound ledger. */
export const accountedFor = (ledger: Ledger): number =>
  total(ledger.accepted) +
  ledger.repaired +
  ledger.duplicate +
  total(ledger.quarantined) +
  ledger.pending;

/** The ledger of two disjoint ranges together. Reasons come out in alphabetical order. */
export function addLedgers(a: Ledger, b: Ledger): Ledger {
  const accepted = Object.fromEntries(
    EVENT_KINDS.map((kind) => [kind, a.accepted[kind] + b.accepted[kind]]),
  ) as Record<EventKind, number>;
  const reasons = [...new Set([...Object.keys(a.quarantined), ...Object.keys(b.quarantined)])];
  return {
    read: a.read + b.read,
    accepted,
    repaired: a.repaired + b.repaired,
    duplicate: a.duplicate + b.duplicate,
    quarantined: Object.fromEntries(
      reasons.sort().map((r) => [r, (a.quarantined[r] ?? 0) + (b.quarantined[r] ?? 0)]),
    ),
    pending: a.pending + b.pending,
  };
}
