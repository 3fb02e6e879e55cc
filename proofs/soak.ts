import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { latenciesOf } from '../bench/serve/latencies.ts';
import { loadFromOtherCore } from '../bench/serve/pinned.ts';
import { startServer, type ServerProcess } from '../bench/serve/server-process.ts';
import {
  fillHome,
  FIRST_USER,
  LOG_NAME,
  promote,
  train,
  type HomeShape,
} from '../bench/serve/synthetic-home.ts';
import { writeStream, type Stream } from '../bench/serve/stream.ts';
import type { Installation } from '../src/compose.ts';
import { rollBack } from '../src/registry/index.ts';
import type { Proof, ProofResult } from './proof.ts';
import { spread, type SoakEvent } from './soak/events.ts';
import { growthRate, sampleMemory, type MemoryCurve } from './soak/memory-curve.ts';
import { replayReceipts } from './soak/replay.ts';

/** How long and how hard a service is used, and what happens to it meanwhile. */
export interface SoakSetting {
  readonly shape: HomeShape;
  readonly seconds: number;
  readonly perSecond: number;
  readonly swaps: number;
  readonly rollbacks: number;
  /** Receipts that are replayed, drawn at random. */
  readonly replays: number;
  /** Whether the memory is to stay flat: needs minutes to tell. */
  readonly judgesMemory: boolean;
}

/** Growth of the memory after the warm-up that still counts as flat. */
const FLAT_RATE = 0.1;
const STREAM_PER_SECOND = 50;
const GONE_MS = 3_000;
const PATIENCE_MS = 20_000;

/**
 * Serves a generated home under steady open load while champions are swapped and rolled back, the
 * rules are changed and the log is taken away and brought back. No answer may be invalid, missing
 * or later than the 600 ms after which the caller gives up; then receipts drawn at random must come
 * out the same when they are replayed.
 */
export async function soakProof(
  setting: SoakSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-soak-'));
  const installation = await fillHome(folder, setting.shape);
  try {
    const versions = await trainVersions(installation);
    say(`Serving a home of ${setting.shape.users} users.`);
    const log = join(folder, LOG_NAME);
    const server = await startServer(installation.home.root, ['--from', `file:${log}`]);
    const soaked = await soak({ installation, server, versions, log }, setting, say).finally(() =>
      server.stop(),
    );
    say(`Replaying ${setting.replays} receipts.`);
    const replayed = await replayReceipts(installation, setting.replays);
    return resultOf(setting, soaked, replayed);
  } finally {
    await installation.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A baseline, and champions to swap between; the first of them serves. */
async function trainVersions(installation: Installation): Promise<readonly string[]> {
  await promote(installation, 'baseline', await train(installation, 'popularity'));
  const versions = [
    await train(installation, 'als', ['factorCount=64', 'epochs=3']),
    await train(installation, 'item-knn'),
    await train(installation, 'als', ['factorCount=32', 'epochs=3']),
  ];
  await promote(installation, 'champion', versions[0]!);
  return versions;
}

interface Soaked {
  readonly arrivals: Awaited<ReturnType<typeof loadFromOtherCore>>;
  readonly memory: MemoryCurve;
  readonly swapsSeen: number;
  readonly refusalsSeen: number;
  readonly deathsSeen: number;
  /** Lines that were written to the log meanwhile, and those the histories took up. */
  readonly linesWritten: number;
  readonly linesFollowed: number;
}

interface Parts {
  readonly installation: Installation;
  readonly server: ServerProcess;
  readonly versions: readonly string[];
  readonly log: string;
}

async function soak(
  { installation, server, versions, log }: Parts,
  setting: SoakSetting,
  say: (sentence: string) => void,
): Promise<Soaked> {
  const { seconds, perSecond, shape } = setting;
  const mixture = { firstUser: FIRST_USER, userCount: shape.users, knownRate: 0.8, newRate: 0.15 };
  const of = { port: server.port, perSecond, mixture, seed: 2 };
  await loadFromOtherCore({ ...of, seconds: Math.min(10, seconds / 4) });
  const stream = writeStream(log, shape, STREAM_PER_SECOND);
  const memory = sampleMemory(server.residentMb, Math.max(0.5, seconds / 200));
  try {
    const loading = loadFromOtherCore({ ...of, seconds });
    const events = eventsOf({ installation, versions, stream }, setting);
    await spread(events, seconds, say);
    const arrivals = await loading;
    const linesWritten = stream.stop();
    const metrics = await untilFollowed(server, linesWritten);
    return {
      arrivals,
      memory: memory.stop(),
      swapsSeen: metrics.get('showrunner_model_swaps_total') ?? 0,
      refusalsSeen: metrics.get('showrunner_model_refusals_total') ?? 0,
      deathsSeen: metrics.get('showrunner_scoring_deaths_total') ?? 0,
      linesWritten,
      linesFollowed: metrics.get(LINES) ?? 0,
    };
  } finally {
    stream.stop();
    memory.stop();
  }
}

const LINES = 'showrunner_history_lines_total';

/** The metrics once the histories have what was written, or will not get it any more. */
async function untilFollowed(server: ServerProcess, lines: number) {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const metrics = await server.metrics();
    if ((metrics.get(LINES) ?? 0) >= lines || performance.now() > endMs) return metrics;
    await pause(100);
  }
}

/** The swaps, with rollbacks, the change of rules and the loss of the log spread among them. */
function eventsOf(
  { installation, versions, stream }: Pick<Parts, 'installation' | 'versions'> & { stream: Stream },
  { swaps, rollbacks }: SoakSetting,
): readonly SoakEvent[] {
  const swap = (at: number): SoakEvent => {
    const version = versions[(at + 1) % versions.length]!;
    return {
      name: `${version} is promoted`,
      act: () => promote(installation, 'champion', version).then(() => undefined),
    };
  };
  const back: SoakEvent = {
    name: 'the champion is rolled back',
    act: () => rollBack(installation, { actor: 'soak', because: 'a soak' }).then(() => undefined),
  };
  const others: readonly SoakEvent[] = [
    { name: 'the rules change', act: () => changeRules(installation.home.root) },
    { name: 'the log is gone for a while', act: () => loseLog(stream) },
  ];
  const all = [
    ...Array.from({ length: swaps }, (_, at) => swap(at)),
    ...Array.from({ length: rollbacks }, () => back),
  ];
  all.splice(1, 0, others[0]!);
  all.splice(3, 0, others[1]!);
  return all;
}

/** Rules in a home are taken up while it serves. */
function changeRules(root: string): void {
  writeFileSync(join(root, 'rules.yaml'), 'blocked:\n  - movie+0+0+2001\n');
}

async function loseLog(stream: Stream): Promise<void> {
  stream.takeAway();
  await pause(GONE_MS);
  stream.bringBack();
}

function resultOf(
  setting: SoakSetting,
  { arrivals, memory, swapsSeen, refusalsSeen, deathsSeen, ...lines }: Soaked,
  { replayed, same, tiers, versions }: Awaited<ReturnType<typeof replayReceipts>>,
): ProofResult {
  const { p50, p99, p999, longest, late, faults, requests } = latenciesOf(
    arrivals,
    setting.seconds,
  );
  const missing = faults['no answer'] ?? 0;
  const invalid = Object.values(faults).reduce((sum, count) => sum + count, 0) - missing;
  const growth = growthRate(memory);
  // The first champion counts as a swap of its own: from none.
  const swapsExpected = 1 + setting.swaps + setting.rollbacks;
  const figures = {
    seconds: setting.seconds,
    perSecond: setting.perSecond,
    requests,
    invalid,
    missing,
    late,
    faults: JSON.stringify(faults),
    p50Ms: round(p50),
    p99Ms: round(p99),
    p999Ms: round(p999),
    longestMs: round(longest),
    swapsExpected,
    swapsSeen,
    refusalsSeen,
    deathsSeen,
    ...lines,
    memoryGrowthRate: round(growth),
    memoryEverySeconds: memory.everySeconds,
    memoryMb: memory.megabytes,
    replayed,
    replayedTheSame: same,
    replayedTiers: JSON.stringify(tiers),
    replayedVersions: JSON.stringify(versions),
  };
  const isServed = invalid + missing + late === 0 && requests > 0;
  const isSwapped = swapsSeen === swapsExpected && refusalsSeen + deathsSeen === 0;
  const isFollowed = lines.linesWritten > 0 && lines.linesFollowed === lines.linesWritten;
  const isFlat = !setting.judgesMemory || growth < FLAT_RATE;
  const isReplayed = replayed === setting.replays && same === replayed;
  return { figures, holds: isServed && isSwapped && isFollowed && isFlat && isReplayed };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** The proof as it is run by hand. */
export const soakProofByHand: Proof = {
  name: 'soak',
  claim:
    'In ten minutes at 300 requests a second, with five swaps, two rollbacks, a change of rules and the log gone for a while, not one answer is invalid, missing or later than 600 ms, memory stays flat, and 1,000 of 1,000 receipts drawn at random replay the same.',
  run: (say) =>
    soakProof(
      {
        shape: { users: 5_000, circles: 20, itemsPerCircle: 200, likesPerUser: 40, seed: 6 },
        seconds: 600,
        perSecond: 300,
        swaps: 5,
        rollbacks: 2,
        replays: 1_000,
        judgesMemory: true,
      },
      say,
    ),
};
