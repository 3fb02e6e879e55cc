import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCrew } from '../../src/math/kernels/crew.ts';
import { factorize } from '../../src/math/kernels/factorization.ts';
import { openFactorScorer } from '../../src/math/kernels/factor-scorer.ts';
import { kernelSettings } from '../../src/math/kernels/kernel-build.ts';
import { seededRng } from '../../src/math/rng.ts';
import { topK } from '../../src/math/top-k.ts';
import { startPeer, type PeerOrReason } from './peer.ts';
import { pairsOfFiles, type SparseFiles } from './sparse-files.ts';

const D = 128;
const K = 20;
const USERS = 3000;
const ROUNDS = 5;

export interface TopItemsResult {
  readonly build: string;
  /** Users a second on one core, the median round; and the slowest hundredth, in milliseconds. */
  readonly ourUsersPerSecond: number;
  readonly ourP99Ms: number;
  readonly peerUsersPerSecond: number | null;
  readonly peerP99Ms: number | null;
  readonly ratio: number | null;
  /** Lists equal to those of all scores sorted. */
  readonly exactLists: string;
  /** Lists equal to the peer's; they may differ where f32 sums in another order. */
  readonly listsLikePeer: string | null;
}

/** Exact top-20 of trained vectors, seen items left out, one user at a time on one core. */
export async function benchTopItems(
  folder: string,
  files: SparseFiles,
  given: PeerOrReason,
): Promise<TopItemsResult> {
  const { users, items } = await trainedVectors(files);
  const { build } = kernelSettings();
  const scorer = openFactorScorer(items, { factorCount: D, unobservedWeight: 1, build });
  const rng = seededRng(1, 'queries');
  const asked = Array.from({ length: USERS }, () => rng.integer(files.userCount));
  const seen = seenOf(files);
  const list = (user: number): Uint32Array => {
    scorer.use(users.subarray(user * D, user * D + D));
    return scorer.top(K, seen(user)).items;
  };
  asked.forEach(list);
  const peer = 'python' in given ? startPeer(given.python) : null;
  await peer?.ask(loadCommand(folder, files, { users, items }));
  const rounds: { ours: readonly number[]; theirs: readonly number[] | null }[] = [];
  let theirLists: readonly (readonly number[])[] | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const ours = asked.map((user) => secondsOf(() => list(user)));
    const answer = await peer?.ask<Recommended>({ do: 'recommend', users: asked, k: K });
    rounds.push({ ours, theirs: answer?.seconds ?? null });
    theirLists = answer?.lists ?? null;
  }
  await peer?.end();
  const scores = new Float32Array(files.itemCount);
  const exact = asked.filter((user) => {
    const found = list(user);
    scorer.score(scores);
    return equal(found, topK(scores, K, new Set(seen(user))));
  });
  const alike = theirLists?.filter((theirs, at) => equal(theirs, list(asked[at]!)));
  const ours = rounds.map((round) => round.ours);
  const theirs = rounds.flatMap((round) => (round.theirs === null ? [] : [round.theirs]));
  return {
    build,
    ourUsersPerSecond: medianOf(ours.map(usersPerSecond)),
    ourP99Ms: medianOf(ours.map(p99Ms)),
    peerUsersPerSecond: theirs.length === 0 ? null : medianOf(theirs.map(usersPerSecond)),
    peerP99Ms: theirs.length === 0 ? null : medianOf(theirs.map(p99Ms)),
    ratio:
      theirs.length === 0
        ? null
        : medianOf(theirs.map((t, at) => usersPerSecond(ours[at]!) / usersPerSecond(t))),
    exactLists: `${exact.length} of ${USERS}`,
    listsLikePeer: alike === undefined ? null : `${alike.length} of ${USERS}`,
  };
}

interface Recommended {
  readonly lists: readonly (readonly number[])[];
  readonly seconds: readonly number[];
}

/** Vectors after a few epochs on the data, so that norms spread as they do in use. */
async function trainedVectors(
  files: SparseFiles,
): Promise<{ users: Float32Array; items: Float32Array }> {
  const crew = openCrew(kernelSettings(), { work: Infinity });
  const rng = seededRng(2, 'start');
  const columns = Float32Array.from({ length: files.itemCount * D }, () => 0.01 * rng.normal());
  const objective = {
    factorCount: D,
    unobservedWeight: 1,
    observedWeight: 6,
    excess: 1,
    steps: 2,
    ridgeOf: () => 0.01,
  };
  try {
    const training = factorize(crew, pairsOfFiles(files), objective, { rows: null, columns });
    for (let epoch = 0; epoch < 4; epoch++) await training.epoch();
    return { users: training.rowVectors(), items: training.columnVectors() };
  } finally {
    await crew.close();
  }
}

/** What each user has seen. */
function seenOf({ offsets, columns }: SparseFiles): (user: number) => Uint32Array {
  const numbers = (path: string): Uint32Array => {
    const bytes = readFileSync(path);
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  };
  const [starts, items] = [numbers(offsets), numbers(columns)];
  return (user) => items.subarray(starts[user]!, starts[user + 1]!);
}

function loadCommand(
  folder: string,
  files: SparseFiles,
  { users, items }: { readonly users: Float32Array; readonly items: Float32Array },
) {
  const [userFactors, itemFactors] = [join(folder, 'top-users.f32'), join(folder, 'top-items.f32')];
  writeFileSync(userFactors, users);
  writeFileSync(itemFactors, items);
  return {
    do: 'load',
    users: files.userCount,
    items: files.itemCount,
    offsets: files.offsets,
    columns: files.columns,
    confidence: 7,
    regularization: 0.01,
    factorCount: D,
    threads: 1,
    userFactors,
    itemFactors,
  };
}

function secondsOf(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}

const usersPerSecond = (seconds: readonly number[]): number =>
  seconds.length / seconds.reduce((sum, value) => sum + value, 0);

const p99Ms = (seconds: readonly number[]): number =>
  1000 * [...seconds].sort((a, b) => a - b)[Math.floor(0.99 * seconds.length)]!;

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const equal = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, at) => value === b[at]);
