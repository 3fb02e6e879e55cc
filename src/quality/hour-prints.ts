import { frozenHour, type FrozenHour } from './frozen-hour.ts';
import { hourSet, type HourSet } from './hour-set.ts';

/** Fingerprints that an hour may have outside its packed ones before they are packed too. */
const LOOSE_LEAST = 1 << 16;
const LOOSE_RATE = 1 / 8;

/** The fingerprints of one hour: quick to add to while it lasts, small when it is over. */
export interface HourPrints {
  /** Puts a fingerprint in; false when it was there already. */
  add(low: number, high: number): boolean;
  /** Says that the hour is over: what is there is packed, and so is what comes late. */
  freeze(): void;
  readonly size: number;
}

/** An hour without a line. @param expected how many it is likely to get */
export function hourPrints(expected = 0): HourPrints {
  let loose: HourSet = hourSet(expected);
  let packed: FrozenHour | null = null;
  let over = false;
  const size = (): number => loose.size + (packed?.size ?? 0);
  const pack = (): void => {
    packed = frozenHour(packed === null ? [loose.pairs] : [packed.pairs(), loose.pairs]);
    loose = hourSet();
  };
  return {
    add: (low, high) => {
      if (packed !== null && packed.has(low, high)) return false;
      if (!loose.add(low, high)) return false;
      if (over && loose.size > LOOSE_LEAST + size() * LOOSE_RATE) pack();
      return true;
    },
    freeze: () => {
      if (!over && loose.size > LOOSE_LEAST) pack();
      over = true;
    },
    get size() {
      return size();
    },
  };
}
