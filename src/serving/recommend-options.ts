import type { ItemId } from '../domain/ids.ts';
import type { ListFilters } from './rules/rule.ts';

/** The most items a list may hold: what the caller's format allows. */
export const MAX_COUNT = 20;

/** What one request asks for. */
export interface RecommendOptions {
  /** 1 to `MAX_COUNT`; anything else is brought into that range. */
  readonly count: number;
  /** Pattern of the route that asks, for the receipt. */
  readonly route?: string;
  /** Id of the request and the caller's trace, for the receipt. */
  readonly requestId?: string;
  readonly traceId?: string;
  /** Items that must not be on the list. */
  readonly exclude?: readonly ItemId[];
  readonly filters?: ListFilters;
  /**
   * Makes the list from this item alone instead of the user's history; rules stay the user's. Only
   * models that take a history are asked: without one there is nothing like an item.
   */
  readonly similarTo?: ItemId;
  /** Whether the answer names the items of the history that led to each place. */
  readonly explain?: boolean;
  /** Replaces the setting for this request. */
  readonly deadlineMs?: number;
}

/** A count brought into its range; `MAX_COUNT` for what is no number. */
export const placesOf = (count: number): number =>
  Number.isNaN(count) ? MAX_COUNT : Math.min(MAX_COUNT, Math.max(1, Math.trunc(count)));
