import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../src/compose.ts';
import { gorseSkipped } from './serve/gorse.ts';
import { latenciesOf, type Latencies } from './serve/latencies.ts';
import type { LoadMixture, LoadSettings } from './serve/open-load.ts';
import { canPin, loadFromOtherCore } from './serve/pinned.ts';
import { startServer } from './serve/server-process.ts';
import { writeStream } from './serve/stream.ts';
import {
  fillHome,
  FIRST_USER,
  LARGE_HOME,
  LOG_NAME,
  promote,
  train,
  type HomeShape,
} from './serve/synthetic-home.ts';

export interface ServeBenchOptions {
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly shape?: HomeShape;
  readonly perSecond?: number;
  readonly seconds?: number;
}

/** What serving one model came to. */
export interface ServedFigures {
  readonly model: string;
  readonly readySeconds: number;
  /** CPU seconds of the server process a thousand answers, at the steady rate. */
  readonly cpuPer1000: number | null;
  readonly steady: Latencies;
  /** The seconds from a promotion to five seconds later, at the same rate. */
  readonly swap: Latencies;
  readonly swapSeconds: number;
  /** At four times the rate: what is shed, and how the rest fares. */
  readonly overload: Latencies;
  /** Answers by tier at the steady rate and at the overload. */
  readonly tiers: Readonly<Record<string, number>>;
  readonly overloadTiers: Readonly<Record<string, number>>;
  readonly batchSize: number;
  readonly residentMb: number | null;
}

export interface ServeBenchResult {
  readonly shape: HomeShape;
  readonly perSecond: number;
  readonly pinned: boolean;
  readonly served: readonly ServedFigures[];
  /** Peers that did not run, and why. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

const SWAP_WINDOW_MS = 5_000;
const OVERLOAD = 4;
const STREAM_PER_SECOND = 100;
/** One that a blend of these data can be made with in seconds: without the n² members. */
const BLEND = ['dan-dlae=null', 'ease=null', 'als={"factorCount":64,"epochs":3}'];

/** als-64 and a blend under open load: steady, through a swap, and at four times the rate. */
export async function serveBench({
  folder,
  say,
  shape = LARGE_HOME,
  perSecond = 1000,
  seconds = 15,
}: ServeBenchOptions): Promise<ServeBenchResult> {
  mkdirSync(folder, { recursive: true });
  say(`Making a home of ${shape.users} users and ${shape.circles * shape.itemsPerCircle} movies.`);
  const installation = await fillHome(folder, shape);
  const log = join(folder, LOG_NAME);
  const mixture = { firstUser: FIRST_USER, userCount: shape.users, knownRate: 0.8, newRate: 0.15 };
  const load = { perSecond, seconds, mixture, seed: 1 };
  try {
    await promote(installation, 'baseline', await train(installation, 'popularity'));
    const als = async (epochs: number): Promise<string> =>
      train(installation, 'als', ['factorCount=64', `epochs=${epochs}`]);
    const pairs = [
      ['als-64', await als(3), await als(4)],
      ['blend', await train(installation, 'blend', BLEND), await als(3)],
    ] as const;
    const served: ServedFigures[] = [];
    for (const [model, version, next] of pairs)
      served.push(await measure({ installation, log, shape, load, say }, { model, version, next }));
    const skipped = [{ name: 'gorse', why: gorseSkipped(folder) }];
    return { shape, perSecond, pinned: canPin(), served, skipped };
  } finally {
    await installation.close();
  }
}

interface Measuring {
  readonly installation: Installation;
  /** The log that is written to and followed meanwhile. */
  readonly log: string;
  readonly shape: HomeShape;
  readonly load: Omit<LoadSettings, 'port'> & { readonly mixture: LoadMixture };
  readonly say: (line: string) => void;
}

async function measure(
  { installation, log, shape, load, say }: Measuring,
  {
    model,
    version,
    next,
  }: { readonly model: string; readonly version: string; readonly next: string },
): Promise<ServedFigures> {
  await promote(installation, 'champion', version);
  const server = await startServer(installation.home.root, ['--from', `file:${log}`]);
  const stream = writeStream(log, shape, STREAM_PER_SECOND);
  try {
    const of = { ...load, port: server.port };
    say(`${model}: ready after ${server.readySeconds.toFixed(1)} s; warming.`);
    await loadFromOtherCore({ ...of, seconds: 5 });
    const before = await server.metrics();
    const cpuBefore = server.cpuSeconds();
    const steady = await loadFromOtherCore(of);
    const cpuAfter = server.cpuSeconds();
    const after = await server.metrics();
    say(`${model}: steady p99 ${latenciesOf(steady, of.seconds).p99.toFixed(1)} ms.`);
    const swap = await swapUnderLoad(installation, of, next);
    const swapped = await server.metrics();
    const overload = await loadFromOtherCore({ ...of, perSecond: OVERLOAD * of.perSecond });
    const end = await server.metrics();
    return {
      model,
      readySeconds: server.readySeconds,
      cpuPer1000:
        cpuBefore === null || cpuAfter === null
          ? null
          : (1000 * (cpuAfter - cpuBefore)) / steady.length,
      steady: latenciesOf(steady, of.seconds),
      swap,
      swapSeconds: swapped.get('showrunner_model_swap_seconds') ?? Number.NaN,
      overload: latenciesOf(overload, of.seconds),
      tiers: tiersBetween(before, after),
      overloadTiers: tiersBetween(swapped, end),
      batchSize:
        change(before, end, 'showrunner_scoring_answered_total') /
        change(before, end, 'showrunner_scoring_batches_total'),
      residentMb: server.residentMb(),
    };
  } finally {
    stream.stop();
    await server.stop();
  }
}

/** Promotes another version two seconds into the load. */
async function swapUnderLoad(
  installation: Installation,
  load: LoadSettings,
  next: string,
): Promise<Latencies> {
  const startedMs = performance.now();
  const loading = loadFromOtherCore(load);
  await pause(2_000);
  await promote(installation, 'champion', next);
  // The load's clock began after this one, by as much as its process took to start.
  const promotedMs = performance.now() - startedMs - START_MS;
  const within = (await loading).filter(
    ({ dueMs }) => dueMs >= promotedMs && dueMs < promotedMs + SWAP_WINDOW_MS,
  );
  return latenciesOf(within, SWAP_WINDOW_MS / 1000);
}

/** What a load process takes to start, at most. */
const START_MS = 1_000;

type Series = ReadonlyMap<string, number>;

const change = (before: Series, after: Series, name: string): number =>
  (after.get(name) ?? 0) - (before.get(name) ?? 0);

function tiersBetween(before: Series, after: Series): Record<string, number> {
  const tiers: Record<string, number> = {};
  for (const name of after.keys()) {
    const tier = /^showrunner_requests_total\{.*tier="([^"]+)"/.exec(name)?.[1];
    if (tier === undefined || tier === 'none') continue;
    tiers[tier] = (tiers[tier] ?? 0) + change(before, after, name);
  }
  return tiers;
}
