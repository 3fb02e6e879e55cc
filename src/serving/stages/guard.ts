import type { ItemId } from '../../domain/ids.ts';
import { isWritable } from '../item-contract.ts';
import type { LiveCatalogue } from '../live-catalogue.ts';

/** What kept an item from leaving although the step before had let it through. */
export const VIOLATIONS = ['unwritable', 'repeated', 'unavailable'] as const;
export type Violation = (typeof VIOLATIONS)[number];

/**
 * Whether an item can stand on a list at all: readable by the caller, there only once, in the live
 * catalogue.
 *
 * @param before what the same source proposed before it
 */
export function violationOf(
  itemId: ItemId,
  before: ReadonlySet<ItemId>,
  catalogue: LiveCatalogue | null,
): Violation | null {
  if (!isWritable(itemId)) return 'unwritable';
  if (before.has(itemId)) return 'repeated';
  return catalogue === null || catalogue.has(itemId) ? null : 'unavailable';
}
