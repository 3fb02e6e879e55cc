import { METRIC_FUNCTIONS } from '../../src/evaluation/index.ts';
import { openFactorScorer } from '../../src/math/kernels/factor-scorer.ts';
import { kernelSettings } from '../../src/math/kernels/kernel-build.ts';
import { seededRng } from '../../src/math/rng.ts';
import type { SyntheticInteractions } from './synthetic-interactions.ts';

/** The length of the judged lists. */
export const K = 20;
const HELD_OUT_SHARE = 0.2;

/** Interactions to train on, and for every user the items that were held back. */
export interface HeldOutSplit {
  readonly train: SyntheticInteractions;
  readonly tests: readonly ReadonlySet<number>[];
}

/** Holds every interaction back with a chance of a fifth. */
export function holdOut(all: SyntheticInteractions, seed: number): HeldOutSplit {
  const rng = seededRng(seed, 'held out');
  const offsets = new Uint32Array(all.userCount + 1);
  const kept: number[] = [];
  const tests = Array.from({ length: all.userCount }, (_, user) => {
    const test = new Set<number>();
    for (const item of all.items.subarray(all.offsets[user]!, all.offsets[user + 1]!))
      if (rng.uniform() < HELD_OUT_SHARE) test.add(item);
      else kept.push(item);
    offsets[user + 1] = kept.length;
    return test;
  });
  return { train: { ...all, offsets, items: Uint32Array.from(kept) }, tests };
}

/**
 * Mean NDCG@20 of the items held back, over users who have any: the best 20 products of the user's
 * and the items' vectors, the user's training items left out.
 */
export function heldOutNdcg(
  { train, tests }: HeldOutSplit,
  vectors: { readonly users: Float32Array; readonly items: Float32Array },
  factorCount: number,
): number {
  const { build } = kernelSettings();
  const scorer = openFactorScorer(vectors.items, { factorCount, unobservedWeight: 1, build });
  let [sum, users] = [0, 0];
  tests.forEach((relevant, user) => {
    if (relevant.size === 0) return;
    scorer.use(vectors.users.subarray(user * factorCount, (user + 1) * factorCount));
    const seen = train.items.subarray(train.offsets[user]!, train.offsets[user + 1]!);
    const recommended = scorer.top(K, seen).items;
    sum += METRIC_FUNCTIONS.ndcg({ recommended, relevant, relevantCount: relevant.size }, K);
    users++;
  });
  return sum / users;
}
