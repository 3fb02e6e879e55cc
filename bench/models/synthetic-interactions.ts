import { seededRng, type Rng } from '../../src/math/rng.ts';

/** Users × items that were watched, by user, items ascending. */
export interface SyntheticInteractions {
  readonly userCount: number;
  readonly itemCount: number;
  /** Length userCount + 1. */
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

/** The size of MovieLens-20M. */
export const MOVIELENS_20M = { userCount: 138_493, itemCount: 27_278, interactions: 19_800_000 };

/** Kinds of movies that tastes are made of, besides liking whatever is popular. */
const KINDS = 40;
const KINDS_A_USER = 4;

/**
 * Interactions with the shape of MovieLens: a few movies that nearly everybody watched and a long
 * tail; every user has at least 20, a few have thousands; users of one taste watch movies of one
 * kind, so that there is something to learn.
 *
 * Lengths are 20 plus a log-normal scaled to the total; a movie's draw weight falls with its rank
 * r as (r + 60)^−1.05·exp(−r / 0.12·itemCount); each movie is of two kinds, each user of four, and
 * 55 to 90 % of a user's draws come from their kinds. No movie twice.
 */
export function syntheticInteractions(
  shape: { readonly userCount: number; readonly itemCount: number; readonly interactions: number },
  seed: number,
): SyntheticInteractions {
  const { userCount, itemCount } = shape;
  const rng = seededRng(seed, 'synthetic interactions');
  const lengths = drawLengths(shape, rng);
  const pools = drawPools(itemCount, rng);
  const offsets = new Uint32Array(userCount + 1);
  for (let user = 0; user < userCount; user++) offsets[user + 1] = offsets[user]! + lengths[user]!;
  const items = new Uint32Array(offsets[userCount]!);
  const drawnBy = new Int32Array(itemCount).fill(-1);
  for (let user = 0; user < userCount; user++) {
    const own = items.subarray(offsets[user]!, offsets[user + 1]!);
    drawItems(own, { user, pools, drawnBy, rng });
    own.sort();
  }
  return { userCount, itemCount, offsets, items };
}

function drawLengths(
  shape: { readonly userCount: number; readonly itemCount: number; readonly interactions: number },
  rng: Rng,
): Uint32Array {
  const above = Float64Array.from({ length: shape.userCount }, () =>
    Math.exp(3.85 + 1.25 * rng.normal()),
  );
  const total = above.reduce((sum, length) => sum + length, 0);
  const scale = (shape.interactions - 20 * shape.userCount) / total;
  const most = Math.floor(shape.itemCount / 3);
  return Uint32Array.from(above, (length) => Math.min(most, 20 + Math.floor(scale * length)));
}

/** Items with the running sum of their weights; drawn from by one uniform number. */
interface Pool {
  readonly items: readonly number[];
  readonly sums: readonly number[];
}

/** One pool a kind, and last the pool of all items. */
function drawPools(itemCount: number, rng: Rng): readonly Pool[] {
  const names = Uint32Array.from({ length: itemCount }, (_, item) => item);
  rng.shuffle(names);
  const pools = Array.from({ length: KINDS + 1 }, () => ({
    items: [] as number[],
    sums: [] as number[],
  }));
  for (let rank = 0; rank < itemCount; rank++) {
    const weight = (rank + 60) ** -1.05 * Math.exp(-rank / (0.12 * itemCount)) + 1e-6;
    for (const kind of new Set([rng.integer(KINDS), rng.integer(KINDS), KINDS])) {
      const { items, sums } = pools[kind]!;
      items.push(names[rank]!);
      sums.push((sums.at(-1) ?? 0) + weight);
    }
  }
  return pools;
}

function drawItems(
  own: Uint32Array,
  draw: {
    readonly user: number;
    readonly pools: readonly Pool[];
    /** The last user who drew each item. */
    readonly drawnBy: Int32Array;
    readonly rng: Rng;
  },
): void {
  const { user, pools, drawnBy, rng } = draw;
  const fromKinds = 0.55 + 0.35 * rng.uniform();
  const kinds = Array.from({ length: KINDS_A_USER }, () => rng.integer(KINDS));
  let tries = 0;
  for (let at = 0; at < own.length; tries++) {
    // A user who has nearly exhausted their kinds takes from all.
    const narrow = tries < 15 * own.length && rng.uniform() < fromKinds;
    const pool = narrow ? pools[kinds[rng.integer(KINDS_A_USER)]!]! : pools[KINDS]!;
    const item = pool.items[placeOf(pool.sums, rng.uniform() * pool.sums.at(-1)!)]!;
    if (drawnBy[item] === user) continue;
    drawnBy[item] = user;
    own[at++] = item;
  }
}

/** The first place whose running sum exceeds a value. */
function placeOf(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
