import { frozenHour, type FrozenHour } from './frozen-hour.ts';
import { hourSet, type HourSet } from './hour-set.ts';

/** Fingerprints that an hour may have outside its packed ones before they are packed too. */
const LOOSE_LEAST = 1 << 16;
const LOOSE_RATE = 1 / 8;

/** The fingerprints of one hour: quick to add to while it lasts, small when it is over. */
export interface HourPrints {
  /** Puts a fingerprint in; false when it was there already. */
  add(low: number, high: number): boolean;
  /**
   * Says that the hour is over: what is there is packed, and so is what comes late.
   * @returns the set that it grew in, empty, where it needs it no more
   */
  freeze(): HourSet | null;
  readonly size: number;
}

/** An hour without a line. @param loose an empty set to grow in */
export function hourPrints(loose: HourSet = hourSet()): HourPrints {
  let packed: FrozenHour | null = null;
  let over = false;
  const size = (): number => loose.size + (packed?.size ?? 0);
  const pack = (): HourSet => {
    const grown = loose;
    packed = frozenHour(packed === null ? [loose.pairs] : [packed.pairs(), loose.pairs]);
    grown.clear();
    loose = hourSet();
    return grown;
  };
  return {
    add: (low, high) => {
      if (packed !== null && packed.has(low, high)) return false;
      if (!loose.add(low, high)) return false;
      if (over && loose.size > LOOSE_LEAST + size() * LOOSE_RATE) pack();
      return true;
    },
    freeze: () => {
      const grown = !over && loose.size > LOOSE_LEAST ? pack() : null;
      over = true;
      return grown;
    },
    get size() {
      return size();
    },
  };
}
