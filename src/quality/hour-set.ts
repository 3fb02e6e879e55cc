/** Share of the slots that may be taken before the table grows. */
const MAX_LOAD = 0.75;
const FEWEST_SLOTS = 1024;

/**
 * A set of 64-bit fingerprints: open addressing with linear probing, 8 bytes a slot. (0, 0) marks
 * a free slot, so that fingerprint is stored as (1, 0).
 */
export interface HourSet {
  /** Puts a fingerprint in; false when it was there already. */
  add(low: number, high: number): boolean;
  readonly size: number;
  /** The slots, low and high in turn, the free ones too; to be read before the next `add`. */
  readonly pairs: Uint32Array;
  /** Forgets everything and keeps the memory. */
  clear(): void;
}

/** An empty set. */
export function hourSet(): HourSet {
  let slots = new Uint32Array(2 * FEWEST_SLOTS);
  let size = 0;
  const grow = (): void => {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2)
      if ((old[at]! | old[at + 1]!) !== 0) place(slots, old[at]!, old[at + 1]!);
  };
  return {
    add: (low, high) => {
      if (!place(slots, storedLow(low, high), high >>> 0)) return false;
      if (++size * 2 > slots.length * MAX_LOAD) grow();
      return true;
    },
    get size() {
      return size;
    },
    get pairs() {
      return slots;
    },
    clear: () => {
      slots.fill(0);
      size = 0;
    },
  };
}

/** The lower half under which a fingerprint is stored. */
export const storedLow = (low: number, high: number): number =>
  (low | high) === 0 ? 1 : low >>> 0;

function place(slots: Uint32Array, low: number, high: number): boolean {
  const mask = slots.length / 2 - 1;
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const storedLow = slots[2 * slot]!;
    const storedHigh = slots[2 * slot + 1]!;
    if (storedLow === low && storedHigh === high) return false;
    if ((storedLow | storedHigh) !== 0) continue;
    slots[2 * slot] = low;
    slots[2 * slot + 1] = high;
    return true;
  }
}
