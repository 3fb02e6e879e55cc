import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCrew } from '../../src/math/kernels/crew.ts';
import { factorize, type Factorization } from '../../src/math/kernels/factorization.ts';
import { kernelSettings, type KernelSettings } from '../../src/math/kernels/kernel-build.ts';
import { seededRng } from '../../src/math/rng.ts';
import { startPeer, type Peer, type PeerOrReason } from './peer.ts';
import { pairsOfFiles, type SparseFiles } from './sparse-files.ts';

/** Confidence of an observed pair; an unobserved one has 1. */
const CONFIDENCE = 7;
const REGULARIZATION = 0.01;

/** One epoch of both, one after the other. */
export interface EpochPair {
  readonly ourSeconds: number;
  readonly ourCpuSeconds: number;
  readonly ourLoss: number;
  readonly peerSeconds: number | null;
  readonly peerCpuSeconds: number | null;
  readonly peerLoss: number | null;
}

export interface IalsResult {
  readonly factorCount: number;
  readonly settings: KernelSettings;
  readonly epochs: readonly EpochPair[];
  /** The median over epochs of peer seconds / our seconds; the first, which compiles, left out. */
  readonly ratio: number | null;
  readonly cpuRatio: number | null;
  /** Each epoch with a lambda a row, in proportion to its observations. */
  readonly scaled: readonly Spent[];
  readonly kernelMegabytes: number;
}

/**
 * iALS an epoch, in turn with the peer: same matrix, initial vectors, objective and threads. The
 * loss of both is Σ c·(p − x·y)² + λ·(|X|² + |Y|²) over Σ c + unobserved pairs.
 */
export async function benchIals(
  folder: string,
  files: SparseFiles,
  options: {
    readonly factorCount: number;
    readonly epochs: number;
    readonly peer: PeerOrReason;
    readonly say: (line: string) => void;
  },
): Promise<IalsResult> {
  const { factorCount, say } = options;
  const start = writeStart(folder, files, factorCount);
  const settings = kernelSettings();
  const peer = 'python' in options.peer ? startPeer(options.peer.python) : null;
  const crew = openCrew(settings, { work: Infinity });
  const scaled = openCrew(settings, { work: Infinity });
  try {
    await peer?.ask(loadCommand(files, start, { factorCount, threads: settings.threads }));
    const ours = factorize(crew, pairsOfFiles(files), objective(factorCount, 0), start);
    const kernelMegabytes = crew.memory.usedBytes / 1e6;
    const epochs: EpochPair[] = [];
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      epochs.push(await epochPair(ours, peer, files));
      say(`d=${factorCount} epoch ${epoch}: ${JSON.stringify(epochs.at(-1))}`);
    }
    const perRow = factorize(scaled, pairsOfFiles(files), objective(factorCount, 1), start);
    const scaledEpochs: Spent[] = [];
    for (let epoch = 0; epoch < 3; epoch++) scaledEpochs.push(await runEpoch(perRow));
    const rest = epochs.slice(1);
    return {
      factorCount,
      settings,
      epochs,
      ratio: medianRatio(rest.map((e) => [e.peerSeconds, e.ourSeconds])),
      cpuRatio: medianRatio(rest.map((e) => [e.peerCpuSeconds, e.ourCpuSeconds])),
      scaled: scaledEpochs,
      kernelMegabytes,
    };
  } finally {
    await peer?.end();
    await crew.close();
    await scaled.close();
  }
}

/** The peer's objective; with exponent 1, λ of a row grows with its observations. */
const objective = (factorCount: number, exponent: number) => ({
  factorCount,
  unobservedWeight: 1,
  observedWeight: CONFIDENCE - 1,
  excess: 1,
  steps: 2,
  ridgeOf: (count: number) => REGULARIZATION * (1 + count) ** exponent,
});

async function epochPair(
  ours: Factorization,
  peer: Peer | null,
  { userCount, itemCount, pairCount }: SparseFiles,
): Promise<EpochPair> {
  const spent = await runEpoch(ours);
  const pairs = userCount * itemCount;
  const scale = pairs / (CONFIDENCE * pairCount + pairs - pairCount);
  const ourLoss = (await ours.loss()) * scale;
  const theirs = await peer?.ask<Spent>({ do: 'epoch' });
  const loss = await peer?.ask<{ loss: number }>({ do: 'loss' });
  return {
    ourSeconds: spent.seconds,
    ourCpuSeconds: spent.cpuSeconds,
    ourLoss,
    peerSeconds: theirs?.seconds ?? null,
    peerCpuSeconds: theirs?.cpuSeconds ?? null,
    peerLoss: loss?.loss ?? null,
  };
}

/** Time that an epoch took. */
export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** One epoch and its time. */
export async function runEpoch(factorization: Factorization): Promise<Spent> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await factorization.epoch();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** Initial vectors, in memory and in files for the peer. */
function writeStart(folder: string, { userCount, itemCount }: SparseFiles, d: number) {
  const rng = seededRng(1, 'start', d);
  const draw = (count: number): Float32Array =>
    Float32Array.from({ length: count * d }, () => 0.01 * rng.uniform());
  const [rows, columns] = [draw(userCount), draw(itemCount)];
  const [userFactors, itemFactors] = [join(folder, 'users.f32'), join(folder, 'items.f32')];
  writeFileSync(userFactors, rows);
  writeFileSync(itemFactors, columns);
  return { rows, columns, userFactors, itemFactors };
}

const loadCommand = (
  { userCount, itemCount, offsets, columns }: SparseFiles,
  start: { readonly userFactors: string; readonly itemFactors: string },
  { factorCount, threads }: { readonly factorCount: number; readonly threads: number },
) => ({
  do: 'load',
  users: userCount,
  items: itemCount,
  offsets,
  columns,
  confidence: CONFIDENCE,
  regularization: REGULARIZATION,
  factorCount,
  threads,
  userFactors: start.userFactors,
  itemFactors: start.itemFactors,
});

/** The middle of theirs / ours; `null` without a peer. */
export function medianRatio(pairs: readonly (readonly [number | null, number])[]): number | null {
  const ratios = pairs.flatMap(([theirs, ours]) => (theirs === null ? [] : [theirs / ours]));
  ratios.sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? null;
}
