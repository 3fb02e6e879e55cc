import type { Rng } from '../math/rng.ts';

/** Share of gaps of exactly a minute, beyond what the scatter gives. */
const EXACT_RATE = 0.15;
const SCATTER_SECONDS = 3.05;
/** Now and then a player stalls. */
const STALL_RATE = 0.005;

/**
 * Seconds between one minute of a movie and the next: 60 for many, else normal around 59.85, with a
 * few stalls of up to 20 seconds. Drawn from a table of 4,096 gaps made once, for speed.
 */
export function tickGaps(rng: Rng): () => number {
  const table = Uint8Array.from({ length: 4096 }, () => {
    const unit = rng.uniform();
    if (unit < EXACT_RATE) return 60;
    if (unit < EXACT_RATE + STALL_RATE) return 70 + rng.integer(11);
    return Math.round(59.85 + SCATTER_SECONDS * rng.normal());
  });
  return () => table[rng.uint32() & 4095]!;
}
