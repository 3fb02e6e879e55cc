import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import { startBroker, type Broker } from '../scripts/kafka/broker.ts';
import { openInstallation } from '../src/compose.ts';
import { seededRng, type Rng } from '../src/math/rng.ts';
import { ledgerOf, liveSegments } from '../src/ingest/index.ts';
import { accountedFor } from '../src/domain/ledger.ts';
import { openHome } from '../src/store/index.ts';
import { lakeContent, topicContent } from './ingest-crash/contents.ts';
import { ingester, type Ingester } from './ingest-crash/ingester.ts';
import { produceLines } from './ingest-crash/producer.ts';
import type { Proof, ProofResult } from './proof.ts';

/** How much is produced, and what the ingester goes through meanwhile. */
export interface CrashSetting {
  readonly lines: number;
  readonly partitions: number;
  /** Lines a second, all partitions together. */
  readonly linesPerSecond: number;
  readonly kills: number;
  /** Longest time between two kills. */
  readonly killWithinMs: number;
  readonly segmentLines: number;
  readonly restart: 'SIGTERM' | 'SIGKILL';
  readonly seed: number;
}

export const FULL_SETTING: CrashSetting = {
  lines: 2_000_000,
  partitions: 4,
  linesPerSecond: 20_000,
  kills: 20,
  killWithinMs: 6_000,
  segmentLines: 100_000,
  restart: 'SIGTERM',
  seed: 1,
};

const TOPIC = 'stream';
/** Everything must be committed this long after the last line, or it hangs. */
const PATIENCE_MS = 300_000;

/**
 * Lets an ingester read a topic that is being written while it is killed again and again, a second
 * member comes and goes and the broker is restarted; then holds what the lake has, read back from
 * its Parquet files, against what was produced.
 */
export async function ingestCrash(
  setting: CrashSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-crash-'));
  const broker = await startBroker();
  try {
    return await crash(setting, { folder, broker, say });
  } finally {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Scene {
  readonly folder: string;
  readonly broker: Broker;
  readonly say: (sentence: string) => void;
}

async function crash(setting: CrashSetting, scene: Scene): Promise<ProofResult> {
  const { broker, folder, say } = scene;
  await makeTopic(broker, setting.partitions);
  const config = join(folder, 'showrunner.yaml');
  writeFileSync(config, `source: kafka://${broker.address}/${TOPIC}\nkafka: {sessionSeconds: 3}\n`);
  const home = join(folder, 'home');
  const start = (member: string | null): Ingester =>
    ingester({ home, config, member, segmentLines: setting.segmentLines });
  const producing = produceLines(`kafka://${broker.address}/${TOPIC}`, setting);
  // Looked at when it is over; until then a failure is nobody's.
  producing.done.catch(() => undefined);
  const rng = seededRng(setting.seed);
  const first = await goThroughCrashes(setting, { ...scene, start, rng, producing });
  const produced = await producing.done;
  say(`Produced ${produced.lines} lines; waiting until all are committed.`);
  const installation = await openInstallation(openHome(home));
  try {
    const committed = async (): Promise<number> =>
      liveSegments(installation.artifacts).then(
        (live) => ledgerOf(live).read,
        () => 0,
      );
    const giveUpMs = performance.now() + PATIENCE_MS;
    while ((await committed()) < produced.lines && performance.now() < giveUpMs) await sleep(500);
    await first.end('SIGTERM');
    const segments = await liveSegments(installation.artifacts);
    const ledger = ledgerOf(segments);
    const lake = await lakeContent(installation.tables, segments, setting.partitions);
    const topic = await topicContent(broker.address, TOPIC, setting.partitions);
    const same = (hashes: readonly string[]): boolean =>
      hashes.length === produced.hashes.length &&
      hashes.every((hash, partition) => hash === produced.hashes[partition]);
    const figures = {
      linesProduced: produced.lines,
      partitions: setting.partitions,
      kills: setting.kills,
      brokerRestarts: 1,
      secondMemberJoins: 1,
      linesInLedger: ledger.read,
      linesAccountedFor: accountedFor(ledger),
      rowsInParquet: lake.rows,
      rowsTwice: lake.twice,
      partitionsWithSameRows: lake.rowHashes.filter((h, p) => h === produced.hashes[p]).length,
      partitionsWithSameArchive: lake.lineHashes.filter((h, p) => h === produced.hashes[p]).length,
      partitionsWithSameTopic: topic.filter((h, p) => h === produced.hashes[p]).length,
    };
    const holds =
      same(lake.rowHashes) &&
      same(lake.lineHashes) &&
      same(topic) &&
      lake.twice === 0 &&
      ledger.read === produced.lines &&
      accountedFor(ledger) === produced.lines;
    return { figures, holds };
  } finally {
    await installation.close();
  }
}

async function makeTopic(broker: Broker, partitions: number): Promise<void> {
  const admin = new Admin({ clientId: 'proof', bootstrapBrokers: [broker.address] });
  await admin.createTopics({ topics: [TOPIC], partitions, replicas: 1 });
  await admin.close();
}

/** @returns the ingester that is left running */
async function goThroughCrashes(
  setting: CrashSetting,
  {
    broker,
    say,
    start,
    rng,
    producing,
  }: Scene & {
    readonly start: (member: string | null) => Ingester;
    readonly rng: Rng;
    readonly producing: { pause(): Promise<() => void> };
  },
): Promise<Ingester> {
  const [joinAt, leaveAt, restartAt] = [0.25, 0.5, 0.7].map((share) =>
    Math.floor(share * setting.kills),
  );
  let first = start('first');
  let second: Ingester | null = null;
  for (let kill = 0; kill < setting.kills; kill++) {
    await sleep(rng.uniform() * setting.killWithinMs);
    if (kill === joinAt) second = start(null);
    if (kill === leaveAt) await second?.end('SIGTERM');
    if (kill === restartAt) {
      // What a send that was cut off had written nobody could say, so none is under way.
      const goOn = await producing.pause();
      await broker.restart(setting.restart);
      goOn();
    }
    await first.end('SIGKILL');
    say(`Killed ${kill + 1} of ${setting.kills}.`);
    first = start('first');
  }
  return first;
}

export const ingestCrashProof: Proof = {
  name: 'ingest-crash',
  claim:
    'Whatever happens to the ingester, every line of a topic is in the lake once: killed 20 times, beside a second member, with the broker restarted.',
  run: (say) => ingestCrash(FULL_SETTING, say),
};
