import type { ItemId } from '../../domain/ids.ts';
import type { LiveCatalogue } from '../live-catalogue.ts';
import type { ListRequest } from '../list-request.ts';
import type { Candidate } from '../rank-candidates.ts';
import { CapCounts } from '../rules/caps.ts';
import { filtersFor, type KeptOffBy } from '../rules/filters.ts';
import { pinsFor } from '../rules/pins.ts';
import type { Asked } from '../rules/rule.ts';
import { violationOf, type Violation } from './guard.ts';
import { explores } from './explores.ts';
import { asProposed, inOrder, reorders, type Ordering } from './order-batch.ts';

/** A candidate with the source that proposed it; −1 for a pin. */
export interface Sourced extends Candidate {
  readonly source: number;
}

/** A candidate that a rule took out. */
export interface Dropped extends Sourced {
  readonly reason: string;
}

/** What one source proposed in one round. */
export interface Batch {
  readonly source: number;
  readonly candidates: readonly Candidate[];
  /** Whether what the user has seen is let through. */
  readonly again: boolean;
  /** Whether what finds no place stands before what others left over; absent: after it. */
  readonly leads?: boolean;
}

/** So many candidates beyond the list are judged, where none of them is drawn. */
export const NEXT_BEST = 10;
/** So many candidates that a rule took out of the list are named; all are counted. */
const MAX_DROPPED = 100;

/**
 * The list under construction. Whatever is proposed, nothing gets on it that the contract, a rule
 * or a cap keeps off; pins stand first and yield to all of these.
 */
export class ListDraft {
  /** By place; `null` where one is free. */
  readonly places: (Sourced | null)[];
  /** Allowed candidates that found no place, best first. */
  readonly leftovers: Sourced[] = [];
  readonly dropped: Dropped[] = [];
  readonly removed: Record<string, number> = {};
  readonly violations: Record<Violation, number> = { unwritable: 0, repeated: 0, unavailable: 0 };
  readonly caps: CapCounts;
  readonly #request: ListRequest;
  readonly #itemOf: Asked['itemOf'];
  readonly #keptOff: KeptOffBy;
  readonly #keptOffAgain: KeptOffBy;
  /** Whatever was judged already. */
  readonly #judged = new Set<ItemId>();
  /** What was kept off because it was seen, and may be let through after all. */
  readonly #seen = new Set<ItemId>();
  #free: number;

  constructor(request: ListRequest) {
    const asked: Asked = { ...request, itemOf: itemsOf(request.catalogue) };
    this.#request = request;
    this.#itemOf = asked.itemOf;
    this.#keptOff = filtersFor(request.rules, asked);
    this.#keptOffAgain = filtersFor(request.rules, { ...asked, seen: new Set() });
    this.caps = new CapCounts(request.rules);
    this.places = Array.from({ length: request.count }, () => null);
    this.#free = request.count;
    this.#pin();
  }

  get isFull(): boolean {
    return this.#free === 0;
  }

  get isEmpty(): boolean {
    return this.#free === this.places.length;
  }

  /** Fills free places with the best of a source; the rest is left over. */
  take({ source, candidates, again, leads = false }: Batch): void {
    const allowed = this.#allowedOf(candidates, source, again);
    const { rules } = this.#request;
    const ordering = reorders(rules)
      ? inOrder([...allowed], rules, {
          itemOf: this.#itemOf,
          chosen: this.places.filter((place) => place !== null),
        })
      : asProposed(allowed);
    const rest = this.#place(ordering);
    if (leads) this.leftovers.unshift(...rest);
    else this.leftovers.push(...rest);
  }

  /** Judges candidates one by one, as they are needed. */
  *#allowedOf(
    candidates: readonly Candidate[],
    source: number,
    again: boolean,
  ): Generator<Sourced> {
    const before = new Set<ItemId>();
    for (const { itemId, score } of candidates) {
      const sourced = { itemId, score, source };
      if (this.#isAllowed(sourced, before, again)) yield sourced;
      before.add(itemId);
    }
  }

  /** What may still join the list whatever the draw, in order; see `CapCounts`. */
  *drawable(limit: number): Iterable<Sourced> {
    let count = 0;
    for (const candidate of this.leftovers) {
      if (count >= limit) return;
      const item = this.#itemOf(candidate.itemId);
      if (!this.caps.admits(item)) continue;
      this.caps.add(item);
      count++;
      yield candidate;
    }
  }

  /** Puts pins in their places. A pin is no proposal of a model, so it has no score. */
  #pin(): void {
    const { rules, user, count } = this.#request;
    for (const { itemId, position } of pinsFor(rules, user, count)) {
      const pin = { itemId, score: null, source: -1 };
      if (!this.#isKnown(itemId)) this.violations.unavailable++;
      else if (this.#isAllowed(pin, new Set(), false)) this.#put(pin, position - 1);
    }
  }

  /** Without a catalogue an item is taken for real when a model knows it. */
  #isKnown(itemId: ItemId): boolean {
    const { catalogue, champion, further, baseline, constant } = this.#request;
    const models = [champion, ...further, baseline];
    return (
      catalogue !== null ||
      models.some((model) => model?.rowOf.has(itemId)) ||
      constant.includes(itemId)
    );
  }

  /** @returns what found no place */
  #place(ordering: Ordering): Sourced[] {
    const rest: Sourced[] = [];
    const most = explores(this.#request) ? Infinity : NEXT_BEST;
    let position = 0;
    for (let next = ordering.next(); next !== null; next = ordering.next()) {
      while (position < this.places.length && this.places[position] !== null) position++;
      if (position === this.places.length) {
        if (rest.push(next) >= most) break;
      } else if (this.#put(next, position)) ordering.chose(next);
    }
    return rest;
  }

  #put(candidate: Sourced, at: number): boolean {
    const item = this.#itemOf(candidate.itemId);
    if (!this.caps.admits(item)) {
      this.#drop(candidate, 'cap');
      return false;
    }
    this.caps.add(item);
    this.places[at] = candidate;
    this.#free--;
    return true;
  }

  #isAllowed(candidate: Sourced, before: ReadonlySet<ItemId>, again: boolean): boolean {
    const { itemId } = candidate;
    const violation = violationOf(itemId, before, this.#request.catalogue);
    if (violation !== null) {
      this.violations[violation]++;
      return false;
    }
    if (this.#judged.has(itemId) || (!again && this.#seen.has(itemId))) return false;
    const reason = (again ? this.#keptOffAgain : this.#keptOff)(itemId);
    (reason === 'seen' ? this.#seen : this.#judged).add(itemId);
    if (reason !== null) this.#drop(candidate, reason);
    return reason === null;
  }

  #drop(candidate: Sourced, reason: string): void {
    this.removed[reason] = (this.removed[reason] ?? 0) + 1;
    if (this.#free > 0 && this.dropped.length < MAX_DROPPED)
      this.dropped.push({ ...candidate, reason });
  }
}

const itemsOf =
  (catalogue: LiveCatalogue | null): Asked['itemOf'] =>
  (itemId) =>
    catalogue?.itemOf?.(itemId) ?? null;
