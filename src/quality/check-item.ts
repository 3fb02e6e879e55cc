import type { Catalogue } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import { standingOf, type Standing } from './standing.ts';

/**
 * Holds the items of an event against the catalogue. An answer's list is never `unknown`: the
 * service itself accepted it, and the line is the only proof of what was shown.
 */
export function checkItem(event: StreamEvent, catalogue: Catalogue): Standing {
  const { itemCoverage } = catalogue;
  if (event.kind === 'account' || itemCoverage === 'none') return 'known';
  if (event.kind !== 'recommendation') {
    const { itemId } = event;
    return standingOf(itemCoverage, catalogue.hasItem(itemId), () => catalogue.lacksItem(itemId));
  }
  return event.itemIds.every((itemId) => catalogue.hasItem(itemId)) ? 'known' : 'unverified';
}
