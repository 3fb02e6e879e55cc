/** Words of a block: 128 bytes, two lines of the processor's cache. */
export const BLOCK_WORDS = 32;
const SLAB_BITS = 18;
/** Blocks of a slab: 32 MiB, of which the system gives only what was touched. */
const SLAB_BLOCKS = 1 << SLAB_BITS;

/**
 * Blocks of 32-bit words in slabs of 32 MiB, so that nothing is copied when more are needed. A block is
 * known by its number; 0 is none.
 */
export interface BlockArena {
  /** A block, its first words 0; the rest is as somebody left it. */
  take(): number;
  give(block: number): void;
  /** The slab that holds a block; its words begin at `wordOf(block)`. */
  slabOf(block: number): Uint32Array;
  /** Bytes of the blocks that were ever taken. */
  readonly bytes: number;
}

export const wordOf = (block: number): number => (block & (SLAB_BLOCKS - 1)) * BLOCK_WORDS;

/** An empty arena. */
export function blockArena(): BlockArena {
  const slabs: Uint32Array[] = [];
  let free = 0;
  // Block 0 is never given out.
  let next = 1;
  const slabOf = (block: number): Uint32Array => slabs[block >>> SLAB_BITS]!;
  return {
    slabOf,
    take: () => {
      const block = free === 0 ? next++ : free;
      if (block >>> SLAB_BITS === slabs.length)
        slabs.push(new Uint32Array(SLAB_BLOCKS * BLOCK_WORDS));
      const slab = slabOf(block);
      const at = wordOf(block);
      if (free !== 0) free = slab[at]!;
      slab.fill(0, at, at + 4);
      return block;
    },
    give: (block) => {
      const slab = slabOf(block);
      // What somebody did is not kept longer than they are.
      slab.fill(0, wordOf(block), wordOf(block) + BLOCK_WORDS);
      slab[wordOf(block)] = free;
      free = block;
    },
    get bytes() {
      return next * BLOCK_WORDS * 4;
    },
  };
}
