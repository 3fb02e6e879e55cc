import { mkdirSync } from 'node:fs';

import { runChild } from './models/child.ts';
import { benchIals, type IalsResult } from './models/ials.ts';
import { installPeer } from './models/peer.ts';
import { writeSparse } from './models/sparse-files.ts';
import { MOVIELENS_20M, syntheticInteractions } from './models/synthetic-interactions.ts';
import { benchTimeToQuality, type QualityResult } from './models/time-to-quality.ts';
import { benchTopItems, type TopItemsResult } from './models/top-items.ts';

/** The parts, in the order in which they are measured. */
export const MODELS_BENCH_PARTS = ['ials', 'quality', 'memory', 'top-items', 'linear'] as const;
export type ModelsBenchPart = (typeof MODELS_BENCH_PARTS)[number];

export interface ModelsBenchOptions {
  /** A folder for data and for the peer's virtual environment; about 0.5 GB. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** All by default. */
  readonly parts?: readonly ModelsBenchPart[];
  /** By default the shape of MovieLens-20M. */
  readonly shape?: typeof MOVIELENS_20M;
}

/** What was measured; parts that were not asked for are absent. Plain JSON. */
export interface ModelsBenchResult {
  readonly shape: typeof MOVIELENS_20M;
  /** `null` where the peer ran; else why it did not. */
  readonly peerSkipped: string | null;
  readonly ials?: readonly IalsResult[];
  /** `null` where the peer did not run. */
  readonly quality?: QualityResult | null;
  readonly memory?: IalsMemory;
  readonly topItems?: TopItemsResult;
  readonly linear?: LinearResult;
}

export interface IalsMemory {
  readonly factorCount: number;
  readonly kernelMegabytes: number;
  readonly peakMegabytes: number;
}

/** A linear model from data to its first answer after it was saved and loaded again. */
export interface LinearResult {
  readonly family: string;
  readonly itemCount: number;
  readonly arithmetic: string;
  /** Of the whole; and of its parts. */
  readonly seconds: number;
  readonly readSeconds: number;
  readonly trainSeconds: number;
  readonly saveSeconds: number;
  readonly loadSeconds: number;
  readonly answerMilliseconds: number;
  readonly cpuSeconds: number;
  readonly peakGigabytes: number;
}

/**
 * Trains and scores on data in the shape of MovieLens-20M, in turn with the package `implicit`
 * where Python is at hand. What is compared: docs/kernels.md.
 */
export async function modelsBench(options: ModelsBenchOptions): Promise<ModelsBenchResult> {
  const { folder, say, shape = MOVIELENS_20M } = options;
  const parts = options.parts ?? MODELS_BENCH_PARTS;
  mkdirSync(folder, { recursive: true });
  const files = writeSparse(folder, syntheticInteractions(shape, 7));
  say(`${files.userCount} users, ${files.itemCount} items, ${files.pairCount} interactions`);
  const paired = parts.some((part) => ['ials', 'quality', 'top-items'].includes(part));
  const peer = paired ? await installPeer(folder) : { skipped: 'no part needs it' };
  if ('skipped' in peer) say(peer.skipped);
  const result: { -readonly [K in keyof ModelsBenchResult]: ModelsBenchResult[K] } = {
    shape,
    peerSkipped: 'skipped' in peer ? peer.skipped : null,
  };
  if (parts.includes('ials')) {
    const [small, large] = [64, 128].map((factorCount) => ({ factorCount, epochs: 5, peer, say }));
    result.ials = [await benchIals(folder, files, small!), await benchIals(folder, files, large!)];
  }
  if (parts.includes('quality')) result.quality = await benchTimeToQuality(folder, peer, say);
  if (parts.includes('memory'))
    result.memory = await runChild<IalsMemory>('ials-memory-main.ts', files);
  if (parts.includes('top-items')) result.topItems = await benchTopItems(folder, files, peer);
  if (parts.includes('linear'))
    result.linear = await runChild<LinearResult>('linear-main.ts', { ...files, family: 'dlae' });
  return result;
}
