import { storedLow } from './hour-set.ts';

/** Buckets: as many as the upper 16 bits of a fingerprint have values. */
const BUCKETS = 1 << 16;

/**
 * The fingerprints of an hour that is over, packed: those with the same upper 16 bits lie
 * together, and the other 48 bits are kept, 6 bytes each, plus 256 KiB. A look-up reads one
 * bucket, some 30 entries for two million lines.
 */
export interface FrozenHour {
  has(low: number, high: number): boolean;
  readonly size: number;
  /** The fingerprints, low and high in turn, in new memory. */
  pairs(): Uint32Array;
}

/**
 * Packs fingerprints, all different.
 *
 * @param parts low and high in turn, as `HourSet.pairs` has them; (0, 0) is none
 */
export function frozenHour(parts: readonly Uint32Array[]): FrozenHour {
  const ends = bucketStarts(parts);
  const size = ends[BUCKETS]!;
  const lows = new Uint32Array(size);
  const middles = new Uint16Array(size);
  for (const part of parts)
    for (let from = 0; from < part.length; from += 2) {
      const low = part[from]!;
      const high = part[from + 1]!;
      if ((low | high) === 0) continue;
      // Filling a bucket moves its beginning on to its end, where the next one begins.
      const at = ends[high >>> 16]!++;
      lows[at] = low;
      middles[at] = high & 0xffff;
    }
  return {
    size,
    has: (low, high) => {
      const bucket = high >>> 16;
      const first = storedLow(low, high);
      const middle = high & 0xffff;
      for (let at = bucket === 0 ? 0 : ends[bucket - 1]!; at < ends[bucket]!; at++)
        if (lows[at] === first && middles[at] === middle) return true;
      return false;
    },
    pairs: () => {
      const pairs = new Uint32Array(2 * size);
      for (let bucket = 0, at = 0; bucket < BUCKETS; bucket++)
        for (; at < ends[bucket]!; at++) {
          pairs[2 * at] = lows[at]!;
          pairs[2 * at + 1] = (bucket << 16) | middles[at]!;
        }
      return pairs;
    },
  };
}

/** Where each bucket begins, and behind the last one how many fingerprints there are. */
function bucketStarts(parts: readonly Uint32Array[]): Uint32Array {
  const starts = new Uint32Array(BUCKETS + 1);
  for (const part of parts)
    for (let from = 0; from < part.length; from += 2)
      if ((part[from]! | part[from + 1]!) !== 0) starts[(part[from + 1]! >>> 16) + 1]!++;
  for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
  return starts;
}
