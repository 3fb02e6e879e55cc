import type { User } from '../../domain/catalogue-records.ts';
import { itemId, type ItemId } from '../../domain/ids.ts';
import type { RuleSet } from './rule-set.ts';

/** An item with the place that operators want it in. */
export interface Pin {
  readonly itemId: ItemId;
  /** 1-based. */
  readonly position: number;
}

/**
 * The pins that are meant for a viewer and fit a list of so many places, by place. Of several for
 * one place, or of one item, the first in the file counts. They yield to every rule that keeps
 * items off, and to caps.
 */
export function pinsFor({ pins }: RuleSet, user: User | null, count: number): Pin[] {
  const byPosition = new Map<number, Pin>();
  const pinned = new Set<string>();
  for (const { item, position, segment } of pins) {
    if (position > count || byPosition.has(position) || pinned.has(item)) continue;
    if (!isMeant(segment, user)) continue;
    pinned.add(item);
    byPosition.set(position, { itemId: itemId(item), position });
  }
  return [...byPosition.values()].sort((a, b) => a.position - b.position);
}

function isMeant(segment: RuleSet['pins'][number]['segment'], user: User | null): boolean {
  if (segment === undefined) return true;
  const { minimumAge, maximumAge, gender } = segment;
  const age = user?.age ?? Number.NaN;
  return (
    (minimumAge === undefined || age >= minimumAge) &&
    (maximumAge === undefined || age <= maximumAge) &&
    (gender === undefined || user?.gender === gender)
  );
}
