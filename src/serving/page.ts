import type { Exposure, Tier } from '../domain/receipt.ts';
import type { ItemId } from '../domain/ids.ts';
import { isWritable } from './item-contract.ts';
import type { Candidate } from './rank-candidates.ts';

/** What kept an item from leaving although every step before had let it through. */
export const VIOLATIONS = ['unwritable', 'repeated', 'unavailable'] as const;
export type Violation = (typeof VIOLATIONS)[number];

/** Where candidates come from. */
export interface CandidateSource {
  readonly tier: Tier;
  readonly candidates: readonly Candidate[];
  /** Whether an id is in the catalogue of whoever proposes it. */
  readonly isKnown: (itemId: ItemId) => boolean;
}

/**
 * The list under construction and the guard at its door: whatever the steps before did, no item
 * gets on it twice, none that the caller could not read, none that its source does not know.
 */
export class Page {
  readonly exposures: Exposure[] = [];
  /** Tier that each exposure came from; parallel to `exposures`. */
  readonly tiers: Tier[] = [];
  readonly violations: Record<Violation, number> = { unwritable: 0, repeated: 0, unavailable: 0 };
  readonly #count: number;
  readonly #onPage = new Set<ItemId>();

  /** @param count how many items the list may hold */
  constructor(count: number) {
    this.#count = count;
  }

  get isFull(): boolean {
    return this.exposures.length >= this.#count;
  }

  get isEmpty(): boolean {
    return this.exposures.length === 0;
  }

  /**
   * Fills the free places with a source's candidates, best first. Items that an earlier source
   * put on the page are passed over; an item that the same source proposes twice is a violation.
   */
  take(source: CandidateSource): void {
    const earlier = new Set(this.#onPage);
    for (const candidate of source.candidates) {
      if (this.isFull) return;
      if (earlier.has(candidate.itemId)) continue;
      const violation = this.#violationOf(candidate.itemId, source);
      if (violation === null) this.#place(candidate, source.tier);
      else this.violations[violation]++;
    }
  }

  #violationOf(itemId: ItemId, { isKnown }: CandidateSource): Violation | null {
    if (!isWritable(itemId)) return 'unwritable';
    if (this.#onPage.has(itemId)) return 'repeated';
    return isKnown(itemId) ? null : 'unavailable';
  }

  #place({ itemId, score }: Candidate, tier: Tier): void {
    this.#onPage.add(itemId);
    this.tiers.push(tier);
    this.exposures.push({ itemId, position: this.exposures.length + 1, score, propensity: 1 });
  }
}
