/** How many of their latest movies a viewer remembers. */
export const MEMORY_LENGTH = 40;
const LIKED = 0x8000_0000;
const EMPTY = 0xffff_ffff;

/**
 * What every viewer remembers: the latest movies and whether they liked them, as rings in one
 * buffer of 4 · MEMORY_LENGTH bytes a user.
 */
export interface Memory {
  /** Makes room for more users; what is remembered stays. */
  reserve(userCount: number): void;
  remember(user: number, item: number, liked: boolean): void;
  /** Calls back for each remembered movie, latest first; `rank` counts from 0. */
  recall(user: number, visit: (item: number, liked: boolean, rank: number) => void): void;
}

/** An empty memory. @param userCount rows at first, grown by `reserve` */
export function createMemory(userCount: number): Memory {
  let rings = new Uint32Array(userCount * MEMORY_LENGTH).fill(EMPTY);
  let next = new Uint8Array(userCount);
  return {
    reserve: (wanted) => {
      if (wanted <= next.length) return;
      const size = Math.max(wanted, Math.ceil(next.length * 1.25));
      const [oldRings, oldNext] = [rings, next];
      rings = new Uint32Array(size * MEMORY_LENGTH).fill(EMPTY);
      rings.set(oldRings);
      next = new Uint8Array(size);
      next.set(oldNext);
    },
    remember: (user, item, liked) => {
      const slot = next[user]!;
      rings[user * MEMORY_LENGTH + slot] = liked ? item + LIKED : item;
      next[user] = (slot + 1) % MEMORY_LENGTH;
    },
    recall: (user, visit) => {
      const from = user * MEMORY_LENGTH;
      for (let rank = 0; rank < MEMORY_LENGTH; rank++) {
        const slot = (next[user]! - 1 - rank + 2 * MEMORY_LENGTH) % MEMORY_LENGTH;
        const entry = rings[from + slot]!;
        if (entry === EMPTY) return;
        visit(entry >= LIKED ? entry - LIKED : entry, entry >= LIKED, rank);
      }
    },
  };
}
