/** Part of the address of a random stream; equal paths give equal streams. */
export type RngKey = number | bigint | string;

/**
 * A seeded source of chance. Same seed and path, same numbers, on every machine. Independent
 * streams come from different paths, so that drawing more of one thing leaves the others alone.
 */
export interface Rng {
  /** A whole number in 0 … 2³²−1. */
  uint32(): number;
  /** A multiple of 2⁻⁵³ in [0, 1). */
  uniform(): number;
  /** Standard normal: mean 0, variance 1. */
  normal(): number;
  /** A whole number in 0 … limit−1, each equally likely. @param limit 1 … 2³² */
  integer(limit: number): number;
  /** Puts the elements in random order, in place (Fisher-Yates). */
  shuffle(elements: { [index: number]: unknown; readonly length: number }): void;
}

const TWO_32 = 0x1_0000_0000;

/**
 * The generator xoshiro128**, its state filled by splitmix64 from the seed and the path.
 *
 * @param seed any whole number (its low 64 bits count)
 * @param path further keys, such as a stage's name and a user's id
 * Not for secrets: the state can be computed from a few outputs.
 * Source: Blackman & Vigna, "Scrambled linear pseudorandom number generators", TOMS 2021;
 * splitmix64: Steele, Lea & Flood, OOPSLA 2014.
 */
export const seededRng = (seed: number | bigint, ...path: readonly RngKey[]): Rng =>
  rngFromState(stateOf(seed, path));

/**
 * xoshiro128** from four words of state, not all 0.
 *
 * @param state copied
 */
export function rngFromState(state: ArrayLike<number>): Rng {
  let [a, b, c, d] = [state[0]! | 0, state[1]! | 0, state[2]! | 0, state[3]! | 0];
  const uint32 = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = (): number => ((uint32() >>> 5) * 67_108_864 + (uint32() >>> 6)) * 2 ** -53;
  const integer = (limit: number): number => {
    const fair = TWO_32 - (TWO_32 % limit);
    let drawn = uint32();
    while (drawn >= fair) drawn = uint32();
    return drawn % limit;
  };
  return { uint32, uniform, normal: polarNormal(uniform), integer, shuffle: fisherYates(integer) };
}

/** Marsaglia's polar method: two normals from a point inside the unit circle. */
function polarNormal(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    let [x, y, square] = [0, 0, 0];
    while (square >= 1 || square === 0) {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    }
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    spare = y * scale;
    return x * scale;
  };
}

const fisherYates =
  (integer: (limit: number) => number): Rng['shuffle'] =>
  (elements) => {
    for (let last = elements.length - 1; last > 0; last--) {
      const other = integer(last + 1);
      [elements[last], elements[other]] = [elements[other], elements[last]];
    }
  };

const MASK_64 = 0xffff_ffff_ffff_ffffn;
const GOLDEN = 0x9e37_79b9_7f4a_7c15n;

/** splitmix64's output function: a bijection that scatters neighbouring inputs. */
function mix64(value: bigint): bigint {
  let z = value;
  z = ((z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & MASK_64;
  z = ((z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn) & MASK_64;
  return z ^ (z >> 31n);
}

function stateOf(seed: number | bigint, path: readonly RngKey[]): Uint32Array {
  let at = BigInt(seed) & MASK_64;
  for (const key of path) at = mix64((at + GOLDEN) & MASK_64) ^ keyBits(key);
  const first = mix64((at + GOLDEN) & MASK_64);
  const second = mix64((at + 2n * GOLDEN) & MASK_64);
  const low = 0xffff_ffffn;
  const words = [first & low, first >> 32n, second & low, second >> 32n].map(Number);
  return Uint32Array.from(words.every((word) => word === 0) ? [1, 0, 0, 0] : words);
}

/** 64 bits of a key: FNV-1a over a string's code units, marked apart from numbers. */
function keyBits(key: RngKey): bigint {
  if (typeof key !== 'string') return BigInt(key) & MASK_64;
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (let i = 0; i < key.length; i++)
    hash = ((hash ^ BigInt(key.charCodeAt(i))) * 0x100_0000_01b3n) & MASK_64;
  return mix64(hash);
}
