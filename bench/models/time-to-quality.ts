import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCrew } from '../../src/math/kernels/crew.ts';
import { factorize } from '../../src/math/kernels/factorization.ts';
import { kernelSettings } from '../../src/math/kernels/kernel-build.ts';
import { seededRng } from '../../src/math/rng.ts';
import { heldOutNdcg, holdOut, type HeldOutSplit } from './held-out-ndcg.ts';
import { medianRatio, runEpoch, type Spent } from './ials.ts';
import { startPeer, type PeerOrReason } from './peer.ts';
import { pairsOfFiles, writeSparse, type SparseFiles } from './sparse-files.ts';
import { syntheticInteractions } from './synthetic-interactions.ts';

/** The size of MovieLens-1M. */
export const MOVIELENS_1M = { userCount: 6040, itemCount: 3706, interactions: 1_000_209 };

const D = 64;
const PEER_EPOCHS = 10;
const MOST_EPOCHS = 30;
const ROUNDS = 7;
/** What the peer is tuned over, by its own held-out NDCG@20 after ten iterations. */
const CONFIDENCES = [2, 7];
const REGULARIZATIONS = [0.01, 1, 10, 30, 100];
/** As in the other parts of the bench; the first vectors as the family als draws them. */
const STEPS = 2;
const DEVIATION = 0.1 / Math.sqrt(D);

/** The objective of both: see `benchIals`. */
interface Tuned {
  readonly confidence: number;
  readonly regularization: number;
}

/** Iterations until a quality, and what they took. */
export interface TimeToQuality extends Spent {
  readonly epochs: number;
  readonly ndcg20: number;
}

/** One way in which ours trains; all with the peer's confidence. */
export interface QualityVariant {
  readonly name: string;
  /** nu: 0 for one lambda, 1 for a lambda a row. */
  readonly exponent: number;
  /** Lambda, or the mean of the rows'. */
  readonly regularization: number;
  /** Whether first vectors are drawn as als draws them, and not those of the peer. */
  readonly ownStart: boolean;
}

/** How long a variant takes to be as good as the peer; 30 epochs where it never is. */
export interface VariantResult extends QualityVariant {
  readonly rounds: readonly TimeToQuality[];
  /** Medians over rounds of the peer's time / ours; `null` where ours is not as good in each. */
  readonly ratio: number | null;
  readonly cpuRatio: number | null;
}

export interface QualityResult {
  readonly shape: typeof MOVIELENS_1M;
  readonly factorCount: number;
  /** What is best for the peer. */
  readonly tuned: Tuned;
  /** After ten iterations; every round. */
  readonly peer: readonly TimeToQuality[];
  readonly ours: readonly VariantResult[];
}

/**
 * How long training takes until held-out lists are as good as the peer's after ten iterations, on
 * data of the size of MovieLens-1M: same matrix, objective and threads, the objective tuned for the
 * peer, first vectors drawn anew every round. Time is that of the iterations; each of ours is
 * judged, outside the time. `null` without the peer.
 */
export async function benchTimeToQuality(
  folder: string,
  given: PeerOrReason,
  say: (line: string) => void,
): Promise<QualityResult | null> {
  if (!('python' in given)) return null;
  const own = join(folder, 'one-million');
  mkdirSync(own, { recursive: true });
  const split = holdOut(syntheticInteractions(MOVIELENS_1M, 8), 8);
  const files = writeSparse(own, split.train);
  const work = { own, split, files, python: given.python };
  const tuned = await tunePeer(work, say);
  const { regularization } = tuned;
  const byRow = await tuneByRow(work, tuned, say);
  const variants: readonly QualityVariant[] = [
    { name: 'same first vectors', exponent: 0, regularization, ownStart: false },
    { name: 'first vectors of als', exponent: 0, regularization, ownStart: true },
    { name: 'a lambda a row (nu = 1)', exponent: 1, regularization: byRow, ownStart: false },
  ];
  const peer: TimeToQuality[] = [];
  const ours: TimeToQuality[][] = variants.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    const target = await runPeer(work, tuned, round);
    peer.push(target);
    const goal = { ...tuned, round, epochs: MOST_EPOCHS, target: target.ndcg20 };
    for (const [at, variant] of variants.entries())
      ours[at]!.push(await runOurs(work, { ...goal, ...variant }));
  }
  return {
    shape: MOVIELENS_1M,
    factorCount: D,
    tuned,
    peer,
    ours: variants.map((variant, at) => resultOf(variant, ours[at]!, peer)),
  };
}

function resultOf(
  variant: QualityVariant,
  rounds: readonly TimeToQuality[],
  peer: readonly TimeToQuality[],
): VariantResult {
  const reached = rounds.every(({ ndcg20 }, round) => ndcg20 >= peer[round]!.ndcg20);
  const ratioOf = (key: keyof Spent): number | null =>
    reached ? medianRatio(rounds.map((spent, round) => [peer[round]![key], spent[key]])) : null;
  return { ...variant, rounds, ratio: ratioOf('seconds'), cpuRatio: ratioOf('cpuSeconds') };
}

interface Work {
  readonly own: string;
  readonly split: HeldOutSplit;
  readonly files: SparseFiles;
  readonly python: string;
}

/** Initial vectors as the peer would draw them, users' first: uniform up to .01. */
const peerDraw = (round: number): (() => number) => {
  const rng = seededRng(8, 'start', round);
  return () => 0.01 * rng.uniform();
};

function writePeerStart(
  own: string,
  round: number,
): { readonly userFactors: string; readonly itemFactors: string } {
  const draw = peerDraw(round);
  const [userFactors, itemFactors] = [join(own, 'users.f32'), join(own, 'items.f32')];
  const { userCount, itemCount } = MOVIELENS_1M;
  writeFileSync(userFactors, Float32Array.from({ length: userCount * D }, draw));
  writeFileSync(itemFactors, Float32Array.from({ length: itemCount * D }, draw));
  return { userFactors, itemFactors };
}

async function tunePeer(work: Work, say: (line: string) => void): Promise<Tuned> {
  let best: Tuned & { readonly ndcg20: number } = {
    confidence: NaN,
    regularization: NaN,
    ndcg20: -1,
  };
  for (const confidence of CONFIDENCES)
    for (const regularization of REGULARIZATIONS) {
      const { ndcg20 } = await runPeer(work, { confidence, regularization }, 0);
      say(`implicit, confidence ${confidence}, lambda ${regularization}: ${ndcg20.toFixed(4)}`);
      if (ndcg20 > best.ndcg20) best = { confidence, regularization, ndcg20 };
    }
  return { confidence: best.confidence, regularization: best.regularization };
}

async function runPeer(
  { own, split, files, python }: Work,
  tuned: Tuned,
  round: number,
): Promise<TimeToQuality> {
  const peer = startPeer(python);
  try {
    await peer.ask({
      do: 'load',
      users: files.userCount,
      items: files.itemCount,
      offsets: files.offsets,
      columns: files.columns,
      ...tuned,
      factorCount: D,
      threads: kernelSettings().threads,
      ...writePeerStart(own, round),
    });
    let [seconds, cpuSeconds] = [0, 0];
    for (let epoch = 0; epoch < PEER_EPOCHS; epoch++) {
      const spent = await peer.ask<Spent>({ do: 'epoch' });
      seconds += spent.seconds;
      cpuSeconds += spent.cpuSeconds;
    }
    const [userFactors, itemFactors] = [join(own, 'users.out'), join(own, 'items.out')];
    await peer.ask({ do: 'dump', userFactors, itemFactors });
    const vectors = { users: numbersOf(userFactors), items: numbersOf(itemFactors) };
    return { epochs: PEER_EPOCHS, seconds, cpuSeconds, ndcg20: heldOutNdcg(split, vectors, D) };
  } finally {
    await peer.end();
  }
}

/** The mean lambda that is best with a lambda a row after ten iterations. */
async function tuneByRow(
  work: Work,
  { confidence }: Tuned,
  say: (line: string) => void,
): Promise<number> {
  let best = { regularization: NaN, ndcg20: -1 };
  for (const regularization of REGULARIZATIONS) {
    const variant = { exponent: 1, regularization, ownStart: false };
    const goal = { confidence, target: Infinity, epochs: PEER_EPOCHS, round: 0 };
    const { ndcg20 } = await runOurs(work, { ...variant, ...goal });
    say(`ours with a lambda a row, mean ${regularization}: ${ndcg20.toFixed(4)}`);
    if (ndcg20 > best.ndcg20) best = { regularization, ndcg20 };
  }
  return best.regularization;
}

/** How ours trains, from where it starts, and when it stops. */
interface Goal extends Omit<QualityVariant, 'name'> {
  readonly confidence: number;
  readonly round: number;
  readonly target: number;
  readonly epochs: number;
}

async function runOurs({ split, files }: Work, goal: Goal): Promise<TimeToQuality> {
  const crew = openCrew(kernelSettings(), { work: Infinity });
  const meanOf = (otherCount: number): number =>
    files.pairCount / (otherCount === files.itemCount ? files.userCount : files.itemCount);
  const objective = {
    factorCount: D,
    unobservedWeight: 1,
    observedWeight: goal.confidence - 1,
    excess: 1,
    steps: STEPS,
    ridgeOf: (count: number, otherCount: number) =>
      goal.regularization * ((1 + count) / (1 + meanOf(otherCount))) ** goal.exponent,
  };
  try {
    const training = factorize(crew, pairsOfFiles(files), objective, startOf(goal));
    let [seconds, cpuSeconds, ndcg20, epochs] = [0, 0, 0, 0];
    while (epochs < goal.epochs && ndcg20 < goal.target) {
      const spent = await runEpoch(training);
      seconds += spent.seconds;
      cpuSeconds += spent.cpuSeconds;
      epochs++;
      const vectors = { users: training.rowVectors(), items: training.columnVectors() };
      ndcg20 = heldOutNdcg(split, vectors, D);
    }
    return { epochs, seconds, cpuSeconds, ndcg20 };
  } finally {
    await crew.close();
  }
}

function startOf({ ownStart, round }: Goal): Parameters<typeof factorize>[3] {
  const rng = seededRng(9, 'start', round);
  if (ownStart) return { rows: null, columns: () => DEVIATION * rng.normal() };
  const draw = peerDraw(round);
  return { rows: draw, columns: draw };
}

function numbersOf(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}
