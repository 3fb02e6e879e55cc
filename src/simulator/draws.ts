/**
 * Chance that is looked up instead of drawn: the same keys give the same number whatever was asked
 * before, so that two runs which differ in one policy still meet the same viewers in the same
 * moods, and nothing about a viewer has to be stored.
 */

/** 32 well-mixed bits of four whole numbers. Source: the finaliser of MurmurHash3. */
export function hashBits(seed: number, a: number, b: number, c = 0): number {
  let h = seed ^ Math.imul(a, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) ^ Math.imul(c, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in (0, 1), both ends left out. */
export const hashUnit = (seed: number, a: number, b: number, c = 0): number =>
  (hashBits(seed, a, b, c) + 0.5) * 2 ** -32;

/** Standard normal, by Box and Muller from two looked-up units. */
export const hashNormal = (seed: number, a: number, b: number, c = 0): number =>
  Math.sqrt(-2 * Math.log(hashUnit(seed, a, b, c))) *
  Math.cos(2 * Math.PI * hashUnit(seed ^ 0x5bd1e995, a, b, c));

/** Standard Gumbel: the taste shock of a multinomial logit choice. */
export const hashGumbel = (seed: number, a: number, b: number, c = 0): number =>
  -Math.log(-Math.log(hashUnit(seed, a, b, c)));

/**
 * Index into a cumulative table: the first entry above `unit · total`.
 *
 * @param cumulative ascending, not empty, last entry = total > 0
 * @param unit in [0, 1)
 */
export function pickCumulative(cumulative: ArrayLike<number>, unit: number): number {
  const wanted = unit * cumulative[cumulative.length - 1]!;
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Running sums of weights. */
export function cumulativeOf(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sums[i] = sum += weights[i]!;
  return sums;
}
